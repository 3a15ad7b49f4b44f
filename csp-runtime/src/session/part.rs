//! Parts of messages: one command with everything inside of it, apart from the message that it came in or goes out with.

use crate::StatusCode;
use crate::syncml::{Command, CommandRef, Data, Item, Message, Meta, Response, Verb};

/// One command with everything inside of it.
#[derive(Clone, Default)]
pub(super) struct Part {
    message: Box<Message<'static>>,
    /// Which of the caller's batches it belongs to; 0 where there are none.
    pub(super) batch: u32,
}

impl Part {
    /// A copy of a command.
    pub(super) fn of(command: CommandRef<'_, '_>) -> Self {
        let mut message = Message::default();
        append(&mut message, command);
        Self {
            message: Box::new(message.into_owned()),
            batch: 0,
        }
    }

    /// A command of a verb, with its own Data and its items.
    fn new(verb: Verb<'static>, data: Option<Data<'static>>, items: Vec<Item<'static>>) -> Self {
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
    pub(super) fn alert(code: u16, items: Vec<Item<'static>>) -> Self {
        Self::new(Verb::Alert, Some(Data::new(code.to_string())), items)
    }

    /// A Replace of the sender's own nodes.
    pub(super) fn replace(items: Vec<Item<'static>>) -> Self {
        Self::new(Verb::Replace, None, items)
    }

    /// The Status for a command of the message with this MsgID; for one item of it, where the LocURI is given.
    pub(super) fn status(
        msg_ref: &str,
        command: &Command<'_>,
        target: Option<&str>,
        code: StatusCode,
    ) -> Self {
        let mut part = Self::new(
            Verb::Status,
            Some(Data::new(code.code().to_string())),
            vec![],
        );
        if let Some(status) = part.message.commands.first_mut() {
            status.response = Some(Box::new(Response {
                msg_ref: Some(msg_ref.to_owned().into()),
                cmd_ref: Some(command.cmd_id.clone().into_owned().into()),
                cmd: Some(command.verb.as_str().to_owned().into()),
                target_refs: target
                    .map(|uri| uri.to_owned().into())
                    .into_iter()
                    .collect(),
                ..Response::default()
            }));
        }
        part
    }

    /// The command itself, if there is one.
    pub(super) fn command(&self) -> Option<CommandRef<'_, 'static>> {
        self.message.command(0)
    }

    /// What it is.
    pub(super) fn verb(&self) -> Option<&Verb<'static>> {
        self.message.commands.first().map(|command| &command.verb)
    }

    /// What it refers to, if it is a Status or a Results.
    pub(super) fn response(&self) -> Option<&Response<'static>> {
        self.message.commands.first()?.response.as_deref()
    }

    /// What it refers to, to be changed.
    pub(super) fn response_mut(&mut self) -> Option<&mut Response<'static>> {
        self.message.commands.first_mut()?.response.as_deref_mut()
    }

    /// Sets the code of a Status.
    pub(super) fn set_code(&mut self, code: StatusCode) {
        if let Some(status) = self.message.commands.first_mut() {
            status.data = Some(Data::new(code.code().to_string()));
        }
    }

    /// How many commands there are, itself included.
    pub(super) fn len(&self) -> u32 {
        self.message.commands.len() as u32
    }

    /// The CmdIDs that it came with, in document order.
    pub(super) fn cmd_ids(&self) -> Vec<String> {
        let ids = self.message.commands.iter();
        ids.map(|command| command.cmd_id.clone().into_owned())
            .collect()
    }

    /// The items of all commands.
    pub(super) fn items(&self) -> &[Item<'static>] {
        &self.message.items
    }

    /// The item, where there is exactly one.
    pub(super) fn only_item(&mut self) -> Option<&mut Item<'static>> {
        match self.message.items.as_mut_slice() {
            [item] => Some(item),
            _ => None,
        }
    }

    /// The same command twice, with the first and with the second half of its items.
    pub(super) fn into_halves(mut self) -> [Self; 2] {
        let middle = self.message.items.len() / 2;
        let second = self.message.items.split_off(middle);
        let first = std::mem::take(&mut self.message.items);
        let half = |items: Vec<Item<'static>>| {
            let mut part = self.clone();
            if let Some(command) = part.message.commands.first_mut() {
                command.items = 0..items.len() as u32;
            }
            part.message.items = items;
            part
        };
        [half(first), half(second)]
    }
}

/// Puts a copy of a command behind the others of a message.
pub(super) fn append<'a>(message: &mut Message<'a>, command: CommandRef<'_, 'a>) {
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
