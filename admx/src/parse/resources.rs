//! Reads an ADML file: the texts of one language, and how elements are shown.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use csp_source::plain_text;
use roxmltree::Node as Element;

use super::reader::{Reader, children, owned};
use crate::codes;
use crate::model::{Control, ControlKind, Presentation, Texts};

/// How many controls a presentation may have: one may serve any number of policies, each of which is compared with it. The largest of Windows has
/// 24 elements.
const MAX_CONTROLS: usize = 256;

const CONTROLS: [&str; 9] = [
    "text",
    "checkBox",
    "decimalTextBox",
    "longDecimalTextBox",
    "textBox",
    "comboBox",
    "multiTextBox",
    "dropdownList",
    "listBox",
];

impl Reader<'_> {
    pub(super) fn texts(mut self, root: Element<'_, '_>) -> Texts {
        let [revision, _schema_version] = self.attributes(root, ["revision", "schemaVersion"]);
        let mut texts = Texts {
            source: Arc::clone(self.source),
            language: None,
            revision: owned(revision.as_ref()),
            strings: BTreeMap::new(),
            presentations: BTreeMap::new(),
        };
        for (name, child) in children(root) {
            match name {
                "resources" => self.tables(child, &mut texts),
                "displayName" | "description" | "annotation" => {}
                _ => self.unknown(child, &["displayName", "description", "resources"]),
            }
        }
        texts
    }

    fn tables(&mut self, parent: Element<'_, '_>, texts: &mut Texts) {
        for (name, child) in children(parent) {
            match name {
                "stringTable" => self.strings(child, texts),
                "presentationTable" => self.presentations(child, texts),
                _ => self.unknown(child, &["stringTable", "presentationTable"]),
            }
        }
    }

    fn strings(&mut self, parent: Element<'_, '_>, texts: &mut Texts) {
        for (name, child) in children(parent) {
            if name != "string" {
                self.unknown(child, &["string"]);
                continue;
            }
            let [id] = self.attributes(child, ["id"]);
            let Some(id) = self.name(child, "id", id) else {
                continue;
            };
            match texts.strings.entry(id.owned()) {
                Entry::Vacant(place) => {
                    place.insert(plain_text(child).into_owned());
                }
                Entry::Occupied(_) => {
                    let message = format!("another text has the id `{}`", id.value);
                    self.fault_at(&codes::DUPLICATE_STRING, id.span, message);
                }
            }
        }
    }

    fn presentations(&mut self, parent: Element<'_, '_>, texts: &mut Texts) {
        for (name, child) in children(parent) {
            if name != "presentation" {
                self.unknown(child, &["presentation"]);
                continue;
            }
            let [id] = self.attributes(child, ["id"]);
            let Some(id) = self.name(child, "id", id) else {
                continue;
            };
            let presentation = self.presentation(child);
            match texts.presentations.entry(id.owned()) {
                Entry::Vacant(place) => {
                    place.insert(presentation);
                }
                Entry::Occupied(_) => {
                    let message = format!("another presentation has the id `{}`", id.value);
                    self.fault_at(&codes::DUPLICATE_STRING, id.span, message);
                }
            }
        }
    }

    fn presentation(&mut self, parent: Element<'_, '_>) -> Presentation {
        let mut controls = Vec::new();
        for (name, child) in children(parent) {
            let Some(kind) = ControlKind::from_name(name) else {
                self.unknown(child, &CONTROLS);
                continue;
            };
            if controls.len() == MAX_CONTROLS {
                let message = format!("the presentation has more than {MAX_CONTROLS} controls");
                self.fault(&codes::TOO_MANY, child, message);
                break;
            }
            controls.push(self.control(child, kind));
        }
        Presentation { controls }
    }

    fn control(&mut self, element: Element<'_, '_>, kind: ControlKind) -> Control {
        // What only a window needs (spin buttons, the order of a list) is passed over.
        let [
            reference,
            default_value,
            default_checked,
            default_item,
            _spin,
            _spin_step,
            _no_sort,
            _name,
            _show_as_dialog,
            _default_height,
            _required,
        ] = self.attributes(
            element,
            [
                "refId",
                "defaultValue",
                "defaultChecked",
                "defaultItem",
                "spin",
                "spinStep",
                "noSort",
                "name",
                "showAsDialog",
                "defaultHeight",
                "required",
            ],
        );
        let mut control = Control {
            kind,
            element: None,
            label: None,
            default: owned(default_value.or(default_checked).or(default_item).as_ref()),
            suggestions: Vec::new(),
        };
        if kind != ControlKind::Text {
            let reference = self.name(element, "refId", reference);
            control.element = reference.map(|reference| reference.reference());
        }
        for (name, child) in children(element) {
            match (kind, name) {
                (ControlKind::TextBox | ControlKind::ComboBox, "label") => {
                    control.label = Some(plain_text(child).into_owned());
                }
                (ControlKind::TextBox, "defaultValue") | (ControlKind::ComboBox, "default") => {
                    control.default = Some(plain_text(child).into_owned());
                }
                (ControlKind::ComboBox, "suggestion") => {
                    control.suggestions.push(plain_text(child).into_owned());
                }
                _ => self.unknown(child, &["label", "defaultValue", "default", "suggestion"]),
            }
        }
        if control.label.is_none() && !matches!(kind, ControlKind::TextBox | ControlKind::ComboBox)
        {
            let label = plain_text(element);
            control.label = (!label.trim().is_empty()).then(|| label.into_owned());
        }
        control
    }
}
