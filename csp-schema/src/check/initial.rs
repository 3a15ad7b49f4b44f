//! The value of a leaf that is there and was never set: what a device answers, a reader of the node's type can read.

use super::format;
use crate::{Allowed, Format, NodeDefinition};

impl<'t> NodeDefinition<'t> {
    /// The value of this leaf before anybody sets it: its default, else the least value that it takes (the first of an ENUM or a Range, 0,
    /// `false`, a policy that is off), else an empty text.
    ///
    /// A default or a named value that is none of the node's format, as some published files have, is passed over.
    pub fn initial_value(self) -> std::borrow::Cow<'t, str> {
        let row = self.row();
        let is_readable = |text: &&str| self.is_list() || format::check(row.format, text).is_ok();
        if let Some(default) = row.default.as_deref().filter(is_readable) {
            return default.into();
        }
        // No element is a list, too.
        if self.is_list() {
            return "".into();
        }
        let least = match &row.allowed {
            Allowed::Enum(choices) => {
                let mut values = choices.iter().map(|choice| &*choice.value);
                values.find(is_readable).map(Into::into)
            }
            Allowed::Range(intervals) => {
                let first = intervals.first();
                first.map(|(low, _)| low.to_string().into())
            }
            // The types that policies have where their elements are known read no empty text.
            Allowed::Admx(policies) if policies.iter().all(|it| it.elements.is_some()) => {
                Some("<disabled/>".into())
            }
            _ => None,
        };
        least.unwrap_or(match row.format {
            Format::Int | Format::Float => "0".into(),
            Format::Bool => "false".into(),
            _ => "".into(),
        })
    }

    fn is_list(self) -> bool {
        self.row().delimiter.is_some()
    }
}
