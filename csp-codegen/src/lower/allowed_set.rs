//! The set of values that a node takes, as identity goes by it: without the words that describe them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use ddf::{Format, Node, ValueType};

/// What of `AllowedValues` decides about a type. In whatever order a definition lists its values, and whatever it says of them, the set is the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AllowedSet<'m> {
    kind: &'static str,
    values: BTreeSet<Cow<'m, str>>,
    text: Option<&'m str>,
    admx: Vec<[&'m str; 3]>,
    delimiter: Option<&'m str>,
}

impl<'m> AllowedSet<'m> {
    /// The set that a definition states; `None` when it says nothing: `None` without a list is the same as no statement at all.
    pub(super) fn of(node: Node<'m>) -> Option<Self> {
        let allowed = node.allowed_values()?;
        let delimiter = allowed.list_delimiter();
        if allowed.value_type() == ValueType::None && delimiter.is_none() {
            return None;
        }
        let values = allowed.values().iter();
        let policy = |admx: &'m ddf::AdmxBacking| [admx.area(), admx.name(), admx.file()];
        Some(Self {
            kind: allowed.value_type().as_str(),
            values: values
                .map(|value| canonical(node.format(), value.value()))
                .collect(),
            text: allowed.text().map(str::trim),
            admx: allowed.admx().iter().map(policy).collect(),
            delimiter: delimiter.map(ddf::ListDelimiter::as_written),
        })
    }
}

/// A value as it is compared: `0x1` and `1` are one number, where numbers are meant.
pub(super) fn canonical(format: Format, value: &str) -> Cow<'_, str> {
    match csp_check::parse_int(value) {
        Some(number) if format != Format::Chr => Cow::Owned(number.to_string()),
        _ => Cow::Borrowed(value),
    }
}
