//! The values of enums that are texts.

/// The value of an item of an enum: one that the template names, or any other that came.
///
/// Two are equal when their texts are; so the constants of an enum can be patterns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ItemText(Text);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Text {
    Known(&'static str),
    /// None of those that are known.
    Other(String),
}

impl ItemText {
    /// One that the template names.
    #[doc(hidden)]
    pub const fn known(text: &'static str) -> Self {
        Self(Text::Known(text))
    }

    /// The value of this text; `known` are those that the template names.
    #[doc(hidden)]
    pub fn among(text: &str, known: &[&'static str]) -> Self {
        Self(match known.iter().find(|known| **known == text) {
            Some(known) => Text::Known(known),
            None => Text::Other(text.to_owned()),
        })
    }

    /// The text as it stands in a payload.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Known(text) => text,
            Text::Other(text) => text,
        }
    }
}
