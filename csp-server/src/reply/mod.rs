//! The server side: answers in. A device's message is read once; tickets find their statuses and values in it.

mod atomic;
mod error;
mod explain;
mod failures;
mod index;
mod outcome;
mod places;
mod same;
mod subtree;

pub use error::ReplyError;
pub use failures::Failures;
pub use outcome::Outcome;
pub use same::same_value;
pub use subtree::{Entry, Listing};

use std::sync::Arc;

use crate::StatusCode;
use crate::request::{AskedLog, Subtree, Ticket, Tickets, UntypedTicket};
use atomic::AtomicFailure;
use csp_runtime::value::Value;
use index::Index;
use syncml::{AlertItem, Command, Error, Item, Limits, Message};

/// A device's message, read for its answers.
///
/// It borrows from the bytes. Nothing in it is refused but what is no SyncML message: values outside the allowed ones, statuses that are missing
/// or unknown and formats other than the definition's are for the program to judge.
///
/// ```
/// use csp_server::{GetCommands, Reply, Request};
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
///      404 Not found: the node does not exist; it has no value; \
///      or the device's Windows is older than the node, which is there since Windows 10, version 1511 (10.0.10586)"
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
        self.outcome(ticket.untyped())
    }

    /// The value that a Get asked for.
    ///
    /// # Errors
    ///
    /// A [`ReplyError`]: the command failed or was not answered, there is no value among the Results, or its text is none of the node's type.
    pub fn value<V: Value>(&self, ticket: &Ticket<V>) -> Result<V::Read<'_>, ReplyError> {
        let item = self.result(ticket.untyped())?;
        let text = item.data.as_ref().map_or("", |data| &*data.text);
        V::read(text).map_err(|reason| ReplyError::ReadValueError {
            outcome: Box::new(self.outcome(ticket.untyped())),
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
        self.result(ticket.untyped())
    }

    /// The nodes that a [`list`](crate::GetCommands::list) asked for.
    ///
    /// # Errors
    ///
    /// The command failed or was not answered, or there are no Results.
    pub fn list(&self, ticket: &Ticket<Subtree>) -> Result<Listing<'_>, ReplyError> {
        let untyped = ticket.untyped();
        let status = self.index.status(&self.message, untyped);
        let mut items = self.index.results(&self.message, untyped).peekable();
        if has_failed(status) || items.peek().is_none() {
            return Err(self.without_value(untyped));
        }
        let listing = Listing::new(items, &untyped.asked.uri);
        // Items that say where they come from, and none from here.
        let is_elsewhere = listing.entries().is_empty()
            && self.index.other_result(&self.message, untyped).is_some();
        if is_elsewhere {
            Err(self.without_value(untyped))
        } else {
            Ok(listing)
        }
    }

    /// The commands of a request that failed, each with its node, its status, what that means and the Windows error behind it.
    ///
    /// ```
    /// use csp_server::{ChangeCommands, GetCommands, Reply, Request};
    ///
    /// let mut request = Request::fragment();
    /// request.delete_uri("./Vendor/Contoso/Agent/Jobs/1");
    /// request.get_uri("./Vendor/Contoso/Agent/Level");
    /// let tickets = request.tickets();
    /// request.finish()?;
    ///
    /// let answer = b"<SyncML xmlns='SYNCML:SYNCML1.2'><SyncHdr/><SyncBody>
    ///     <Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Delete</Cmd><Data>405</Data></Status>
    ///     <Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>2</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>
    /// </SyncBody></SyncML>";
    /// let failures = Reply::parse(answer)?.failures(&tickets);
    /// assert_eq!(
    ///     failures.to_string(),
    ///     "1 of 2 commands failed: Delete ./Vendor/Contoso/Agent/Jobs/1: 405 Command not allowed"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn failures(&self, tickets: &Tickets) -> Failures {
        let asked = tickets.origin.asked().into_iter().flat_map(AskedLog::iter);
        Failures::of(asked.map(|asked| {
            let untyped = UntypedTicket {
                origin: Arc::clone(&tickets.origin),
                asked,
            };
            let outcome = self.outcome(&untyped);
            (untyped.asked, outcome)
        }))
    }

    /// The alerts in the message, one for each event.
    pub fn alerts(&self) -> impl Iterator<Item = AlertItem<'_>> {
        AlertItem::all(&self.message)
    }

    fn outcome(&self, untyped: &UntypedTicket) -> Outcome {
        let status = self.index.status(&self.message, untyped);
        let outcome = Outcome::new(&untyped.asked, status);
        match (outcome.code(), status) {
            (Some(StatusCode::ATOMIC_FAILED), _) => {
                outcome.because_of(self.atomic_failure(untyped))
            }
            (_, None) => outcome.answered_for(self.index.other_status(&self.message, untyped)),
            _ => outcome,
        }
    }

    /// What the commands in an Atomic say of why it failed.
    fn atomic_failure(&self, atomic: &UntypedTicket) -> AtomicFailure {
        let asked = atomic.origin.asked().into_iter();
        let inside = asked.flat_map(|asked| asked.inside(&atomic.asked));
        AtomicFailure::of(inside.map(|asked| {
            let untyped = UntypedTicket {
                origin: Arc::clone(&atomic.origin),
                asked,
            };
            let status = self.index.status(&self.message, &untyped);
            Outcome::new(&untyped.asked, status)
        }))
    }

    fn result(&self, untyped: &UntypedTicket) -> Result<&Item<'a>, ReplyError> {
        let status = self.index.status(&self.message, untyped);
        let item = if has_failed(status) {
            None
        } else {
            self.index.result(&self.message, untyped)
        };
        // A value that does not say where it comes from is this node's unless the Status is another command's.
        let item = item.filter(|item| {
            let is_other = || self.outcome(untyped).other().is_some();
            item.source.is_some() || status.is_some() || !is_other()
        });
        item.ok_or_else(|| self.without_value(untyped))
    }

    fn without_value(&self, untyped: &UntypedTicket) -> ReplyError {
        let outcome = self.outcome(untyped);
        if outcome.code().is_some() && !outcome.is_success() {
            return ReplyError::failed(outcome);
        }
        let outcome = match outcome.other() {
            Some(_) => outcome,
            None => outcome.answered_for(self.index.other_result(&self.message, untyped)),
        };
        // Of several items some may lack a value; a command on one node is answered for that node.
        let is_complete = untyped.asked.item.is_some() || outcome.other().is_none();
        if outcome.is_success() && is_complete {
            ReplyError::NoValue(Box::new(outcome))
        } else {
            ReplyError::failed(outcome)
        }
    }
}

/// Whether a Status says that there is no value. Results without a Status are an answer all the same: a message may have lost it, and published
/// samples never show it.
fn has_failed(status: Option<&Command<'_>>) -> bool {
    let code = status.and_then(Command::status_code);
    code.is_some_and(|code| !outcome::is_done(code))
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
