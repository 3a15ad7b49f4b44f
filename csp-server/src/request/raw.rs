//! The plain-string door: what goes with a command on a node that no schema knows.

use std::fmt;

use syncml::{Data, Item, Meta};

/// The value of a command on a plain LocURI: its text and, where the device needs them, its format and type.
///
/// ```
/// use csp_server::{ChangeCommands, Request};
/// use csp_server::request::Raw;
///
/// let mut request = Request::fragment();
/// request.replace_uri("./Vendor/OEM/Agent/Level", Raw::text("7").format("int"));
/// request.exec_uri("./Vendor/OEM/Agent/Restart", Raw::NONE);
/// assert!(String::from_utf8(request.finish()?)?.contains(r#"<Format xmlns="syncml:metinf">int</Format>"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Raw<'a> {
    data: Option<&'a str>,
    is_markup: bool,
    format: Option<&'a str>,
    kind: Option<&'a str>,
}

/// The value may be secret, so that its length is all that is shown.
impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Raw")
            .field("bytes", &self.data.map(str::len))
            .field("format", &self.format)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl<'a> Raw<'a> {
    /// No value at all.
    pub const NONE: Self = Self {
        data: None,
        is_markup: false,
        format: None,
        kind: None,
    };

    /// A value. It is escaped, so it may be an XML document as text, which is what nearly every node wants.
    pub const fn text(data: &'a str) -> Self {
        Self {
            data: Some(data),
            ..Self::NONE
        }
    }

    /// XML that is written as it stands, for the few providers that want it so. It must be well-formed.
    pub const fn markup(xml: &'a str) -> Self {
        Self {
            data: Some(xml),
            is_markup: true,
            ..Self::NONE
        }
    }

    /// Sets the `Format`, for example `int`. A device takes `chr` where there is none.
    #[must_use]
    pub const fn format(mut self, format: &'a str) -> Self {
        self.format = Some(format);
        self
    }

    /// Sets the `Type`, a MIME type. A device takes `text/plain` where there is none.
    #[must_use]
    pub const fn mime(mut self, mime: &'a str) -> Self {
        self.kind = Some(mime);
        self
    }

    pub(super) const fn data(self) -> Option<&'a str> {
        self.data
    }

    pub(super) fn item(self, uri: &'a str) -> Item<'a> {
        Item {
            meta: Meta {
                format: self.format.map(Into::into),
                kind: self.kind.map(Into::into),
                rest: None,
            },
            data: self.data.map(|data| {
                if self.is_markup {
                    Data::from_markup(data)
                } else {
                    Data::new(data)
                }
            }),
            ..Item::target(uri)
        }
    }
}
