//! The grammar of SyncML: tokens to the message model.
//!
//! Elements are told apart by their local names and may come in any order, unknown ones are
//! skipped, and what is missing stays missing: devices, servers and documentation differ in all
//! of this, and the meaning of a gap is for the reader of the message to decide.

use std::borrow::Cow;
use std::mem;

use super::element_reader::{ElementReader, OpenElement, trim};
use super::encoding::Encoding;
use super::error::{Error, ErrorKind};
use super::item::{Data, Item, Meta};
use super::limits::Limits;
use super::message::{Address, Command, Form, Header, Message, Response, Verb};
use super::parts::{Location, PartReader};
use super::utf::{decode, in_input};
use super::wbxml::Decoder;
use super::xml::Scanner;

impl<'a> Message<'a> {
    /// Reads a message within the default [`Limits`].
    pub fn parse(bytes: &'a [u8]) -> Result<Message<'a>, Error> {
        Message::parse_with(bytes, &Limits::default())
    }

    /// Reads a message: a whole one, a bare `SyncBody`, or a run of bare commands. Its first bytes say in which
    /// [`Encoding`] it is.
    ///
    /// The message borrows from the bytes, unless they are UTF-16.
    pub fn parse_with(bytes: &'a [u8], limits: &Limits) -> Result<Message<'a>, Error> {
        // Positions in the model are 32 bits wide.
        let max = limits.message_bytes.min(u32::MAX as usize);
        if bytes.len() > max {
            let message = format!("the message has more than {max} bytes");
            return Err(Error::new(ErrorKind::TooLarge, "", 0, message));
        }
        if let Encoding::Wbxml(_) = Encoding::of(bytes) {
            return Reader::new(Decoder::new(bytes, limits)?, limits).document();
        }
        let message = match decode(bytes) {
            Ok(Cow::Borrowed(text)) => Reader::new(Scanner::new(text, limits), limits).document(),
            Ok(Cow::Owned(text)) => Reader::new(Scanner::new(&text, limits), limits)
                .document()
                .map(Message::into_owned),
            Err(error) => Err(error),
        };
        message.map_err(|error| in_input(error, bytes))
    }
}

/// What may be the root of a message.
const ROOTS: &[&str] = &[
    "SyncML", "SyncBody", "Add", "Alert", "Atomic", "Copy", "Delete", "Exec", "Get", "Replace",
    "Results", "Sequence", "Status",
];

struct Reader<'a, R> {
    source: R,
    max_items: usize,
    max_id_bytes: usize,
    max_address_bytes: usize,
    message: Message<'a>,
}

impl<'a, R: ElementReader<'a>> Reader<'a, R> {
    fn new(source: R, limits: &Limits) -> Reader<'a, R> {
        Reader {
            source,
            max_items: limits.items,
            max_id_bytes: limits.id_bytes,
            max_address_bytes: limits.address_bytes,
            message: Message::default(),
        }
    }

    fn document(mut self) -> Result<Message<'a>, Error> {
        let Some(root) = self.source.root()? else {
            let offset = self.source.offset();
            let message = "the message has no element: send `<SyncML>` or a command";
            return Err(self.source.error(ErrorKind::NotSyncMl, offset, message));
        };
        self.message.encoding = self.source.encoding();
        self.message.namespace = self.source.namespace(&root)?;
        match root.local() {
            "SyncML" => self.sync_ml(&root)?,
            "SyncBody" => self.sync_body(&root)?,
            _ => return self.bare_commands(root),
        }
        if let Some(second) = self.source.root()? {
            return Err(self.unwanted(&second, "stands after the end of the message: remove it"));
        }
        Ok(self.message)
    }

    fn unwanted(&self, open: &OpenElement<'a>, why: &str) -> Error {
        let message = format!("`<{}>` {why}", open.name);
        self.source
            .error(ErrorKind::NotSyncMl, open.offset as usize, message)
    }

    /// A run of commands without anything around them, as profiles are written.
    fn bare_commands(mut self, first: OpenElement<'a>) -> Result<Message<'a>, Error> {
        if let Verb::Unknown(name) = Verb::from_name(first.local()) {
            let why = match ROOTS.iter().find(|root| root.eq_ignore_ascii_case(&name)) {
                Some(root) => format!("is not SyncML: names are case-sensitive, write `{root}`"),
                None if crate::wbxml::tags::find(0, &name).is_some() => {
                    "is a part of SyncML that stands in others: a message is `SyncML`, `SyncBody` or commands"
                        .to_owned()
                }
                None => "is not SyncML: a message is `SyncML`, `SyncBody` or commands".to_owned(),
            };
            return Err(self.unwanted(&first, &why));
        }
        let mut next = Some(first);
        while let Some(open) = next {
            match open.local() {
                "SyncML" | "SyncHdr" | "SyncBody" => {
                    return Err(self.unwanted(&open, "stands beside commands: put them into it"));
                }
                _ => self.body_element(open)?,
            }
            next = self.source.root()?;
        }
        Ok(self.message)
    }

    fn sync_ml(&mut self, root: &OpenElement<'a>) -> Result<(), Error> {
        let (mut header, mut body) = (false, false);
        while let Some(open) = self.source.child(root)? {
            match open.local() {
                "SyncHdr" if !mem::replace(&mut header, true) => self.sync_hdr(&open)?,
                "SyncBody" if !mem::replace(&mut body, true) => self.sync_body(&open)?,
                "SyncHdr" | "SyncBody" => {
                    return Err(self.unwanted(&open, "is there twice: a message has one"));
                }
                name => match Verb::from_name(name) {
                    Verb::Unknown(_) => self.source.skip(&open)?,
                    _ => return Err(self.unwanted(&open, "is outside of `SyncBody`: put it there")),
                },
            }
        }
        Ok(())
    }

    fn sync_hdr(&mut self, parent: &OpenElement<'a>) -> Result<(), Error> {
        let mut header = Header::default();
        while let Some(open) = self.source.child(parent)? {
            self.message.form = Form::Message;
            match open.local() {
                "VerDTD" => header.ver_dtd = self.source.text(&open)?,
                "VerProto" => header.ver_proto = self.source.text(&open)?,
                "SessionID" => header.session_id = self.id(&open)?,
                "MsgID" => header.msg_id = self.id(&open)?,
                "Target" => header.target = self.address(&open)?,
                "Source" => header.source = self.address(&open)?,
                "RespURI" => header.resp_uri = Some(self.source.text(&open)?),
                "NoResp" => header.no_resp = self.source.flag(&open)?,
                "Cred" => header.cred = Some(Box::new(self.source.cred(&open)?)),
                "Meta" => self.source.meta(&open, &mut header.meta)?,
                _ => self.source.skip(&open)?,
            }
        }
        self.message.header = header;
        Ok(())
    }

    fn sync_body(&mut self, parent: &OpenElement<'a>) -> Result<(), Error> {
        while let Some(open) = self.source.child(parent)? {
            self.body_element(open)?;
        }
        Ok(())
    }

    fn body_element(&mut self, open: OpenElement<'a>) -> Result<(), Error> {
        if open.local() == "Final" {
            self.message.is_final = self.source.flag(&open)?;
            return Ok(());
        }
        self.command(&open)
    }

    fn command(&mut self, parent: &OpenElement<'a>) -> Result<(), Error> {
        let first_item = self.message.items.len() as u32;
        let mut command = Command {
            verb: Verb::from_name(parent.local()),
            cmd_id: Cow::Borrowed(""),
            no_resp: false,
            meta: Meta::default(),
            data: None,
            response: None,
            items: first_item..first_item,
            end: 0,
            offset: parent.offset,
        };
        match command.verb {
            Verb::Atomic | Verb::Sequence => return self.container(parent, command),
            Verb::Unknown(_) => self.unknown(parent, &mut command)?,
            Verb::Status | Verb::Results => self.response(parent, &mut command)?,
            _ => {
                while let Some(open) = self.source.child(parent)? {
                    self.command_element(&open, &mut command)?;
                }
            }
        }
        command.items.end = self.message.items.len() as u32;
        command.end = self.message.commands.len() as u32 + 1;
        self.message.commands.push(command);
        Ok(())
    }

    /// A child of any command that has items.
    fn command_element(
        &mut self,
        open: &OpenElement<'a>,
        command: &mut Command<'a>,
    ) -> Result<(), Error> {
        match open.local() {
            "CmdID" => command.cmd_id = self.id(open)?,
            "Item" => self.item(open, &command.meta)?,
            "Meta" => self.source.meta(open, &mut command.meta)?,
            "Data" => command.data = Some(self.source.data(open, false)?),
            "NoResp" => command.no_resp = self.source.flag(open)?,
            _ => self.source.skip(open)?,
        }
        Ok(())
    }

    fn response(
        &mut self,
        parent: &OpenElement<'a>,
        command: &mut Command<'a>,
    ) -> Result<(), Error> {
        let mut response = Box::new(Response::default());
        while let Some(open) = self.source.child(parent)? {
            match open.local() {
                "MsgRef" => response.msg_ref = Some(self.source.trimmed(&open)?),
                "CmdRef" => response.cmd_ref = Some(self.source.trimmed(&open)?),
                "Cmd" => response.cmd = Some(self.source.trimmed(&open)?),
                "TargetRef" => response.target_refs.push(self.source.address(&open)?.uri),
                "SourceRef" => response.source_refs.push(self.source.address(&open)?.uri),
                "Cred" => response.cred = Some(Box::new(self.source.cred(&open)?)),
                "Chal" => response.chal = Some(Box::new(self.source.chal(&open)?)),
                "Data" if command.verb == Verb::Status => {
                    response.original_error = self.source.original_error(&open);
                    let Data { text, form } = self.source.data(&open, false)?;
                    let text = trim(text);
                    command.data = Some(Data { text, form });
                }
                _ => self.command_element(&open, command)?,
            }
        }
        command.response = Some(response);
        Ok(())
    }

    /// Atomic and Sequence: every child that does not belong to the container itself is a
    /// command, so that a misspelled one is answered and not skipped.
    fn container(
        &mut self,
        parent: &OpenElement<'a>,
        mut command: Command<'a>,
    ) -> Result<(), Error> {
        // It stands before the commands in it, and is known only after them.
        let index = self.message.commands.len();
        self.message.commands.push(command.clone());
        while let Some(open) = self.source.child(parent)? {
            match open.local() {
                "CmdID" => command.cmd_id = self.id(&open)?,
                "Meta" => self.source.meta(&open, &mut command.meta)?,
                "NoResp" => command.no_resp = self.source.flag(&open)?,
                "Cred" | "Lang" | "Correlator" => self.source.skip(&open)?,
                _ => self.command(&open)?,
            }
        }
        command.end = self.message.commands.len() as u32;
        if let Some(place) = self.message.commands.get_mut(index) {
            *place = command;
        }
        Ok(())
    }

    /// Another element where a command has to be: all that an answer needs is its CmdID.
    fn unknown(
        &mut self,
        parent: &OpenElement<'a>,
        command: &mut Command<'a>,
    ) -> Result<(), Error> {
        let mut text = Cow::Borrowed("");
        while let Some(open) = self.source.text_up_to_child(parent, &mut text)? {
            match open.local() {
                "CmdID" => command.cmd_id = self.id(&open)?,
                _ => self.source.skip(&open)?,
            }
        }
        Ok(())
    }

    fn id(&mut self, open: &OpenElement<'a>) -> Result<Cow<'a, str>, Error> {
        let id = self.source.trimmed(open)?;
        self.bound(open, &id, self.max_id_bytes, ErrorKind::IdTooLong)?;
        Ok(id)
    }

    /// The Target or the Source of the header.
    fn address(&mut self, open: &OpenElement<'a>) -> Result<Address<'a>, Error> {
        let address = self.source.address(open)?;
        for text in [Some(&address.uri), address.name.as_ref()]
            .into_iter()
            .flatten()
        {
            self.bound(
                open,
                text,
                self.max_address_bytes,
                ErrorKind::AddressTooLong,
            )?;
        }
        Ok(address)
    }

    /// Refuses a text of an element that is longer than the bound.
    fn bound(
        &self,
        open: &OpenElement<'a>,
        text: &str,
        max: usize,
        kind: ErrorKind,
    ) -> Result<(), Error> {
        if text.len() <= max {
            return Ok(());
        }
        let message = format!(
            "`{}` has {} bytes, more than {max}: shorten it",
            open.local(),
            text.len(),
        );
        Err(self.source.error(kind, open.offset as usize, message))
    }

    fn item(&mut self, parent: &OpenElement<'a>, outer: &Meta<'a>) -> Result<(), Error> {
        if self.message.items.len() >= self.max_items {
            let message = format!(
                "the message has more than {} items: split it",
                self.max_items
            );
            let offset = parent.offset as usize;
            return Err(self.source.error(ErrorKind::TooManyItems, offset, message));
        }
        let mut item = Item {
            offset: parent.offset,
            ..Item::default()
        };
        while let Some(open) = self.source.child(parent)? {
            match open.local() {
                "Target" => {
                    let Location { uri, name } = self.source.location(&open)?;
                    (item.target, item.target_name) = (uri, name);
                }
                "Source" => {
                    let Location { uri, name } = self.source.location(&open)?;
                    (item.source, item.source_name) = (uri, name);
                }
                "Meta" => self.source.meta(&open, &mut item.meta)?,
                "Data" => {
                    let format = item.meta.format.as_deref().or(outer.format.as_deref());
                    item.data = Some(self.source.data(&open, format == Some("bin"))?);
                }
                "MoreData" => item.more_data = self.source.flag(&open)?,
                // MS-MDM draws Type and Format directly in Item, after an empty Meta.
                _ => self.source.meta_element(&open, &mut item.meta)?,
            }
        }
        self.message.items.push(item);
        Ok(())
    }
}
