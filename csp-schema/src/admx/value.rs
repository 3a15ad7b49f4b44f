//! One value of a payload, by the kind of its element.

use std::collections::BTreeSet;

use csp_check::Nearest;

use super::element::{AdmxElement, AdmxElementKind};
use super::fault::AdmxFaultKind;
use super::payload::ADMX_JOINT;
use crate::Choice;
use crate::short::Short;

/// Why an element does not have a value.
pub(super) struct ValueFault {
    pub(super) kind: AdmxFaultKind,
    pub(super) message: String,
    /// The value that must be meant.
    pub(super) meant: Option<String>,
    /// Those that are meant perhaps, as a question.
    pub(super) help: Option<String>,
}

impl ValueFault {
    fn value(message: impl Into<String>) -> Self {
        Self {
            kind: AdmxFaultKind::Value,
            message: message.into(),
            meant: None,
            help: None,
        }
    }

    fn list(message: impl Into<String>) -> Self {
        Self {
            kind: AdmxFaultKind::List,
            ..Self::value(message)
        }
    }

    fn meant(self, value: impl Into<String>) -> Self {
        Self {
            meant: Some(value.into()),
            ..self
        }
    }
}

/// Whether an element has a value.
pub(super) fn check(element: &AdmxElement, value: &str) -> Result<(), ValueFault> {
    if value.is_empty() {
        let may_be_empty = match &element.kind {
            AdmxElementKind::Enum(choices) => choices.iter().any(|choice| choice.value.is_empty()),
            AdmxElementKind::Text { .. }
            | AdmxElementKind::MultiText { .. }
            | AdmxElementKind::List { .. } => !element.required,
            _ => false,
        };
        return if may_be_empty {
            Ok(())
        } else {
            let message = format!("it must not be empty; it takes {}", element.takes());
            Err(ValueFault::value(message))
        };
    }
    match &element.kind {
        AdmxElementKind::Boolean => boolean(value),
        AdmxElementKind::Decimal { min, max } => decimal(value, *min, *max, u32::MAX.into()),
        AdmxElementKind::LongDecimal { min, max } => decimal(value, *min, *max, u64::MAX),
        AdmxElementKind::Text { max_length } => fits(value, *max_length),
        AdmxElementKind::MultiText {
            max_length,
            max_strings,
        } => texts(value, *max_length, *max_strings),
        AdmxElementKind::List { explicit_names } => pairs(value, *explicit_names),
        AdmxElementKind::Enum(choices) => choice(choices, value),
    }
}

impl AdmxElement {
    /// What it takes, in words.
    pub fn takes(&self) -> String {
        wanted(&self.kind)
    }
}

fn wanted(kind: &AdmxElementKind) -> String {
    match kind {
        AdmxElementKind::Boolean => "`true` or `false`".to_owned(),
        AdmxElementKind::Decimal { min, max } => range(*min, *max, u32::MAX.into()),
        AdmxElementKind::LongDecimal { min, max } => range(*min, *max, u64::MAX),
        AdmxElementKind::Text { .. } => "a text".to_owned(),
        AdmxElementKind::MultiText { .. } => "texts with U+F000 between them".to_owned(),
        AdmxElementKind::List { explicit_names } => format!(
            "{} and values by turns, with U+F000 between them",
            names(*explicit_names)
        ),
        AdmxElementKind::Enum(choices) => format!("one of {}", items(choices)),
    }
}

fn names(are_explicit: bool) -> &'static str {
    if are_explicit {
        "names"
    } else {
        "numbers from 1"
    }
}

fn range(min: Option<u64>, max: Option<u64>, most: u64) -> String {
    let (min, max) = (min.unwrap_or(0), max.unwrap_or(most));
    format!("a number from {min} to {max}")
}

fn boolean(value: &str) -> Result<(), ValueFault> {
    let number = |meant: &str| {
        let message = format!("write `{meant}` for `{value}`, as Microsoft's pages do");
        ValueFault {
            kind: AdmxFaultKind::BooleanNumber,
            ..ValueFault::value(message)
        }
        .meant(meant)
    };
    match value {
        "1" => Err(number("true")),
        "0" => Err(number("false")),
        _ if value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false") => Ok(()),
        _ => {
            let message = format!("`{}` is neither `true` nor `false`", Short(value));
            Err(ValueFault::value(message))
        }
    }
}

fn decimal(value: &str, min: Option<u64>, max: Option<u64>, most: u64) -> Result<(), ValueFault> {
    let (range, is_stated) = (range(min, max, most), max.is_some());
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    let (min, max) = (min.unwrap_or(0), max.unwrap_or(most));
    match value.parse::<u64>() {
        Ok(number) if is_number && (min..=max).contains(&number) => {
            if !is_stated && number > DEFAULT_MAX {
                Err(above_default(number))
            } else {
                Ok(())
            }
        }
        _ if is_number => {
            let message = format!("`{}` is not from {min} to {max}", Short(value));
            Err(ValueFault::value(message))
        }
        _ => {
            let message = format!(
                "`{}` is not in decimal digits; it takes {range}",
                Short(value)
            );
            let fault = ValueFault::value(message);
            // `0x1F`, `+3` and ` 3` are numbers to people.
            let number = crate::parse_int(value).and_then(|number| u64::try_from(number).ok());
            Err(match number.filter(|number| (min..=max).contains(number)) {
                Some(number) => fault.meant(number.to_string()),
                None => fault,
            })
        }
    }
}

/// The greatest number and the longest text where an ADMX file states none (its schema, `maxValue` and `maxLength`).
const DEFAULT_MAX: u64 = 9999;
const DEFAULT_LENGTH: u64 = 1023;

fn above_default(number: u64) -> ValueFault {
    let message = format!(
        "`{number}` is above {DEFAULT_MAX}, which is the most where the ADMX file states nothing else"
    );
    ValueFault {
        kind: AdmxFaultKind::DefaultLimit,
        ..ValueFault::value(message)
    }
}

/// Windows counts units of UTF-16.
fn fits(value: &str, most: Option<u64>) -> Result<(), ValueFault> {
    let length = value.encode_utf16().count() as u64;
    let (kind, message) = match most {
        Some(most) if length > most => (
            AdmxFaultKind::Length,
            format!("it has {length} characters; {most} is the most"),
        ),
        None if length > DEFAULT_LENGTH => (
            AdmxFaultKind::DefaultLength,
            format!(
                "it has {length} characters; {DEFAULT_LENGTH} is the most where the ADMX file states nothing else"
            ),
        ),
        _ => return Ok(()),
    };
    Err(ValueFault {
        kind,
        ..ValueFault::value(message)
    })
}

fn texts(value: &str, length: Option<u64>, most: Option<u64>) -> Result<(), ValueFault> {
    named_joint(value)?;
    broken_lines(value)?;
    value
        .split(ADMX_JOINT)
        .try_for_each(|text| fits(text, length))?;
    let count = value.split(ADMX_JOINT).count() as u64;
    match most.filter(|most| *most > 0 && count > *most) {
        Some(most) => {
            let message = format!("there are {count} texts; {most} is the most");
            Err(ValueFault::value(message))
        }
        None => Ok(()),
    }
}

fn pairs(value: &str, explicit_names: bool) -> Result<(), ValueFault> {
    named_joint(value)?;
    let parts: Vec<&str> = value.split(ADMX_JOINT).collect();
    if parts.len() % 2 != 0 {
        let message = format!(
            "a list is {} and values by turns, with U+F000 between them, and this has {} parts",
            names(explicit_names),
            parts.len()
        );
        let fault = ValueFault::list(message);
        return Err(if explicit_names {
            fault
        } else {
            // Whoever gives no names means the numbers.
            fault.meant(numbered(&parts))
        });
    }
    let mut known = BTreeSet::new();
    let mut names = parts.iter().step_by(2);
    // The registry compares the names of values without letter case.
    match names.find(|name| !known.insert(name.to_lowercase())) {
        Some(name) => {
            let message = format!("the name `{}` is given twice", Short(name));
            Err(ValueFault::list(message))
        }
        None => Ok(()),
    }
}

fn numbered(values: &[&str]) -> String {
    let joint = ADMX_JOINT.to_string();
    let pairs = values.iter().enumerate();
    let pairs = pairs.map(|(at, value)| format!("{}{joint}{value}", at + 1));
    pairs.collect::<Vec<_>>().join(&joint)
}

/// The name of the character where the character is meant.
fn named_joint(value: &str) -> Result<(), ValueFault> {
    const NAMES: [&str; 3] = ["&#xf000;", "&#61440;", "\\uf000"];
    let lower = value.to_ascii_lowercase();
    let Some(name) = NAMES.iter().find(|name| lower.contains(**name)) else {
        return Ok(());
    };
    let mut meant = String::with_capacity(value.len());
    let mut done = 0;
    for (at, found) in lower.match_indices(name) {
        meant.push_str(value.get(done..at).unwrap_or_default());
        meant.push(ADMX_JOINT);
        done = at + found.len();
    }
    meant.push_str(value.get(done..).unwrap_or_default());
    let message =
        format!("`{name}` stands in the value as text, where the character U+F000 is meant");
    Err(ValueFault::list(message).meant(meant))
}

/// Texts that a tool has put on a line each: a reader of XML makes spaces of line breaks in attributes (XML 1.0, 3.3.3).
fn broken_lines(value: &str) -> Result<(), ValueFault> {
    if !value.contains('\n') {
        return Ok(());
    }
    let message = "a line break parts no texts, and is read as a space: U+F000 does";
    let lines: Vec<&str> = value.lines().map(str::trim_end).collect();
    Err(ValueFault::list(message).meant(lines.join(&ADMX_JOINT.to_string())))
}

fn choice(choices: &[Choice], value: &str) -> Result<(), ValueFault> {
    if choices.iter().any(|choice| choice.value == value) {
        return Ok(());
    }
    let plain = |text: &str| text.trim().to_lowercase();
    let mut captioned = choices.iter().filter(|choice| {
        !choice.description.is_empty() && plain(&choice.description) == plain(value)
    });
    if let (Some(choice), None) = (captioned.next(), captioned.next()) {
        let message = format!(
            "`{}` is the caption of an item: write its value, `{}`",
            Short(value),
            choice.value
        );
        return Err(ValueFault::value(message).meant(&*choice.value));
    }
    let at = value.parse::<usize>().ok();
    if let Some(choice) = at.and_then(|at| choices.get(at)) {
        let message = format!(
            "`{value}` is the value of no item; if it is the place of {}, write `{}`",
            item(choice),
            choice.value
        );
        return Err(ValueFault::value(message).meant(&*choice.value));
    }
    let message = format!("`{}` is not one of {}", Short(value), items(choices));
    let near = near(choices, value);
    let help = match near.as_slice() {
        [] => None,
        near => {
            let named: Vec<String> = near.iter().map(|choice| item(choice)).collect();
            Some(format!("did you mean {}?", named.join(" or ")))
        }
    };
    let meant = match near.as_slice() {
        [only] => Some(only.value.to_string()),
        _ => None,
    };
    Err(ValueFault {
        help,
        meant,
        ..ValueFault::value(message)
    })
}

/// The items of which the value or the caption is near to a text; numbers are near to nothing.
fn near<'c>(choices: &'c [Choice], value: &str) -> Vec<&'c Choice> {
    /// Among how many items they are looked for.
    const MOST: usize = 64;
    let is_word = |text: &&str| text.chars().any(char::is_alphabetic);
    if choices.len() > MOST || !is_word(&value) {
        return Vec::new();
    }
    let names = |choice: &'c Choice| [&*choice.value, choice.description.trim()];
    let near = Nearest::of(value, choices.iter().flat_map(names).filter(is_word));
    let is_near = |name: &str| match near.only() {
        Some(only) => name == only,
        None => near.names().any(|near| near == name),
    };
    let is_meant = |choice: &'c Choice| names(choice).into_iter().any(is_near);
    choices.iter().filter(|choice| is_meant(choice)).collect()
}

fn item(choice: &Choice) -> String {
    let value = match &*choice.value {
        "" => "nothing".to_owned(),
        value => format!("`{}`", Short(value)),
    };
    match choice.description.trim() {
        "" => value,
        caption => format!("{value} ({})", Short(caption)),
    }
}

fn items(choices: &[Choice]) -> String {
    first(choices.iter().map(item))
}

/// The first of some names, in quotes.
pub(super) fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    first(names.map(|name| format!("`{}`", Short(name))))
}

/// A text as messages show it.
pub(super) fn short(text: &str) -> String {
    Short(text).to_string()
}

fn first(words: impl Iterator<Item = String>) -> String {
    const SHOWN: usize = 12;
    let mut words: Vec<String> = words.take(SHOWN + 1).collect();
    if words.len() > SHOWN {
        words.truncate(SHOWN);
        words.push("…".to_owned());
    }
    words.join(", ")
}
