//! The encoding of the account's messages.

/// `DEFAULTENCODING`: how the device encodes its messages. Windows takes XML where it is not said. Microsoft's examples ask for WBXML: a server that
/// copies them has to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `application/vnd.syncml.dm+xml`
    Xml,
    /// `application/vnd.syncml.dm+wbxml`
    Wbxml,
}

impl Encoding {
    /// The media type.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Xml => "application/vnd.syncml.dm+xml",
            Self::Wbxml => "application/vnd.syncml.dm+wbxml",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let all = [Self::Xml, Self::Wbxml];
        all.into_iter().find(|encoding| encoding.as_str() == text)
    }
}
