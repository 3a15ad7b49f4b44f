//! Whether what a device says back is what was sent: devices write values in forms of their own.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use csp_schema::{Allowed, Format, NodeDefinition};
use csp_schema::{decode_base64, parse_bool, parse_float, parse_int, same_admx, split_list};

/// Whether two texts are the same value of a node, though not the same text.
///
/// Numbers, booleans and base64 are compared by what they stand for, named values without case, lists by their elements, ADMX payloads by
/// what they set ([`same_admx`]), and XML without what does not count in it: declarations, comments, whitespace between elements, the order of attributes,
/// `<a/>` for `<a></a>`. Line ends do not count anywhere.
pub fn same_value(node: NodeDefinition<'_>, sent: &str, got: &str) -> bool {
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

fn same_element(node: NodeDefinition<'_>, sent: &str, got: &str) -> bool {
    let same = match (&node.allowed, node.format) {
        (Allowed::Admx(policies), _) => same_admx(policies, sent, got),
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

/// A part of an XML document that counts.
#[derive(PartialEq)]
enum XmlEvent {
    Start(String, Vec<(String, String)>),
    Text(String),
    End,
}

/// What counts in an XML document; `None` when it is not well-formed.
fn xml(text: &str) -> Option<Vec<XmlEvent>> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut parts = Vec::new();
    let mut pending = String::new();
    loop {
        let part = match reader.read_event().ok()? {
            Event::Text(text) => {
                pending.extend(lines(&text.decode().ok()?));
                continue;
            }
            Event::CData(text) => {
                pending.extend(lines(&text.decode().ok()?));
                continue;
            }
            Event::GeneralRef(reference) => {
                pending.push_str(&resolve(&reference)?);
                continue;
            }
            Event::Start(element) => Some(start(&element)?),
            Event::End(_) => Some(XmlEvent::End),
            Event::Eof => None,
            _ => continue,
        };
        let text = std::mem::take(&mut pending);
        if !text.trim().is_empty() {
            parts.push(XmlEvent::Text(text));
        }
        match part {
            Some(part) => parts.push(part),
            None => return Some(parts),
        }
    }
}

fn resolve(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(character.to_string());
    }
    resolve_xml_entity(&reference.decode().ok()?).map(str::to_owned)
}

fn start(element: &BytesStart<'_>) -> Option<XmlEvent> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let mut attributes = Vec::new();
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.unescape_value().ok()?.into_owned();
        attributes.push((text(attribute.key.into_inner())?, value));
    }
    attributes.sort();
    Some(XmlEvent::Start(
        text(element.name().into_inner())?,
        attributes,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use csp_schema::Tree;

    /// Whether both are the same value of a leaf with these facts.
    fn same(facts: &str, sent: &str, got: &str) -> bool {
        let table = format!("csp C\nroot .\n0 0 C\n1 1 Leaf\n{facts}\n");
        let tree = Tree::load(&table).expect("a table");
        let leaf = tree.node(1).expect("the leaf");
        assert_eq!(same_value(leaf, sent, got), same_value(leaf, got, sent));
        same_value(leaf, sent, got)
    }

    #[test]
    fn values_that_devices_write_in_their_own_way() {
        for (facts, sent, got) in [
            ("format int", "7", " 0x7\n"),
            ("format bool", "true", "1"),
            ("format float", "1.5", "1.50"),
            ("format b64", "AP8=", "AP\r\n8"),
            ("format null", "", "x"),
            ("format chr", "a\r\nb\rc", "a\nb\nc"),
            ("format chr\nallowed enum\nvalue Red", "Red", "red "),
            ("format chr\nlist ;", "a;b", "a; b;"),
            ("format int\nlist ,", "1,2", "01,0x2"),
            (
                "format xml",
                "<a x='1' y='2'/>",
                "<?xml version='1.0'?>\n<a y=\"2\" x=\"1\"><!-- c -->\n</a>",
            ),
            ("format xml", "<a>&lt;&#65;b</a>", "<a><![CDATA[<A]]>b</a>"),
            (
                "format chr\nallowed admx",
                "<enabled/><data id='a' value='1'/><data id='b' value='&lt;'/>",
                "<Enabled />\n<Data id=\"b\" value=\"&#60;\"/><data id='A' value='1'></data>",
            ),
            (
                "format chr\nallowed admx",
                "<disabled/>",
                "<disabled/><data id='a' value='1'/>",
            ),
            (
                "format chr\nallowed admx\nadmx-area a\nadmx-elements\nadmx-element boolean a\nadmx-element list b",
                "<enabled/><data id='a' value='1'/><data id='b' value='x&#xF000;1&#xF000;y&#xF000;2'/>",
                "<enabled/><data id='b' value='y\u{F000}2\u{F000}x\u{F000}1'/><data id='a' value='true'/>",
            ),
        ] {
            assert!(same(facts, sent, got), "{facts}: {sent} is {got}");
        }
    }

    #[test]
    fn values_that_differ() {
        for (facts, sent, got) in [
            ("format int", "7", "70"),
            ("format int", "7", ""),
            ("format bool", "true", "0"),
            ("format b64", "AP8=", "AP4="),
            ("format chr", "Red", "red"),
            ("format chr", "a", "a "),
            ("format chr\nlist ;", "a;b", "b;a"),
            ("format chr\nlist ;", "a;b", "a"),
            ("format xml", "<a/>", "<b/>"),
            ("format xml", "<a>1</a>", "<a>1 </a>"),
            ("format xml", "<a/>", "<a>"),
            ("format xml", "<a><b/></a>", "<a/><b/>"),
            ("format chr\nallowed admx", "<enabled/>", "<disabled/>"),
            (
                "format chr\nallowed admx",
                "<enabled/><data id='a' value='1'/>",
                "<enabled/>",
            ),
        ] {
            assert!(!same(facts, sent, got), "{facts}: {sent} is not {got}");
        }
    }
}
