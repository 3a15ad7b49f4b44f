//! The server side: answers in. A device's message is read once; tickets find their statuses and values in it.

pub(crate) mod alert;
mod error;
mod explain;
mod hresult;
mod index;
mod outcome;
mod same;
mod subtree;

pub use alert::AlertItem;
pub use error::ReplyError;
pub use outcome::Outcome;
pub use same::same_value;
pub use subtree::{Entry, Listing};

use crate::request::{Stub, Subtree, Ticket};
use crate::syncml::{Command, Error, Item, Limits, Message};
use crate::value::Value;
use index::Index;

/// A device's message, read for its answers.
///
/// It borrows from the bytes. Nothing in it is refused but what is no SyncML message: values outside the allowed ones, statuses that are missing
/// or unknown and formats other than the definition's are for the program to judge.
///
/// ```
/// use csp_runtime::{Reply, Request};
/// use csp_windows::enterprise_desktop_app_management as edam;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let msi = edam::device().msi().product_id("{1803A630}");
/// let mut request = Request::fragment();
/// let (status, version) = (request.get(msi.status()), request.get(msi.version()));
///
/// let answer = b"<SyncML xmlns='SYNCML:SYNCML1.2'><SyncHdr/><SyncBody>
///     <Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>
///     <Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Item><Data>70</Data></Item></Results>
///     <Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Get</Cmd><Data>404</Data></Status>
/// </SyncBody></SyncML>";
/// let reply = Reply::parse(answer)?;
/// assert_eq!(reply.value(&status)?, edam::MsiStatus::ENFORCEMENT_COMPLETED);
/// let error = reply.value(&version).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "Get ./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1803A630%7D/Version: \
///      404 Not found: the node does not exist, or has no value; it is available since 10.0.10586"
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Reply<'a> {
    message: Message<'a>,
    index: Index,
}

impl<'a> Reply<'a> {
    /// Reads a message within the default [`Limits`].
    ///
    /// # Errors
    ///
    /// Bytes that are no SyncML message; the error says where.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::parse_with(bytes, &Limits::default())
    }

    /// Reads a message within other limits.
    ///
    /// # Errors
    ///
    /// As for [`parse`](Reply::parse).
    pub fn parse_with(bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        Message::parse_with(bytes, limits).map(Self::from)
    }

    /// The message itself.
    pub const fn message(&self) -> &Message<'a> {
        &self.message
    }

    /// How a command went. Without a Status its outcome is [unknown](Outcome::is_unknown), which is not success.
    pub fn status<V>(&self, ticket: &Ticket<V>) -> Outcome {
        self.outcome(ticket.stub())
    }

    /// The value that a Get asked for.
    ///
    /// # Errors
    ///
    /// A [`ReplyError`]: the command failed or was not answered, there is no value among the Results, or its text is none of the node's type.
    pub fn value<V: Value>(&self, ticket: &Ticket<V>) -> Result<V::Read<'_>, ReplyError> {
        let item = self.result(ticket.stub())?;
        let text = item.data.as_ref().map_or("", |data| &*data.text);
        V::read(text).map_err(|reason| ReplyError::Unreadable {
            outcome: Box::new(self.outcome(ticket.stub())),
            format: item.meta.format.as_deref().map(str::to_owned),
            reason,
        })
    }

    /// The Item that answers a Get as it came, with its Meta: for values in another format than the definition's.
    ///
    /// # Errors
    ///
    /// As for [`value`](Reply::value), except that every text is taken.
    pub fn item<V>(&self, ticket: &Ticket<V>) -> Result<&Item<'a>, ReplyError> {
        self.result(ticket.stub())
    }

    /// The nodes that a [`list`](crate::Request::list) asked for.
    ///
    /// # Errors
    ///
    /// The command failed or was not answered, or there are no Results.
    pub fn list(&self, ticket: &Ticket<Subtree>) -> Result<Listing<'_>, ReplyError> {
        let stub = ticket.stub();
        let status = self.index.status(&self.message, stub);
        let mut items = self.index.results(&self.message, stub).peekable();
        match items.peek() {
            Some(_) if !has_failed(status) => Ok(Listing::new(items)),
            _ => Err(without_value(stub, status)),
        }
    }

    /// The alerts in the message, one for each event.
    pub fn alerts(&self) -> impl Iterator<Item = AlertItem<'_>> {
        alert::of(&self.message)
    }

    fn outcome(&self, stub: &Stub) -> Outcome {
        Outcome::new(stub, self.index.status(&self.message, stub))
    }

    fn result(&self, stub: &Stub) -> Result<&Item<'a>, ReplyError> {
        let status = self.index.status(&self.message, stub);
        let item = match has_failed(status) {
            true => None,
            false => self.index.result(&self.message, stub),
        };
        item.ok_or_else(|| without_value(stub, status))
    }
}

/// Whether a Status says that there is no value. Results without a Status are an answer all the same: a message may have lost it, and published
/// samples never show it.
fn has_failed(status: Option<&Command<'_>>) -> bool {
    let code = status.and_then(Command::status_code);
    code.is_some_and(|code| !outcome::is_done(code))
}

fn without_value(stub: &Stub, status: Option<&Command<'_>>) -> ReplyError {
    let outcome = Box::new(Outcome::new(stub, status));
    match outcome.is_success() {
        true => ReplyError::NoValue(outcome),
        false => ReplyError::Failed(outcome),
    }
}

impl<'a> From<Message<'a>> for Reply<'a> {
    /// Takes a message that was read already.
    fn from(message: Message<'a>) -> Self {
        Self {
            index: Index::new(&message),
            message,
        }
    }
}
