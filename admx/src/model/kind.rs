//! The kinds of elements, with what only one kind has.

use super::reference::Reference;
use super::value::{Value, ValueList};

/// The kind of an element, with what only that kind has.
#[derive(Debug)]
#[non_exhaustive]
pub enum ElementKind {
    /// Yes or no.
    Boolean(BooleanElement),
    /// A number of 32 bits.
    Decimal(DecimalElement),
    /// A number of 64 bits.
    LongDecimal(DecimalElement),
    /// A text.
    Text(TextElement),
    /// Several texts.
    MultiText(MultiTextElement),
    /// Names with values.
    List(ListElement),
    /// One of several choices.
    Enum(EnumElement),
}

impl ElementKind {
    /// The element of an ADMX file.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "boolean",
            Self::Decimal(_) => "decimal",
            Self::LongDecimal(_) => "longDecimal",
            Self::Text(_) => "text",
            Self::MultiText(_) => "multiText",
            Self::List(_) => "list",
            Self::Enum(_) => "enum",
        }
    }
}

/// What a boolean writes. Where nothing is given, `true` writes the number 1 and `false` deletes the value.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct BooleanElement {
    /// The value for yes.
    pub true_value: Option<Value>,
    /// The value for no.
    pub false_value: Option<Value>,
    /// Further values for yes.
    pub true_list: Option<ValueList>,
    /// Further values for no.
    pub false_list: Option<ValueList>,
}

/// The limits of a number.
#[derive(Debug)]
#[non_exhaustive]
pub struct DecimalElement {
    /// `minValue`, where it is given.
    pub min: Option<u64>,
    /// `maxValue`, where it is given.
    pub max: Option<u64>,
    /// Whether it is written as a text.
    pub store_as_text: bool,
    /// Whether a value that is there already is left alone.
    pub soft: bool,
}

impl DecimalElement {
    /// The least number; 0 where none is given.
    pub fn min(&self) -> u64 {
        self.min.unwrap_or(0)
    }

    /// The greatest number; 9999 where none is given, as the schema of ADMX files has it.
    pub fn max(&self) -> u64 {
        self.max.unwrap_or(9999)
    }
}

/// What a text may be.
#[derive(Debug)]
#[non_exhaustive]
pub struct TextElement {
    /// `maxLength`, where it is given.
    pub max_length: Option<u64>,
    /// Whether it may name environment variables (`REG_EXPAND_SZ`).
    pub expandable: bool,
    /// Whether a value that is there already is left alone.
    pub soft: bool,
}

impl TextElement {
    /// How many characters it may have; 1023 where no limit is given.
    pub fn max_length(&self) -> u64 {
        self.max_length.unwrap_or(1023)
    }
}

/// What several texts may be.
#[derive(Debug)]
#[non_exhaustive]
pub struct MultiTextElement {
    /// `maxLength` of each, where it is given.
    pub max_length: Option<u64>,
    /// How many there may be, where it is given and not 0.
    pub max_strings: Option<u64>,
    /// Whether a value that is there already is left alone.
    pub soft: bool,
}

impl MultiTextElement {
    /// How many characters each may have; 1023 where no limit is given.
    pub fn max_length(&self) -> u64 {
        self.max_length.unwrap_or(1023)
    }
}

/// How the names and values of a list become values of the registry. A payload always holds pairs of a name and a value, whatever is said here.
#[derive(Debug)]
#[non_exhaustive]
pub struct ListElement {
    /// What the names of values begin with, where Group Policy numbers them.
    pub value_prefix: Option<String>,
    /// Whether values that are there already stay.
    pub additive: bool,
    /// Whether a person gives the names too.
    pub explicit_value: bool,
    /// Whether values may name environment variables (`REG_EXPAND_SZ`).
    pub expandable: bool,
}

/// The choices of an enum.
#[derive(Debug)]
#[non_exhaustive]
pub struct EnumElement {
    pub(crate) choices: Vec<ChoiceData>,
}

#[derive(Debug)]
pub(crate) struct ChoiceData {
    pub(crate) display_name: Option<Reference>,
    pub(crate) value: Value,
    pub(crate) value_list: Option<ValueList>,
}
