//! Looks at values: listed ones that are none of their format, patterns that cannot be evaluated, defaults that their own node does not take.

use std::collections::BTreeMap;
use std::ops::Range;

use csp_check::{Pattern, is_base64, is_date, is_time, parse_bool, parse_float, parse_int};
use csp_source::{Code, Diagnostic, Faults};

use crate::codes;
use crate::model::{
    AllowedValue, AllowedValues, Format, Interval, ListDelimiter, Node, ValueType, root_key,
};

/// Checks the values of nodes, of all documents one after the other.
#[derive(Default)]
pub(super) struct Values<'a> {
    /// Why a pattern is refused. Published files repeat theirs, and each other's.
    refused: BTreeMap<&'a str, Option<String>>,
    /// The pattern that was compiled last: alone, since each may take megabytes.
    latest: Option<(&'a str, Pattern)>,
}

impl<'a> Values<'a> {
    pub(super) fn check(&mut self, node: Node<'a>, faults: &mut Faults<'_>) {
        if let Some(allowed) = node.allowed_values() {
            integers(node, allowed, faults);
            if let Some(refused) = pattern(allowed).and_then(|pattern| self.refused(pattern)) {
                let message = format!("the pattern cannot be evaluated: {refused}");
                let codes = (&codes::BAD_PATTERN, &codes::PUBLISHED_PATTERN);
                faults.push(at(codes, node, allowed.text_span(), message));
            }
        }
        self.default(node, faults);
    }

    /// Why a pattern is refused, found out once.
    fn refused(&mut self, pattern: &'a str) -> Option<&str> {
        if !self.refused.contains_key(pattern) {
            let refused = self.compile(pattern).err();
            self.refused.insert(pattern, refused);
        }
        self.refused.get(pattern)?.as_deref()
    }

    fn compile(&mut self, pattern: &'a str) -> Result<(), String> {
        let compiled = Pattern::new(pattern).map_err(|refused| refused.to_string())?;
        self.latest = Some((pattern, compiled));
        Ok(())
    }

    /// A device gives the default to whoever asks, so it must be a value of the node.
    fn default(&mut self, node: Node<'a>, faults: &mut Faults<'_>) {
        let Some((text, span)) = node.default_value().zip(node.default_span()) else {
            return;
        };
        // An empty element says that there is none.
        if text.is_empty() || matches!(node.format(), Format::Node | Format::Null) {
            return;
        }
        let compiled = node.allowed_values().and_then(pattern);
        let compiled = compiled.and_then(|pattern| self.compiled(pattern));
        if let Err(reason) = takes(node, compiled, text) {
            let codes = (&codes::BAD_DEFAULT, &codes::PUBLISHED_DEFAULT);
            let message = format!("the default `{}` {reason}", text.escape_debug());
            faults.push(at(codes, node, span, message));
        }
    }

    /// The pattern, compiled; `None` where it is refused.
    fn compiled(&mut self, pattern: &'a str) -> Option<&Pattern> {
        let is_latest = |latest: &(&str, Pattern)| latest.0 == pattern;
        if self.refused(pattern).is_none() && !self.latest.as_ref().is_some_and(is_latest) {
            self.compile(pattern).ok()?;
        }
        let (_, compiled) = self.latest.as_ref().filter(|latest| is_latest(latest))?;
        Some(compiled)
    }
}

/// Reports the listed values of an `int` that are no integers. (A `bool` with the values 0, 1 and 2 is published, and read by its list.)
fn integers(node: Node<'_>, allowed: &AllowedValues, faults: &mut Faults<'_>) {
    let is_listed = matches!(allowed.value_type(), ValueType::Enum | ValueType::Flag);
    if node.format() != Format::Int || !is_listed {
        return;
    }
    for value in allowed.values() {
        if value.as_int().is_none() {
            let message = format!("`{}` is no integer", value.value().trim());
            let codes = (&codes::VALUE_NOT_INT, &codes::VALUE_NOT_INT);
            faults.push(at(codes, node, value.span(), message));
        }
    }
}

/// The pattern of a RegEx; one without a text was reported, and checks nothing.
fn pattern(allowed: &AllowedValues) -> Option<&str> {
    let text = allowed.text().filter(|text| !text.trim().is_empty());
    text.filter(|_| allowed.value_type() == ValueType::RegEx)
}

/// Whether the node takes this value, element by element where it is a list.
fn takes(node: Node<'_>, compiled: Option<&Pattern>, text: &str) -> Result<(), String> {
    let allowed = node.allowed_values();
    // A list without a usable delimiter was reported, and is one text.
    let delimiter = allowed
        .and_then(AllowedValues::list_delimiter)
        .and_then(ListDelimiter::as_char)
        .filter(|_| !matches!(node.format(), Format::B64 | Format::Bin));
    let Some(delimiter) = delimiter else {
        return takes_one(node, compiled, text);
    };
    // Some published patterns describe the whole list.
    if allowed.and_then(pattern).is_some() && takes_one(node, compiled, text).is_ok() {
        return Ok(());
    }
    let text = text.strip_suffix(delimiter).unwrap_or(text);
    text.split(delimiter)
        .try_for_each(|element| takes_one(node, compiled, element))
}

fn takes_one(node: Node<'_>, compiled: Option<&Pattern>, text: &str) -> Result<(), String> {
    let Some(allowed) = node.allowed_values() else {
        return is_of(node.format(), text);
    };
    let values = allowed.values();
    if allowed.value_type() == ValueType::Enum && !values.is_empty() {
        // The list is right where the format is not, as for a bool with the values 0, 1 and 2.
        if values
            .iter()
            .any(|value| is_same(node.format(), value, text))
        {
            return Ok(());
        }
        is_of(node.format(), text)?;
        return Err("is none of the allowed values".to_owned());
    }
    is_of(node.format(), text)?;
    let fits = match allowed.value_type() {
        ValueType::Flag if !values.is_empty() => {
            let all = values.iter().filter_map(AllowedValue::as_int);
            let all = all.fold(0, |all, bit| all | bit);
            parse_int(text).is_none_or(|bits| bits & !all == 0)
        }
        ValueType::Range => match (allowed.ranges(), parse_int(text)) {
            (Some(ranges), Some(number)) => ranges.intervals().iter().any(|interval| {
                (Interval::min(*interval)..=Interval::max(*interval)).contains(&number)
            }),
            (Some(_), None) => false,
            (None, _) => true,
        },
        ValueType::RegEx => compiled.is_none_or(|pattern| pattern.matches(text)),
        _ => true,
    };
    if fits {
        Ok(())
    } else {
        Err("is outside of the allowed values".to_owned())
    }
}

/// Whether a text is this value of a list: letter case and the space around it do not count.
fn is_same(format: Format, value: &AllowedValue, text: &str) -> bool {
    let is_equal = value.value().trim().eq_ignore_ascii_case(text.trim());
    is_equal
        || match format {
            Format::Int => value
                .as_int()
                .is_some_and(|int| parse_int(text) == Some(int)),
            Format::Bool => {
                parse_bool(value.value()).is_some_and(|bool| parse_bool(text) == Some(bool))
            }
            _ => false,
        }
}

fn is_of(format: Format, text: &str) -> Result<(), String> {
    let (fits, expected) = match format {
        Format::Int => (parse_int(text).is_some(), "an integer of 64 bits"),
        Format::Bool => (parse_bool(text).is_some(), "`true` or `false`"),
        Format::Float => (parse_float(text).is_some(), "a number"),
        Format::Date => (is_date(text.trim()), "a date, such as 20010711"),
        Format::Time => (is_time(text.trim()), "a time, such as 20010711T163817Z"),
        Format::B64 | Format::Bin => (is_base64(text), "base64"),
        Format::Chr | Format::Xml | Format::Null | Format::Node => return Ok(()),
    };
    if fits {
        Ok(())
    } else {
        Err(format!("is not {expected}"))
    }
}

/// A diagnostic with the first code; with the second where the node is Microsoft's, whose files nobody who reads them can correct.
fn at(
    (own, published): (&'static Code, &'static Code),
    node: Node<'_>,
    span: Range<usize>,
    message: String,
) -> Diagnostic {
    let root = node.ancestors().last().unwrap_or(node);
    let key = root
        .bounded_uri()
        .map(|uri| root_key(&uri))
        .unwrap_or_default();
    let key = key.strip_prefix("user/").unwrap_or(&key);
    let code = if key.starts_with("vendor/msft/") {
        published
    } else {
        own
    };
    let diagnostic = Diagnostic::new(code, node.document().source(), span, message);
    match node.bounded_uri() {
        Some(uri) => diagnostic.with_node(uri),
        None => diagnostic,
    }
}
