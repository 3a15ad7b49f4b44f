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
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if let Encoding::Wbxml(_) = Encoding::of(bytes) {
        let message = "this is WBXML, the binary form of SyncML: it is XML that is read here (`csp wbxml decode` makes it)";
        return Err(Error::new(ErrorKind::Encoding, "", 0, message));
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf_16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf_16(rest, u16::from_be_bytes)?),
        // The first character of a message is `<` or a space: half of it is NUL in UTF-16.
        [first, 0, ..] if *first != 0 => Cow::Owned(utf_16(bytes, u16::from_le_bytes)?),
        [0, second, ..] if *second != 0 => Cow::Owned(utf_16(bytes, u16::from_be_bytes)?),
        _ => Cow::Borrowed(utf_8(bytes)?),
    };
    match first_forbidden(&text) {
        None => Ok(text),
        Some((offset, c)) => Err(Error::new(ErrorKind::Encoding, &text, offset, forbidden(c))),
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

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Error> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| match pair {
        &[first, second] => unit([first, second]),
        _ => 0,
    });
    // Mostly ASCII: one byte for two.
    let mut text = String::with_capacity(bytes.len() / 2);
    for decoded in char::decode_utf16(units) {
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
    if odd {
        return Err(Error::new(
            ErrorKind::Truncated,
            &text,
            text.len(),
            "the message is UTF-16 and ends in the middle of a character: send all of its bytes",
        ));
    }
    Ok(text)
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
