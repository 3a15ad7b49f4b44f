//! Whether a text may be the value of a node: first its format, then its allowed values, element by element where the value is a list.

#[cfg(any(feature = "json", feature = "regex", feature = "xsd"))]
mod compiled;
mod format;
mod initial;
mod pattern;
mod schema;

use std::fmt;

use super::{Allowed, Choice, Format, NodeDefinition, SchemaLanguage};
use crate::short::Short;
use crate::{AdmxBacking, AdmxFaultKind, check_admx, parse_bool, parse_int, split_list};

/// A text that may be the value of a node, as far as could be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// Format and allowed values were looked at and fit.
    Valid,
    /// The format fits. The allowed values are given in a way that nothing here evaluates: this says which and why.
    NotEvaluated(String),
}

/// Why a text cannot be the value of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckError {
    kind: ViolationKind,
    message: String,
    offset: Option<usize>,
}

/// What a value violates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViolationKind {
    /// The text is no value of the node's format at all.
    Format,
    /// The value is none that the definition allows.
    AllowedValues,
    /// The value lacks a part that the definition wants: an element of an ADMX-backed policy.
    MissingPart,
    /// The value has a part that the definition does not know and that Windows passes over: data for no element of an ADMX-backed policy.
    UnknownPart,
}

impl CheckError {
    fn format(expected: &str, text: &str) -> Self {
        Self {
            kind: ViolationKind::Format,
            message: format!("expected {expected}, found `{}`", Short(text)),
            offset: None,
        }
    }

    fn value(message: String) -> Self {
        Self {
            kind: ViolationKind::AllowedValues,
            message,
            offset: None,
        }
    }

    /// What is violated.
    pub const fn kind(&self) -> ViolationKind {
        self.kind
    }

    /// Where in the text, in bytes, if that is known: a schema tells what in a document it does not allow.
    pub const fn offset(&self) -> Option<usize> {
        self.offset
    }

    /// The error of a text in which this one's begins at `start`.
    fn from(self, start: usize) -> Self {
        Self {
            offset: self.offset.map(|offset| start + offset),
            ..self
        }
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CheckError {}

impl NodeDefinition<'_> {
    /// Whether `text` may be the value of this node.
    ///
    /// # Errors
    ///
    /// A [`CheckError`] that says what is allowed.
    pub fn check(&self, text: &str) -> Result<Checked, CheckError> {
        let Some(delimiter) = self.delimiter else {
            return check_one(self.format, &self.allowed, text);
        };
        // Some published patterns describe the whole list, delimiters included, and a security descriptor may have them in its conditions.
        if matches!(
            self.allowed,
            Allowed::RegEx(_) | Allowed::Schema(SchemaLanguage::Sddl, _)
        ) {
            if let Ok(checked) = check_one(self.format, &self.allowed, text) {
                return Ok(checked);
            }
        }
        let mut all = Checked::Valid;
        let mut start = 0;
        for element in split_list(text, delimiter) {
            let checked = check_one(self.format, &self.allowed, element)
                .map_err(|error| error.from(start))?;
            start += element.len() + delimiter.len_utf8();
            if all == Checked::Valid {
                all = checked;
            }
        }
        Ok(all)
    }

    /// Whether `name` may name an instance of this dynamic node: what its `RegEx` says, where it has one.
    ///
    /// The texts of `UniqueName` are prose in every published file, so they are never taken for patterns.
    ///
    /// # Errors
    ///
    /// A [`CheckError`] that says what is allowed.
    pub fn check_name(&self, name: &str) -> Result<Checked, CheckError> {
        match &self.allowed {
            Allowed::RegEx(pattern) if self.format == Format::Node => pattern::check(pattern, name),
            _ => Ok(Checked::Valid),
        }
    }
}

fn check_one(format: Format, allowed: &Allowed, text: &str) -> Result<Checked, CheckError> {
    // Published files list values that their format does not have (a bool with the values 0, 1, 2): the list is right.
    if let Allowed::Enum(choices) = allowed {
        if !choices.is_empty() {
            return check_choice(format, choices, text);
        }
    }
    format::check(format, text)?;
    match allowed {
        Allowed::Any => Ok(Checked::Valid),
        // An ENUM or a Flag that names nothing says nothing: the DDF's reader warned of it.
        Allowed::Enum(_) => Ok(Checked::Valid),
        Allowed::Flag(bits) if bits.is_empty() => Ok(Checked::Valid),
        Allowed::Flag(bits) => check_bits(bits, text),
        Allowed::Range(intervals) => check_range(intervals, text),
        Allowed::RegEx(pattern) if format != Format::Node => pattern::check(pattern, text),
        Allowed::RegEx(_) => Ok(Checked::Valid),
        Allowed::Admx(policies) => check_payload(policies, text),
        Allowed::Schema(language, schema) => schema::check(*language, schema, text),
    }
}

/// The worst that is wrong with a payload: what a device refuses before what it passes over.
fn check_payload(policies: &[AdmxBacking], text: &str) -> Result<Checked, CheckError> {
    let check = check_admx(policies, text);
    let mut errors = check.faults.iter().filter(|fault| fault.kind.is_error());
    let refused = errors.clone().find(|fault| fault.kind.is_refused());
    match (refused.or_else(|| errors.next()), check.not_evaluated) {
        (Some(fault), _) => Err(CheckError {
            kind: match fault.kind {
                AdmxFaultKind::UnknownElement => ViolationKind::UnknownPart,
                AdmxFaultKind::MissingElement => ViolationKind::MissingPart,
                _ => ViolationKind::AllowedValues,
            },
            message: fault.to_string(),
            offset: Some(fault.span.start),
        }),
        (None, Some(why)) => Ok(Checked::NotEvaluated(why)),
        (None, None) => Ok(Checked::Valid),
    }
}

fn check_choice(format: Format, choices: &[Choice], text: &str) -> Result<Checked, CheckError> {
    let same = |choice: &Choice| match format {
        Format::Int => parse_int(&choice.value).is_some_and(|value| parse_int(text) == Some(value)),
        Format::Bool => match (parse_bool(&choice.value), parse_bool(text)) {
            (Some(choice), Some(value)) => choice == value,
            _ => *choice.value == *text.trim(),
        },
        _ => false,
    };
    let found = choices
        .iter()
        .any(|choice| *choice.value == *text || same(choice))
        || choices
            .iter()
            .any(|choice| choice.value.trim().eq_ignore_ascii_case(text.trim()));
    if found {
        return Ok(Checked::Valid);
    }
    format::check(format, text)?;
    Err(CheckError::value(format!(
        "`{}` is not one of {}",
        Short(text),
        list(choices)
    )))
}

fn check_bits(bits: &[Choice], text: &str) -> Result<Checked, CheckError> {
    let all = bits
        .iter()
        .filter_map(|bit| parse_int(&bit.value))
        .fold(0, |all, bit| all | bit);
    match parse_int(text) {
        Some(value) if value & !all == 0 => Ok(Checked::Valid),
        _ => Err(CheckError::value(format!(
            "`{}` has bits other than those of {}",
            Short(text),
            list(bits)
        ))),
    }
}

fn check_range(intervals: &[(i64, i64)], text: &str) -> Result<Checked, CheckError> {
    let fits = |value: i64| {
        intervals
            .iter()
            .any(|(low, high)| (*low..=*high).contains(&value))
    };
    if parse_int(text).is_some_and(fits) {
        return Ok(Checked::Valid);
    }
    let mut allowed = String::new();
    for (at, (low, high)) in intervals.iter().enumerate() {
        use fmt::Write as _;
        let or = if at > 0 { ", " } else { "" };
        let _ = if low == high {
            write!(allowed, "{or}{low}")
        } else {
            write!(allowed, "{or}{low} to {high}")
        };
    }
    Err(CheckError::value(format!(
        "`{}` is not within {allowed}",
        Short(text)
    )))
}

/// The first of the values, as a reader of an error wants them.
fn list(choices: &[Choice]) -> String {
    const SHOWN: usize = 12;
    let mut text = String::new();
    for (at, choice) in choices.iter().take(SHOWN).enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push('`');
        text.push_str(&choice.value);
        text.push('`');
    }
    if choices.len() > SHOWN {
        text.push_str(", …");
    }
    text
}
