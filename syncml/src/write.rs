//! Writing SyncML as Windows reads it, streamed into a buffer of the caller's: compact XML, or WBXML.
//!
//! In XML, there is no XML declaration and no whitespace between elements, because Windows 8.1 stopped
//! without a word on indented messages; no CDATA, which configuration service providers do not
//! handle; and `syncml:metinf` is declared on every child of Meta, as Windows does it.

use std::ops::{Deref, DerefMut};

use super::encoding::Encoding;
use super::item::{Data, Item, Meta};
use super::message::{Form, Header, Namespace, Response, Verb};
use super::tag::tag;
use super::write_error::WriteError;
use crate::StatusCode;

/// Streams a message into a buffer. Nothing is allocated besides the buffer's growth, and in WBXML the octets of a value.
///
/// In WBXML there is no string table: texts are inline strings, octets and markup OPAQUE, and `msft:originalerror`, an attribute, is left out.
///
/// What cannot be written (a character that XML cannot carry) is refused as a whole: after an
/// error, the message is as it was before the call.
///
/// ```
/// use syncml::StatusCode;
/// use syncml::{Data, Item, Response, Writer};
///
/// let mut bytes = Vec::new();
/// let mut writer = Writer::fragment(&mut bytes);
/// let response = Response {
///     msg_ref: Some("1".into()),
///     cmd_ref: Some("5".into()),
///     cmd: Some("Get".into()),
///     ..Response::default()
/// };
/// writer.status(1, StatusCode::OK, &response)?;
/// let mut results = writer.results(2, "1", "5")?;
/// results.item(&Item { data: Some(Data::new("10.0.26200")), ..Item::source("./DevDetail/SwV") })?;
/// drop(results);
/// writer.mark_final();
/// writer.finish();
/// assert!(bytes.ends_with(b"</Results><Final/></SyncBody></SyncML>"));
/// # Ok::<(), syncml::WriteError>(())
/// ```
#[derive(Debug)]
pub struct Writer<'o> {
    pub(super) out: &'o mut Vec<u8>,
    start: usize,
    /// Where the content of the body begins. Marks count from here.
    pub(super) content: usize,
    /// Whether there is a `SyncBody` that does not declare `msft` yet.
    pub(super) declare_msft: bool,
    is_final: bool,
    /// What ends the message.
    pub(super) closing: &'static str,
    /// The bytes of the end tags that are due for open commands.
    due: usize,
    pub(super) encoding: Encoding,
    /// The code page that WBXML is in.
    pub(super) page: u8,
    /// The elements that were written.
    pub(super) elements: usize,
    /// Whether the Format that the open command states for its items is `bin`.
    pub(super) is_bin: bool,
}

/// A point in a message to go back to.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    length: usize,
    page: u8,
    elements: usize,
}

/// A CmdID: a counter's, or any text.
#[derive(Clone, Copy, Debug)]
pub enum CmdId<'c> {
    /// A number.
    Number(u32),
    /// Text; when it is empty, no CmdID is written.
    Text(&'c str),
}

impl From<u32> for CmdId<'_> {
    fn from(number: u32) -> Self {
        CmdId::Number(number)
    }
}

impl<'c> From<&'c str> for CmdId<'c> {
    fn from(text: &'c str) -> CmdId<'c> {
        CmdId::Text(text)
    }
}

pub(super) const MSFT: &str = " xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\"";

impl<'o> Writer<'o> {
    /// Begins a message at the end of the buffer.
    pub fn message(out: &'o mut Vec<u8>, header: &Header<'_>) -> Result<Writer<'o>, WriteError> {
        Writer::message_in(out, Encoding::Xml, header)
    }

    /// Begins a message in an encoding at the end of the buffer.
    pub fn message_in(
        out: &'o mut Vec<u8>,
        encoding: Encoding,
        header: &Header<'_>,
    ) -> Result<Writer<'o>, WriteError> {
        Writer::begin(out, encoding, Form::Message, Namespace::SyncMl12, header)
    }

    /// Begins a message with an empty `SyncHdr` at the end of the buffer, which is what Windows'
    /// local management interface answers with.
    pub fn fragment(out: &'o mut Vec<u8>) -> Writer<'o> {
        Writer::fragment_in(out, Encoding::Xml)
    }

    /// Begins a message with an empty `SyncHdr` in an encoding.
    pub fn fragment_in(out: &'o mut Vec<u8>, encoding: Encoding) -> Writer<'o> {
        let mut writer = Writer::bare_in(out, encoding);
        writer.root(Namespace::SyncMl12);
        writer.flag(tag!("SyncHdr"));
        writer.body();
        writer
    }

    /// Begins a run of commands with nothing around them at the end of the buffer, which is what
    /// management servers take as a profile.
    pub fn bare(out: &'o mut Vec<u8>) -> Writer<'o> {
        Writer::bare_in(out, Encoding::Xml)
    }

    /// Begins a run of commands in an encoding, to be [appended](Writer::append) to a message in the same one. By itself, it is a document in XML
    /// alone.
    pub fn bare_in(out: &'o mut Vec<u8>, encoding: Encoding) -> Writer<'o> {
        let start = out.len();
        Writer {
            out,
            start,
            content: start,
            declare_msft: false,
            is_final: false,
            closing: "",
            due: 0,
            encoding,
            page: 0,
            elements: 0,
            is_bin: false,
        }
    }

    /// Begins a message or a fragment in any namespace.
    pub(super) fn begin(
        out: &'o mut Vec<u8>,
        encoding: Encoding,
        form: Form,
        namespace: Namespace,
        header: &Header<'_>,
    ) -> Result<Writer<'o>, WriteError> {
        let mut writer = Writer::bare_in(out, encoding);
        writer.whole(|writer| {
            writer.root(namespace);
            match form {
                Form::Message => writer.header(header)?,
                Form::Fragment => writer.flag(tag!("SyncHdr")),
            }
            writer.body();
            Ok(())
        })?;
        Ok(writer)
    }

    /// Opens a command. What the command holds is written through the [`Element`]; the command
    /// ends when that is dropped.
    pub fn command<'w, 'c>(
        &'w mut self,
        verb: &'w Verb<'_>,
        cmd_id: impl Into<CmdId<'c>>,
    ) -> Result<Element<'w, 'o>, WriteError> {
        self.element(verb.as_str(), cmd_id.into(), |_| Ok(()))
    }

    /// Opens a command with a name of SyncML's own and a number, which no text can make fail.
    pub fn numbered(&mut self, name: &'static str, cmd_id: u32) -> Element<'_, 'o> {
        let written = self.open_named(name);
        debug_assert!(written.is_ok(), "{name} is no name of SyncML");
        self.number_field(tag!("CmdID"), cmd_id);
        self.is_bin = false;
        self.begun(name)
    }

    /// Writes a Status, up to its items: those can be added to what is returned.
    pub fn status<'c>(
        &mut self,
        cmd_id: impl Into<CmdId<'c>>,
        code: StatusCode,
        response: &Response<'_>,
    ) -> Result<Element<'_, 'o>, WriteError> {
        self.element("Status", cmd_id.into(), |writer| {
            writer.references(response)?;
            writer.reference_details(response)?;
            writer.status_code(response, code)
        })
    }

    /// Opens a Results. Windows writes no Cmd, no TargetRef and no SourceRef there.
    pub fn results<'c>(
        &mut self,
        cmd_id: impl Into<CmdId<'c>>,
        msg_ref: &str,
        cmd_ref: &str,
    ) -> Result<Element<'_, 'o>, WriteError> {
        self.element("Results", cmd_id.into(), |writer| {
            writer.field(tag!("MsgRef"), msg_ref)?;
            writer.field(tag!("CmdRef"), cmd_ref)
        })
    }

    /// Writes commands that another writer wrote in the same encoding.
    pub fn append(&mut self, commands: &[u8]) {
        self.out.extend_from_slice(commands);
    }

    /// Writes `Final`: the package ends with this message. It belongs after the last command.
    pub fn mark_final(&mut self) {
        self.flag(tag!("Final"));
        self.is_final = true;
    }

    /// Ends the message.
    pub fn finish(self) {
        self.out.extend_from_slice(self.closing.as_bytes());
    }

    /// The bytes that the message has if it ends here, with Final: what a peer's MaxMsgSize
    /// limits.
    #[allow(clippy::len_without_is_empty, reason = "a message is never empty")]
    pub fn len(&self) -> usize {
        let last = if self.is_final { 0 } else { self.final_tag() };
        self.out.len() - self.start + self.due + last + self.closing.len()
    }

    /// The elements that were written since the mark.
    pub fn elements_since(&self, position: Position) -> usize {
        self.elements - position.elements
    }

    /// How the message is encoded.
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// A point to go back to with [`Writer::rollback`].
    pub fn position(&self) -> Position {
        Position {
            length: self.out.len() - self.content,
            page: self.page,
            elements: self.elements,
        }
    }

    /// Takes back everything since the mark, which must be of the same element: of the message,
    /// or of the command that is open.
    pub fn rollback(&mut self, position: Position) {
        self.out.truncate(self.content + position.length);
        (self.page, self.elements) = (position.page, position.elements);
    }

    fn body(&mut self) {
        self.open(tag!("SyncBody"));
        self.content = self.out.len();
        self.declare_msft = true;
        self.closing = match self.encoding {
            Encoding::Xml => "</SyncBody></SyncML>",
            // Two ENDs.
            Encoding::Wbxml(_) => "\u{1}\u{1}",
        };
    }

    /// Opens a command and writes its head; on an error, there is nothing of it.
    pub(super) fn element<'w>(
        &'w mut self,
        name: &'w str,
        cmd_id: CmdId<'_>,
        head: impl FnOnce(&mut Writer<'o>) -> Result<(), WriteError>,
    ) -> Result<Element<'w, 'o>, WriteError> {
        self.whole(|writer| {
            writer.open_named(name)?;
            match cmd_id {
                CmdId::Text("") => {}
                CmdId::Text(text) => writer.field(tag!("CmdID"), text)?,
                CmdId::Number(number) => writer.number_field(tag!("CmdID"), number),
            }
            writer.is_bin = false;
            head(writer)
        })?;
        Ok(self.begun(name))
    }

    /// The command that was begun.
    fn begun<'w>(&'w mut self, name: &'w str) -> Element<'w, 'o> {
        self.due += self.end_tag(name);
        Element { writer: self, name }
    }

    /// Does all of it, or on an error nothing.
    fn whole(
        &mut self,
        write: impl FnOnce(&mut Writer<'o>) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        let position = self.position();
        write(self).inspect_err(|_| self.rollback(position))
    }
}

/// A command that is being written. It ends when this is dropped.
///
/// It is the writer of the message as well, to put commands into an Atomic or a Sequence.
#[derive(Debug)]
pub struct Element<'w, 'o> {
    writer: &'w mut Writer<'o>,
    name: &'w str,
}

impl<'o> Element<'_, 'o> {
    /// Writes the Meta of the command, unless it says nothing. It belongs before the items.
    pub fn meta(&mut self, meta: &Meta<'_>) -> Result<&mut Self, WriteError> {
        self.writer.whole(|writer| writer.command_meta(meta))?;
        Ok(self)
    }

    /// Writes the Data of the command: the code of an Alert. It belongs before the items.
    pub fn data(&mut self, data: &Data<'_>) -> Result<&mut Self, WriteError> {
        self.writer.whole(|writer| writer.data_element(data))?;
        Ok(self)
    }

    /// Writes an item.
    pub fn item(&mut self, item: &Item<'_>) -> Result<&mut Self, WriteError> {
        self.writer.whole(|writer| writer.item_element(item))?;
        Ok(self)
    }
}

impl<'o> Deref for Element<'_, 'o> {
    type Target = Writer<'o>;

    fn deref(&self) -> &Writer<'o> {
        self.writer
    }
}

impl DerefMut for Element<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.writer
    }
}

impl Drop for Element<'_, '_> {
    fn drop(&mut self) {
        self.writer.due -= self.writer.end_tag(self.name);
        self.writer.close_named(self.name);
    }
}
