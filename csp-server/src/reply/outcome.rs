//! How one command went.

use std::fmt;
use std::sync::Arc;

use super::atomic::AtomicFailure;
use super::explain;
use crate::StatusCode;
use crate::request::AskedItem;
use csp_explain::{Code, table};
use csp_schema::NodeDefinition;
use syncml::{Command, Verb};

/// How one command went on one node. It prints as a sentence that says what the code means for that node.
#[derive(Debug, Clone)]
pub struct Outcome {
    verb: Verb<'static>,
    uri: Arc<str>,
    cmd_id: u32,
    node: Option<NodeDefinition<'static>>,
    code: Option<StatusCode>,
    original_error: Option<String>,
    atomic: Option<Box<AtomicFailure>>,
    other: Option<String>,
}

impl Outcome {
    pub(super) fn new(asked: &AskedItem, status: Option<&Command<'_>>) -> Self {
        let error = status
            .and_then(|status| status.response.as_deref())
            .and_then(|response| response.original_error.as_deref());
        Self {
            verb: asked.verb.clone(),
            uri: Arc::clone(&asked.uri),
            cmd_id: asked.cmd_id,
            node: asked.node,
            code: status.and_then(Command::status_code),
            original_error: error.map(|text| text.trim().to_owned()),
            atomic: None,
            other: None,
        }
    }

    /// The outcome of an Atomic, and why it failed.
    pub(super) fn because_of(mut self, failure: AtomicFailure) -> Self {
        self.atomic = Some(Box::new(failure));
        self
    }

    /// The outcome of a command whose number is answered for `other`.
    pub(super) fn answered_for(mut self, other: Option<String>) -> Self {
        self.other = other;
        self
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
        match Code::parse(self.original_error.as_deref()?)? {
            Code::Error(number) => Some(number),
            Code::Status(_) => None,
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

    /// The CmdID of the command.
    pub const fn cmd_id(&self) -> u32 {
        self.cmd_id
    }

    /// The command that made its Atomic fail, where this is the outcome of an Atomic (507) and the reply says which it was.
    pub fn culprit(&self) -> Option<&Self> {
        self.atomic.as_ref()?.culprit.as_ref()
    }

    /// The commands that were done and could not be undone (516), where this is the outcome of an Atomic that failed (507).
    pub fn not_undone(&self) -> &[Self] {
        self.atomic
            .as_ref()
            .map_or(&[], |failure| &failure.not_undone)
    }

    /// What the device answered with the number of this command where that is for something else, for example `Get ./DevDetail/SwV`.
    pub fn other(&self) -> Option<&str> {
        self.other.as_deref()
    }

    /// What the schema says of the node, when a typed address named it.
    pub const fn node(&self) -> Option<NodeDefinition<'static>> {
        self.node
    }

    /// What the status means for this command on this node, and what may be the reason. Empty for plain success.
    pub fn meaning(&self) -> String {
        if let Some(other) = &self.other {
            return format!(
                "what answers CmdID {} is for {other} and not for this; the reply may be to another request",
                self.cmd_id
            );
        }
        if let Some(failure) = &self.atomic {
            return failure.to_string();
        }
        explain::meaning(self)
    }

    /// The outcome as a result: an error unless the command was done or accepted.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Failed`](super::ReplyError::Failed) with this outcome, or [`ReplyError::Other`](super::ReplyError::Other).
    pub fn ok(self) -> Result<Self, super::ReplyError> {
        if self.is_success() {
            Ok(self)
        } else {
            Err(super::ReplyError::failed(self))
        }
    }

    /// The command, its node and its status, without what they mean.
    pub(super) const fn summary(&self) -> Summary<'_> {
        Summary(self)
    }

    /// The command and its node.
    pub(super) const fn name(&self) -> Name<'_> {
        Name(self)
    }

    /// Whether the command was not run or was undone.
    pub(super) fn is_reverted(&self) -> bool {
        matches!(
            self.code,
            Some(StatusCode::NOT_EXECUTED | StatusCode::ROLLED_BACK)
        )
    }

    /// Whether the command was done and could not be undone.
    pub(super) fn is_not_undone(&self) -> bool {
        self.code == Some(StatusCode::ATOMIC_ROLL_BACK_FAILED)
    }

    /// Whether it failed by itself, and not because of another command of its Atomic.
    pub(super) fn is_culprit(&self) -> bool {
        const CONSEQUENCES: [StatusCode; 4] = [
            StatusCode::NOT_EXECUTED,
            StatusCode::ROLLED_BACK,
            StatusCode::ATOMIC_ROLL_BACK_FAILED,
            StatusCode::ATOMIC_FAILED,
        ];
        self.code
            .is_some_and(|code| !is_done(code) && !CONSEQUENCES.contains(&code))
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

/// The command and its node.
pub(super) struct Name<'o>(&'o Outcome);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.verb)?;
        if !self.0.uri.is_empty() {
            write!(f, " {}", self.0.uri)?;
        }
        Ok(())
    }
}

/// An outcome without what it means.
pub(super) struct Summary<'o>(&'o Outcome);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = self.0;
        write!(f, "{}", outcome.name())?;
        match outcome.code {
            Some(code) => write!(f, ": {code}")?,
            None => f.write_str(": no status")?,
        }
        let Some(error) = &outcome.original_error else {
            return Ok(());
        };
        match outcome.hresult() {
            Some(hresult) => match table::error(hresult) {
                Some(row) => write!(f, " (HRESULT 0x{hresult:08X}: {})", row.meaning),
                None => write!(f, " (HRESULT 0x{hresult:08X})"),
            },
            None => write!(f, " (original error {error})"),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.summary())?;
        let meaning = self.meaning();
        if meaning.is_empty() {
            Ok(())
        } else {
            write!(f, ": {meaning}")
        }
    }
}
