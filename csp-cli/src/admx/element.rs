//! An element of a policy: what a payload may hold for it, for people and for programs.

use admx::{Element, ElementKind, Value};
use serde::Serialize;

/// An element for programs. What its kind does not have is `null`.
#[derive(Serialize)]
pub(crate) struct ElementFacts<'s> {
    id: &'s str,
    kind: &'static str,
    required: bool,
    label: Option<&'s str>,
    min: Option<u64>,
    max: Option<u64>,
    max_length: Option<u64>,
    max_strings: Option<u64>,
    explicit_value: Option<bool>,
    choices: Option<Vec<ChoiceFacts<'s>>>,
    default: Option<&'s str>,
    key: &'s str,
    value_name: Option<&'s str>,
}

#[derive(Serialize)]
struct ChoiceFacts<'s> {
    /// `null` for a choice that deletes the value.
    value: Option<String>,
    display_name: Option<&'s str>,
}

impl<'s> ElementFacts<'s> {
    pub(crate) fn new(element: Element<'s>) -> Self {
        let mut facts = Self {
            id: element.id(),
            kind: element.kind().as_str(),
            required: element.required(),
            label: element.label(),
            min: None,
            max: None,
            max_length: None,
            max_strings: None,
            explicit_value: None,
            choices: None,
            default: element
                .control()
                .and_then(|control| control.default.as_deref()),
            key: element.key(),
            value_name: element.value_name(),
        };
        match element.kind() {
            ElementKind::Decimal(limits) | ElementKind::LongDecimal(limits) => {
                (facts.min, facts.max) = (Some(limits.min()), Some(limits.max()));
            }
            ElementKind::Text(text) => facts.max_length = Some(text.max_length()),
            ElementKind::MultiText(text) => {
                facts.max_length = Some(text.max_length());
                facts.max_strings = text.max_strings.filter(|most| *most > 0);
            }
            ElementKind::List(list) => facts.explicit_value = Some(list.explicit_value),
            ElementKind::Enum(_) => {
                let choices = element.choices().map(|choice| ChoiceFacts {
                    value: payload(choice.value()),
                    display_name: choice.display_name(),
                });
                facts.choices = Some(choices.collect());
            }
            _ => {}
        }
        facts
    }
}

/// What a payload holds for a value.
fn payload(value: &Value) -> Option<String> {
    (*value != Value::Delete).then(|| value.to_string())
}

/// What a payload holds for an element, in words.
pub(crate) fn words(element: Element<'_>) -> String {
    let kind = match element.kind() {
        ElementKind::Boolean(_) => "true or false".to_owned(),
        ElementKind::Decimal(limits) | ElementKind::LongDecimal(limits) => {
            format!("a number from {} to {}", limits.min(), limits.max())
        }
        ElementKind::Text(text) => format!("a text of at most {} characters", text.max_length()),
        ElementKind::MultiText(text) => {
            let most = text.max_strings.filter(|most| *most > 0);
            let most = most.map_or_else(String::new, |most| format!("at most {most} "));
            let length = text.max_length();
            format!("{most}texts of at most {length} characters, with U+F000 between them")
        }
        ElementKind::List(list) if list.explicit_value => {
            "names and values by turns, with U+F000 between them".to_owned()
        }
        ElementKind::List(_) => {
            "numbers from 1 and values by turns, with U+F000 between them".to_owned()
        }
        ElementKind::Enum(_) => return "one of these values".to_owned(),
        _ => "anything".to_owned(),
    };
    if element.required() {
        format!("{kind}; must not be empty")
    } else {
        kind
    }
}

/// The choices of an element, each in words.
pub(crate) fn choices(element: Element<'_>) -> impl Iterator<Item = String> {
    element.choices().map(|choice| {
        let value =
            payload(choice.value()).unwrap_or_else(|| "(empty: deletes the value)".to_owned());
        match choice.display_name() {
            Some(name) => format!("{value}  {}", name.trim()),
            None => value,
        }
    })
}
