//! Looks over an XML schema before it is compiled: what it needs from elsewhere, and whether work with it stays in proportion to it.
//!
//! The library bounds depth and the states of a content model. What it does not bound is refused here: groups that contain each other twice and
//! twice again, and occurrences that are counted within counted ones.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};
use quick_xml::reader::NsReader;

use crate::SchemaError;

const XS: &[u8] = b"http://www.w3.org/2001/XMLSchema";

/// How deep a schema nests; also how far its components may refer to each other.
const MAX_DEPTH: usize = 100;

/// How many elements a schema has once what it refers to is written out. The largest published one has under 500.
const MAX_EXPANDED: usize = 20_000;

/// What a schema needs from elsewhere: of each namespace that it imports, the elements that it names.
pub(super) type Imported = BTreeMap<String, BTreeSet<String>>;

/// A named component of the schema: what it is, and its name.
type Component = (&'static str, String);

#[derive(Default)]
struct Size {
    own: usize,
    refers: Vec<Component>,
}

#[derive(Default)]
struct Survey {
    imported: Imported,
    /// The size of each component at the top, and of what it contains.
    sizes: BTreeMap<Component, Size>,
    /// How many particles around the present one are counted, for each open element.
    open: Vec<usize>,
    component: Component,
}

/// Looks over a schema.
pub(super) fn survey(text: &str) -> Result<Imported, SchemaError> {
    let mut reader = NsReader::from_str(text);
    let mut survey = Survey::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader
            .read_event()
            .map_err(|fault| SchemaError::at(at, fault.to_string()))?;
        match &event {
            Event::Start(start) => survey.start(&reader, start, at)?,
            Event::Empty(start) => {
                survey.start(&reader, start, at)?;
                survey.open.pop();
            }
            Event::End(_) => drop(survey.open.pop()),
            Event::DocType(_) => {
                return Err(SchemaError::at(
                    at,
                    "a document type declaration is not read",
                ));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    survey.expanded()?;
    Ok(survey.imported)
}

impl Survey {
    fn start(
        &mut self,
        reader: &NsReader<&[u8]>,
        start: &BytesStart<'_>,
        at: usize,
    ) -> Result<(), SchemaError> {
        let around = self.open.last().copied().unwrap_or_default();
        self.open.push(around);
        if self.open.len() > MAX_DEPTH {
            return Err(SchemaError::at(
                at,
                format!("it nests deeper than {MAX_DEPTH} elements"),
            ));
        }
        let (namespace, local) = reader.resolve_element(start.name());
        if namespace != ResolveResult::Bound(Namespace(XS)) {
            return Ok(());
        }
        let attribute = |name: &str| {
            let found = start.try_get_attribute(name).ok().flatten()?;
            Some(found.unescape_value().ok()?.into_owned())
        };
        let kind = kind(local.as_ref());
        if self.open.len() == 2 {
            self.component = (kind, attribute("name").unwrap_or_default());
        }
        let size = self.sizes.entry(self.component.clone()).or_default();
        size.own += 1;
        match kind {
            "include" => {
                return Err(SchemaError::at(
                    at,
                    "it needs another file, which a definition does not carry",
                ));
            }
            "import" => {
                let namespace = attribute("namespace").unwrap_or_default();
                self.imported.entry(namespace).or_default();
            }
            "group" | "attributeGroup" => size
                .refers
                .extend(attribute("ref").map(|name| (kind, unprefixed(&name)))),
            "union" => {
                let members = attribute("memberTypes").unwrap_or_default();
                let members = members.split_whitespace().map(unprefixed);
                size.refers.extend(members.map(|name| ("simpleType", name)));
            }
            "element" => {
                if let Some(name) = attribute("ref") {
                    self.refer(reader, &name);
                }
            }
            _ => {}
        }
        if kind == "complexType" {
            // A content model of its own.
            self.count(0);
        }
        let is_ref = kind == "group" && attribute("ref").is_some();
        if !is_particle(kind) {
            return Ok(());
        }
        let is_counted = [attribute("minOccurs"), attribute("maxOccurs")]
            .iter()
            .flatten()
            .any(|count| !matches!(count.trim(), "0" | "1" | "unbounded"));
        if (around > 0 && (is_counted || is_ref)) || (is_ref && is_counted) {
            return Err(SchemaError::at(
                at,
                "it counts occurrences within counted ones",
            ));
        }
        self.count(around + usize::from(is_counted));
        Ok(())
    }

    fn count(&mut self, counted: usize) {
        if let Some(open) = self.open.last_mut() {
            *open = counted;
        }
    }

    /// Notes an element of an imported namespace.
    fn refer(&mut self, reader: &NsReader<&[u8]>, name: &str) {
        let (namespace, local) = reader.resolve(QName(name.as_bytes()), false);
        let ResolveResult::Bound(Namespace(namespace)) = namespace else {
            return;
        };
        let namespace = String::from_utf8_lossy(namespace);
        if let Some(elements) = self.imported.get_mut(&*namespace) {
            elements.insert(String::from_utf8_lossy(local.as_ref()).into_owned());
        }
    }

    /// Refuses a schema that is much longer than it looks.
    fn expanded(&self) -> Result<(), SchemaError> {
        let mut known = BTreeMap::new();
        let mut total = 0usize;
        for component in self.sizes.keys() {
            total = total.saturating_add(self.size(component, 0, &mut known)?);
        }
        if total > MAX_EXPANDED {
            Err(SchemaError::new(format!(
                "it has more than {MAX_EXPANDED} elements where what it refers to is written out"
            )))
        } else {
            Ok(())
        }
    }

    fn size<'a>(
        &'a self,
        component: &'a Component,
        depth: usize,
        known: &mut BTreeMap<&'a Component, usize>,
    ) -> Result<usize, SchemaError> {
        if let Some(known) = known.get(component) {
            return Ok(*known);
        }
        if depth > MAX_DEPTH {
            return Err(SchemaError::new(
                "its components refer to each other too often, or in a circle",
            ));
        }
        let Some(size) = self.sizes.get(component) else {
            return Ok(1);
        };
        let mut sum = size.own;
        for other in &size.refers {
            sum = sum.saturating_add(self.size(other, depth + 1, known)?);
        }
        known.insert(component, sum);
        Ok(sum)
    }
}

/// The element of a schema, if it matters here.
fn kind(local: &[u8]) -> &'static str {
    match local {
        b"include" | b"redefine" => "include",
        b"import" => "import",
        b"group" => "group",
        b"attributeGroup" => "attributeGroup",
        b"union" => "union",
        b"element" => "element",
        b"simpleType" => "simpleType",
        b"complexType" => "complexType",
        b"sequence" | b"choice" | b"all" => "sequence",
        b"any" => "any",
        _ => "",
    }
}

fn is_particle(kind: &str) -> bool {
    matches!(kind, "element" | "sequence" | "any" | "group")
}

fn unprefixed(name: &str) -> String {
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    local.trim().to_owned()
}
