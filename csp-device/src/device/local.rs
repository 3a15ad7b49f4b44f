//! Windows' local management interface, for programs that call it: text in, text out (`ApplyLocalManagementSyncML` of mdmlocalmanagement.dll).

use std::fmt;

use super::Device;
use crate::reply::ReplyParts;
use syncml::{Error, Form, Message, Sizes, WriteError};

/// What stands before an answer. It is about the UTF-16 that the interface gives.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-16\"?>";

/// Why the local interface takes no text. Which HRESULT Windows gives for each of them is not known; the device is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LocalError {
    /// The text is no SyncML.
    Message(Error),
    /// The text is a message of a session, with a SyncHdr: the interface is given commands alone.
    Header,
    /// The answer cannot be written as XML.
    Write(WriteError),
}

impl Device {
    /// Answers commands as Windows does where a program on the device itself gives them to it, `ApplyLocalManagementSyncML`: so a program that calls
    /// that can be tested on any machine.
    ///
    /// In goes a `SyncBody`, or commands alone, with any CmdIDs and with `Final` or without. Out comes a message with an empty SyncHdr: the Status of
    /// the header, then that of each command, in MsgRef 1. The interface has the scope of the device alone: what is below `./User` is answered as
    /// when nobody is signed in. Alerts are for the management server, and wait for it.
    ///
    /// What Windows asks of the calling process (64 bits, MTA, administrator, embedded mode, registered before) is not asked here.
    ///
    /// ```
    /// use csp_device::Device;
    ///
    /// let get = "<SyncBody><Get><CmdID>1</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get></SyncBody>";
    /// let answer = Device::new().apply_local(get)?;
    /// assert!(answer.starts_with("<?xml version=\"1.0\" encoding=\"utf-16\"?><SyncML"));
    /// assert!(answer.contains("<CmdRef>1</CmdRef><Cmd>Get</Cmd><Data>404</Data>"));
    /// # Ok::<(), csp_device::LocalError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The text is no SyncML, or a message of a session.
    pub fn apply_local(&mut self, syncml: &str) -> Result<String, LocalError> {
        let limits = self.settings.limits.message;
        let message =
            Message::parse_with(syncml.as_bytes(), &limits).map_err(LocalError::Message)?;
        if message.form == Form::Message {
            return Err(LocalError::Header);
        }
        let user = self.update(|cx| cx.user().map(str::to_owned));
        self.set_user(None);
        let header = self.run(&message, Sizes::default());
        self.set_user(user.as_deref());
        let reply = ReplyParts {
            alerts: &[],
            ..self.reply(&message, header)
        };
        let mut out = DECLARATION.as_bytes().to_vec();
        reply.write("1", &mut out).map_err(LocalError::Write)?;
        Ok(String::from_utf8_lossy(&out).into_owned())
    }
}

impl fmt::Display for LocalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(error) => error.fmt(f),
            Self::Header => f.write_str(
                "this is a message of a session: give the local interface its `SyncBody` alone",
            ),
            Self::Write(error) => write!(f, "the answer cannot be written: {error}"),
        }
    }
}

impl std::error::Error for LocalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Message(error) => Some(error),
            Self::Header => None,
            Self::Write(error) => Some(error),
        }
    }
}
