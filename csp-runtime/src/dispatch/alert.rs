//! Alerts: what a device tells a server without being asked (OMA DM Protocol 1.2, "Alerts"; OMA DM Generic Alert).

use super::error::HandlerError;
use crate::StatusCode;
use crate::address::NodeAddress;
use syncml::first_forbidden;

/// An alert of one event, sent with the device's next message.
///
/// ```
/// use csp_runtime::dispatch::{Alert, Mark};
///
/// let done = Alert::client_event("Reversed-Domain-Name:com.example.install")
///     .source_uri("./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1%7D/DownloadInstall")
///     .format("int")
///     .mark(Mark::Informational)
///     .data("0");
/// assert_eq!(done.code(), 1224);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Alert {
    code: u16,
    kind: String,
    format: Option<String>,
    mark: Option<Mark>,
    source: Option<String>,
    data: Option<String>,
}

/// How urgent an alert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Mark {
    /// The device cannot go on.
    Fatal,
    /// Something must be done now.
    Critical,
    /// Something should be done.
    Minor,
    /// Something may go wrong.
    Warning,
    /// For information; what an alert without a mark is.
    Informational,
    /// Of no consequence.
    Harmless,
    /// Not known.
    Indeterminate,
}

impl Mark {
    /// The text of the `Mark` element.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fatal => "fatal",
            Self::Critical => "critical",
            Self::Minor => "minor",
            Self::Warning => "warning",
            Self::Informational => "informational",
            Self::Harmless => "harmless",
            Self::Indeterminate => "indeterminate",
        }
    }
}

impl Alert {
    /// A client event (1224) of this type: what Windows sends for the end of an installation, although OMA has 1226 for it.
    pub fn client_event(kind: impl Into<String>) -> Self {
        Self::new(1224, kind)
    }

    /// A generic alert (1226) of this type, written `Reversed-Domain-Name: x` or `Content-Type: x`.
    pub fn generic(kind: impl Into<String>) -> Self {
        Self::new(1226, kind)
    }

    fn new(code: u16, kind: impl Into<String>) -> Self {
        Self {
            code,
            kind: kind.into(),
            format: None,
            mark: None,
            source: None,
            data: None,
        }
    }

    /// The node that the alert is about.
    #[must_use]
    pub fn source<'a>(self, node: impl NodeAddress<'a>) -> Self {
        self.source_uri(crate::address::loc_uri(node))
    }

    /// The LocURI that the alert is about.
    #[must_use]
    pub fn source_uri(mut self, uri: impl Into<String>) -> Self {
        self.source = Some(uri.into());
        self
    }

    /// The format of the data, for example `int`.
    #[must_use]
    pub fn format(mut self, format: impl Into<String>) -> Self {
        self.format = Some(format.into());
        self
    }

    /// How urgent the alert is.
    #[must_use]
    pub const fn mark(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }

    /// What the alert says.
    #[must_use]
    pub fn data(mut self, data: impl Into<String>) -> Self {
        self.data = Some(data.into());
        self
    }

    /// 1224 or 1226.
    pub const fn code(&self) -> u16 {
        self.code
    }

    /// Its type, as it was given.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The format of its data, where one was given.
    pub fn data_format(&self) -> Option<&str> {
        self.format.as_deref()
    }

    /// How urgent it is, where that was said.
    pub const fn urgency(&self) -> Option<Mark> {
        self.mark
    }

    /// The LocURI that it is about, where there is one.
    pub fn about(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// What it says, where it says something.
    pub fn text(&self) -> Option<&str> {
        self.data.as_deref()
    }

    /// Whether the alert can be sent. One that cannot would take the whole reply with it, so it is found where it is raised.
    ///
    /// # Errors
    ///
    /// The first part with a character that XML cannot carry.
    pub fn check(&self) -> Result<(), AlertError> {
        let parts = [
            ("type", Some(&self.kind)),
            ("format", self.format.as_ref()),
            ("source", self.source.as_ref()),
            ("data", self.data.as_ref()),
        ];
        for (part, text) in parts {
            if let Some((_, character)) = text.and_then(|text| first_forbidden(text)) {
                return Err(AlertError { part, character });
            }
        }
        Ok(())
    }
}

/// An alert that XML cannot carry. In a handler it is a 500.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AlertError {
    /// The part of the alert: `type`, `format`, `source` or `data`.
    pub part: &'static str,
    /// The first character in it that XML cannot carry (XML 1.0, "Characters").
    pub character: char,
}

impl std::fmt::Display for AlertError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (part, number) = (self.part, u32::from(self.character));
        write!(
            f,
            "the {part} of the alert has the character U+{number:04X}, which XML cannot carry: leave it out"
        )?;
        match part {
            "data" => f.write_str(", or send the data as base64"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for AlertError {}

impl From<AlertError> for HandlerError {
    fn from(error: AlertError) -> Self {
        Self::new(error.into())
    }
}

impl From<AlertError> for StatusCode {
    fn from(_: AlertError) -> Self {
        Self::COMMAND_FAILED
    }
}
