//! A kind of fault: its identifier, whether it is an error, and what to do about it.

use std::fmt;

use crate::severity::Severity;

/// A kind of fault, with a stable identifier that documentation and scripts can rely on.
///
/// A crate declares its own in `static`s, and all report through the same [`Report`](crate::Report).
#[derive(Debug)]
pub struct Code {
    id: &'static str,
    severity: Severity,
    summary: &'static str,
    help: &'static str,
}

impl Code {
    /// Declares a code. `help` says what to do where the diagnostic itself has nothing better.
    pub const fn new(
        id: &'static str,
        severity: Severity,
        summary: &'static str,
        help: &'static str,
    ) -> Self {
        Self {
            id,
            severity,
            summary,
            help,
        }
    }

    /// The identifier, for example `DDF0030`.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// Whether a file with such a fault is refused.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The fault in one line, without the particulars of one file.
    pub fn summary(&self) -> &'static str {
        self.summary
    }

    /// What to do about it, in general.
    pub fn help(&self) -> &'static str {
        self.help
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// Declares the codes of a crate: a `static` for each, and the two functions by which others find them, `codes()` for all of them and `code(id)` for one.
///
/// ```
/// mod codes {
///     csp_source::codes! {
///         TOO_BRIGHT = "LAMP0001", Error, "a lamp is too bright",
///             "dim it";
///         FLICKERS = "LAMP0002", Warning, "a lamp flickers",
///             "replace it";
///     }
/// }
///
/// assert_eq!(codes::TOO_BRIGHT.help(), "dim it");
/// assert_eq!(codes::code("LAMP0002").map(|code| code.summary()), Some("a lamp flickers"));
/// assert_eq!((codes::codes().len(), codes::code("LAMP0003")), (2, None));
/// ```
#[macro_export]
macro_rules! codes {
    ($($name:ident = $id:literal, $severity:ident, $summary:literal, $help:literal;)*) => {
        $(pub(crate) static $name: $crate::Code = $crate::Code::new($id, $crate::Severity::$severity, $summary, $help);)*

        static ALL: &[&$crate::Code] = &[$(&$name),*];

        /// All codes of this crate in the order of their identifiers.
        pub fn codes() -> &'static [&'static $crate::Code] {
            ALL
        }

        /// The code with this identifier.
        pub fn code(id: &str) -> Option<&'static $crate::Code> {
            ALL.iter().copied().find(|code| code.id() == id)
        }
    };
}
