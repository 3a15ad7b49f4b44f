//! Tags: which element is open, which prefixes are declared, and what does not fit.

use std::ops::Range;

use quick_xml::events::BytesStart;
use quick_xml::events::attributes::AttrError;

use super::parse::{Builder, Refusal};
use super::reference::unresolved;
use super::{Attribute, Child, Element, MAX_DEPTH, MAX_ELEMENTS};
use crate::model::FaultKind;

/// How long a tag may be that turns out to be none.
const MAX_TAG: usize = 1024;

impl<'t> Builder<'t, '_> {
    /// Whether a tag is one; otherwise its `<` is text, and what is behind it is to be read again.
    pub(super) fn begins_element(&mut self, range: &Range<usize>) -> bool {
        let text: &'t str = self.text.as_str();
        let name = text.get(range.start + 1..range.end).unwrap_or_default();
        // The end of a tag may be far: it is not looked for again and again.
        if name.starts_with(|c: char| c.is_alphabetic() || c == '_') || range.len() > MAX_TAG {
            return true;
        }
        let bracket = range.start..range.start + 1;
        let message = "`<` begins no element here: write `&lt;`";
        self.fault(FaultKind::Xml, bracket.clone(), message);
        self.push(Child::Text(bracket));
        false
    }

    pub(super) fn start(
        &mut self,
        tag: &BytesStart<'_>,
        range: Range<usize>,
        is_empty: bool,
    ) -> Result<(), Refusal> {
        let text: &'t str = self.text.as_str();
        let name = range.start + 1..range.start + 1 + tag.name().into_inner().len();
        let written = text.get(name.clone()).unwrap_or_default();
        if self.open.len() >= MAX_DEPTH {
            let message =
                format!("more than {MAX_DEPTH} elements are nested here: that is no profile");
            return Err(Refusal {
                at: range.start,
                message,
            });
        }
        if self.tree.elements.len() >= MAX_ELEMENTS {
            let message = format!("the file has more than {MAX_ELEMENTS} elements: split it");
            return Err(Refusal {
                at: range.start,
                message,
            });
        }
        let attributes = self.attributes(tag, range.start);
        for (prefix, uri) in declared(text, &attributes) {
            self.prefixes.entry(prefix).or_default().push(uri);
        }
        self.check_prefix(name.clone());
        for attribute in &attributes {
            self.check_prefix(attribute.name.clone());
        }
        let index = self.tree.elements.len();
        self.push(Child::Element(index));
        let prefix = written.split_once(':').map_or("", |(prefix, _)| prefix);
        let namespaces = self.prefixes.get(prefix);
        self.tree.elements.push(Element {
            namespace: namespaces.and_then(|uris| uris.last().cloned()),
            name,
            attributes,
            inner: range.end..range.end,
            outer: range.clone(),
            children: Vec::new(),
        });
        self.open.push(index);
        if is_empty {
            self.close(range.end..range.end);
        }
        Ok(())
    }

    fn attributes(&mut self, tag: &BytesStart<'_>, start: usize) -> Vec<Attribute> {
        // What quick-xml gives are slices of the tag: how far into it they begin is their place.
        let content = start + 1;
        let begin = tag.as_ptr() as usize;
        let range = |part: &[u8]| {
            let from = content + (part.as_ptr() as usize).saturating_sub(begin);
            from..from + part.len()
        };
        let mut attributes = Vec::new();
        for attribute in tag.attributes().with_checks(false) {
            match attribute {
                Ok(attribute) => {
                    let value = range(&attribute.value);
                    for (place, message) in unresolved(self.text.as_str(), value.clone()) {
                        self.fault(FaultKind::Xml, place, message);
                    }
                    attributes.push(Attribute {
                        name: range(attribute.key.into_inner()),
                        value,
                    });
                }
                Err(error) => {
                    let place = start..content + tag.len();
                    self.fault(FaultKind::Xml, place, attribute_fault(&error));
                    break;
                }
            }
        }
        attributes
    }

    fn check_prefix(&mut self, name: Range<usize>) {
        let text: &'t str = self.text.as_str();
        let Some((prefix, local)) = text.get(name.clone()).unwrap_or_default().split_once(':')
        else {
            return;
        };
        let is_declared = matches!(prefix, "xml" | "xmlns")
            || self
                .prefixes
                .get(prefix)
                .is_some_and(|uris| !uris.is_empty());
        if !is_declared {
            let place = name.start..name.start + prefix.len();
            self.fault(
                FaultKind::Prefix,
                place,
                format!("the prefix `{prefix}` is not declared: write `{local}`"),
            );
        }
    }

    pub(super) fn end(&mut self, name: &str, range: Range<usize>) {
        let is_it = |builder: &Self, index: &usize| builder.name(*index) == name;
        match self.open.iter().rposition(|index| is_it(self, index)) {
            Some(nth) => {
                while self.open.len() > nth + 1 {
                    self.unclosed(range.start);
                }
                self.close(range);
            }
            // Whoever wrote it meant the element that is open.
            None => {
                let message = match self.open.last() {
                    Some(open) => format!(
                        "`</{name}>` does not end `<{0}>`: write `</{0}>`",
                        self.name(*open)
                    ),
                    None => format!("`</{name}>` ends nothing: remove it"),
                };
                self.broken(range.clone(), message);
                if !self.open.is_empty() {
                    self.close(range);
                }
            }
        }
    }

    fn unclosed(&mut self, at: usize) {
        if let Some(index) = self.open.last() {
            let name = self.name(*index).to_owned();
            let tag = self
                .tree
                .elements
                .get(*index)
                .map(|e| e.outer.start..e.inner.start);
            self.broken(
                tag.unwrap_or_default(),
                format!("`<{name}>` is not closed: write `</{name}>`"),
            );
        }
        self.close(at..at);
    }

    /// Ends the element that is open with an end tag.
    fn close(&mut self, tag: Range<usize>) {
        let text: &'t str = self.text.as_str();
        let Some(element) = self
            .open
            .pop()
            .and_then(|index| self.tree.elements.get_mut(index))
        else {
            return;
        };
        element.inner.end = tag.start.max(element.inner.start);
        element.outer.end = tag.end;
        for (prefix, _) in declared(text, &element.attributes) {
            if let Some(uris) = self.prefixes.get_mut(prefix) {
                uris.pop();
            }
        }
    }

    pub(super) fn finish(&mut self, at: usize) {
        while !self.open.is_empty() {
            self.unclosed(at);
        }
    }
}

/// The namespace prefixes that attributes declare, with the place of what each stands for. The default namespace has none.
fn declared<'t>(text: &'t str, attributes: &[Attribute]) -> Vec<(&'t str, Range<usize>)> {
    let declared = attributes.iter().filter_map(|attribute| {
        let name = text.get(attribute.name.clone())?;
        let prefix = match name {
            "xmlns" => "",
            _ => name.strip_prefix("xmlns:")?,
        };
        Some((prefix, attribute.value.clone()))
    });
    declared.collect()
}

/// What is wrong with an attribute, and what to write.
fn attribute_fault(error: &AttrError) -> &'static str {
    match error {
        AttrError::ExpectedEq(_) => "an attribute has no value: write `name=\"value\"`",
        AttrError::ExpectedValue(_) => {
            "an attribute has nothing behind its `=`: write a value in quotes"
        }
        AttrError::UnquotedValue(_) => {
            "the value of an attribute is not in straight quotes: write `\"` around it"
        }
        AttrError::ExpectedQuote(..) => "the value of an attribute has no closing quote: write it",
        AttrError::Duplicated(..) => "an attribute is there twice: remove one",
    }
}
