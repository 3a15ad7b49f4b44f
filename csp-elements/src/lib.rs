//! The elements of a policy: from the template that describes them to the schema by which payloads are checked.
//!
//! It is a crate of its own because [`admx`] and [`csp_schema`] do not know each other: whoever reads templates needs no schema, and what generated code
//! rests on reads no template. Who has both, as the generator and a device that takes templates, goes this one way from the first to the second.
//!
//! ```
//! let template = r#"<policyDefinitions><policies>
//!   <policy name="Dim" class="Machine" displayName="Dim" key="Software\Policies\Contoso">
//!     <elements><decimal id="Percent" valueName="Percent" maxValue="100"/></elements>
//!   </policy>
//! </policies></policyDefinitions>"#;
//! let source = admx::decode("lamps.admx", template.into())?;
//! let set = admx::PolicySet::read([source], admx::DEFAULT_LANGUAGE, &mut admx::Report::new());
//! let elements = csp_elements::elements(set.any_policy("Dim").unwrap());
//! assert_eq!(elements[0].id, "Percent");
//! assert_eq!(elements[0].takes(), "a number from 0 to 100");
//! # Ok::<(), admx::Diagnostic>(())
//! ```

#![forbid(unsafe_code)]

use admx::{Element, ElementKind, Policy, Value};
use csp_schema::{AdmxBacking, AdmxElement, AdmxElementKind, Choice, Text};

/// What payloads of a policy are checked by. Its area is that of the node: of Windows' own definition, or of the template that a device has taken.
pub fn backing(policy: Policy<'_>, area: &str) -> AdmxBacking {
    AdmxBacking {
        area: text(area),
        name: text(policy.name()),
        file: text(policy.file().name()),
        elements: Some(elements(policy)),
    }
}

/// The elements of a policy, in the order of its file.
pub fn elements(policy: Policy<'_>) -> Vec<AdmxElement> {
    policy.elements().map(element).collect()
}

/// One element.
pub fn element(element: Element<'_>) -> AdmxElement {
    AdmxElement {
        id: text(element.id()),
        required: element.required(),
        kind: kind(element),
    }
}

fn kind(element: Element<'_>) -> AdmxElementKind {
    match element.kind() {
        ElementKind::Boolean(_) => AdmxElementKind::Boolean,
        ElementKind::Decimal(limits) => AdmxElementKind::Decimal {
            min: limits.min,
            max: limits.max,
        },
        ElementKind::LongDecimal(limits) => AdmxElementKind::LongDecimal {
            min: limits.min,
            max: limits.max,
        },
        ElementKind::MultiText(texts) => AdmxElementKind::MultiText {
            max_length: texts.max_length,
            max_strings: texts.max_strings.filter(|most| *most > 0),
        },
        ElementKind::List(list) => AdmxElementKind::List {
            explicit_names: list.explicit_value,
        },
        ElementKind::Enum(_) => AdmxElementKind::Enum(element.choices().map(choice).collect()),
        ElementKind::Text(own) => AdmxElementKind::Text {
            max_length: own.max_length,
        },
        // A kind that is newer than this: nothing is held against its values.
        _ => AdmxElementKind::Text { max_length: None },
    }
}

/// A payload names a choice by its value; one that deletes the registry value has none.
fn choice(choice: admx::Choice<'_>) -> Choice {
    Choice {
        value: match choice.value() {
            Value::Delete => Text::default(),
            value => Text::Owned(value.to_string()),
        },
        description: text(choice.display_name().unwrap_or_default().trim()),
        constant: Text::default(),
    }
}

fn text(text: &str) -> Text {
    Text::Owned(text.to_owned())
}
