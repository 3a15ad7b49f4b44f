//! Reads what a setting writes into the registry: values, and lists of them.

use csp_source::plain_text;
use roxmltree::Node as Element;

use super::reader::{Reader, children, owned};
use crate::codes;
use crate::model::{Value, ValueItem, ValueList};

const KINDS: [&str; 4] = ["decimal", "longDecimal", "string", "delete"];

impl Reader<'_> {
    /// The value in `<enabledValue>`, `<value>` and their like.
    pub(super) fn value(&mut self, element: Element<'_, '_>) -> Option<Value> {
        let mut value = None;
        for (name, child) in children(element) {
            let read = match name {
                "decimal" => self.decimal(child).map(|number| {
                    u32::try_from(number).map_or(Value::LongDecimal(number), Value::Decimal)
                }),
                "longDecimal" => self.decimal(child).map(Value::LongDecimal),
                "string" => Some(Value::Text(plain_text(child).into_owned())),
                "delete" => Some(Value::Delete),
                _ => {
                    self.unknown(child, &KINDS);
                    continue;
                }
            };
            self.once(&mut value, child, read);
        }
        if value.is_none() && children(element).all(|(name, _)| !KINDS.contains(&name)) {
            let message = format!("`{}` holds no value", element.tag_name().name());
            self.fault(&codes::NO_VALUE, element, message);
        }
        value
    }

    fn decimal(&mut self, element: Element<'_, '_>) -> Option<u64> {
        let [value] = self.attributes(element, ["value"]);
        let value = self.required(element, "value", value);
        self.number(value)
    }

    /// The values in `<enabledList>`, `<valueList>` and their like.
    pub(super) fn value_list(&mut self, element: Element<'_, '_>) -> ValueList {
        let [default_key] = self.attributes(element, ["defaultKey"]);
        let mut list = ValueList {
            default_key: owned(default_key.as_ref()),
            items: Vec::new(),
        };
        for (name, child) in children(element) {
            match name {
                "item" => list.items.extend(self.value_item(child)),
                _ => self.unknown(child, &["item"]),
            }
        }
        list
    }

    fn value_item(&mut self, element: Element<'_, '_>) -> Option<ValueItem> {
        let [key, value_name] = self.attributes(element, ["key", "valueName"]);
        let mut value = None;
        for (name, child) in children(element) {
            match name {
                "value" => {
                    let read = self.value(child);
                    self.once(&mut value, child, read);
                }
                _ => self.unknown(child, &["value"]),
            }
        }
        if value.is_none() && children(element).next().is_none() {
            self.fault(&codes::NO_VALUE, element, "`item` holds no value");
        }
        Some(ValueItem {
            key: owned(key.as_ref()),
            // The empty name is that of a key's default value.
            value_name: owned(value_name.as_ref()).unwrap_or_default(),
            value: value?,
        })
    }
}
