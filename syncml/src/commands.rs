//! Walking the commands of a message: top level first, then into containers.

use std::fmt;
use std::iter::FusedIterator;
use std::ops::{Deref, Range};

use crate::item::Item;
use crate::message::{Command, Message};

impl<'a> Message<'a> {
    /// The commands of the body, without those inside of containers.
    pub fn top_level(&self) -> Commands<'_, 'a> {
        Commands {
            message: self,
            next: 0,
            end: self.commands.len(),
        }
    }

    /// The command at an index of [`Message::commands`].
    pub fn command(&self, index: usize) -> Option<CommandRef<'_, 'a>> {
        Commands {
            message: self,
            next: index,
            end: self.commands.len(),
        }
        .next()
    }
}

/// A command in its message: it knows its items and the commands in it.
#[derive(Clone, Copy)]
pub struct CommandRef<'m, 'a> {
    message: &'m Message<'a>,
    command: &'m Command<'a>,
    index: usize,
    end: usize,
}

impl<'m, 'a> CommandRef<'m, 'a> {
    /// The command itself, for as long as the message lives.
    pub fn command(self) -> &'m Command<'a> {
        self.command
    }

    /// Its index in [`Message::commands`].
    pub fn index(self) -> usize {
        self.index
    }

    /// Its items.
    pub fn items(self) -> &'m [Item<'a>] {
        let Range { start, end } = self.command.items;
        self.message
            .items
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The commands directly inside of it, in document order.
    pub fn children(self) -> Commands<'m, 'a> {
        Commands {
            message: self.message,
            next: self.index + 1,
            end: self.end,
        }
    }
}

impl<'a> Deref for CommandRef<'_, 'a> {
    type Target = Command<'a>;

    fn deref(&self) -> &Command<'a> {
        self.command
    }
}

impl fmt::Debug for CommandRef<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.command.fmt(f)
    }
}

/// Commands that stand side by side, from [`Message::top_level`] or [`CommandRef::children`].
#[derive(Clone, Debug)]
pub struct Commands<'m, 'a> {
    message: &'m Message<'a>,
    next: usize,
    end: usize,
}

impl<'m, 'a> Iterator for Commands<'m, 'a> {
    type Item = CommandRef<'m, 'a>;

    fn next(&mut self) -> Option<CommandRef<'m, 'a>> {
        let index = self.next;
        if index >= self.end {
            return None;
        }
        let command = self.message.commands.get(index)?;
        // A command reaches no further than the one around it, whatever a hand-made model says.
        self.next = (command.end as usize).clamp(index + 1, self.end);
        Some(CommandRef {
            message: self.message,
            command,
            index,
            end: self.next,
        })
    }
}

impl FusedIterator for Commands<'_, '_> {}
