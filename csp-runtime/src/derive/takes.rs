//! Which texts a type takes, known to the compiler: so the default and the range of a field are compared with a type that another derive describes.

use csp_schema::{Format, is_base64, is_date, is_float, is_same, is_time, parse_bool, parse_int};

/// What a leaf's type takes of what its format can hold.
#[derive(Debug)]
pub enum Takes {
    /// All of it.
    All,
    /// The integers from one to another.
    Range(i64, i64),
    /// These integers.
    Ints(&'static [i64]),
    /// These texts, as a device compares: without case and the spaces around.
    Texts(&'static [&'static str]),
    /// The unions of these bits.
    Bits(i64),
    /// What a regular expression matches, which a compiler cannot evaluate; the derive of the type can.
    Regex,
}

/// What an attribute says of the values of a field or a newtype. It stands before what the type says.
#[derive(Debug)]
pub struct Says {
    /// The format of the text.
    pub format: Option<Format>,
    /// The range.
    pub range: Option<(i64, i64)>,
    /// What the regex says of the default.
    pub regex: Option<Matches>,
    /// The default.
    pub default: Option<&'static str>,
}

/// What a regular expression says of a text, as the derive has evaluated it.
#[derive(Debug)]
pub struct Matches {
    /// It matches the text.
    pub whole: bool,
    /// It matches every element where one of these parts them.
    pub parted_by: &'static [char],
}

/// What is wrong with the rules that an attribute says of a type: nothing, if the type can keep them.
pub const fn rules_fault(
    format: Format,
    takes: &Takes,
    default: Option<&str>,
    says: &Says,
) -> Option<&'static str> {
    let is_text = matches!(
        format,
        Format::Chr | Format::Xml | Format::Date | Format::Time
    );
    if says.format.is_some() && !is_text {
        return Some("only a text has a `format`: every other type says its own");
    }
    if let Some((low, high)) = says.range {
        let is_taken = match takes {
            Takes::Range(least, most) => *least <= low && high <= *most,
            Takes::Ints(values) => has_all(values, low, high),
            _ => true,
        };
        if !matches!(format, Format::Int) {
            return Some("only integers have a `range`");
        }
        if !is_taken {
            return Some("the `range` has integers that this type does not take");
        }
    }
    match (default, says.default) {
        (Some(_), None) => Some(
            "the type has a default of its own, and what is said here may not take it: say the `default` here too",
        ),
        _ => None,
    }
}

/// What is wrong with the default that an attribute says: nothing, if it is a value of the format and among those that the type and the attribute
/// name, each element of it where the leaf is a list. With rules that are wrong themselves it is not asked.
pub const fn default_fault(
    format: Format,
    takes: &Takes,
    delimiter: Option<char>,
    says: &Says,
) -> Option<&'static str> {
    let Some(default) = says.default else {
        return None;
    };
    if rules_fault(format, takes, None, says).is_some() {
        return None;
    }
    let format = match says.format {
        Some(format) => format,
        None => format,
    };
    match (&says.regex, takes) {
        (Some(matches), _) if !fits(matches, delimiter, default) => {
            return Some("the default does not match the `regex`");
        }
        (None, Takes::Regex) => {
            return Some(
                "the `regex` of the type is evaluated where the type is: say the default there, `#[csp(regex = \"..\", default = \"..\")]`, \
                 or say here both a `regex` and the default",
            );
        }
        _ => {}
    }
    let Some(delimiter) = delimiter else {
        return element_fault(format, takes, says.range, default);
    };
    let mut buffer = [0; 4];
    let delimiter = delimiter.encode_utf8(&mut buffer).as_bytes();
    let (mut rest, mut at) = (default.as_bytes(), 0);
    while at < rest.len() {
        let (element, after) = rest.split_at(at);
        if begins(after, delimiter) {
            if let Some(fault) = element_fault(format, takes, says.range, text(element)) {
                return Some(fault);
            }
            (rest, at) = (after.split_at(delimiter.len()).1, 0);
        } else {
            at += 1;
        }
    }
    match rest {
        [] => None,
        last => element_fault(format, takes, says.range, text(last)),
    }
}

/// What stands between two delimiters of a text, which is a text.
const fn text(element: &[u8]) -> &str {
    match std::str::from_utf8(element) {
        Ok(text) => text,
        Err(_) => "",
    }
}

const fn begins(text: &[u8], with: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() && at < with.len() && text[at] == with[at] {
        at += 1;
    }
    at == with.len()
}

/// Whether a regular expression takes a default: all of it or, as for a device, each element of a list. No element is a list, too.
const fn fits(matches: &Matches, delimiter: Option<char>, default: &str) -> bool {
    let Some(delimiter) = delimiter else {
        return matches.whole;
    };
    let mut fits = matches.whole || default.is_empty();
    let mut at = 0;
    while at < matches.parted_by.len() {
        fits |= matches.parted_by[at] as u32 == delimiter as u32;
        at += 1;
    }
    fits
}

const fn element_fault(
    format: Format,
    takes: &Takes,
    range: Option<(i64, i64)>,
    text: &str,
) -> Option<&'static str> {
    let int = parse_int(text);
    let is_of_format = match format {
        Format::Int => int.is_some(),
        Format::Bool => parse_bool(text).is_some(),
        Format::Float => is_float(text),
        Format::B64 | Format::Bin => is_base64(text),
        Format::Date => is_date(text.trim_ascii()),
        Format::Time => is_time(text.trim_ascii()),
        Format::Null | Format::Node => false,
        Format::Chr | Format::Xml => true,
    };
    if !is_of_format {
        return Some(format_fault(format));
    }
    if let (Some((low, high)), Some(int)) = (range, int) {
        if int < low || high < int {
            return Some("the default is outside of the `range`");
        }
    }
    match (takes, int) {
        (Takes::Range(low, high), Some(int)) if int < *low || *high < int => {
            Some("the default is outside of the integers that this type takes")
        }
        (Takes::Ints(values), Some(int)) if !has_int(values, int) => {
            Some("the default is none of the values that this type names")
        }
        (Takes::Texts(values), _) if !has_text(values, text) => {
            Some("the default is none of the values that this type names")
        }
        (Takes::Bits(bits), Some(int)) if int & !*bits != 0 => {
            Some("the default has bits that this type does not name")
        }
        _ => None,
    }
}

const fn format_fault(format: Format) -> &'static str {
    match format {
        Format::Int => "the default is no value of this type: expected an integer of 64 bits",
        Format::Bool => "the default is no value of this type: expected `true` or `false`",
        Format::Float => "the default is no value of this type: expected a number",
        Format::Date => "the default is no value of the format: expected a date, such as 20010711",
        Format::Time => {
            "the default is no value of the format: expected a time, such as 20010711T163817Z"
        }
        Format::Null => "a node without a value has no default",
        Format::Node => "a struct has no value and so no default: the fields in it have",
        Format::B64 | Format::Bin => "the default is no value of this type: expected base64",
        Format::Chr | Format::Xml => "the default is no text",
    }
}

const fn has_all(values: &[i64], low: i64, high: i64) -> bool {
    let mut value = low;
    while has_int(values, value) {
        if value == high {
            return true;
        }
        value += 1;
    }
    false
}

const fn has_int(values: &[i64], wanted: i64) -> bool {
    let mut at = 0;
    while at < values.len() && values[at] != wanted {
        at += 1;
    }
    at < values.len()
}

const fn has_text(values: &[&str], wanted: &str) -> bool {
    let mut at = 0;
    while at < values.len() && !is_same(values[at], wanted) {
        at += 1;
    }
    at < values.len()
}
