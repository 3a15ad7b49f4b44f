//! Parts of messages: one command with everything inside of it, apart from the message that it came in or goes out with.

#[cfg(feature = "serde")]
mod saving;

use std::borrow::Cow;

use syncml::StatusCode;
use syncml::{Command, CommandRef, Cred, Data, Item, Message, Meta, MetaRest, Response, Verb};

/// One command with everything inside of it.
#[derive(Clone, Default)]
pub(crate) struct QueuedCommand {
    message: Box<Message<'static>>,
    /// Which of the caller's batches it belongs to; 0 where there are none.
    pub(crate) batch: u32,
}

impl QueuedCommand {
    /// A copy of a command.
    pub(crate) fn of(command: CommandRef<'_, '_>) -> Self {
        let mut message = Message::default();
        append(&mut message, command);
        Self {
            message: Box::new(message.into_owned()),
            batch: 0,
        }
    }

    /// A command of a verb, with its own Data and its items.
    pub(crate) fn new(
        verb: Verb<'static>,
        data: Option<Data<'static>>,
        items: Vec<Item<'static>>,
    ) -> Self {
        let command = Command {
            verb,
            cmd_id: "".into(),
            no_resp: false,
            meta: Meta::default(),
            data,
            response: None,
            items: 0..items.len() as u32,
            end: 1,
            offset: 0,
        };
        let message = Message {
            commands: vec![command],
            items,
            ..Message::default()
        };
        Self {
            message: Box::new(message),
            batch: 0,
        }
    }

    /// An Alert.
    pub(crate) fn alert(code: u16, items: Vec<Item<'static>>) -> Self {
        Self::new(Verb::Alert, Some(Data::new(code.to_string())), items)
    }

    /// A Replace of the sender's own nodes.
    pub(crate) fn replace(items: Vec<Item<'static>>) -> Self {
        Self::new(Verb::Replace, None, items)
    }

    /// Refers a Status or a Results to the command with this CmdID of a fragment.
    pub(crate) fn answer_to(&mut self, cmd_id: &str) {
        let command = self.message.commands.first_mut();
        if let Some(response) = command.and_then(|command| command.response.as_deref_mut()) {
            response.msg_ref = Some("1".into());
            response.cmd_ref = Some(cmd_id.to_owned().into());
        }
    }

    /// Sets the code of a Status.
    pub(crate) fn set_code(&mut self, code: StatusCode) {
        if let Some(status) = self.message.commands.first_mut() {
            status.data = Some(Data::new(code.code().to_string()));
        }
    }

    /// Leaves of a Status nothing but the code, and what it is the code of.
    pub(crate) fn shorten(&mut self) {
        self.message.items = Vec::new();
        for command in &mut self.message.commands {
            command.items = 0..0;
            let response = command.response.take();
            command.response = response.map(|response| {
                Box::new(Response {
                    cmd: response.cmd,
                    ..Response::default()
                })
            });
        }
    }

    pub(crate) fn refer(&mut self, response: Response<'static>) {
        if let Some(command) = self.message.commands.first_mut() {
            command.response = Some(Box::new(response));
        }
    }

    /// The Status for a command of the message with this MsgID; for one item of it, where the LocURI is given.
    pub(crate) fn status(
        msg_ref: &str,
        command: &Command<'_>,
        target: Option<&str>,
        code: StatusCode,
    ) -> Self {
        let data = Data::new(code.code().to_string());
        let mut part = Self::new(Verb::Status, Some(data), Vec::new());
        part.refer(Response {
            msg_ref: Some(msg_ref.to_owned().into()),
            cmd_ref: Some(command.cmd_id.clone().into_owned().into()),
            cmd: Some(command.verb.as_str().to_owned().into()),
            target_refs: target
                .map(|uri| uri.to_owned().into())
                .into_iter()
                .collect(),
            ..Response::default()
        });
        part
    }

    /// The command itself, if there is one.
    pub(crate) fn command(&self) -> Option<CommandRef<'_, 'static>> {
        self.message.command(0)
    }

    /// Whether there is something in it that is no command of SyncML.
    pub(crate) fn has_unknown(&self) -> bool {
        let mut commands = self.message.commands.iter();
        commands.any(|command| matches!(command.verb, Verb::Unknown(_)))
    }

    /// What it is.
    pub(crate) fn verb(&self) -> Option<&Verb<'static>> {
        self.message.commands.first().map(|command| &command.verb)
    }

    /// How many commands there are, itself included.
    pub(crate) fn len(&self) -> u32 {
        self.message.commands.len() as u32
    }

    /// The CmdID that a command in it came with, by its place in document order.
    pub(crate) fn cmd_id(&self, offset: u32) -> Option<&str> {
        let command = self.message.commands.get(offset as usize)?;
        Some(&command.cmd_id)
    }

    /// The commands in it, itself included, in document order.
    pub(crate) fn commands(&self) -> impl Iterator<Item = CommandRef<'_, 'static>> {
        (0..self.message.commands.len()).filter_map(|index| self.message.command(index))
    }

    /// The items of all commands.
    pub(crate) fn items(&self) -> &[Item<'static>] {
        self.message.items.get(self.first()..).unwrap_or_default()
    }

    /// The item, where there is exactly one.
    pub(crate) fn only_item(&mut self) -> Option<&mut Item<'static>> {
        let first = self.first();
        match self.message.items.get_mut(first..) {
            Some([item]) => Some(item),
            _ => None,
        }
    }

    /// Takes the first items out of a command that holds no other commands: the same command with those alone.
    pub(crate) fn take_items(&mut self, count: usize) -> Self {
        let first = self.first();
        let taken = self.message.items.iter_mut().skip(first).take(count);
        let items: Vec<_> = taken.map(std::mem::take).collect();
        let mut part = Self {
            batch: self.batch,
            ..Self::default()
        };
        if let Some(command) = self.message.commands.first_mut() {
            part.message.commands.push(Command {
                items: 0..items.len() as u32,
                ..command.clone()
            });
            // What is left stays where it is: moving it up each time would be work that grows with the square.
            command.items.start = (first + items.len()) as u32;
        }
        part.message.items = items;
        part
    }

    /// About as many bytes as it takes.
    pub(crate) fn bytes(&self) -> usize {
        let items: usize = self.items().iter().map(item_bytes).sum();
        let commands: usize = self.message.commands.iter().map(command_bytes).sum();
        items + commands
    }

    /// Where its items begin.
    fn first(&self) -> usize {
        let command = self.message.commands.first();
        command.map_or(0, |command| command.items.start as usize)
    }
}

/// What an item, a command and a text among others take in memory beside the text itself, roughly.
const ITEM: usize = 256;
const COMMAND: usize = 512;
const TEXT: usize = 24;

/// Every text counts: the other end chooses which of them are long.
fn item_bytes(item: &Item<'_>) -> usize {
    let texts = [
        &item.target,
        &item.target_name,
        &item.source,
        &item.source_name,
    ];
    ITEM + data_bytes(item.data.as_ref())
        + meta_bytes(&item.meta)
        + texts.into_iter().map(text_bytes).sum::<usize>()
}

fn command_bytes(command: &Command<'_>) -> usize {
    let response = command.response.as_deref().map_or(0, response_bytes);
    COMMAND
        + command.verb.as_str().len()
        + command.cmd_id.len()
        + data_bytes(command.data.as_ref())
        + meta_bytes(&command.meta)
        + response
}

fn response_bytes(response: &Response<'_>) -> usize {
    let texts = [
        &response.msg_ref,
        &response.cmd_ref,
        &response.cmd,
        &response.original_error,
    ];
    let references = response.target_refs.iter().chain(&response.source_refs);
    let cred = |cred: &Cred<'_>| cred.data.len() + meta_bytes(&cred.meta);
    texts.into_iter().map(text_bytes).sum::<usize>()
        + references.map(|uri| TEXT + uri.len()).sum::<usize>()
        + response.cred.as_deref().map_or(0, cred)
        + response.chal.as_deref().map_or(0, meta_bytes)
}

fn meta_bytes(meta: &Meta<'_>) -> usize {
    let rest = |rest: &MetaRest<'_>| {
        let texts = [
            &rest.mark,
            &rest.size,
            &rest.next_nonce,
            &rest.max_msg_size,
            &rest.max_obj_size,
        ];
        texts.into_iter().map(text_bytes).sum()
    };
    text_bytes(&meta.format) + text_bytes(&meta.kind) + meta.rest.as_deref().map_or(0, rest)
}

fn data_bytes(data: Option<&Data<'_>>) -> usize {
    data.map_or(0, |data| data.text.len())
}

fn text_bytes(text: &Option<Cow<'_, str>>) -> usize {
    text.as_ref().map_or(0, |text| text.len())
}

/// Puts a copy of a command behind the others of a message.
pub(crate) fn append<'a>(message: &mut Message<'a>, command: CommandRef<'_, 'a>) {
    let end = message.commands.len() as u32 + 1;
    let at = message.commands.len();
    let first = message.items.len() as u32;
    message.items.extend(command.items().iter().cloned());
    message.commands.push(Command {
        items: first..message.items.len() as u32,
        end,
        ..command.command().clone()
    });
    for child in command.children() {
        append(message, child);
    }
    let end = message.commands.len() as u32;
    if let Some(copy) = message.commands.get_mut(at) {
        copy.end = end;
    }
}
