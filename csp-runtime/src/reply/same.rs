//! Whether what a device says back is what was sent: devices write values in forms of their own.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::schema::{Allowed, Format, NodeRef};
use crate::value::{decode_base64, parse_admx, parse_bool, parse_float, parse_int, split_list};

/// Whether two texts are the same value of a node, though not the same text.
///
/// Numbers, booleans and base64 are compared by what they stand for, named values without case, lists by their elements, ADMX payloads by
/// their data, and XML without what does not count in it: declarations, comments, whitespace between elements, the order of attributes,
/// `<a/>` for `<a></a>`. Line ends do not count anywhere.
pub fn same_value(node: NodeRef<'_>, sent: &str, got: &str) -> bool {
    if sent == got {
        return true;
    }
    match node.delimiter {
        Some(delimiter) => {
            let elements = |text| split_list(text, delimiter).map(str::trim);
            elements(sent).count() == elements(got).count()
                && elements(sent)
                    .zip(elements(got))
                    .all(|(sent, got)| same_element(node, sent, got))
        }
        None => same_element(node, sent, got),
    }
}

fn same_element(node: NodeRef<'_>, sent: &str, got: &str) -> bool {
    let same = match (&node.allowed, node.format) {
        (Allowed::Admx(_), _) => match (parse_admx(sent), parse_admx(got)) {
            (Ok((sent_on, mut sent)), Ok((got_on, mut got))) => {
                let by_id = |data: &crate::value::AdmxData| (data.id.clone(), data.value.clone());
                sent.sort_by_key(by_id);
                got.sort_by_key(by_id);
                Some(sent_on == got_on && sent == got)
            }
            _ => None,
        },
        (_, Format::Int) => both(parse_int(sent), parse_int(got)),
        (_, Format::Bool) => both(parse_bool(sent), parse_bool(got)),
        (_, Format::Float) => both(parse_float(sent), parse_float(got)),
        (_, Format::B64 | Format::Bin) => both(decode_base64(sent), decode_base64(got)),
        (_, Format::Null) => Some(true),
        (_, Format::Xml) => both(xml(sent), xml(got)),
        (_, Format::Date | Format::Time) => Some(sent.trim() == got.trim()),
        (Allowed::Enum(_), _) => Some(sent.trim().eq_ignore_ascii_case(got.trim())),
        _ => None,
    };
    same.unwrap_or_else(|| lines(sent).eq(lines(got)))
}

/// Whether both are the same; `None` when one of them is not there.
fn both<T: PartialEq>(one: Option<T>, other: Option<T>) -> Option<bool> {
    Some(one? == other?)
}

/// The text with each line end as one line feed, as XML 1.0 (2.11) reads it.
fn lines(text: &str) -> impl Iterator<Item = char> {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || match chars.next()? {
        '\r' => {
            chars.next_if_eq(&'\n');
            Some('\n')
        }
        c => Some(c),
    })
}

/// What counts in an XML document, one line for each part; `None` when it is not well-formed.
fn xml(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut out = String::new();
    let mut pending = String::new();
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Text(text) => {
                pending.extend(lines(&text.decode().ok()?));
                continue;
            }
            Event::CData(text) => {
                pending.extend(lines(&text.decode().ok()?));
                continue;
            }
            Event::GeneralRef(name) => {
                pending.push('&');
                pending.push_str(&name.decode().ok()?);
                pending.push(';');
                continue;
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => continue,
            _ => {}
        }
        if !pending.trim().is_empty() {
            out.push_str(&pending);
        }
        pending.clear();
        match &event {
            Event::Start(element) => start(element, &mut out)?,
            Event::End(_) => out.push_str("\n</>\n"),
            _ => return Some(out),
        }
    }
}

fn start(element: &BytesStart<'_>, out: &mut String) -> Option<()> {
    let mut attributes = Vec::new();
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let name = String::from_utf8(attribute.key.as_ref().to_vec()).ok()?;
        attributes.push((name, attribute.unescape_value().ok()?.into_owned()));
    }
    attributes.sort();
    let name = std::str::from_utf8(element.name().into_inner())
        .ok()?
        .to_owned();
    out.push_str(&format!("\n<{name} {attributes:?}>\n"));
    Some(())
}
