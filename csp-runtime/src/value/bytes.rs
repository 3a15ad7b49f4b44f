//! Octets: the value of `b64` and `bin` nodes, base64 on the wire either way.

use csp_schema::{decode_base64, encode_base64};

use super::{Payload, ReadValueError, Value};

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

    fn read(text: &str) -> Result<Bytes, ReadValueError> {
        decode_base64(text)
            .map(Bytes)
            .ok_or_else(|| ReadValueError::new("base64", text))
    }
}

macro_rules! byte_payloads {
    ($($bytes:ty),*) => {$(
        impl Payload<Bytes> for $bytes {
            fn write(&self, out: &mut String) {
                encode_base64(self, out);
            }
        }
    )*};
}

byte_payloads!(&[u8], Vec<u8>, &Vec<u8>);

impl Payload<Bytes> for Bytes {
    fn write(&self, out: &mut String) {
        encode_base64(&self.0, out);
    }
}

impl<const N: usize> Payload<Bytes> for &[u8; N] {
    fn write(&self, out: &mut String) {
        encode_base64(self.as_slice(), out);
    }
}
