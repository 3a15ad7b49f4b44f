//! How Windows treats a node's value: merging, replacing, rebooting, and what stands behind it.

use std::fmt;
use std::ops::Range;

/// Declares an enumeration whose values are written as words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $value:ident,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub enum $name { $($(#[$doc])* $value,)* }

        impl $name {
            pub(crate) const NAMES: &'static [&'static str] = &[$(stringify!($value)),*];

            /// The value as a DDF spells it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => stringify!($value),)* }
            }

            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name { $(stringify!($value) => Some(Self::$value),)* _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

words! {
    /// Which value wins when several authorities set a node (Microsoft's `ConflictResolution`).
    ConflictResolution {
        /// The values are not merged; what holds where the file says nothing.
        #[default]
        NoMerge,
        /// The lowest value is the most secure and wins.
        LowestValueMostSecure,
        /// The highest value is the most secure and wins.
        HighestValueMostSecure,
        /// The value that was written last wins.
        LastWrite,
        /// The lowest value wins, except zero, which sets no limit.
        LowestValueMostSecureZeroHasNoLimits,
        /// The highest value wins, except zero, which sets no limit and wins over all.
        HighestValueMostSecureZeroHasNoLimits,
    }
}

words! {
    /// What a Replace does to the value that is there (Microsoft's `ReplaceBehavior`).
    ReplaceBehavior {
        /// The new value is added to the old one.
        Append,
        /// The new value takes the place of the old one; what holds where the file says nothing.
        #[default]
        Replace,
    }
}

words! {
    /// Whether a change needs a reboot (Microsoft's `RebootBehavior`).
    RebootBehavior {
        /// No reboot; what holds where the file says nothing.
        #[default]
        None,
        /// The device reboots by itself.
        Automatic,
        /// The server must ask for the reboot.
        ServerInitiated,
    }
}

/// The Group Policy setting that a node mirrors (Microsoft's `GpMapping`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct GpMapping {
    pub(crate) english_name: Option<String>,
    pub(crate) area_path: Option<String>,
    pub(crate) element: Option<String>,
}

impl GpMapping {
    /// The name of the setting in English.
    pub fn english_name(&self) -> Option<&str> {
        self.english_name.as_deref()
    }

    /// Where the setting stands in the Group Policy editor; the parts are joined by `~`.
    pub fn area_path(&self) -> Option<&str> {
        self.area_path.as_deref()
    }

    /// The control of the setting that the node's value stands for.
    pub fn element(&self) -> Option<&str> {
        self.element.as_deref()
    }
}

/// That a node should no longer be used (Microsoft's `Deprecated`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Deprecated {
    pub(crate) os_build: Option<String>,
}

impl Deprecated {
    /// The build since which it is deprecated, as the file has it.
    pub fn os_build(&self) -> Option<&str> {
        self.os_build.as_deref()
    }
}

/// An error that a node is known to give (Microsoft's `CommonErrorResults`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CommonErrorResult {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl CommonErrorResult {
    /// The name of the element: `CommonErrorOne`, `CommonErrorTwo`, ...
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the file says about the error.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// An element that this crate does not know, kept as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Extension {
    pub(crate) name: String,
    pub(crate) xml: String,
    pub(crate) span: Range<usize>,
}

impl Extension {
    /// The element's name with its prefix, as it is written.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole element, from its start tag to its end tag.
    pub fn xml(&self) -> &str {
        &self.xml
    }

    /// The bytes of the element in the file.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}
