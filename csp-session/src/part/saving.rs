//! A command that is kept: the batch, and SyncML with the CmdIDs that it came with.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::QueuedCommand;
use syncml::{Limits, Message, Writer};

impl Serialize for QueuedCommand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::new();
        let mut writer = Writer::bare(&mut bytes);
        for command in self.message.top_level() {
            writer.copy_numbered(command).map_err(S::Error::custom)?;
        }
        writer.finish();
        let text = String::from_utf8(bytes).map_err(S::Error::custom)?;
        (self.batch, text).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for QueuedCommand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (batch, text) = <(u32, String)>::deserialize(deserializer)?;
        // What is no command of SyncML's is read only in a body.
        let text = format!("<SyncBody>{text}</SyncBody>");
        let message = Message::parse_with(text.as_bytes(), &limits()).map_err(D::Error::custom)?;
        let mut commands = message.top_level();
        match (commands.next(), commands.next()) {
            (Some(command), None) => Ok(Self {
                batch,
                ..Self::of(command)
            }),
            _ => Err(D::Error::custom("one command is kept in each place")),
        }
    }
}

/// It was read once, and what is kept is as large as what was read.
fn limits() -> Limits {
    Limits {
        message_bytes: usize::MAX,
        depth: Limits::DEEPEST,
        elements: usize::MAX,
        items: usize::MAX,
        id_bytes: usize::MAX,
        address_bytes: usize::MAX,
    }
}
