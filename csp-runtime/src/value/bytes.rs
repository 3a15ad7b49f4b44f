//! Octets: the value of `b64` and `bin` nodes, base64 on the wire either way.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Payload, Unreadable, Value};

/// Written with padding, read with or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes base64; line breaks and spaces do not count.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        let compact: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        return BASE64.decode(compact).ok();
    }
    BASE64.decode(text).ok()
}

/// The octets of a `b64` or `bin` node.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bytes(pub Vec<u8>);

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Value for Bytes {
    type Read<'a> = Bytes;

    fn read(text: &str) -> Result<Bytes, Unreadable> {
        decode_base64(text)
            .map(Bytes)
            .ok_or_else(|| Unreadable::new("base64", text))
    }
}

macro_rules! byte_payloads {
    ($($bytes:ty),*) => {$(
        impl Payload<Bytes> for $bytes {
            fn write(&self, out: &mut String) {
                BASE64.encode_string(self, out);
            }
        }
    )*};
}

byte_payloads!(&[u8], Vec<u8>, &Vec<u8>);

impl Payload<Bytes> for Bytes {
    fn write(&self, out: &mut String) {
        BASE64.encode_string(&self.0, out);
    }
}

impl<const N: usize> Payload<Bytes> for &[u8; N] {
    fn write(&self, out: &mut String) {
        BASE64.encode_string(self, out);
    }
}
