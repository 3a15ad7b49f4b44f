//! The element that is being typed: what it stands in, and what may stand there.

use super::closed::{Section, section};
use crate::carrier::Carrier;
use crate::faults::Faults;
use crate::text::{Place, Text};
use crate::xml;

/// A place where an element can begin or end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The names of the elements around it, outermost first.
    pub open: Vec<String>,
    /// What is written of the name so far.
    pub name: Place,
    /// Whether `<` stands before the name, and `/` behind that.
    pub begun: Begun,
}

/// How much of a tag there is before its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Nothing.
    No,
    /// `<`.
    Start,
    /// `</`.
    End,
}

impl Tag {
    /// The tag that is being typed at a byte of a file of XML, whatever stands behind it; `None` where a value, an attribute or a comment is.
    pub fn at(text: &str, offset: usize) -> Option<Self> {
        let before = text.get(..offset)?;
        if section(before) != Section::None {
            return None;
        }
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
        let start = before.trim_end_matches(is_name).len();
        let above = before.get(..start)?;
        let (above, begun) = if let Some(above) = above.strip_suffix("</") {
            (above, Begun::End)
        } else if let Some(above) = above.strip_suffix('<') {
            (above, Begun::Start)
        } else if start == offset && matches!(above.trim_end().chars().last(), Some('>') | None) {
            (above, Begun::No)
        } else {
            return None;
        };
        let rest = text.get(offset..).unwrap_or_default();
        let end = offset + rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        // What follows white space is something else.
        let end = if begun == Begun::No { offset } else { end };
        Some(Self {
            open: unclosed(above),
            name: start..end,
            begun,
        })
    }

    /// The names of elements that can begin here, what is most usual first.
    pub fn names(&self, carrier: Carrier) -> Vec<&'static str> {
        carrier.inside(self.open.last().map(String::as_str))
    }
}

/// The names of the elements that are open where a text ends.
fn unclosed(text: &str) -> Vec<String> {
    let text = Text::file(text.to_owned());
    let start = text.as_str().len() - text.as_str().trim_start_matches('\u{FEFF}').len();
    match xml::parse(&text, start, &mut Faults::default()) {
        Ok(tree) => tree.unclosed().map(str::to_owned).collect(),
        Err(_) => Vec::new(),
    }
}
