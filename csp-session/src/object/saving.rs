//! A large object that is kept while its pieces come: as the command that it has become so far.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::OpenObject;
use crate::part::QueuedCommand;
use syncml::{Item, StatusCode, Verb};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedObject {
    command: QueuedCommand,
    size: u64,
    refused: Option<StatusCode>,
}

impl Serialize for OpenObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let item = Item {
            meta: self.meta.clone(),
            data: Some(self.clone().into_data()),
            ..Item::target(self.uri.clone())
        };
        let saved = SavedObject {
            command: QueuedCommand::new(self.verb.clone(), None, vec![item]),
            size: self.size,
            refused: self.refused,
        };
        saved.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OpenObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut saved = SavedObject::deserialize(deserializer)?;
        let verb = saved.command.verb().cloned().unwrap_or(Verb::Add);
        let item = saved.command.only_item().map(std::mem::take);
        let item = item.unwrap_or_default();
        let mut object = Self {
            verb,
            uri: item.target.unwrap_or_default().into_owned(),
            meta: item.meta,
            size: saved.size,
            text: String::new(),
            octets: None,
            refused: saved.refused,
        };
        if let Some(data) = &item.data {
            object.take(data);
        }
        Ok(object)
    }
}
