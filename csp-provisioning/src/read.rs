//! From the text to its characteristics, within bounds: XML without a DOCTYPE.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::entry::Parm;
use crate::error::Fault;
use crate::node::{Node, Part};
use crate::write::is_xml;

/// The bytes of the longest document that is read: one has some certificates of two or three kilobytes.
const MAX_BYTES: usize = 1 << 20;

/// How deep characteristics may be nested: a document of an enrolment has five.
const MAX_DEPTH: usize = 32;

/// How many attributes an element may have: `parm` has three.
const MAX_ATTRIBUTES: usize = 8;

/// What was begun and has not ended.
enum Open {
    Node(Node),
    /// It stands in the node around it already.
    Parm,
}

/// The document as one node, whose parts are the characteristics of the first level.
pub(crate) fn read(text: &str) -> Result<Node, Fault> {
    if text.len() > MAX_BYTES {
        let message =
            format!("the document has more than {MAX_BYTES} bytes, which is the most that is read");
        return Err(Fault::new(0, message));
    }
    if let Some((offset, character)) = text.char_indices().find(|(_, c)| !is_xml(*c)) {
        let number = u32::from(character);
        let message = format!("the character U+{number:04X} may not stand in XML: remove it");
        return Err(Fault::new(offset, message));
    }
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    loop {
        let offset = offset(reader.buffer_position());
        let fault = |message: &str| Err(Fault::new(offset, message));
        let event = reader.read_event();
        match event.map_err(|error| Fault::new(offset, format!("this is not XML: {error}")))? {
            Event::Start(_) | Event::Empty(_) if root.is_some() => {
                return fault("something stands after the end of the document: remove it");
            }
            Event::Start(start) => begin(&start, offset, &mut open)?,
            Event::Empty(start) => {
                begin(&start, offset, &mut open)?;
                root = end(&mut open);
            }
            Event::End(_) => root = end(&mut open),
            Event::Text(text) if text.iter().all(u8::is_ascii_whitespace) => {}
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::DocType(_) => return fault("a provisioning document has no DOCTYPE: remove it"),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                let rest = text.get(offset..).unwrap_or_default();
                let offset = offset + rest.len() - rest.trim_start().len();
                let message =
                    "text stands where elements belong: a value is an attribute of `parm`";
                return Err(Fault::new(offset, message));
            }
            Event::Eof => {
                return match (root, open.is_empty()) {
                    (Some(root), _) => Ok(root),
                    (None, true) => {
                        fault("there is no `<wap-provisioningdoc>`: write the document")
                    }
                    (None, false) => {
                        fault("the document ends before its elements do: it is cut off")
                    }
                };
            }
        }
    }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// Opens an element.
fn begin(start: &BytesStart<'_>, offset: usize, open: &mut Vec<Open>) -> Result<(), Fault> {
    let fault = |message: String| Err(Fault::new(offset, message));
    if open.len() >= MAX_DEPTH {
        return fault(format!("elements are nested more than {MAX_DEPTH} deep"));
    }
    let mut attributes = attributes(start, offset)?;
    let mut take = |name: &str| {
        let at = attributes.iter().position(|(known, _)| known == name)?;
        Some(attributes.swap_remove(at).1)
    };
    let (part, wanted) = match (start.local_name().as_ref(), open.last_mut()) {
        (b"wap-provisioningdoc", None) => {
            take("version");
            (
                new_node("wap-provisioningdoc".to_owned(), offset),
                "version",
            )
        }
        (_, None) => {
            return fault("a provisioning document begins with `<wap-provisioningdoc>`".to_owned());
        }
        (_, Some(Open::Parm)) => {
            return fault("a `parm` holds no elements: close it before".to_owned());
        }
        (b"characteristic", Some(Open::Node(_))) => match take("type") {
            Some(kind) => (new_node(kind, offset), "type"),
            None => {
                return fault(
                    "this `characteristic` has no `type`: write the name of the node".to_owned(),
                );
            }
        },
        (b"parm", Some(Open::Node(node))) => {
            let Some(name) = take("name") else {
                return fault("this `parm` has no `name`: write the name of the value".to_owned());
            };
            let (value, datatype) = (take("value"), take("datatype"));
            let parm = Parm {
                name,
                value,
                datatype,
            };
            node.parts.push(Part::Parm(parm, offset));
            (Open::Parm, "name`, `value` and `datatype")
        }
        (other, _) => {
            let other = String::from_utf8_lossy(other);
            return fault(format!(
                "`{other}` is nothing that a provisioning document has: write `characteristic` or `parm`"
            ));
        }
    };
    if let Some((name, _)) = attributes.first() {
        return fault(format!(
            "`{name}` is no attribute of this element, which has `{wanted}`"
        ));
    }
    open.push(part);
    Ok(())
}

fn new_node(kind: String, offset: usize) -> Open {
    let parts = Vec::new();
    Open::Node(Node {
        kind,
        parts,
        offset,
    })
}

/// The attributes of an element, but for the declarations of namespaces.
fn attributes(start: &BytesStart<'_>, offset: usize) -> Result<Vec<(String, String)>, Fault> {
    let mut found = Vec::new();
    // Those of namespaces count, too: the reader compares each attribute with all before it.
    for (number, attribute) in start.attributes().enumerate() {
        let fault =
            |error: &dyn std::fmt::Display| Fault::new(offset, format!("this is not XML: {error}"));
        let attribute = attribute.map_err(|error| fault(&error))?;
        if number == MAX_ATTRIBUTES {
            return Err(Fault::new(
                offset,
                format!("an element has more than {MAX_ATTRIBUTES} attributes"),
            ));
        }
        let value = attribute.unescape_value().map_err(|error| fault(&error))?;
        if let Some(character) = value.chars().find(|c| !is_xml(*c)) {
            return Err(fault(&format!(
                "U+{:04X} is no character of it",
                u32::from(character)
            )));
        }
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        if name != "xmlns" && !name.starts_with("xmlns:") {
            found.push((name, value.into_owned()));
        }
    }
    Ok(found)
}

/// Closes an element: the document itself, if it was that.
fn end(open: &mut Vec<Open>) -> Option<Node> {
    let Some(Open::Node(node)) = open.pop() else {
        return None;
    };
    match open.last_mut() {
        Some(Open::Node(around)) => around.parts.push(Part::Node(node)),
        Some(Open::Parm) => {}
        None => return Some(node),
    }
    None
}
