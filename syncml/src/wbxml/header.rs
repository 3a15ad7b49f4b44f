//! What stands before the elements of a document: version, public identifier, charset, string table.

use crate::encoding::WbxmlVersion;
use crate::error::{Error, ErrorKind};
use crate::message::Namespace;

/// The header of a document.
pub(super) struct Header<'a> {
    pub(super) version: WbxmlVersion,
    pub(super) kind: DocumentKind,
    pub(super) table: &'a [u8],
    /// Where the elements begin.
    pub(super) end: usize,
}

/// What a document is, by its public identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocumentKind {
    /// A message in the namespace that the identifier stands for.
    SyncMl(Namespace),
    /// A tree (TNDS).
    Tree,
    /// Something else, whose tags mean something else.
    Other,
}

const UTF_8: u32 = UTF_8_BYTE as u32;
/// The number of UTF-8 (IANA), as it is written.
pub(crate) const UTF_8_BYTE: u8 = 0x6A;
const ASCII: u32 = 3;

/// The numbers that OMA registered for SyncML's public identifiers; device management has none of its own.
const SYNCML_1_0: u32 = 0x0FD1;
const SYNCML_1_1: u32 = 0x0FD3;
const SYNCML_1_2: u32 = 0x1201;
/// An identifier that the sender does not know.
const UNKNOWN: u32 = 1;

/// The bytes of a message's public identifier.
pub(crate) const fn public_id(namespace: Namespace) -> [u8; 2] {
    let id = match namespace {
        Namespace::SyncMl10 => SYNCML_1_0,
        Namespace::SyncMl11 => SYNCML_1_1,
        Namespace::SyncMl12 | Namespace::None => SYNCML_1_2,
    };
    [0x80 | (id >> 7) as u8, (id & 0x7F) as u8]
}

/// The header of the document that begins at an offset of the bytes and ends with them.
pub(super) fn read(bytes: &[u8], start: usize) -> Result<Header<'_>, Error> {
    let error = |kind, offset, message: &str| Error::at_byte(kind, offset, message);
    let cut_off = |offset| {
        let message = "the document ends inside of its header: it is cut off";
        error(ErrorKind::Truncated, offset, message)
    };
    let version = bytes.get(start).copied().ok_or_else(|| cut_off(start))?;
    let version = WbxmlVersion::from_byte(version).ok_or_else(|| {
        let message = format!(
            "the version of the WBXML, 0x{version:02X}, is none of 1.0 to 1.3: send it in 1.3"
        );
        Error::at_byte(ErrorKind::Encoding, start, message)
    })?;
    let mut at = start + 1;
    let number = |at: &mut usize| {
        let (number, length) = mb_u32_at(bytes, *at)?;
        *at += length;
        Ok::<_, Error>(number)
    };
    let public_at = at;
    let public_id = number(&mut at)?;
    let public_text = match public_id {
        0 => Some(number(&mut at)?),
        _ => None,
    };
    if version != WbxmlVersion::V1_0 {
        let charset_at = at;
        // 0 leaves it to the transport, and everybody there means UTF-8.
        if !matches!(number(&mut at)?, 0 | UTF_8 | ASCII) {
            let message = "the character set of the WBXML is neither UTF-8 (106) nor ASCII (3): send it in UTF-8";
            return Err(error(ErrorKind::Encoding, charset_at, message));
        }
    }
    let table_at = at;
    let length = number(&mut at)? as usize;
    let Some(table) = bytes.get(at..).and_then(|rest| rest.get(..length)) else {
        let message = format!(
            "the string table should have {length} bytes, and the document has only {} more",
            bytes.len().saturating_sub(at)
        );
        return Err(Error::at_byte(ErrorKind::Truncated, table_at, message));
    };
    let kind = match (public_id, public_text) {
        (SYNCML_1_2, _) => DocumentKind::SyncMl(Namespace::SyncMl12),
        (SYNCML_1_1, _) => DocumentKind::SyncMl(Namespace::SyncMl11),
        (SYNCML_1_0, _) => DocumentKind::SyncMl(Namespace::SyncMl10),
        (UNKNOWN, _) => DocumentKind::SyncMl(Namespace::None),
        (_, Some(offset)) => match string(table, offset) {
            Some(text) => kind(text),
            None => {
                let message = "the public identifier is not in the string table";
                return Err(error(ErrorKind::Syntax, public_at, message));
            }
        },
        _ => DocumentKind::Other,
    };
    Ok(Header {
        version,
        kind,
        table,
        end: at + length,
    })
}

/// What a public identifier stands for, as DOCTYPEs have it.
fn kind(text: &[u8]) -> DocumentKind {
    let text = text.to_ascii_uppercase();
    let is = |name: &str| text.windows(name.len()).any(|part| part == name.as_bytes());
    if is("DTD SYNCML 1.2") {
        DocumentKind::SyncMl(Namespace::SyncMl12)
    } else if is("DTD SYNCML 1.1") {
        DocumentKind::SyncMl(Namespace::SyncMl11)
    } else if is("DTD SYNCML 1.0") {
        DocumentKind::SyncMl(Namespace::SyncMl10)
    } else if is("DTD-DM-DDF") {
        DocumentKind::Tree
    } else {
        DocumentKind::Other
    }
}

/// The string at an offset of a string table. The NUL of the last one may be missing: phones and OMA's own conformance suite leave it out.
pub(super) fn string(table: &[u8], offset: u32) -> Option<&[u8]> {
    let rest = table
        .get(offset as usize..)
        .filter(|rest| !rest.is_empty())?;
    let end = memchr::memchr(0, rest).unwrap_or(rest.len());
    rest.get(..end)
}

/// The number at an offset, and how many bytes it takes: seven bits in each, the most significant first.
pub(super) fn mb_u32_at(bytes: &[u8], at: usize) -> Result<(u32, usize), Error> {
    const MOST_BYTES: usize = 5;
    let mut number: u32 = 0;
    for (index, byte) in bytes.iter().skip(at).take(MOST_BYTES).enumerate() {
        if number > u32::MAX >> 7 {
            break;
        }
        number = number << 7 | u32::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Ok((number, index + 1));
        }
    }
    if bytes.len().saturating_sub(at) < MOST_BYTES {
        let message = "the document ends inside of a number: it is cut off";
        return Err(Error::at_byte(ErrorKind::Truncated, at, message));
    }
    let message = "the number has more than 32 bits, or more than 5 bytes";
    Err(Error::at_byte(ErrorKind::Syntax, at, message))
}

/// Appends a number.
pub(crate) fn mb_u32(number: u32, out: &mut Vec<u8>) {
    for shift in [28, 21, 14, 7] {
        if number >> shift != 0 {
            out.push(0x80 | (number >> shift) as u8);
        }
    }
    out.push((number & 0x7F) as u8);
}
