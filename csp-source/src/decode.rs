//! From the bytes of a file to its text: which encoding they are in, and what is said when they are no text.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::kind::Kind;
use crate::source::{MAX_BYTES, Source};

/// Decodes the bytes of a file: UTF-8, or UTF-16 in either byte order.
///
/// A byte order mark decides, and without one the place of the NUL bytes that the first `<` has
/// in UTF-16. What the XML declaration says is not asked: tools write `encoding="utf-16"` on
/// text that has since been saved as UTF-8.
///
/// Every line of the text ends with a line feed alone, whatever the file has.
///
/// # Errors
///
/// One diagnostic when there are more than [`MAX_BYTES`] bytes, or when they are not text in
/// that encoding; it points at the first byte that is not.
pub fn decode(
    name: impl Into<String>,
    bytes: Vec<u8>,
    kind: &Kind,
) -> Result<Arc<Source>, Diagnostic> {
    let name = name.into();
    if bytes.len() > MAX_BYTES {
        return Err(too_large(&Source::new(name, String::new()), kind));
    }
    match bytes.as_slice() {
        // The version of WBXML (1.1 to 1.3) is its first byte, and no character that XML allows.
        [1..=3, _, _, _, ..] => Err(wbxml(name, kind)),
        [b'P', b'K', 3, 4, ..] => Err(zip(name, kind)),
        [0xFF, 0xFE, rest @ ..] => decode_utf16(name, rest, u16::from_le_bytes, kind),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(name, rest, u16::from_be_bytes, kind),
        [first, 0, ..] if *first != 0 => decode_utf16(name, &bytes, u16::from_le_bytes, kind),
        [0, second, ..] if *second != 0 => decode_utf16(name, &bytes, u16::from_be_bytes, kind),
        _ => decode_utf8(name, bytes, kind),
    }
}

fn wbxml(name: String, kind: &Kind) -> Diagnostic {
    let source = Source::new(name, "");
    let message = "the file is WBXML, the binary form of SyncML and of its trees";
    Diagnostic::new(kind.codes.not_text, &source, 0..0, message).with_help(format!(
        "convert it to XML; {} is read as XML alone",
        kind.name
    ))
}

fn zip(name: String, kind: &Kind) -> Diagnostic {
    let source = Source::new(name, "");
    Diagnostic::new(kind.codes.not_text, &source, 0..0, "the file is a zip").with_help(format!(
        "unpack it, and read the `.{}` files that are in it",
        kind.extension
    ))
}

pub(crate) fn too_large(source: &Arc<Source>, kind: &Kind) -> Diagnostic {
    let message =
        format!("the file has more than {MAX_BYTES} bytes, which is the most that is read");
    Diagnostic::new(kind.codes.too_large, source, 0..0, message)
}

fn decode_utf8(name: String, bytes: Vec<u8>, kind: &Kind) -> Result<Arc<Source>, Diagnostic> {
    String::from_utf8(bytes)
        .map(|text| Source::new(&*name, with_line_feeds(text)))
        .map_err(|error| {
            let fault = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let byte = bytes.get(fault).copied().unwrap_or_default();
            // The text before the fault is what it was, so the offset holds unless a mark was dropped.
            let mark = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
                3
            } else {
                0
            };
            let source = Source::new(name, String::from_utf8_lossy(&bytes));
            let at = fault.saturating_sub(mark);
            let diagnostic = Diagnostic::new(
                kind.codes.not_text,
                &source,
                at..at + '\u{FFFD}'.len_utf8(),
                format!("byte 0x{byte:02X} is not UTF-8"),
            )
            .with_label("the first byte that is not UTF-8");
            match declared_encoding(source.text()) {
                Some(declared) if !declared.to_ascii_lowercase().starts_with("utf") => {
                    let help =
                        format!("the file says it is {declared}; save it as UTF-8, and say so");
                    diagnostic.with_help(help)
                }
                _ => diagnostic,
            }
        })
}

fn decode_utf16(
    name: String,
    bytes: &[u8],
    unit: fn([u8; 2]) -> u16,
    kind: &Kind,
) -> Result<Arc<Source>, Diagnostic> {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut fault = None;
    for decoded in char::decode_utf16(units) {
        if decoded.is_err() && fault.is_none() {
            fault = Some((text.len(), "half of a surrogate pair is not UTF-16"));
        }
        text.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if odd && fault.is_none() {
        fault = Some((
            text.len(),
            "UTF-16 has two bytes to a unit, and the last unit has one",
        ));
    }
    match fault {
        None => Ok(Source::new(name, with_line_feeds(text))),
        Some((at, message)) => {
            let source = Source::new(name, text);
            let code = kind.codes.not_text;
            Err(Diagnostic::new(code, &source, at..at, message))
        }
    }
}

/// Ends lines as XML has them (1.0, 2.11: a carriage return and the line feed behind it are one line feed, as is one that stands alone). The tree
/// builder would, but it copies every text to do so, also those that are only indentation: that is a fourth of its time.
fn with_line_feeds(text: String) -> String {
    let mut parts = text.split('\r');
    let first = parts.next().unwrap_or_default();
    if first.len() == text.len() {
        return text;
    }
    let mut fed = String::with_capacity(text.len());
    fed.push_str(first);
    for part in parts {
        fed.push('\n');
        fed.push_str(part.strip_prefix('\n').unwrap_or(part));
    }
    fed
}

/// What the XML declaration, if there is one, says about the encoding.
fn declared_encoding(text: &str) -> Option<&str> {
    let declaration = text.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration
        .split_once("encoding")?
        .1
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split_once(quote).map(|(name, _)| name)
}
