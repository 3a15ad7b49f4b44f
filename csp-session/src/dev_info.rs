//! What a device says of itself when a session begins: the DevInfo object of OMA DM.

use syncml::{Data, Item, WriteError, first_forbidden};

/// The leaves of `./DevInfo`, which the first package of a session brings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct DevInfo {
    /// `DevId`: the device's identifier. It is also what the device calls itself in the headers of its messages.
    pub device_id: String,
    /// `Man`: who made it.
    pub manufacturer: String,
    /// `Mod`: what it is.
    pub model: String,
    /// `DmV`: the version of its management client; `1.3` on Windows.
    pub version: String,
    /// `Lang`: its language, for example `en-US`.
    pub language: String,
}

impl DevInfo {
    /// A device with this identifier of which nothing else is known.
    pub fn new(device_id: impl Into<String>) -> Self {
        Self {
            device_id: device_id.into(),
            manufacturer: "unknown".to_owned(),
            model: "unknown".to_owned(),
            version: "1.3".to_owned(),
            language: "en-US".to_owned(),
        }
    }

    /// One item for each leaf, in the order of observed Windows.
    pub(crate) fn items(&self) -> Vec<Item<'static>> {
        let leaf = |uri: &'static str, value: &String| Item {
            data: Some(Data::new(value.clone())),
            ..Item::source(uri)
        };
        vec![
            leaf("./DevInfo/DevId", &self.device_id),
            leaf("./DevInfo/Man", &self.manufacturer),
            leaf("./DevInfo/Mod", &self.model),
            leaf("./DevInfo/DmV", &self.version),
            leaf("./DevInfo/Lang", &self.language),
        ]
    }

    /// Whether all of it can be written.
    pub(crate) fn check(&self) -> Result<(), WriteError> {
        let texts = [
            &self.device_id,
            &self.manufacturer,
            &self.model,
            &self.version,
            &self.language,
        ];
        match texts.into_iter().find_map(|text| first_forbidden(text)) {
            Some((_, character)) => Err(WriteError::Character {
                element: "Data",
                character,
            }),
            None => Ok(()),
        }
    }

    /// Takes over the leaves that items bring.
    pub(crate) fn read(&mut self, items: &[Item<'_>]) {
        for item in items {
            let uri = item.source.as_deref().or(item.target.as_deref());
            let leaf = match uri.and_then(|uri| uri.rsplit('/').next()) {
                Some("DevId") => &mut self.device_id,
                Some("Man") => &mut self.manufacturer,
                Some("Mod") => &mut self.model,
                Some("DmV") => &mut self.version,
                Some("Lang") => &mut self.language,
                _ => continue,
            };
            let value = item.data.as_ref().map_or("", |data| &data.text);
            value.clone_into(leaf);
        }
    }
}
