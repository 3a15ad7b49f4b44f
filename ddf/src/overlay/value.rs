//! What an overlay says of a fact: one text, or several, of which each may be described.

use std::collections::BTreeMap;
use std::fmt;

/// One text, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    List(Vec<Item>),
}

/// One of several texts. A description that an overlay leaves out is not looked at, and stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) text: String,
    pub(super) description: Option<String>,
}

impl Value {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::List(_) => "",
        }
    }

    pub(super) fn items(&self) -> &[Item] {
        match self {
            Self::Text(_) => &[],
            Self::List(items) => items,
        }
    }

    /// Whether a node has what this says. The space around a text does not count, nor does the order of several.
    pub(super) fn is(&self, found: &Self) -> bool {
        match (self, found) {
            (Self::Text(said), Self::Text(found)) => said.trim() == found.trim(),
            (Self::List(said), Self::List(found)) => {
                let described = found.iter().map(|item| (item.text.trim(), item));
                let described: BTreeMap<&str, &Item> = described.collect();
                let is_there = |item: &Item| {
                    described
                        .get(item.text.trim())
                        .is_some_and(|found| item.is(found))
                };
                said.len() == found.len() && said.iter().all(is_there)
            }
            _ => false,
        }
    }
}

impl Item {
    fn is(&self, found: &Self) -> bool {
        let Some(said) = &self.description else {
            return true;
        };
        let found = found.description.as_deref().unwrap_or_default();
        said.trim() == found.trim()
    }
}

/// Between backticks, with what cannot be seen escaped.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "`{}`", text.escape_debug()),
            Self::List(items) if items.is_empty() => f.write_str("an empty list"),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", " };
                    write!(f, "{separator}`{}`", item.text.trim().escape_debug())?;
                    if let Some(description) = &item.description {
                        write!(f, " ({})", description.trim().escape_debug())?;
                    }
                }
                Ok(())
            }
        }
    }
}
