//! Reads a policy: where it is shown, what it writes, and its elements.

use roxmltree::Node as Element;

use super::reader::{Reader, children, owned};
use crate::codes;
use crate::model::{Class, PolicyData, Reference};

const CHILDREN: [&str; 7] = [
    "parentCategory",
    "supportedOn",
    "enabledValue",
    "disabledValue",
    "enabledList",
    "disabledList",
    "elements",
];

impl Reader<'_> {
    pub(super) fn policy(&mut self, element: Element<'_, '_>) -> Option<PolicyData> {
        let [
            name,
            class,
            display_name,
            explain_text,
            presentation,
            key,
            value_name,
            client_extension,
        ] = self.attributes(
            element,
            [
                "name",
                "class",
                "displayName",
                "explainText",
                "presentation",
                "key",
                "valueName",
                "clientExtension",
            ],
        );
        let name = self.name(element, "name", name);
        let class = self.required(element, "class", class);
        let key = self.required(element, "key", key);
        let (name, class, key) = (name?, class?, key?);
        let Some(read_class) = Class::from_name(class.value) else {
            let message = format!("unknown class `{}`", class.value);
            self.fault_at(&codes::UNKNOWN_CLASS, class.span, message);
            return None;
        };
        let mut policy = PolicyData {
            name: name.owned(),
            span: name.span,
            class: read_class,
            key: key.owned(),
            key_span: key.span,
            value_name: owned(value_name.as_ref()),
            client_extension: owned(client_extension.as_ref()),
            display_name: display_name.map(|text| text.reference()),
            explain_text: explain_text.map(|text| text.reference()),
            presentation: presentation.map(|text| text.reference()),
            ..PolicyData::default()
        };
        for (name, child) in children(element) {
            match name {
                "parentCategory" => {
                    let reference = self.reference(child);
                    self.once(&mut policy.category, child, reference);
                }
                "supportedOn" => {
                    let reference = self.reference(child);
                    self.once(&mut policy.supported_on, child, reference);
                }
                "enabledValue" => {
                    let value = self.value(child);
                    self.once(&mut policy.enabled_value, child, value);
                }
                "disabledValue" => {
                    let value = self.value(child);
                    self.once(&mut policy.disabled_value, child, value);
                }
                "enabledList" => {
                    let list = self.value_list(child);
                    self.once(&mut policy.enabled_list, child, Some(list));
                }
                "disabledList" => {
                    let list = self.value_list(child);
                    self.once(&mut policy.disabled_list, child, Some(list));
                }
                "elements" => {
                    let elements = self.elements(child);
                    policy.elements.extend(elements);
                }
                // Of tools, and for those who read the file.
                "annotation" | "keywords" | "seeAlso" => {}
                _ => self.unknown(child, &CHILDREN),
            }
        }
        Some(policy)
    }

    /// What `ref` names.
    pub(super) fn reference(&mut self, element: Element<'_, '_>) -> Option<Reference> {
        let [reference] = self.attributes(element, ["ref"]);
        let reference = self.name(element, "ref", reference)?;
        Some(reference.reference())
    }
}
