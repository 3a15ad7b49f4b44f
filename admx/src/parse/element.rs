//! Reads the elements of a policy: what a person fills in.

use std::collections::BTreeSet;

use roxmltree::Node as Element;

use super::reader::{Attribute, Reader, children, owned};
use crate::codes;
use crate::model::{
    BooleanElement, ChoiceData, DecimalElement, ElementData, ElementKind, EnumElement, ListElement,
    MultiTextElement, TextElement,
};

pub(super) const KINDS: [&str; 7] = [
    "boolean",
    "decimal",
    "longDecimal",
    "text",
    "multiText",
    "list",
    "enum",
];

/// The attributes that all elements have.
struct Common<'x> {
    id: Option<Attribute<'x>>,
    key: Option<Attribute<'x>>,
    value_name: Option<Attribute<'x>>,
    client_extension: Option<Attribute<'x>>,
    required: Option<Attribute<'x>>,
}

macro_rules! attributes {
    ($reader:ident, $element:ident, $($own:ident = $name:literal),* $(,)?) => {{
        let [id, key, value_name, client_extension, required, $($own),*] = $reader.attributes(
            $element,
            ["id", "key", "valueName", "clientExtension", "required", $($name),*],
        );
        (Common { id, key, value_name, client_extension, required }, $($own),*)
    }};
}

impl Reader<'_> {
    /// The elements in `<elements>`.
    pub(super) fn elements(&mut self, parent: Element<'_, '_>) -> Vec<ElementData> {
        let mut elements = Vec::new();
        let mut ids = BTreeSet::new();
        for (name, element) in children(parent) {
            let read = match name {
                "boolean" => self.boolean_element(element),
                "decimal" => self.decimal_element(element, ElementKind::Decimal),
                "longDecimal" => self.decimal_element(element, ElementKind::LongDecimal),
                "text" => self.text_element(element),
                "multiText" => self.multi_text_element(element),
                "list" => self.list_element(element),
                "enum" => self.enum_element(element),
                _ => {
                    self.unknown(element, &KINDS);
                    None
                }
            };
            let Some(read) = read else { continue };
            if ids.insert(read.id.clone()) {
                elements.push(read);
            } else {
                let message = format!("the policy has another element `{}`", read.id);
                self.fault_at(&codes::DUPLICATE_ELEMENT, read.span, message);
            }
        }
        elements
    }

    fn element(
        &mut self,
        element: Element<'_, '_>,
        common: Common<'_>,
        kind: ElementKind,
    ) -> Option<ElementData> {
        let id = self.name(element, "id", common.id)?;
        Some(ElementData {
            id: id.owned(),
            span: id.span,
            key: owned(common.key.as_ref()),
            value_name: owned(common.value_name.as_ref()),
            client_extension: owned(common.client_extension.as_ref()),
            required: self.boolean(common.required),
            kind,
        })
    }

    fn boolean_element(&mut self, element: Element<'_, '_>) -> Option<ElementData> {
        let (common,) = attributes!(self, element,);
        let mut boolean = BooleanElement::default();
        for (name, child) in children(element) {
            match name {
                "trueValue" => {
                    let value = self.value(child);
                    self.once(&mut boolean.true_value, child, value);
                }
                "falseValue" => {
                    let value = self.value(child);
                    self.once(&mut boolean.false_value, child, value);
                }
                "trueList" => {
                    let list = self.value_list(child);
                    self.once(&mut boolean.true_list, child, Some(list));
                }
                "falseList" => {
                    let list = self.value_list(child);
                    self.once(&mut boolean.false_list, child, Some(list));
                }
                _ => self.unknown(child, &["trueValue", "falseValue", "trueList", "falseList"]),
            }
        }
        self.element(element, common, ElementKind::Boolean(boolean))
    }

    fn decimal_element(
        &mut self,
        element: Element<'_, '_>,
        kind: fn(DecimalElement) -> ElementKind,
    ) -> Option<ElementData> {
        let (common, min, max, store_as_text, soft) = attributes!(
            self,
            element,
            min = "minValue",
            max = "maxValue",
            store_as_text = "storeAsText",
            soft = "soft",
        );
        let limit = max
            .as_ref()
            .or(min.as_ref())
            .map(|limit| limit.span.clone());
        let decimal = DecimalElement {
            min: self.number(min),
            max: self.number(max),
            store_as_text: self.boolean(store_as_text),
            soft: self.boolean(soft),
        };
        if decimal.min() > decimal.max() {
            let (min, max) = (decimal.min(), decimal.max());
            let message = format!("no number is at least {min} and at most {max}");
            self.fault_at(&codes::EMPTY_LIMITS, limit.unwrap_or_default(), message);
        }
        self.element(element, common, kind(decimal))
    }

    fn text_element(&mut self, element: Element<'_, '_>) -> Option<ElementData> {
        let (common, max_length, expandable, soft) = attributes!(
            self,
            element,
            max_length = "maxLength",
            expandable = "expandable",
            soft = "soft",
        );
        let text = TextElement {
            max_length: self.number(max_length),
            expandable: self.boolean(expandable),
            soft: self.boolean(soft),
        };
        self.element(element, common, ElementKind::Text(text))
    }

    fn multi_text_element(&mut self, element: Element<'_, '_>) -> Option<ElementData> {
        let (common, max_length, max_strings, soft) = attributes!(
            self,
            element,
            max_length = "maxLength",
            max_strings = "maxStrings",
            soft = "soft",
        );
        let text = MultiTextElement {
            max_length: self.number(max_length),
            max_strings: self.number(max_strings),
            soft: self.boolean(soft),
        };
        self.element(element, common, ElementKind::MultiText(text))
    }

    fn list_element(&mut self, element: Element<'_, '_>) -> Option<ElementData> {
        let (common, prefix, additive, explicit_value, expandable) = attributes!(
            self,
            element,
            prefix = "valuePrefix",
            additive = "additive",
            explicit_value = "explicitValue",
            expandable = "expandable",
        );
        let list = ListElement {
            value_prefix: owned(prefix.as_ref()),
            additive: self.boolean(additive),
            explicit_value: self.boolean(explicit_value),
            expandable: self.boolean(expandable),
        };
        self.element(element, common, ElementKind::List(list))
    }

    fn enum_element(&mut self, element: Element<'_, '_>) -> Option<ElementData> {
        let (common,) = attributes!(self, element,);
        let mut choices: Vec<ChoiceData> = Vec::new();
        let mut values = BTreeSet::new();
        for (name, child) in children(element) {
            if name != "item" {
                self.unknown(child, &["item"]);
                continue;
            }
            let Some(choice) = self.choice(child) else {
                continue;
            };
            if !values.insert(choice.value.to_string()) {
                let message = format!("another choice has the value `{}` too", choice.value);
                self.fault(&codes::DUPLICATE_CHOICE, child, message);
            }
            choices.push(choice);
        }
        self.element(element, common, ElementKind::Enum(EnumElement { choices }))
    }

    fn choice(&mut self, element: Element<'_, '_>) -> Option<ChoiceData> {
        let [display_name] = self.attributes(element, ["displayName"]);
        let (mut value, mut list) = (None, None);
        for (name, child) in children(element) {
            match name {
                "value" => {
                    let read = self.value(child);
                    self.once(&mut value, child, read);
                }
                "valueList" => {
                    let read = self.value_list(child);
                    self.once(&mut list, child, Some(read));
                }
                _ => self.unknown(child, &["value", "valueList"]),
            }
        }
        if children(element).all(|(name, _)| name != "value") {
            self.fault(&codes::NO_VALUE, element, "`item` holds no `value`");
        }
        Some(ChoiceData {
            display_name: display_name.map(|name| name.reference()),
            value: value?,
            value_list: list,
        })
    }
}
