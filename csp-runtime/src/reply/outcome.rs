//! How one command went.

use std::fmt;

use super::{explain, hresult};
use crate::StatusCode;
use crate::request::Stub;
use crate::schema::NodeRef;
use crate::syncml::{Command, Verb};

/// How one command went on one node. It prints as a sentence that says what the code means for that node.
#[derive(Debug, Clone)]
pub struct Outcome {
    verb: Verb<'static>,
    uri: String,
    node: Option<NodeRef<'static>>,
    code: Option<StatusCode>,
    original_error: Option<String>,
}

impl Outcome {
    pub(super) fn new(stub: &Stub, status: Option<&Command<'_>>) -> Self {
        let error = status
            .and_then(|status| status.response.as_deref())
            .and_then(|response| response.original_error.as_deref());
        Self {
            verb: stub.verb.clone(),
            uri: stub.uri.clone(),
            node: stub.node,
            code: status.and_then(Command::status_code),
            original_error: error.map(|text| text.trim().to_owned()),
        }
    }

    /// The status, or `None` when there is none yet (or none that is a number).
    pub const fn code(&self) -> Option<StatusCode> {
        self.code
    }

    /// Whether the command was done or accepted. What was not run or was undone, because its Atomic failed or the user cancelled, was not,
    /// although those codes (214, 215, 216) are below 300.
    pub fn is_success(&self) -> bool {
        self.code.is_some_and(is_done)
    }

    /// Whether the command goes on and its end will be told later, by an alert as a rule: 202, or 101.
    pub fn is_pending(&self) -> bool {
        matches!(
            self.code,
            Some(StatusCode::ACCEPTED | StatusCode::IN_PROGRESS)
        )
    }

    /// Whether the device has not said how it went. The command may have been done or not.
    pub const fn is_unknown(&self) -> bool {
        self.code.is_none()
    }

    /// The Windows error behind the status (`msft:originalerror`, MS-MDM 2.2.7.3), which devices write in hexadecimal or in decimal.
    pub fn hresult(&self) -> Option<u32> {
        let text = self.original_error.as_deref()?;
        match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            // Decimal HRESULTs come signed as well as unsigned.
            None => match text.parse::<i64>().ok()? {
                number @ -0x8000_0000..=-1 => Some(number as i32 as u32),
                number => u32::try_from(number).ok(),
            },
        }
    }

    /// The `msft:originalerror` as the device wrote it.
    pub fn original_error(&self) -> Option<&str> {
        self.original_error.as_deref()
    }

    /// The command.
    pub const fn verb(&self) -> &Verb<'static> {
        &self.verb
    }

    /// The LocURI that the command was for.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// What the schema says of the node, when a typed address named it.
    pub const fn node(&self) -> Option<NodeRef<'static>> {
        self.node
    }

    /// What the status means for this command on this node, and what may be the reason. Empty for plain success.
    pub fn meaning(&self) -> String {
        explain::meaning(&self.verb, self.code, self.node, &self.uri)
    }

    /// The outcome as a result: an error unless the command was done or accepted.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Failed`](super::ReplyError::Failed) with this outcome.
    pub fn ok(self) -> Result<Self, super::ReplyError> {
        match self.is_success() {
            true => Ok(self),
            false => Err(super::ReplyError::Failed(Box::new(self))),
        }
    }
}

/// Whether a code says that a command was done or accepted.
pub(super) fn is_done(code: StatusCode) -> bool {
    const UNDONE: [StatusCode; 3] = [
        StatusCode::CANCELLED,
        StatusCode::NOT_EXECUTED,
        StatusCode::ROLLED_BACK,
    ];
    code.is_success() && !UNDONE.contains(&code)
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.verb)?;
        if !self.uri.is_empty() {
            write!(f, " {}", self.uri)?;
        }
        match self.code {
            Some(code) => write!(f, ": {code}")?,
            None => f.write_str(": no status")?,
        }
        if let Some(error) = &self.original_error {
            match self.hresult() {
                Some(hresult) => match hresult::meaning(hresult) {
                    Some(meaning) => write!(f, " (HRESULT 0x{hresult:08X}: {meaning})")?,
                    None => write!(f, " (HRESULT 0x{hresult:08X})")?,
                },
                None => write!(f, " (original error {error})")?,
            }
        }
        let meaning = self.meaning();
        match meaning.is_empty() {
            true => Ok(()),
            false => write!(f, ": {meaning}"),
        }
    }
}
