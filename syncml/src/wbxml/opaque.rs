//! What octets inside of an element are: its text, a value of octets, or a document of its own.

use super::body::Decoder;
use super::header::{self, DocumentKind};
use crate::error::{Error, ErrorKind};

/// What an OPAQUE holds.
pub(super) enum Opaque<'a> {
    Text(&'a str),
    /// A tree (TNDS) in WBXML: where it begins.
    Tree,
    /// Octets, and whether they are what no text is.
    Octets(&'a [u8]),
}

impl<'a> Decoder<'a> {
    /// What the octets at an offset are, in an element whose format is `bin` or is not.
    pub(super) fn opaque(
        &mut self,
        bytes: &'a [u8],
        offset: usize,
        is_bin: bool,
    ) -> Result<Opaque<'a>, Error> {
        if is_bin {
            self.count_text(bytes.len(), offset)?;
            return Ok(Opaque::Octets(bytes));
        }
        // A version of WBXML is no character of a text.
        if let [0..=3, _, _, ..] = bytes {
            let end = offset + bytes.len();
            let document = self.bytes.get(..end).unwrap_or_default();
            return match header::read(document, offset).map(|header| header.kind) {
                Ok(DocumentKind::Tree) => Ok(Opaque::Tree),
                // What data synchronization has (DevInf) is not read here, and what is cut off is a piece of a large object.
                Ok(_) => Ok(Opaque::Octets(bytes)),
                Err(error) if error.kind() == ErrorKind::Truncated => Ok(Opaque::Octets(bytes)),
                Err(_) => self.string(bytes, offset).map(Opaque::Text),
            };
        }
        // libdmclient counts the NUL of some of its texts.
        let text = bytes.strip_suffix(&[0]).unwrap_or(bytes);
        self.string(text, offset).map(Opaque::Text)
    }
}
