//! Text in XML: references resolved on the way in, special characters escaped on the way out.

use std::borrow::Cow;

use memchr::memchr;

use crate::chars::is_xml_char;

/// A reference that cannot be resolved: where it begins in the text, and how it reads.
pub(crate) struct BadReference<'a> {
    pub(crate) offset: usize,
    pub(crate) spelling: &'a str,
}

/// Resolves the five entities of XML and character references; anything else is refused, since
/// only a document type declaration could define it.
pub(crate) fn unescape(raw: &str) -> Result<Cow<'_, str>, BadReference<'_>> {
    let Some(first) = memchr(b'&', raw.as_bytes()) else {
        return Ok(Cow::Borrowed(raw));
    };
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut next = Some(first);
    while let Some(at) = next {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let (character, length) = reference(from).ok_or_else(|| BadReference {
            offset: raw.len() - from.len(),
            spelling: spelling(from),
        })?;
        text.push(character);
        rest = from.get(length..).unwrap_or_default();
        next = memchr(b'&', rest.as_bytes());
    }
    text.push_str(rest);
    Ok(Cow::Owned(text))
}

/// The character of the reference that the text begins with, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body
        .bytes()
        .position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
    if body.as_bytes().get(end) != Some(&b';') {
        return None;
    }
    let name = body.get(..end)?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let (digits, radix) = match number.strip_prefix('x') {
                Some(hex) => (hex, 16),
                None => (number, 10),
            };
            u32::from_str_radix(digits, radix)
                .ok()
                .and_then(char::from_u32)
                .filter(|&c| is_xml_char(c))?
        }
    };
    Some((character, end + 2))
}

/// As much of a bad reference as a message should show: up to its semicolon, if that is near.
fn spelling(text: &str) -> &str {
    const LONGEST: usize = 24;
    let end = text
        .char_indices()
        .skip(1)
        .take(LONGEST)
        .find(|&(_, c)| !c.is_alphanumeric() && !matches!(c, '#' | '_' | '-' | '.'))
        .map_or(1, |(at, c)| if c == ';' { at + 1 } else { 1 });
    text.get(..end).unwrap_or(text)
}

/// Appends text as element content, or says which character XML cannot carry.
///
/// A carriage return is written as a reference, because a conforming reader would turn a bare
/// one into a line feed.
pub(crate) fn escape_text(text: &str, out: &mut Vec<u8>) -> Result<(), char> {
    escape(text, out, |byte| match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    })
}

/// Appends text, which XML can carry, as element content.
pub(crate) fn push_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\r' => out.push_str("&#xD;"),
            c => out.push(c),
        }
    }
}

/// The bytes that a text takes as element content.
pub fn escaped_len(text: &str) -> usize {
    let more = |byte: &u8| match byte {
        b'<' | b'>' => "lt;".len() as u8,
        b'&' | b'\r' => "amp;".len() as u8,
        _ => 0,
    };
    // The sum of 32 fits into a byte, which lets the compiler count 16 at a time: a device counts every LocURI of a message.
    let chunks = text.as_bytes().chunks(32);
    let more = chunks.map(|chunk| usize::from(chunk.iter().map(more).sum::<u8>()));
    text.len() + more.sum::<usize>()
}

/// How much of a text, in bytes and up to the end of a character, takes at most `room` bytes as element content.
pub fn fitting(text: &str, room: usize) -> usize {
    let mut left = room;
    for (at, c) in text.char_indices() {
        let width = match c {
            '<' | '>' => "&lt;".len(),
            '&' | '\r' => "&amp;".len(),
            _ => c.len_utf8(),
        };
        match left.checked_sub(width) {
            Some(rest) => left = rest,
            None => return at,
        }
    }
    text.len()
}

/// Appends text as the value of an attribute in double quotes, or says which character XML
/// cannot carry.
pub(crate) fn escape_attribute(text: &str, out: &mut Vec<u8>) -> Result<(), char> {
    escape(text, out, |byte| match byte {
        b'<' => Some("&lt;"),
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#x9;"),
        b'\n' => Some("&#xA;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    })
}

#[inline]
fn escape(
    text: &str,
    out: &mut Vec<u8>,
    replacement: impl Fn(u8) -> Option<&'static str>,
) -> Result<(), char> {
    let bytes = text.as_bytes();
    let mut written = 0;
    let mut at = ordinary_blocks(bytes);
    while let Some(&byte) = bytes.get(at) {
        if IS_SPECIAL[usize::from(byte)] != 0 {
            if let Some(replacement) = replacement(byte) {
                out.extend_from_slice(&bytes[written..at]);
                out.extend_from_slice(replacement.as_bytes());
                written = at + 1;
            } else if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
                if !is_xml_char(c) {
                    return Err(c);
                }
            }
        }
        at += 1;
        if at % BLOCK == 0 {
            at += ordinary_blocks(&bytes[at..]);
        }
    }
    out.extend_from_slice(&bytes[written..]);
    Ok(())
}

/// How many bytes are looked at together: as many as the compiler makes vector code for.
const BLOCK: usize = 32;

/// The length of the whole blocks at the beginning that have no special byte, which most texts have.
#[inline]
fn ordinary_blocks(bytes: &[u8]) -> usize {
    let blocks = bytes.chunks_exact(BLOCK);
    // The sum of 32 fits into a byte.
    let ordinary =
        blocks.take_while(|block| block.iter().map(|&byte| special(byte)).sum::<u8>() == 0);
    ordinary.count() * BLOCK
}

/// 0 for a byte that stands for itself everywhere. The others are special somewhere, or begin a character that XML may not be able to carry.
const fn special(byte: u8) -> u8 {
    (byte < 0x20) as u8
        | (byte == b'<') as u8
        | (byte == b'>') as u8
        | (byte == b'&') as u8
        | (byte == b'"') as u8
        | (byte == 0xEF) as u8
}

/// What is [`special`], for one byte at a time.
const IS_SPECIAL: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = special(byte as u8);
        byte += 1;
    }
    table
};
