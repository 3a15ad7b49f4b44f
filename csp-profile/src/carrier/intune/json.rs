//! JSON with places: `jsonc-parser` has the range of every value, and what a string's escapes stand for has its place here.

use std::iter::Peekable;
use std::str::CharIndices;

use jsonc_parser::ast::{ObjectProp, ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::error::ReadError;
use crate::source::Source;
use crate::text::{Place, Text};

/// JSON as RFC 8259 has it, and nothing that is looser.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a file.
pub(super) fn parse(source: &Source) -> Result<Option<Value<'_>>, ReadError> {
    let start = source.start();
    let text = source.as_str().get(start..).unwrap_or_default();
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(result) => Ok(result.value),
        Err(error) => {
            let message = format!("this is not well-formed JSON: {}", error.kind());
            Err(ReadError::at(source, start + error.range().start, message))
        }
    }
}

/// The values of a file as texts.
pub(super) struct Json<'s> {
    pub(super) source: &'s Source,
}

impl Json<'_> {
    pub(super) fn place(&self, value: &impl Ranged) -> Place {
        let start = self.source.start();
        start + value.start()..start + value.end()
    }

    /// A string says what it stands for, everything else itself.
    pub(super) fn text(&self, value: &Value<'_>) -> Text {
        let place = self.place(value);
        match value {
            Value::StringLit(_) => self.string(place),
            _ => self.source.text().slice(place),
        }
    }

    /// The name of a property.
    pub(super) fn name(&self, property: &ObjectProp<'_>) -> Text {
        match &property.name {
            ObjectPropName::String(name) => self.string(self.place(name)),
            ObjectPropName::Word(name) => self.source.text().slice(self.place(name)),
        }
    }

    /// What stands between two quotes.
    fn string(&self, place: Place) -> Text {
        let file = self.source.text();
        let inner = place.start + 1..(place.end - 1).max(place.start + 1);
        let raw = file.as_str().get(inner.clone()).unwrap_or_default();
        let mut text = Text::default();
        let mut chars = raw.char_indices().peekable();
        let mut done = 0;
        while let Some((at, c)) = chars.next() {
            if c != '\\' {
                continue;
            }
            if at > done {
                text.push_slice(file, inner.start + done..inner.start + at);
            }
            let c = escape(&mut chars);
            done = chars.peek().map_or(raw.len(), |(at, _)| *at);
            text.push_replaced(
                c.encode_utf8(&mut [0; 4]),
                inner.start + at..inner.start + done,
            );
        }
        if done < raw.len() || raw.is_empty() {
            text.push_slice(file, inner.start + done..inner.end);
        }
        text
    }
}

/// What an escape stands for, behind its backslash.
fn escape(chars: &mut Peekable<CharIndices<'_>>) -> char {
    match chars.next().map(|(_, c)| c) {
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('b') => '\u{8}',
        Some('f') => '\u{C}',
        Some('u') => {
            let unit = unit(chars);
            let is_high = (0xD800..0xDC00).contains(&unit);
            let mut rest = chars.clone();
            if is_high
                && rest.next().is_some_and(|(_, c)| c == '\\')
                && rest.next().is_some_and(|(_, c)| c == 'u')
            {
                let low = self::unit(&mut rest);
                if (0xDC00..0xE000).contains(&low) {
                    *chars = rest;
                    return char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
                        .unwrap_or(char::REPLACEMENT_CHARACTER);
                }
            }
            char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        Some(c) => c,
        None => '\\',
    }
}

/// Four hexadecimal digits.
fn unit(chars: &mut Peekable<CharIndices<'_>>) -> u32 {
    let mut unit = 0;
    for _ in 0..4 {
        if let Some(digit) = chars
            .next_if(|(_, c)| c.is_ascii_hexdigit())
            .and_then(|(_, c)| c.to_digit(16))
        {
            unit = unit * 16 + digit;
        }
    }
    unit
}
