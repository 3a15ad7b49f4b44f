//! The message model: a SyncML message as flat vectors of commands and items in document order.
//!
//! The names are those of the OMA "SyncML Representation Protocol" 1.2. Text borrows from the
//! bytes it was read from and is owned only where an entity had to be resolved. Parts that a
//! management message rarely has are boxed, so that the common ones stay small.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::StatusCode;
use crate::encoding::Encoding;
use crate::item::{Data, Item, Meta};

/// One SyncML message, or a fragment of one.
///
/// Commands and items are in document order. A container (Atomic, Sequence) stands before the
/// commands in it; [`Message::top_level`] and [`CommandRef::children`](crate::CommandRef::children) walk that tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message<'a> {
    /// The `SyncHdr`; all of it is empty in a fragment.
    pub header: Header<'a>,
    /// How it was read, and how [`encode_into`](Message::encode_into) writes it. An answer goes out in the encoding of what it answers.
    pub encoding: Encoding,
    /// Whether this is a whole message or a fragment.
    pub form: Form,
    /// The namespace of the root element.
    pub namespace: Namespace,
    /// Whether the body ends with `Final`: the sender's package is complete.
    pub is_final: bool,
    /// Every command, also those inside of containers.
    pub commands: Vec<Command<'a>>,
    /// Every item of every command; each command has a range of them.
    pub items: Vec<Item<'a>>,
}

/// How much of a message there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// `SyncML` with a `SyncHdr` that says something.
    Message,
    /// No `SyncHdr` or an empty one, a bare `SyncBody`, or a run of bare commands: what profiles
    /// and Windows' local management interface use.
    #[default]
    Fragment,
}

/// The namespace of the root element, in WBXML the public identifier. Windows accepts 1.2, 1.1 and none and answers in 1.2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Namespace {
    /// `SYNCML:SYNCML1.2`
    #[default]
    SyncMl12,
    /// `SYNCML:SYNCML1.1`
    SyncMl11,
    /// `SYNCML:SYNCML1.0`, which is read so that its sender can be told that 1.0 is too old.
    SyncMl10,
    /// No namespace.
    None,
}

impl Namespace {
    /// The namespace with this URI.
    pub(crate) fn from_uri(uri: &str) -> Option<Namespace> {
        match uri {
            "SYNCML:SYNCML1.2" => Some(Namespace::SyncMl12),
            "SYNCML:SYNCML1.1" => Some(Namespace::SyncMl11),
            "SYNCML:SYNCML1.0" => Some(Namespace::SyncMl10),
            _ => None,
        }
    }

    /// Its URI.
    pub(crate) const fn uri(self) -> &'static str {
        match self {
            Namespace::SyncMl12 => "SYNCML:SYNCML1.2",
            Namespace::SyncMl11 => "SYNCML:SYNCML1.1",
            Namespace::SyncMl10 => "SYNCML:SYNCML1.0",
            Namespace::None => "",
        }
    }
}

/// The `SyncHdr`: who talks to whom, in which session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header<'a> {
    /// `VerDTD`: the version of the message's grammar, `1.2`.
    pub ver_dtd: Cow<'a, str>,
    /// `VerProto`: the version of the protocol, `DM/1.2`.
    pub ver_proto: Cow<'a, str>,
    /// `SessionID`: opaque text of at most four bytes; `0` is legal.
    pub session_id: Cow<'a, str>,
    /// `MsgID`: the sender's message counter, from 1.
    pub msg_id: Cow<'a, str>,
    /// `Target`: the recipient.
    pub target: Address<'a>,
    /// `Source`: the sender.
    pub source: Address<'a>,
    /// `RespURI`: where the answer should go.
    pub resp_uri: Option<Cow<'a, str>>,
    /// `NoResp`: the sender wants no answer. Device management does not use it.
    pub no_resp: bool,
    /// `Cred`: the sender's credentials.
    pub cred: Option<Box<Cred<'a>>>,
    /// `Meta`: MaxMsgSize and MaxObjSize of the sender.
    pub meta: Meta<'a>,
}

/// The `Target` or `Source` of a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address<'a> {
    /// `LocURI`: a URL, or a device's identifier.
    pub uri: Cow<'a, str>,
    /// `LocName`: a name to show; in the Source of an authenticated message, the user's.
    pub name: Option<Cow<'a, str>>,
}

/// Credentials. Their data has no `Debug`, so that it cannot reach a log by accident.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Cred<'a> {
    /// `Type` names the scheme (`syncml:auth-basic`, `syncml:auth-md5`), `Format` is `b64`.
    pub meta: Meta<'a>,
    /// The credentials, as the scheme encodes them.
    pub data: Cow<'a, str>,
}

impl fmt::Debug for Cred<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cred")
            .field("meta", &self.meta)
            .finish_non_exhaustive()
    }
}

/// What an element of a `SyncBody` asks or answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb<'a> {
    /// Creates nodes.
    Add,
    /// Tells of an event; its code is the command's `Data`.
    Alert,
    /// Holds commands that take effect together or not at all.
    Atomic,
    /// Copies nodes. No node of Windows permits it.
    Copy,
    /// Removes nodes.
    Delete,
    /// Runs nodes.
    Exec,
    /// Reads nodes.
    Get,
    /// Sets values.
    Replace,
    /// Brings what a Get asked for.
    Results,
    /// Holds commands that run one after the other.
    Sequence,
    /// Brings the outcome of a command; its code is the command's `Data`.
    Status,
    /// Another element where a command has to be: its local name. A device answers 400.
    Unknown(Cow<'a, str>),
}

impl<'a> Verb<'a> {
    /// The verb with this element name (without prefix; XML names are case-sensitive).
    pub fn from_name(name: impl Into<Cow<'a, str>>) -> Verb<'a> {
        let name = name.into();
        match &*name {
            "Add" => Verb::Add,
            "Alert" => Verb::Alert,
            "Atomic" => Verb::Atomic,
            "Copy" => Verb::Copy,
            "Delete" => Verb::Delete,
            "Exec" => Verb::Exec,
            "Get" => Verb::Get,
            "Replace" => Verb::Replace,
            "Results" => Verb::Results,
            "Sequence" => Verb::Sequence,
            "Status" => Verb::Status,
            _ => Verb::Unknown(name),
        }
    }

    /// The element's local name.
    pub fn as_str(&self) -> &str {
        match self {
            Verb::Add => "Add",
            Verb::Alert => "Alert",
            Verb::Atomic => "Atomic",
            Verb::Copy => "Copy",
            Verb::Delete => "Delete",
            Verb::Exec => "Exec",
            Verb::Get => "Get",
            Verb::Replace => "Replace",
            Verb::Results => "Results",
            Verb::Sequence => "Sequence",
            Verb::Status => "Status",
            Verb::Unknown(name) => name,
        }
    }

    /// Whether the command holds commands instead of items: Atomic and Sequence.
    pub fn is_container(&self) -> bool {
        matches!(self, Verb::Atomic | Verb::Sequence)
    }
}

impl fmt::Display for Verb<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One command of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command<'a> {
    /// What it asks or answers.
    pub verb: Verb<'a>,
    /// `CmdID`; empty when it is missing, which a device answers with 400.
    pub cmd_id: Cow<'a, str>,
    /// `NoResp`: the sender wants no Status. Device management does not use it.
    pub no_resp: bool,
    /// `Meta` for every item of the command; see [`Meta::merged`].
    pub meta: Meta<'a>,
    /// The command's own `Data`: the code of an Alert or a Status.
    pub data: Option<Data<'a>>,
    /// What a Status or a Results refers to; `None` for every other verb.
    pub response: Option<Box<Response<'a>>>,
    /// Which of [`Message::items`] are the command's.
    pub items: Range<u32>,
    /// One past the index in [`Message::commands`] of the last command inside of this one.
    pub end: u32,
    /// Where the element begins in the input, in bytes (of its UTF-8 form).
    pub offset: u32,
}

impl Command<'_> {
    /// The code of a Status, or `None` when the command is no Status or has no such number.
    pub fn status_code(&self) -> Option<StatusCode> {
        match self.verb {
            Verb::Status => StatusCode::parse(&self.data.as_ref()?.text),
            _ => None,
        }
    }

    /// The code of an Alert (1201, 1224, ...), or `None` when the command is no Alert or has no
    /// such number.
    pub fn alert_code(&self) -> Option<u16> {
        match self.verb {
            Verb::Alert => self.data.as_ref()?.text.trim().parse().ok(),
            _ => None,
        }
    }
}

/// What a Status or a Results refers to.
///
/// References that are missing are `None`; a reader of Results takes `1` for either, as MS-MDM
/// says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response<'a> {
    /// `MsgRef`: the MsgID of the message that is answered.
    pub msg_ref: Option<Cow<'a, str>>,
    /// `CmdRef`: the CmdID of the command that is answered; `0` is the header.
    pub cmd_ref: Option<Cow<'a, str>>,
    /// `Cmd`: the name of the command that is answered.
    pub cmd: Option<Cow<'a, str>>,
    /// `TargetRef`: the Target LocURIs of the items that are answered; empty means all.
    pub target_refs: Vec<Cow<'a, str>>,
    /// `SourceRef`: the Source LocURIs of the items that are answered; empty means all.
    pub source_refs: Vec<Cow<'a, str>>,
    /// `Cred`: credentials of the answering side.
    pub cred: Option<Box<Cred<'a>>>,
    /// `Chal`: a challenge. Its Type names the scheme and its NextNonce the nonce to use.
    pub chal: Option<Box<Meta<'a>>>,
    /// `msft:originalerror`: the HRESULT behind the code, as the device wrote it
    /// (`0x86000002`).
    pub original_error: Option<Cow<'a, str>>,
}
