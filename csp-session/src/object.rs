//! Large objects on the way in: pieces of a value, gathered over several messages until the command that brings them can run.
//!
//! The rules are those of the OMA DM Protocol 1.2, "Large Object Handling": the first piece says the Size of the whole, nothing comes between the
//! pieces, and the command runs once, when the last piece is there and the sum is right.

#[cfg(feature = "serde")]
mod saving;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use csp_check::decode_base64;
use syncml::StatusCode;
use syncml::{Command, Data, DataForm, Item, Message, Meta, MetaRest, Verb};

use crate::part::append;

/// Gathers the pieces of one large object.
#[derive(Clone)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub(crate) struct ObjectAssembler {
    open: Option<OpenObject>,
    /// The bytes of the largest object that is taken.
    pub(crate) max: u64,
}

/// An object of which pieces have come.
#[derive(Clone)]
struct OpenObject {
    verb: Verb<'static>,
    uri: String,
    meta: Meta<'static>,
    size: u64,
    text: String,
    /// The octets, where they come as they are (in WBXML, with the Format `bin`); there is no text then.
    octets: Option<Vec<u8>>,
    /// Why the object is not taken. The pieces that still come are answered with it.
    refused: Option<StatusCode>,
}

/// What became of the pieces in a message.
#[derive(Default)]
pub(crate) struct Assembled<'m> {
    /// The message without the pieces, and with the object that became complete; `None` where that is the message as it came.
    pub(crate) message: Option<Message<'m>>,
    /// For each of its commands the index of the same command among those of the message as it came.
    pub(crate) origin: Vec<usize>,
    /// What to say to each piece.
    pub(crate) answers: Vec<PieceStatus>,
    /// The node of the object whose pieces ended too early, as the Alert 1225 names it.
    pub(crate) broken: Option<Item<'static>>,
}

/// What to say to a piece.
#[derive(Debug)]
pub(crate) struct PieceStatus {
    /// The index of the command among the message's.
    pub(crate) command: usize,
    /// The item's LocURI, where the command has other items.
    pub(crate) uri: Option<String>,
    pub(crate) status: StatusCode,
}

impl ObjectAssembler {
    pub(crate) const fn new(max: u64) -> Self {
        Self { open: None, max }
    }

    /// Takes the pieces out of a message.
    pub(crate) fn take<'m>(&mut self, message: &Message<'m>) -> Assembled<'m> {
        let mut gathered = Assembled::default();
        if self.open.is_none() && !message.items.iter().any(|item| item.more_data) {
            return gathered;
        }
        // An object that is open now must go on in this very message.
        let mut is_due = self.open.is_some();
        let mut rest = Message {
            header: message.header.clone(),
            form: message.form,
            namespace: message.namespace,
            is_final: message.is_final,
            ..Message::default()
        };
        for command in message.top_level() {
            match command.verb {
                Verb::Status | Verb::Alert => {}
                Verb::Add | Verb::Replace | Verb::Exec | Verb::Results => {
                    let index = command.index();
                    let kept = self.items(command.command(), command.items(), index, &mut gathered);
                    is_due &= command.items().is_empty();
                    if kept.is_empty() && !command.items().is_empty() {
                        continue;
                    }
                    let first = rest.items.len() as u32;
                    rest.items.extend(kept);
                    rest.commands.push(Command {
                        items: first..rest.items.len() as u32,
                        end: rest.commands.len() as u32 + 1,
                        ..command.command().clone()
                    });
                    gathered.origin.push(index);
                    continue;
                }
                _ => {
                    self.interrupt(&mut gathered);
                    is_due = false;
                }
            }
            append(&mut rest, command);
            let inside = rest.commands.len() - gathered.origin.len();
            let origin = (command.index()..).take(inside);
            gathered.origin.extend(origin);
        }
        if is_due {
            self.interrupt(&mut gathered);
        }
        gathered.message = Some(rest);
        gathered
    }

    /// Takes the pieces out of a command's items. What is left is for the command to run on.
    fn items<'m>(
        &mut self,
        command: &Command<'m>,
        items: &[Item<'m>],
        index: usize,
        gathered: &mut Assembled<'_>,
    ) -> Vec<Item<'m>> {
        let mut kept = Vec::new();
        for item in items {
            if !self
                .open
                .as_ref()
                .is_some_and(|open| open.goes_on(command, item))
            {
                self.interrupt(gathered);
                if !item.more_data {
                    kept.push(item.clone());
                    continue;
                }
                self.open = Some(OpenObject::new(command, item, self.max));
            }
            let status = match self.piece(item) {
                Ok(complete) => {
                    kept.push(complete);
                    continue;
                }
                Err(status) => status,
            };
            gathered.answers.push(PieceStatus {
                command: index,
                uri: (items.len() > 1).then(|| name(item).to_owned()),
                status,
            });
        }
        kept
    }

    /// Adds a piece to the open object: the item as a whole when it was the last one, else what to answer.
    fn piece<'m>(&mut self, item: &Item<'m>) -> Result<Item<'m>, StatusCode> {
        let mut open = self.open.take().ok_or(StatusCode::BAD_REQUEST)?;
        if open.refused.is_none() {
            if let Some(data) = &item.data {
                open.take(data);
            }
            if open.bytes() > open.size {
                open.refuse(StatusCode::SIZE_MISMATCH);
            }
        }
        if item.more_data {
            let status = open.refused.unwrap_or(StatusCode::CHUNK_ACCEPTED);
            self.open = Some(open);
            return Err(status);
        }
        match open.refused {
            Some(status) => Err(status),
            None if open.bytes() < open.size => Err(StatusCode::SIZE_MISMATCH),
            None => {
                let mut meta = item.meta.merged(&open.meta);
                if let Some(rest) = &mut meta.rest {
                    rest.size = None;
                }
                // A Meta that says nothing is none.
                meta.rest = meta.rest.filter(|rest| **rest != MetaRest::default());
                Ok(Item {
                    meta,
                    data: Some(open.into_data()),
                    ..item.clone()
                })
            }
        }
    }

    /// Gives the open object up, because something else came where its next piece was due.
    fn interrupt(&mut self, gathered: &mut Assembled<'_>) {
        let Some(open) = self.open.take() else { return };
        // A sender that was told that its object is refused may well stop.
        if open.refused.is_some() {
            return;
        }
        gathered.broken = Some(match open.verb {
            Verb::Results => Item::source(open.uri),
            _ => Item::target(open.uri),
        });
    }
}

impl OpenObject {
    /// The object that begins with an item.
    fn new(command: &Command<'_>, item: &Item<'_>, max: u64) -> Self {
        let meta = item.meta.merged(&command.meta);
        let size = meta.size();
        let refused = match size {
            None => Some(StatusCode::SIZE_REQUIRED),
            Some(size) if size > max => Some(StatusCode::REQUESTED_SIZE_TOO_BIG),
            Some(_) => None,
        };
        Self {
            verb: command.verb.clone().into_owned(),
            uri: name(item).to_owned(),
            meta: item.meta.clone().into_owned(),
            size: size.unwrap_or_default(),
            text: String::new(),
            octets: None,
            refused,
        }
    }

    fn goes_on(&self, command: &Command<'_>, item: &Item<'_>) -> bool {
        command.verb == self.verb && name(item) == self.uri
    }

    /// Adds a piece.
    fn take(&mut self, piece: &Data<'_>) {
        let octets = match piece.form {
            DataForm::Octets => decode_base64(&piece.text),
            DataForm::Text | DataForm::Markup => None,
        };
        match (octets, &mut self.octets) {
            (Some(octets), Some(before)) => before.extend(octets),
            (Some(octets), None) => {
                let before = std::mem::take(&mut self.text).into_bytes();
                self.octets = Some([before, octets].concat());
            }
            // The first piece alone need say that it is octets, and these happen to be text, too.
            (None, Some(before)) => before.extend(piece.text.as_bytes()),
            (None, None) => self.text.push_str(&piece.text),
        }
    }

    /// How many there are so far, as they were carried.
    fn bytes(&self) -> u64 {
        let octets = self.octets.as_ref();
        octets.map_or(self.text.len(), Vec::len) as u64
    }

    /// The value.
    fn into_data(self) -> Data<'static> {
        match self.octets {
            Some(octets) => Data::from_base64(STANDARD.encode(octets)),
            None => Data::new(self.text),
        }
    }

    fn refuse(&mut self, status: StatusCode) {
        self.refused = Some(status);
        self.text = String::new();
        self.octets = None;
    }
}

/// The LocURI that tells one object from another.
fn name<'i>(item: &'i Item<'_>) -> &'i str {
    item.target
        .as_deref()
        .or(item.source.as_deref())
        .unwrap_or_default()
}
