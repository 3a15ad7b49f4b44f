//! The elements of a policy, as payloads are checked by them.

use admx::{Element, ElementKind, Policy};
use csp_schema::{AdmxBacking, AdmxElement, AdmxElementKind, Choice};

/// What a policy's payloads are checked by.
pub(crate) fn backing(policy: Policy<'_>, area: &str) -> AdmxBacking {
    AdmxBacking {
        area: area.to_owned().into(),
        name: policy.name().to_owned().into(),
        file: policy.file().name().to_owned().into(),
        elements: policy.elements().map(element).collect(),
    }
}

/// `None` of a kind that is newer than this.
fn element(element: Element<'_>) -> Option<AdmxElement> {
    Some(AdmxElement {
        id: element.id().to_owned().into(),
        required: element.required(),
        kind: match element.kind() {
            ElementKind::Boolean(_) => AdmxElementKind::Boolean,
            ElementKind::Decimal(limits) => AdmxElementKind::Decimal {
                min: limits.min,
                max: limits.max,
            },
            ElementKind::LongDecimal(limits) => AdmxElementKind::LongDecimal {
                min: limits.min,
                max: limits.max,
            },
            ElementKind::Text(text) => AdmxElementKind::Text {
                max_length: text.max_length,
            },
            ElementKind::MultiText(text) => AdmxElementKind::MultiText {
                max_length: text.max_length,
                max_strings: text.max_strings,
            },
            ElementKind::List(list) => AdmxElementKind::List {
                explicit_names: list.explicit_value,
            },
            ElementKind::Enum(_) => AdmxElementKind::Enum(element.choices().map(choice).collect()),
            _ => return None,
        },
    })
}

/// A payload names a choice by its value alone.
fn choice(choice: admx::Choice<'_>) -> Choice {
    let value = match choice.value() {
        admx::Value::Delete => String::new(),
        value => value.to_string(),
    };
    Choice {
        value: value.into(),
        description: "".into(),
        constant: "".into(),
    }
}
