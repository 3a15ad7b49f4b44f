//! How the elements of a policy are shown: which control stands for which element, and what is written beside it.

use super::reference::Reference;

/// The controls of one policy, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Presentation {
    /// The controls.
    pub controls: Vec<Control>,
}

/// One control.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Control {
    /// Its kind.
    pub kind: ControlKind,
    /// The id of the element that it is for; a text has none.
    pub element: Option<Reference>,
    /// What is written beside it.
    pub label: Option<String>,
    /// What it shows at first, as it is written: a text, a number, `true`, or the index of a choice.
    pub default: Option<String>,
    /// What a combo box offers.
    pub suggestions: Vec<String>,
}

/// The kind of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ControlKind {
    /// A text beside the controls.
    Text,
    /// For a boolean.
    CheckBox,
    /// For a decimal.
    DecimalTextBox,
    /// For a longDecimal.
    LongDecimalTextBox,
    /// For a text.
    TextBox,
    /// For a text, with suggestions.
    ComboBox,
    /// For a multiText.
    MultiTextBox,
    /// For an enum.
    DropdownList,
    /// For a list.
    ListBox,
}

impl ControlKind {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "checkBox" => Self::CheckBox,
            "decimalTextBox" => Self::DecimalTextBox,
            "longDecimalTextBox" => Self::LongDecimalTextBox,
            "textBox" => Self::TextBox,
            "comboBox" => Self::ComboBox,
            "multiTextBox" => Self::MultiTextBox,
            "dropdownList" => Self::DropdownList,
            "listBox" => Self::ListBox,
            _ => return None,
        })
    }

    /// The element of an ADML file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::CheckBox => "checkBox",
            Self::DecimalTextBox => "decimalTextBox",
            Self::LongDecimalTextBox => "longDecimalTextBox",
            Self::TextBox => "textBox",
            Self::ComboBox => "comboBox",
            Self::MultiTextBox => "multiTextBox",
            Self::DropdownList => "dropdownList",
            Self::ListBox => "listBox",
        }
    }

    /// Whether elements of this kind are set by it.
    pub(crate) fn is_for(self, element: &str) -> bool {
        match self {
            Self::Text => false,
            Self::CheckBox => element == "boolean",
            Self::DecimalTextBox => element == "decimal",
            Self::LongDecimalTextBox => element == "longDecimal",
            Self::TextBox | Self::ComboBox => element == "text",
            Self::MultiTextBox => element == "multiText",
            Self::DropdownList => element == "enum",
            Self::ListBox => element == "list",
        }
    }
}
