//! Bytes to text: UTF-8, or UTF-16 transcoded.
//!
//! The byte order mark and the NUL bytes decide, never the XML declaration: documentation and
//! Windows' own local management interface declare `utf-16` on text that is UTF-8.

use std::borrow::Cow;

use super::chars::{first_forbidden, forbidden};
use super::encoding::Encoding;
use super::error::{Error, ErrorKind};

/// The text of a message, or of another file that is UTF-8 or UTF-16, with only characters that XML allows. A UTF-8 byte order mark stays
/// in front of it, so that offsets are those of the input.
///
/// # Errors
///
/// What is no text of these. The [offset](Error::offset) is that of the text: in UTF-16, of its UTF-8 form.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if let Encoding::Wbxml(_) = Encoding::of(bytes) {
        let message = "this is WBXML, the binary form of SyncML: it is XML that is read here (`csp wbxml decode` makes it)";
        return Err(Error::new(ErrorKind::Encoding, "", 0, message));
    }
    let text = match Utf16::of(bytes) {
        Some(form) => Cow::Owned(form.decode()?),
        None => Cow::Borrowed(utf_8(bytes)?),
    };
    match first_forbidden(&text) {
        None => Ok(text),
        Some((offset, c)) => Err(Error::new(ErrorKind::Encoding, &text, offset, forbidden(c))),
    }
}

/// What is wrong with a text, at the byte of the input that the text was made of.
pub(crate) fn in_input(error: Error, bytes: &[u8]) -> Error {
    let offset = Places::in_input(bytes).byte(error.offset());
    error.moved_to(offset)
}

/// Where offsets of a text, each at or behind the one before, are in the bytes that it was made of.
pub(crate) struct Places<'a> {
    utf_16: Option<Utf16<'a>>,
    /// How far they were gone through: bytes of the text, and of the input.
    text: usize,
    input: usize,
}

impl<'a> Places<'a> {
    pub(crate) fn in_input(bytes: &'a [u8]) -> Self {
        let utf_16 = Utf16::of(bytes);
        Self {
            text: 0,
            input: utf_16.as_ref().map_or(0, |form| form.mark),
            utf_16,
        }
    }

    /// The byte of the input at an offset of its text.
    pub(crate) fn byte(&mut self, offset: usize) -> usize {
        let Some(form) = &mut self.utf_16 else {
            return offset;
        };
        for decoded in char::decode_utf16(form.units(self.input)) {
            match decoded {
                Ok(c) if self.text < offset => {
                    self.text += c.len_utf8();
                    self.input += 2 * c.len_utf16();
                }
                _ => break,
            }
        }
        self.input
    }
}

/// Bytes that are UTF-16.
struct Utf16<'a> {
    bytes: &'a [u8],
    unit: fn([u8; 2]) -> u16,
    /// The bytes of the byte order mark.
    mark: usize,
}

impl<'a> Utf16<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (unit, mark): (fn([u8; 2]) -> u16, _) = match bytes {
            [0xFF, 0xFE, ..] => (u16::from_le_bytes, 2),
            [0xFE, 0xFF, ..] => (u16::from_be_bytes, 2),
            // The first character of a message is `<` or a space: half of it is NUL in UTF-16.
            [first, 0, ..] if *first != 0 => (u16::from_le_bytes, 0),
            [0, second, ..] if *second != 0 => (u16::from_be_bytes, 0),
            _ => return None,
        };
        Some(Self { bytes, unit, mark })
    }

    /// The units from a byte on.
    fn units(&self, from: usize) -> impl Iterator<Item = u16> + use<'a> {
        let (bytes, unit) = (self.bytes.get(from..).unwrap_or_default(), self.unit);
        bytes.chunks_exact(2).map(move |pair| match pair {
            &[first, second] => unit([first, second]),
            _ => 0,
        })
    }

    fn decode(&self) -> Result<String, Error> {
        // Mostly ASCII: one byte for two.
        let mut text = String::with_capacity(self.bytes.len() / 2);
        for decoded in char::decode_utf16(self.units(self.mark)) {
            match decoded {
                Ok(c) => text.push(c),
                Err(_) => {
                    return Err(Error::new(
                        ErrorKind::Encoding,
                        &text,
                        text.len(),
                        "half of a surrogate pair stands alone: the message is not UTF-16",
                    ));
                }
            }
        }
        if self.bytes.len() % 2 == 1 {
            return Err(Error::new(
                ErrorKind::Truncated,
                &text,
                text.len(),
                "the message is UTF-16 and ends in the middle of a character: send all of its bytes",
            ));
        }
        Ok(text)
    }
}

fn utf_8(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let valid = bytes
            .get(..offset)
            .and_then(|valid| std::str::from_utf8(valid).ok());
        let byte = bytes.get(offset).copied().unwrap_or_default();
        Error::new(
            ErrorKind::Encoding,
            valid.unwrap_or_default(),
            offset,
            format!("the byte 0x{byte:02X} is not UTF-8 here: send the message in UTF-8 or UTF-16"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wbxml_is_called_so() {
        // With the number of SyncML's public identifier, and with its text in the string table.
        for start in [
            &[3, 0xA4, 1, 0x6A, 0, 0x6D][..],
            &[2, 0, 0, 0x6A, 0x1D, b'-'],
        ] {
            let error = decode(start).map_err(|error| error.to_string());
            assert!(error.is_err_and(|error| error.contains("is WBXML")));
        }
    }
}
