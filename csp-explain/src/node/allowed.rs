//! The values that a node takes, in words.

use std::fmt::Write as _;

use csp_schema::{Allowed, Choice, SchemaLanguage};

/// What separates the values of a list. A character that nobody can type is named, and written as XML has it.
pub(super) fn separator(delimiter: char) -> String {
    if delimiter.is_ascii_graphic() {
        format!("`{delimiter}`")
    } else {
        let number = u32::from(delimiter);
        format!("U+{number:04X}, in XML `&#x{number:04X};`")
    }
}

/// Allowed values in words: in one line, or in one for each value.
pub fn values(allowed: &Allowed) -> String {
    let listed = |lead: &str, choices: &[Choice]| {
        let width = choices
            .iter()
            .map(|choice| choice.value.chars().count())
            .max();
        let width = width.unwrap_or_default().min(24);
        let mut text = lead.to_owned();
        for choice in choices {
            let description = choice
                .description
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let _ = write!(text, "\n{:<width$}  {description}", choice.value);
        }
        text
    };
    match allowed {
        Allowed::Enum(choices) => listed("one of", choices),
        Allowed::Flag(choices) => listed("the sum of any of", choices),
        Allowed::Range(intervals) => {
            let parts = intervals.iter().map(|(low, high)| {
                if low == high {
                    low.to_string()
                } else {
                    format!("{low} to {high}")
                }
            });
            parts.collect::<Vec<_>>().join(", ")
        }
        Allowed::RegEx(pattern) => format!("text that matches {pattern}"),
        Allowed::Admx(backings) => {
            let mut text = "`<enabled/>` with the `<data id=\"..\" value=\"..\"/>` of the policy, or `<disabled/>`".to_owned();
            for backing in backings {
                let _ = write!(
                    text,
                    "\nthe policy {} of {}, category {}",
                    backing.name, backing.file, backing.area
                );
                for element in backing.elements.iter().flatten() {
                    let required = if element.required { ", required" } else { "" };
                    let _ = write!(text, "\n{}  {}{required}", element.id, element.takes());
                }
            }
            text
        }
        Allowed::Schema(SchemaLanguage::Sddl, _) => "a security descriptor (SDDL)".to_owned(),
        Allowed::Schema(language, _) => format!("as its {} says", language.as_str()),
        _ => "any of the format".to_owned(),
    }
}
