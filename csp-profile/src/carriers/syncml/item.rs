//! The parts of an item, wherever people put them.

use super::element::{attributes, field, known, stray};
use crate::carriers::windc;
use crate::faults::Faults;
use crate::model::{FaultKind, Field, Setting, Value, ValueForm};
use crate::text::{Place, Text};
use crate::xml::Node;

/// The bytes of a Format or a Type.
const MAX_META: usize = 1024;

/// What is known of an item so far.
#[derive(Default)]
pub(super) struct Parts {
    address: Option<Text>,
    format: Option<Text>,
    mime: Option<Text>,
    value: Option<Value>,
    name: Option<Text>,
    /// What else is in it.
    fields: Vec<Field>,
    /// From the command around it: what the item says itself goes before it, element by element (MS-MDM, "Meta").
    outer_format: Option<Text>,
    outer_mime: Option<Text>,
}

impl Parts {
    /// What those inside have from it.
    pub(super) fn inherited(&self) -> Self {
        Self {
            outer_format: self.format.as_ref().or(self.outer_format.as_ref()).cloned(),
            outer_mime: self.mime.as_ref().or(self.outer_mime.as_ref()).cloned(),
            ..Self::default()
        }
    }

    pub(super) fn item(&mut self, node: Node<'_>, faults: &mut Faults) {
        stray(node, faults);
        for child in node.children() {
            self.part(child, "Item", faults);
        }
    }

    /// A part of an item in whatever it stands in.
    pub(super) fn part(&mut self, node: Node<'_>, parent: &str, faults: &mut Faults) {
        let name = known(node, PARTS, faults);
        let Some((_, parents)) = PARENTS.iter().find(|(part, _)| *part == name) else {
            let message = format!(
                "`<{name}>` is nothing that can stand in {}",
                in_words(parent)
            );
            return faults.push(FaultKind::Unknown, node.name_text().place(), message);
        };
        if !parents.contains(&parent) {
            let message = format!(
                "`<{name}>` does not belong into {}: put it into {}",
                in_words(parent),
                in_words(parents.first().copied().unwrap_or_default())
            );
            faults.push(FaultKind::Misplaced, node.name_text().place(), message);
        }
        if name != "Meta" {
            attributes(node, faults);
        }
        if matches!(name, "Format" | "Type") {
            in_metinf(node, faults);
        }
        let text = || node.text().trimmed();
        match name {
            "Target" | "Source" => self.location(node, name, faults),
            "LocURI" => {
                self.inside(node, name, faults);
                once(&mut self.address, text(), node, faults);
            }
            "LocName" => once(&mut self.name, text(), node, faults),
            "Meta" => {
                stray(node, faults);
                self.inside(node, name, faults);
            }
            // Each item inside of a command would have it.
            "Format" | "Type" if node.content().as_str().len() > MAX_META => {
                let message = format!("`<{name}>` has more than {MAX_META} bytes: that is none");
                faults.push(FaultKind::Value, node.name_text().place(), message);
            }
            "Format" => once(&mut self.format, text(), node, faults),
            "Type" => once(&mut self.mime, text(), node, faults),
            "Data" => once(&mut self.value, data(node), node, faults),
            _ => self.fields.push(field(node)),
        }
    }

    /// OMA's own samples have a URI without a LocURI around it.
    fn location(&mut self, node: Node<'_>, name: &str, faults: &mut Faults) {
        let before = self.address.is_some();
        self.inside(node, name, faults);
        let text = node.text().trimmed();
        if !before && self.address.is_none() && !text.as_str().is_empty() {
            self.address = Some(text);
        }
    }

    fn inside(&mut self, node: Node<'_>, name: &str, faults: &mut Faults) {
        for child in node.children() {
            self.part(child, name, faults);
        }
    }

    pub(super) fn setting(self, place: Place, faults: &mut Faults) -> Setting {
        let document = self
            .value
            .as_ref()
            .and_then(|value| windc::inside(&value.text, faults));
        Setting {
            place,
            address: self.address,
            format: self.format.or(self.outer_format),
            mime: self.mime.or(self.outer_mime),
            value: self.value,
            name: self.name,
            fields: self.fields,
            document: document.map(Box::new),
            ..Setting::default()
        }
    }
}

/// A value: its text, or its elements as they stand there.
fn data(node: Node<'_>) -> Value {
    if node.has_markup() {
        return Value {
            text: node.content().trimmed(),
            form: ValueForm::Markup,
        };
    }
    Value {
        text: node.text(),
        form: if node.has_cdata() {
            ValueForm::CData
        } else {
            ValueForm::Text
        },
    }
}

/// Windows writes the namespace of Meta's children on each of them (MS-MDM), and reads what is in none.
fn in_metinf(node: Node<'_>, faults: &mut Faults) {
    let is_metinf = |uri: &str| uri.starts_with("syncml:metinf");
    let has_prefix = node.name_text().as_str().contains(':');
    if node.namespace().is_some_and(is_metinf) || node.namespace().is_none() && has_prefix {
        return;
    }
    let name = node.name();
    let message =
        format!("`<{name}>` is in another namespace: write `<{name} xmlns=\"syncml:metinf\">`");
    faults.push(FaultKind::Namespace, node.name_text().place(), message);
}

fn once<T>(part: &mut Option<T>, found: T, node: Node<'_>, faults: &mut Faults) {
    if part.is_some() {
        let message = format!("`<{}>` is there twice: the first one counts", node.name());
        return faults.push(FaultKind::Duplicate, node.name_text().place(), message);
    }
    *part = Some(found);
}

fn in_words(parent: &str) -> String {
    match parent {
        "command" => "a command".to_owned(),
        _ => format!("`<{parent}>`"),
    }
}

/// The parts that belong into an element of an item.
pub(in crate::carriers) fn parts_of(parent: &str) -> Vec<&'static str> {
    let belongs = |part: &&str| {
        let known = PARENTS.iter().find(|(name, _)| name == part);
        known.is_some_and(|(_, parents)| parents.first() == Some(&parent))
    };
    PARTS.iter().copied().filter(belongs).collect()
}

const PARTS: &[&str] = &[
    "Target", "Source", "LocURI", "LocName", "Meta", "Format", "Type", "Data",
];

/// Each part with what it may stand in, where it belongs first. A Type or a Format directly in an Item is MS-MDM's own (3.2.5.1.5).
const PARENTS: &[(&str, &[&str])] = &[
    ("Target", &["Item"]),
    ("Source", &["Item"]),
    ("LocURI", &["Target", "Source"]),
    ("LocName", &["Target", "Source"]),
    ("Meta", &["Item", "command", "Atomic", "Sequence"]),
    ("Format", &["Meta", "Item"]),
    ("Type", &["Meta", "Item"]),
    ("Mark", &["Meta"]),
    ("Size", &["Meta"]),
    ("NextNonce", &["Meta"]),
    ("MaxMsgSize", &["Meta"]),
    ("MaxObjSize", &["Meta"]),
    ("FieldLevel", &["Meta"]),
    ("Version", &["Meta"]),
    ("Anchor", &["Meta"]),
    ("Mem", &["Meta"]),
    ("EMI", &["Meta"]),
    ("Data", &["Item"]),
    ("MoreData", &["Item"]),
    ("SourceParent", &["Item"]),
    ("TargetParent", &["Item"]),
];
