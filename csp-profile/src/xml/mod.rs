//! XML as people write it: a tree with places that half-wrong files have too, and several roots.
//!
//! It is built from `quick-xml`'s events: `roxmltree` refuses as a whole what a linter has to read, a second root, an end tag that does not fit, a
//! prefix that nobody declared, and gives no place for the parts of a text.

mod nesting;
mod parse;
mod reference;

use std::ops::Range;

pub(crate) use parse::parse;

use crate::text::{Place, Text};

/// How deep elements may be nested.
pub(crate) const MAX_DEPTH: usize = 128;

/// How many elements a file may have.
pub(crate) const MAX_ELEMENTS: usize = 2_000_000;

/// The elements of a text, which may be one inside of a value. Ranges count in it.
pub(crate) struct Tree<'t> {
    text: &'t Text,
    elements: Vec<Element>,
    roots: Vec<Child>,
    comments: Vec<Range<usize>>,
    /// The elements that are open where the text ends, outermost first.
    unclosed: Vec<usize>,
}

struct Element {
    name: Range<usize>,
    /// What names its namespace.
    namespace: Option<Range<usize>>,
    attributes: Vec<Attribute>,
    outer: Range<usize>,
    inner: Range<usize>,
    children: Vec<Child>,
}

struct Attribute {
    name: Range<usize>,
    value: Range<usize>,
}

/// What stands in an element, or beside the roots.
enum Child {
    Element(usize),
    /// Text that says what it says.
    Text(Range<usize>),
    /// What is inside of a CDATA section.
    CData(Range<usize>),
    /// An entity or a character, and its reference.
    Reference(Range<usize>, char),
    /// A processing instruction.
    Instruction,
}

/// An element in its tree.
#[derive(Clone, Copy)]
pub(crate) struct Node<'t> {
    tree: &'t Tree<'t>,
    element: &'t Element,
}

impl<'t> Tree<'t> {
    /// The elements with nothing around them.
    pub(crate) fn roots(&'t self) -> impl Iterator<Item = Node<'t>> {
        self.nodes(&self.roots)
    }

    /// What stands in comments.
    pub(crate) fn comments(&'t self) -> impl Iterator<Item = Text> {
        let comments = self.comments.iter();
        comments.map(|range| self.text.slice(range.clone()))
    }

    /// The places of text beside the roots.
    pub(crate) fn stray_text(&'t self) -> impl Iterator<Item = Place> {
        self.stray(&self.roots)
    }

    /// The names of the elements that have no end, outermost first.
    pub(crate) fn unclosed(&'t self) -> impl Iterator<Item = &'t str> {
        let nodes = self.unclosed.iter().filter_map(|index| self.node(*index));
        nodes.map(Node::name)
    }

    fn nodes(&'t self, children: &'t [Child]) -> impl Iterator<Item = Node<'t>> {
        children.iter().filter_map(|child| match child {
            Child::Element(index) => self.node(*index),
            _ => None,
        })
    }

    fn node(&'t self, index: usize) -> Option<Node<'t>> {
        let element = self.elements.get(index)?;
        Some(Node {
            tree: self,
            element,
        })
    }

    /// Text between one element and the next is one, whatever comments are in it.
    fn stray(&'t self, children: &'t [Child]) -> impl Iterator<Item = Place> {
        let runs = children.split(|child| matches!(child, Child::Element(_)));
        runs.filter_map(|run| {
            let mut places = run.iter().filter_map(|child| self.text_place(child));
            let first = places.next()?;
            let last = places.next_back().unwrap_or_else(|| first.clone());
            Some(first.start..last.end)
        })
    }

    /// Where there is more than white space.
    fn text_place(&self, child: &Child) -> Option<Place> {
        match child {
            Child::Text(range) | Child::CData(range) => {
                let text = self.text.slice(range.clone()).trimmed();
                (!text.as_str().is_empty()).then(|| text.place())
            }
            Child::Reference(range, _) => Some(self.text.place_of(range.clone())),
            Child::Element(_) | Child::Instruction => None,
        }
    }
}

impl<'t> Node<'t> {
    /// The name without its prefix.
    pub(crate) fn name(self) -> &'t str {
        let name = self
            .tree
            .text
            .as_str()
            .get(self.element.name.clone())
            .unwrap_or_default();
        local(name)
    }

    /// Its namespace, where one is declared.
    pub(crate) fn namespace(self) -> Option<&'t str> {
        let range = self.element.namespace.clone()?;
        self.tree.text.as_str().get(range)
    }

    /// Where the name stands, with its prefix.
    pub(crate) fn name_text(self) -> Text {
        self.tree.text.slice(self.element.name.clone())
    }

    /// All of it, tags included.
    pub(crate) fn place(self) -> Place {
        self.tree.text.place_of(self.element.outer.clone())
    }

    /// The start tag.
    pub(crate) fn tag_place(self) -> Place {
        let tag = self.element.outer.start..self.element.inner.start;
        self.tree.text.place_of(tag)
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Node<'t>> {
        self.tree.nodes(&self.element.children)
    }

    /// The first child of a name.
    pub(crate) fn child(self, name: &str) -> Option<Node<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// Whether anything else than text and CDATA is in it.
    pub(crate) fn has_markup(self) -> bool {
        let is_markup = |child: &Child| matches!(child, Child::Element(_) | Child::Instruction);
        self.element.children.iter().any(is_markup)
    }

    /// Whether a part of its text is CDATA.
    pub(crate) fn has_cdata(self) -> bool {
        self.element
            .children
            .iter()
            .any(|child| matches!(child, Child::CData(_)))
    }

    /// Its own text, without that of the elements in it.
    pub(crate) fn text(self) -> Text {
        let mut text = Text::default();
        for child in &self.element.children {
            match child {
                Child::Text(range) | Child::CData(range) => {
                    text.push_lines(self.tree.text, range.clone());
                }
                Child::Reference(range, c) => {
                    let place = self.tree.text.place_of(range.clone());
                    text.push_replaced(c.encode_utf8(&mut [0; 4]), place);
                }
                Child::Element(_) | Child::Instruction => {}
            }
        }
        if text.as_str().is_empty() {
            let start = self.element.inner.start;
            text.push_slice(self.tree.text, start..start);
        }
        text
    }

    /// What is between its tags, as it stands there.
    pub(crate) fn content(self) -> Text {
        let mut text = Text::default();
        text.push_lines(self.tree.text, self.element.inner.clone());
        text
    }

    /// The places of its own text.
    pub(crate) fn stray_text(self) -> impl Iterator<Item = Place> {
        self.tree.stray(&self.element.children)
    }

    /// The attributes that declare no namespace: names without their prefix.
    pub(crate) fn attributes(self) -> impl Iterator<Item = (Text, Text)> {
        let text = self.tree.text;
        self.element.attributes.iter().filter_map(move |attribute| {
            let name = text
                .as_str()
                .get(attribute.name.clone())
                .unwrap_or_default();
            if name == "xmlns" || name.starts_with("xmlns:") {
                return None;
            }
            let start = attribute.name.end - local(name).len();
            let name = text.slice(start..attribute.name.end);
            Some((name, reference::unescaped(text, attribute.value.clone())))
        })
    }

    pub(crate) fn attribute(self, name: &str) -> Option<Text> {
        let mut attributes = self.attributes();
        attributes.find_map(|(found, value)| (found.as_str() == name).then_some(value))
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or_default()
}

/// Text for an element or an attribute: white space that a reader would change is a reference too.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#x9;"),
            '\n' => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            c => out.push(c),
        }
    }
    out
}
