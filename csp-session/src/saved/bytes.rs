//! Bytes as serde carries them: as text where they are text, which SyncML in XML is, else in base64. A list of numbers would be four times as long.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Bytes<T> {
    Text(T),
    Base64(String),
}

pub(crate) fn serialize<S: Serializer>(
    bytes: impl AsRef<[u8]>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let bytes = match std::str::from_utf8(bytes.as_ref()) {
        Ok(text) => Bytes::Text(text),
        Err(_) => Bytes::Base64(STANDARD.encode(bytes)),
    };
    bytes.serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    match Bytes::<String>::deserialize(deserializer)? {
        Bytes::Text(text) => Ok(text.into_bytes()),
        Bytes::Base64(text) => STANDARD.decode(text).map_err(D::Error::custom),
    }
}
