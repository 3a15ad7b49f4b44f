//! A command that is kept: the batch, SyncML with the CmdIDs that it came with, and which of its values are octets.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::QueuedCommand;
use syncml::{DataForm, Item, Limits, Message, Writer};

impl Serialize for QueuedCommand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::new();
        let mut writer = Writer::bare(&mut bytes);
        for command in self.message.top_level() {
            writer.copy_numbered(command).map_err(S::Error::custom)?;
        }
        writer.finish();
        let text = String::from_utf8(bytes).map_err(S::Error::custom)?;
        let items = (0_u32..).zip(self.items());
        let octets = items.filter(|(_, item)| is_octets(item));
        let octets: Vec<u32> = octets.map(|(index, _)| index).collect();
        (self.batch, text, octets).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for QueuedCommand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (batch, text, octets) = <(u32, String, Vec<usize>)>::deserialize(deserializer)?;
        // What is no command of SyncML's is read only in a body.
        let text = format!("<SyncBody>{text}</SyncBody>");
        let message = Message::parse_with(text.as_bytes(), &limits()).map_err(D::Error::custom)?;
        let mut commands = message.top_level();
        let (Some(command), None) = (commands.next(), commands.next()) else {
            return Err(D::Error::custom("one command is kept in each place"));
        };
        let mut part = Self::of(command);
        part.batch = batch;
        for index in octets {
            let item = part.message.items.get_mut(index);
            // In XML they are base64, as another text may be.
            if let Some(data) = item.and_then(|item| item.data.as_mut()) {
                data.form = DataForm::Octets;
            }
        }
        Ok(part)
    }
}

fn is_octets(item: &Item<'_>) -> bool {
    let form = item.data.as_ref().map(|data| data.form);
    form == Some(DataForm::Octets)
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

#[cfg(test)]
mod tests {
    use super::*;
    use syncml::{Data, Verb};

    /// What WBXML carries as octets goes out as octets again.
    #[test]
    fn octets_stay_octets() -> Result<(), Box<dyn std::error::Error>> {
        let item = |text: &'static str, form| Item {
            data: Some(Data {
                form,
                ..Data::new(text)
            }),
            ..Item::target("./A")
        };
        let items = vec![
            item("x", DataForm::Text),
            item("AAE=", DataForm::Octets),
            item("<a/>", DataForm::Markup),
        ];
        let part = QueuedCommand::new(Verb::Add, None, items);
        let saved = serde_json::to_string(&part)?;
        let read: QueuedCommand = serde_json::from_str(&saved)?;
        let data = |part: &QueuedCommand| {
            part.items()
                .iter()
                .map(|item| item.data.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(data(&read), data(&part));
        assert_eq!(serde_json::to_string(&read)?, saved);
        Ok(())
    }
}
