//! The server side: commands out. Typed addresses and values go in, a SyncML message comes out, and tickets find the answers.
//!
//! Verbs never fail: what is wrong is found on the way and reported as a whole by [`Request::finish`]. Each command is written at once, so
//! the [size](Request::size) is known at every moment.

mod answer;
mod asked;
mod atomic_rules;
mod check;
mod commands;
mod container;
mod fault;
mod header;
mod item;
mod items;
mod items_command;
mod log;
mod raw;
mod split;
mod ticket;
mod verbs;

pub(crate) use asked::{AskedItem, AskedLog};
pub use container::{Atomic, Sequence};
pub use fault::{Fault, RequestError};
pub use header::Header;
pub use items::{Items, op};
pub use raw::Raw;
pub(crate) use ticket::UntypedTicket;
pub use ticket::{OutcomeOnly, Subtree, Ticket, Tickets};
pub use verbs::{ChangeCommands, GetCommands};

use std::fmt;
use std::sync::Arc;

pub(crate) use check::{Defined, undefined};
pub(crate) use commands::Commands;
use log::RequestLog;
use split::Start;
use syncml::{Encoding, Verb, Writer};
use ticket::Origin;

/// A message of the server's, being written.
///
/// With the typed addresses of generated code, a verb takes only nodes whose definition permits it and values of the node's type; a wrong one
/// does not compile.
///
/// ```
/// use csp_runtime::NoData;
/// use csp_server::{ChangeCommands, GetCommands, Header, Request};
/// use csp_windows::enterprise_desktop_app_management as edam;
///
/// let msi = edam::device().msi().product_id("{1803A630-3C38-4D2B-9B9A-0CB37243539C}");
/// let mut request = Request::new(Header::new("1", 1, "device", "https://mdm.example.com"));
/// request.add(msi.download_install(), NoData);
/// request.exec(msi.download_install(), "<MsiInstallJob/>");
/// let status = request.get(msi.status()); // to be redeemed at the reply
/// assert_eq!(request.size(), request.finish()?.len());
/// # Ok::<(), csp_server::RequestError>(())
/// ```
///
/// ```compile_fail,E0277
/// # use csp_server::{ChangeCommands, Request};
/// # use csp_windows::enterprise_desktop_app_management as edam;
/// # let msi = edam::device().msi().product_id("{1803A630-3C38-4D2B-9B9A-0CB37243539C}");
/// # let mut request = Request::fragment();
/// request.replace(msi.status(), edam::MsiStatus::INITIALIZED); // node `MsiStatus` does not permit Replace (AccessType: `Get`)
/// ```
///
/// What is illegal is reported by node, all of it at once:
///
/// ```
/// # use csp_server::{ChangeCommands, Request};
/// # use csp_windows::enrollment_status_tracking as esp;
/// let mut request = Request::fragment();
/// let app = esp::device().setup().apps().tracking().provider_name("Contoso").app_name("Hub");
/// request.add(app.installation_state(), esp::SetupAppsTrackingInstallationState::new(9));
/// let error = request.finish().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "Add ./Device/Vendor/MSFT/EnrollmentStatusTracking/Setup/Apps/Tracking/Contoso/Hub/InstallationState (CmdID 1): \
///      `9` is not one of `1`, `2`, `3`, `4`"
/// );
/// ```
pub struct Request {
    /// `None` for a fragment.
    header: Option<Header>,
    encoding: Encoding,
    /// The commands, side by side.
    body: Vec<u8>,
    /// Where each of them begins.
    starts: Vec<Start>,
    log: RequestLog,
}

impl Request {
    /// A message with this header.
    pub fn new(header: Header) -> Self {
        let origin = Origin {
            session: header.session_id().to_owned(),
            message: header.msg_id(),
            ..Origin::default()
        };
        Self::begun(Some(header), origin)
    }

    /// A run of commands without anything around them: a profile for a management server, or what Windows' local management interface takes.
    ///
    /// A fragment has no SessionID and no MsgID, so that its answer is known by its CmdIDs and by what the device repeats: the command, and where
    /// it names them the nodes. Two fragments that ask the same of the same nodes with the same CmdIDs cannot be told apart, and neither can
    /// values that come without their Status and their Source; [`numbered_from`](Self::numbered_from) gives fragments CmdIDs of their own.
    pub fn fragment() -> Self {
        let origin = Origin {
            message: 1,
            ..Origin::default()
        };
        Self::begun(None, origin)
    }

    /// Gives the first command this CmdID instead of 1, and those after it the numbers that follow. A program that has several fragments under
    /// way tells their answers apart by it.
    ///
    /// ```
    /// use csp_server::{GetCommands, Request};
    ///
    /// let mut request = Request::fragment().numbered_from(201);
    /// assert_eq!(request.get_uri("./DevDetail/SwV").cmd_id(), 201);
    /// ```
    #[must_use]
    pub fn numbered_from(mut self, cmd_id: u32) -> Self {
        let reason = match (self.is_empty(), cmd_id) {
            // Number 0 is the header in an answer (OMA SyncML RepPro 1.2, "CmdRef").
            (true, 0) => Some("a CmdID is 1 or more"),
            (true, _) => None,
            (false, _) => Some("say where the CmdIDs begin before the first command"),
        };
        match reason {
            Some(reason) => {
                let asked = AskedItem::command(Verb::from_name("CmdID"), cmd_id);
                self.log.fault(&asked, reason);
            }
            None => self.log.number_from(cmd_id),
        }
        self
    }

    /// Writes the message in this encoding instead of XML: that of the device's message, where the request [answers](Self::answer) one. A fragment
    /// then gets an empty header around it, because WBXML has one root.
    ///
    /// ```
    /// use csp_server::{GetCommands, Request};
    /// use syncml::Encoding;
    ///
    /// let mut request = Request::fragment().encoded(Encoding::WBXML);
    /// request.get_uri("./DevDetail/SwV");
    /// assert_eq!(Encoding::of(&request.finish()?), Encoding::WBXML);
    /// # Ok::<(), csp_server::RequestError>(())
    /// ```
    #[must_use]
    pub fn encoded(mut self, encoding: Encoding) -> Self {
        if !self.is_empty() {
            let asked = AskedItem::command(Verb::from_name("SyncML"), self.log.next_id());
            self.log
                .fault(&asked, "say the encoding before the first command");
        }
        self.encoding = encoding;
        self
    }

    /// The tickets of all commands as one, those to come included: for [`Reply::failures`](crate::Reply::failures).
    pub fn tickets(&self) -> Tickets {
        Tickets {
            origin: Arc::clone(&self.log.origin),
        }
    }

    fn begun(header: Option<Header>, origin: Origin) -> Self {
        Self {
            header,
            encoding: Encoding::Xml,
            body: Vec::new(),
            starts: Vec::new(),
            log: RequestLog::new(origin),
        }
    }

    /// Commands that take effect together or not at all. Beside what `commands` gives there is a ticket for the Atomic itself.
    pub fn atomic<R>(&mut self, commands: impl FnOnce(&mut Atomic<'_, '_>) -> R) -> (Ticket, R) {
        self.commands(|place| place.atomic(commands))
    }

    /// Commands that run strictly one after the other. Beside what `commands` gives there is a ticket for the Sequence itself.
    pub fn sequence<R>(
        &mut self,
        commands: impl FnOnce(&mut Sequence<'_, '_>) -> R,
    ) -> (Ticket, R) {
        self.commands(|place| place.sequence(commands))
    }

    /// Writes a command at the end of the body.
    pub(crate) fn commands<R>(&mut self, write: impl FnOnce(&mut Commands<'_, '_>) -> R) -> R {
        self.begin_command();
        write(&mut Commands {
            writer: &mut Writer::bare_in(&mut self.body, self.encoding),
            log: &mut self.log,
        })
    }

    fn begin_command(&mut self) {
        self.starts.push(Start {
            at: self.body.len(),
            cmd_id: self.log.next_id(),
        });
    }
}

impl fmt::Debug for Request {
    /// Values stay out of it: they may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("header", &self.header)
            .field("commands", &self.starts.len())
            .field("faults", &self.log.faults)
            .finish_non_exhaustive()
    }
}
