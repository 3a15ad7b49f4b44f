//! The lines of ADMX-backed policies: where they are defined, and the elements that they have.

use super::text::TableText;
use crate::{AdmxBacking, AdmxElement, AdmxElementKind, Choice, Text};

/// Writes the policies of a node.
pub(super) fn write(out: &mut TableText, policies: &[AdmxBacking]) {
    for policy in policies {
        out.fact("admx-area", &policy.area);
        out.fact("admx-name", &policy.name);
        out.fact("admx-file", &policy.file);
        if let Some(elements) = &policy.elements {
            out.fact("admx-elements", "");
            for element in elements {
                write_element(out, element);
            }
        }
    }
}

fn write_element(out: &mut TableText, element: &AdmxElement) {
    out.fact(
        &format!("admx-element {}", element.kind.as_str()),
        &element.id,
    );
    if element.required {
        out.fact("admx-required", "");
    }
    let mut number = |key: &str, number: Option<u64>| {
        if let Some(number) = number {
            out.fact(key, &number.to_string());
        }
    };
    match &element.kind {
        AdmxElementKind::Boolean => {}
        AdmxElementKind::Decimal { min, max } | AdmxElementKind::LongDecimal { min, max } => {
            number("admx-min", *min);
            number("admx-max", *max);
        }
        AdmxElementKind::Text { max_length } => number("admx-max-length", *max_length),
        AdmxElementKind::MultiText {
            max_length,
            max_strings,
        } => {
            number("admx-max-length", *max_length);
            number("admx-max-strings", *max_strings);
        }
        AdmxElementKind::List { explicit_names } => {
            if *explicit_names {
                out.fact("admx-explicit-names", "");
            }
        }
        AdmxElementKind::Enum(choices) => {
            for choice in choices {
                out.fact("admx-item", &choice.value);
                if !choice.description.is_empty() {
                    out.fact("admx-caption", &choice.description);
                }
            }
        }
    }
}

/// Reads a line; `rest` is what stands behind the key, and `text` the same without its escapes.
pub(super) fn read(
    policies: &mut Vec<AdmxBacking>,
    key: &str,
    rest: &str,
    text: Text,
) -> Result<(), &'static str> {
    if key == "admx-area" {
        policies.push(AdmxBacking {
            area: text,
            name: Text::default(),
            file: Text::default(),
            elements: None,
        });
        return Ok(());
    }
    let policy = policies
        .last_mut()
        .ok_or("a part of an ADMX policy stands without its area")?;
    match key {
        "admx-name" => policy.name = text,
        "admx-file" => policy.file = text,
        "admx-elements" => policy.elements = Some(Vec::new()),
        "admx-element" => {
            let elements = policy.elements.as_mut();
            let elements = elements.ok_or("an element stands outside of those of a policy")?;
            elements.push(element(rest, &text).ok_or("the kind of the element is unknown")?);
        }
        _ => {
            let element = policy.elements.as_mut().and_then(|all| all.last_mut());
            let element = element.ok_or("a part of an element stands without it")?;
            fact(element, key, text)?;
        }
    }
    Ok(())
}

fn element(rest: &str, text: &str) -> Option<AdmxElement> {
    // Escapes are undone in `text`; kinds have none.
    let (kind, _) = rest.split_once(' ').unwrap_or((rest, ""));
    Some(AdmxElement {
        id: Text::Owned(text.get(kind.len() + 1..).unwrap_or_default().to_owned()),
        required: false,
        kind: AdmxElementKind::parse(kind)?,
    })
}

fn fact(element: &mut AdmxElement, key: &str, text: Text) -> Result<(), &'static str> {
    let number = || text.parse::<u64>().map_err(|_| "the limit is no number");
    match (key, &mut element.kind) {
        ("admx-required", _) => element.required = true,
        (
            "admx-min",
            AdmxElementKind::Decimal { min, .. } | AdmxElementKind::LongDecimal { min, .. },
        ) => *min = Some(number()?),
        (
            "admx-max",
            AdmxElementKind::Decimal { max, .. } | AdmxElementKind::LongDecimal { max, .. },
        ) => *max = Some(number()?),
        (
            "admx-max-length",
            AdmxElementKind::Text { max_length } | AdmxElementKind::MultiText { max_length, .. },
        ) => *max_length = Some(number()?),
        ("admx-max-strings", AdmxElementKind::MultiText { max_strings, .. }) => {
            *max_strings = Some(number()?);
        }
        ("admx-explicit-names", AdmxElementKind::List { explicit_names }) => *explicit_names = true,
        ("admx-item", AdmxElementKind::Enum(choices)) => choices.push(Choice {
            value: text,
            description: Text::default(),
            constant: Text::default(),
        }),
        ("admx-caption", AdmxElementKind::Enum(choices)) => match choices.last_mut() {
            Some(choice) => choice.description = text,
            None => return Err("a caption stands without its item"),
        },
        _ => return Err("the line does not fit the kind of the element"),
    }
    Ok(())
}
