//! Allowed values: what a definition states, as the schema has it.

use std::collections::BTreeMap;

use csp_schema::{AdmxBacking, Allowed, Choice, SchemaLanguage, Text};
use ddf::{AllowedValues, Interval, Node, ValueType};

use super::allowed_set::canonical;
use super::text::text;

/// The values that a node takes. What says nothing, such as a RegEx without a pattern or a Range that cannot be read, allows anything.
pub(super) fn allowed(stated: Option<&AllowedValues>) -> Allowed {
    let Some(stated) = stated else {
        return Allowed::Any;
    };
    let written = stated.text().unwrap_or_default();
    match stated.value_type() {
        ValueType::None => Allowed::Any,
        ValueType::Enum => Allowed::Enum(choices(stated)),
        ValueType::Flag => Allowed::Flag(choices(stated)),
        ValueType::Range => stated.ranges().map_or(Allowed::Any, |ranges| {
            let bounds = |interval: &Interval| (Interval::min(*interval), Interval::max(*interval));
            Allowed::Range(ranges.intervals().iter().map(bounds).collect())
        }),
        ValueType::RegEx if written.is_empty() => Allowed::Any,
        ValueType::RegEx => Allowed::RegEx(text(written)),
        ValueType::Admx => {
            let policy = |admx: &ddf::AdmxBacking| AdmxBacking {
                area: text(admx.area()),
                name: text(admx.name()),
                file: text(admx.file()),
                elements: None,
            };
            Allowed::Admx(stated.admx().iter().map(policy).collect())
        }
        ValueType::Xsd => Allowed::Schema(SchemaLanguage::Xsd, text(written)),
        ValueType::Json => Allowed::Schema(SchemaLanguage::Json, text(written)),
        ValueType::Sddl => Allowed::Schema(SchemaLanguage::Sddl, text(written)),
    }
}

/// Allowed values with the names of the constants that stand for them, by value.
pub(super) fn with_constants(node: Node<'_>, constants: &BTreeMap<String, String>) -> Allowed {
    let mut allowed = allowed(node.allowed_values());
    if let Allowed::Enum(choices) | Allowed::Flag(choices) = &mut allowed {
        for choice in choices {
            let value = canonical(node.format(), &choice.value);
            choice.constant = constants
                .get(&*value)
                .map(|name| text(name))
                .unwrap_or_default();
        }
    }
    allowed
}

fn choices(stated: &AllowedValues) -> Vec<Choice> {
    let choice = |value: &ddf::AllowedValue| Choice {
        value: text(value.value()),
        description: text(value.description().unwrap_or_default()),
        constant: Text::default(),
    };
    stated.values().iter().map(choice).collect()
}
