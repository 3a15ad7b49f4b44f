//! Where in a file a value is wrong, by what its definition says of it.

use std::ops::Range;

use csp_schema::CheckError;

use crate::faults::Faults;
use crate::model::{Fault, FaultKind};
use crate::text::{Place, Text};
use crate::xml;

/// The place of an error in a value, also where that is escaped or in CDATA; all of the value where the error is about all of it.
pub(super) fn place_of(value: &Text, error: &CheckError) -> Place {
    match error.offset() {
        Some(offset) => value.place_of(word(value.as_str(), offset)),
        None => value.place(),
    }
}

/// The first thing for which a text is no XML.
pub(super) fn first_fault(value: &Text) -> Option<Fault> {
    let mut faults = Faults::default();
    let text = value.as_str();
    let from = text.len() - text.trim_start().len();
    if let Err(refusal) = xml::parse(value, from, &mut faults) {
        let place = value.place_of(refusal.at..refusal.at);
        faults.push(FaultKind::Xml, place, refusal.message);
    }
    let mut faults = faults.sorted().into_iter();
    faults.find(|fault| fault.kind == FaultKind::Xml)
}

/// What begins at a byte of a document: a tag's name, a quoted text, or what stands before the next separator.
fn word(text: &str, at: usize) -> Range<usize> {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let rest = text.get(start..).unwrap_or_default();
    let is_end = |c: char| c.is_whitespace() || "<>=,:;(){}[]\"'/".contains(c);
    let mut chars = rest.chars();
    let length = match chars.next() {
        Some('<') => 1 + chars.as_str().find(is_end).unwrap_or(chars.as_str().len()),
        Some('"') => {
            let quoted = chars.as_str().find(['"', '\n']);
            quoted.map_or(1, |end| end + 2)
        }
        Some(c) if is_end(c) => c.len_utf8(),
        _ => rest.find(is_end).unwrap_or(rest.len()),
    };
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn a_place_is_a_word_of_the_document() {
        let at = |text: &str, at: usize| word(text, at);
        assert_eq!(at("<a><bc d='1'/></a>", 3), 3..6);
        assert_eq!(at("<a bc='1'/>", 3), 3..5);
        assert_eq!(at("{\"a\": \"b c\"}", 6), 6..11);
        assert_eq!(at("(A;;CC;;;Users)", 9), 9..14);
        assert_eq!(at("é", 1), 0..2);
        assert_eq!(at("é", 9), 2..2);
    }
}
