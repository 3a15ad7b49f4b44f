//! Reading a payload: whether it enables, and its data, with the place of each part.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::fault::{AdmxFault, AdmxFaultKind};

/// What stands between the names and values of a list, and between the texts of a multiText.
pub const ADMX_JOINT: char = '\u{F000}';

/// One `<data id= value=/>` element of an ADMX-backed policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmxData {
    /// The id of the policy's element.
    pub id: String,
    /// Its value.
    pub value: String,
}

/// The text by which an ADMX-backed policy is set, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AdmxPayload {
    /// Whether it enables the policy; otherwise it disables it.
    pub is_enabled: bool,
    /// The data, in the order of the text.
    pub entries: Vec<AdmxEntry>,
    /// The byte behind the last element.
    pub end: usize,
}

/// One `<data>` of a payload, and where it stands, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AdmxEntry {
    /// What it says.
    pub data: AdmxData,
    /// The tag.
    pub span: Range<usize>,
    /// The id as it is written, between its quotes.
    pub id_span: Range<usize>,
    /// The value as it is written, between its quotes.
    pub value_span: Range<usize>,
}

const NO_XML: &str = "this is no XML: close each tag, and write values in quotes";

/// Reads an ADMX payload. Element names are compared without case, as published samples write `<Data>` too.
///
/// # Errors
///
/// What keeps the text from being one. Which elements a policy has, and that each is given once, [`check_admx`](crate::check_admx) tells.
pub fn parse_admx(text: &str) -> Result<AdmxPayload, AdmxFault> {
    if !text.trim_start().starts_with('<') && !text.trim().is_empty() {
        let message = "an ADMX payload begins with `<enabled/>` or `<disabled/>`";
        return Err(shape(0..text.len(), message));
    }
    let mut reader = Reader::from_str(text);
    let mut enabled = None;
    let mut entries = Vec::new();
    let mut end = 0;
    let mut open = Vec::new();
    loop {
        let start = position(&reader, text);
        let event = reader.read_event();
        let span = start..position(&reader, text);
        let Ok(event) = event else {
            return Err(shape(span.start..text.len(), NO_XML));
        };
        if matches!(event, Event::Start(_)) {
            open.push(span.clone());
        }
        match &event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                match tag.local_name().as_ref().to_ascii_lowercase().as_slice() {
                    b"enabled" | b"disabled" if enabled.is_some() => {
                        return Err(shape(span, "`<enabled/>` or `<disabled/>` must stand once"));
                    }
                    b"enabled" => enabled = Some(true),
                    b"disabled" => enabled = Some(false),
                    b"data" => entries.push(entry(tag, span.clone())?),
                    other => {
                        let name = String::from_utf8_lossy(other);
                        let message = format!("`<{name}>` is not part of an ADMX payload");
                        return Err(shape(span, message));
                    }
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(found) if !is_white(found) => return Err(shape(span, BETWEEN)),
            Event::CData(found) if !is_white(found) => return Err(shape(span, BETWEEN)),
            Event::GeneralRef(found) if !is_white_reference(found) => {
                return Err(shape(span, BETWEEN));
            }
            _ => {}
        }
        if open.is_empty() && matches!(event, Event::Empty(_) | Event::End(_)) {
            end = span.end;
        }
    }
    if let Some(span) = open.pop() {
        return Err(shape(span, NO_XML));
    }
    match enabled {
        Some(is_enabled) => Ok(AdmxPayload {
            is_enabled,
            entries,
            end,
        }),
        None => Err(shape(
            0..text.len(),
            "`<enabled/>` or `<disabled/>` is missing",
        )),
    }
}

const BETWEEN: &str = "text between the elements of an ADMX payload";

fn shape(span: Range<usize>, message: impl Into<String>) -> AdmxFault {
    AdmxFault::new(AdmxFaultKind::Shape, span, message)
}

fn position(reader: &Reader<&[u8]>, text: &str) -> usize {
    usize::try_from(reader.buffer_position()).map_or(text.len(), |at| at.min(text.len()))
}

fn is_white(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

fn is_white_reference(reference: &BytesRef<'_>) -> bool {
    let resolved = reference.resolve_char_ref().ok().flatten();
    resolved.is_some_and(|c| c.is_ascii_whitespace())
}

/// Reads a `<data>`, whose tag stands at `span`.
fn entry(tag: &BytesStart<'_>, span: Range<usize>) -> Result<AdmxEntry, AdmxFault> {
    let (mut id, mut value) = (None, None);
    // Attributes follow each other with nothing but white space, `=` and quotes between them.
    let mut at = tag.name().as_ref().len();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| shape(span.clone(), NO_XML))?;
        at += until(tag, at, |byte| !byte.is_ascii_whitespace()) + attribute.key.as_ref().len();
        at += until(tag, at, |byte| matches!(byte, b'"' | b'\'')) + 1;
        // The tag begins behind its `<`.
        let place = span.start + 1 + at..span.start + 1 + at + attribute.value.len();
        at += attribute.value.len() + 1;
        let (name, slot) = match attribute.key.as_ref() {
            b"id" => ("id", &mut id),
            b"value" => ("value", &mut value),
            _ => continue,
        };
        if slot.is_some() {
            return Err(shape(span, format!("`<data>` has its `{name}` twice")));
        }
        let text = attribute.unescape_value().map_err(|_| {
            let message = format!(
                "the `{name}` of a `<data>` has a `&` that begins no entity: write `&amp;`"
            );
            shape(place.clone(), message)
        })?;
        *slot = Some((text.into_owned(), place));
    }
    let lacks = |name: &str| shape(span.clone(), format!("`<data>` lacks its `{name}`"));
    let (id, id_span) = id.ok_or_else(|| lacks("id"))?;
    let (value, value_span) = value.ok_or_else(|| lacks("value"))?;
    Ok(AdmxEntry {
        data: AdmxData { id, value },
        span,
        id_span,
        value_span,
    })
}

/// How many bytes of a tag stand from a place on before one that is wanted.
fn until(tag: &BytesStart<'_>, from: usize, is_wanted: impl Fn(&u8) -> bool) -> usize {
    let rest = tag.get(from..).unwrap_or_default();
    rest.iter().position(is_wanted).unwrap_or(rest.len())
}

/// A text as the value of an attribute. The joint is an entity, as in Microsoft's samples: tools lose the character, which they do not show.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            ADMX_JOINT => out.push_str("&#xF000;"),
            c => out.push(c),
        }
    }
    out
}

/// A text as it stands between the quotes of a payload, of either kind.
pub fn in_admx_quotes(text: &str) -> String {
    escaped(text).replace('\'', "&#39;")
}

impl AdmxData {
    /// The element of a payload, on one line.
    pub fn to_xml(&self) -> String {
        let (id, value) = (escaped(&self.id), escaped(&self.value));
        format!("<data id=\"{id}\" value=\"{value}\"/>")
    }
}
