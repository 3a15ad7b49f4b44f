//! The values that a node takes (Microsoft's `AllowedValues`, also inside dependencies).

use std::fmt;
use std::ops::Range;

use super::range::Ranges;

/// How a node's values are constrained: the attribute `ValueType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueType {
    /// A payload defined by a policy of an ADMX file.
    Admx,
    /// One of the listed values.
    Enum,
    /// A bitwise OR of the listed values.
    Flag,
    /// A JSON document; the text is an example or a schema.
    Json,
    /// Unconstrained; often there only to hold a list delimiter.
    None,
    /// A whole number in a range.
    Range,
    /// Text that matches a regular expression.
    RegEx,
    /// A security descriptor in SDDL.
    Sddl,
    /// An XML document; the text is its XML Schema.
    Xsd,
}

impl ValueType {
    /// All value types, in alphabetical order.
    pub const ALL: [Self; 9] = [
        Self::Admx,
        Self::Enum,
        Self::Flag,
        Self::Json,
        Self::None,
        Self::Range,
        Self::RegEx,
        Self::Sddl,
        Self::Xsd,
    ];

    pub(crate) const NAMES: [&'static str; 9] = [
        "ADMX", "ENUM", "Flag", "JSON", "None", "Range", "RegEx", "SDDL", "XSD",
    ];

    /// The value type as a DDF spells it.
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|value_type| value_type.as_str() == name)
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The constraint on a node's values.
///
/// It says what the file says. Published constraints are not always what a device does, and
/// published defaults often break them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedValues {
    pub(crate) value_type: ValueType,
    pub(crate) values: Vec<AllowedValue>,
    pub(crate) text: Option<String>,
    pub(crate) text_span: Range<usize>,
    pub(crate) text_description: Option<String>,
    pub(crate) admx: Vec<AdmxBacking>,
    pub(crate) list_delimiter: Option<ListDelimiter>,
    pub(crate) ranges: Option<Ranges>,
    pub(crate) span: Range<usize>,
}

impl AllowedValues {
    /// The constraint that is none.
    pub(crate) fn unconstrained(span: Range<usize>) -> Self {
        Self::new(ValueType::None, span)
    }

    /// A constraint of this type about which nothing else is stated.
    pub(crate) fn new(value_type: ValueType, span: Range<usize>) -> Self {
        Self {
            value_type,
            values: Vec::new(),
            text: None,
            text_span: span.clone(),
            text_description: None,
            admx: Vec::new(),
            list_delimiter: None,
            ranges: None,
            span,
        }
    }

    /// Reads the numbers of a Range anew from its texts.
    pub(crate) fn read_ranges(&mut self) {
        self.ranges = match self.value_type {
            ValueType::Range => Ranges::union(self.texts()),
            _ => None,
        };
    }

    /// What is wrong with the texts of a Range, where they cannot be read.
    pub(crate) fn range_fault(&self) -> Option<String> {
        let is_unread = self.value_type == ValueType::Range && self.ranges.is_none();
        (is_unread && !self.is_empty()).then(|| {
            let texts: Vec<&str> = self.texts().collect();
            format!("the range `{}` cannot be read", texts.join("` `"))
        })
    }

    /// Whether nothing is stated that could constrain a value.
    pub(crate) fn lacks_value(&self) -> bool {
        match self.value_type {
            ValueType::Enum | ValueType::Flag => self.values.is_empty(),
            ValueType::Range | ValueType::RegEx | ValueType::Xsd | ValueType::Json => {
                self.is_empty()
            }
            ValueType::Admx => self.admx.is_empty(),
            // Published files state SDDL without a text, and None to hold a list delimiter.
            ValueType::Sddl | ValueType::None => false,
        }
    }

    /// What to say where it [`lacks_value`](Self::lacks_value).
    pub(crate) fn lack(&self) -> String {
        format!(
            "the allowed values of type {} have no value",
            self.value_type
        )
    }

    /// The text of the constraint, and those that it lists.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let listed = self.values.iter().map(AllowedValue::value);
        self.text.iter().map(String::as_str).chain(listed)
    }

    fn is_empty(&self) -> bool {
        self.texts().all(|text| text.trim().is_empty())
    }

    /// The kind of constraint.
    pub fn value_type(&self) -> ValueType {
        self.value_type
    }

    /// The listed values: the `Enum` children, and of an ENUM or Flag the bare `Value` children
    /// too.
    pub fn values(&self) -> &[AllowedValue] {
        &self.values
    }

    /// The text of the constraint as it is written: a range, a pattern, a schema, an example.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The bytes of the text in the file; of the start tag, where there is no text.
    pub fn text_span(&self) -> Range<usize> {
        self.text_span.clone()
    }

    /// What the file says about [`text`](Self::text).
    pub fn text_description(&self) -> Option<&str> {
        self.text_description.as_deref()
    }

    /// The ADMX policies that define the payload.
    pub fn admx(&self) -> &[AdmxBacking] {
        &self.admx
    }

    /// What separates the elements, where the value is a list; the constraint then holds for each
    /// element.
    pub fn list_delimiter(&self) -> Option<&ListDelimiter> {
        self.list_delimiter.as_ref()
    }

    /// The permitted numbers of a Range, from its text or from its `Enum` children (LAPS writes
    /// both); `None` for every other value type, and where the text cannot be read.
    pub fn ranges(&self) -> Option<&Ranges> {
        self.ranges.as_ref()
    }

    /// The bytes of the start tag.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// One listed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedValue {
    pub(crate) value: String,
    pub(crate) description: Option<String>,
    pub(crate) span: Range<usize>,
}

impl AllowedValue {
    /// The value as it is on the wire.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The value as an integer, written in decimal or, with `0x`, in hexadecimal; `None` when it is none.
    pub fn as_int(&self) -> Option<i64> {
        csp_check::parse_int(&self.value)
    }

    /// Whether this is the value that a text means: `0x10` is `16`.
    pub fn is(&self, text: &str) -> bool {
        let int = csp_check::parse_int(text);
        self.value.trim() == text.trim() || (int.is_some() && self.as_int() == int)
    }

    /// What the value means.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The bytes of the value in the file.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// A policy in an ADMX file that defines a payload.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdmxBacking {
    pub(crate) area: String,
    pub(crate) name: String,
    pub(crate) file: String,
}

impl AdmxBacking {
    /// The category path of the policy; its parts are joined by `~`.
    pub fn area(&self) -> &str {
        &self.area
    }

    /// The name of the policy in the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file, for example `Bits.admx`.
    pub fn file(&self) -> &str {
        &self.file
    }
}

/// What separates the elements of a list value.
///
/// ```
/// let delimiter = ddf::ListDelimiter::new("0xF000");
/// assert_eq!(delimiter.as_written(), "0xF000");
/// assert_eq!(delimiter.as_str(), Some("\u{F000}"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDelimiter {
    written: String,
    meant: Option<String>,
}

impl ListDelimiter {
    /// Reads a delimiter: the characters themselves, or a code point as `0xF000`, `\xF000`,
    /// `\uF000` or `&#xF000;` (an ampersand that was escaped twice).
    pub fn new(written: impl Into<String>) -> Self {
        let written = written.into();
        let meant = match code_point(&written) {
            Some(character) => Some(character.to_string()),
            None => (!written.is_empty()).then(|| written.clone()),
        };
        Self { written, meant }
    }

    /// What is wrong with it, where it parts no list.
    pub(crate) fn fault(&self) -> Option<String> {
        match (self.as_char(), self.as_str()) {
            (Some(_), _) => None,
            (None, None) => Some("a list has no delimiter".to_owned()),
            (None, Some(several)) => {
                Some(format!("the delimiter `{several}` is not one character"))
            }
        }
    }

    /// The attribute as the file has it.
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// The characters on the wire; `None` when the file gives none.
    pub fn as_str(&self) -> Option<&str> {
        self.meant.as_deref()
    }

    /// The delimiter where it is a single character, as in every published file; any other makes no list.
    pub fn as_char(&self) -> Option<char> {
        let mut characters = self.as_str()?.chars();
        let first = characters.next()?;
        characters.next().is_none().then_some(first)
    }
}

fn code_point(written: &str) -> Option<char> {
    let digits = ["0x", "0X", "\\x", "\\u"]
        .iter()
        .find_map(|prefix| written.strip_prefix(prefix))
        .or_else(|| written.strip_prefix("&#x")?.strip_suffix(';'))?;
    u32::from_str_radix(digits, 16)
        .ok()
        .and_then(char::from_u32)
}
