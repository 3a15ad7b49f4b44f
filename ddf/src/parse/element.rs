//! What reading any element needs: its children, its text, its words, and a place for what is wrong with it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use roxmltree::Node as Element;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Report};
use crate::faults::Faults;
use crate::model::{Document, Extension, Head, NodeData, uri};
use crate::source::Source;
use crate::suggest;
use crate::xml::MICROSOFT;

/// Reads the elements of one document.
pub(super) struct Reader<'r> {
    pub(super) source: &'r Arc<Source>,
    pub(super) nodes: Vec<NodeData>,
    faults: Faults<'r>,
    /// The node that is being read, for diagnostics.
    pub(super) here: Option<Here>,
    /// The unknown elements of what is being read.
    pub(super) extensions: Vec<Extension>,
    /// The namespaces that are not those of a DDF and were already reported.
    foreign: BTreeSet<String>,
}

/// Where a node stands that is not yet among the nodes.
pub(super) struct Here {
    pub(super) parent: Option<u32>,
    pub(super) base: Option<String>,
    pub(super) segment: String,
}

/// A value that is written as a word: the name of an empty child element, or plain text.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Range<usize>,
    pub(super) is_element: bool,
    /// The text inside the child element: the N of `ZeroOrN`.
    pub(super) inner: String,
}

impl<'r> Reader<'r> {
    pub(super) fn new(source: &'r Arc<Source>, report: &'r mut Report) -> Self {
        Self {
            source,
            nodes: Vec::new(),
            faults: Faults::new(report),
            here: None,
            extensions: Vec::new(),
            foreign: BTreeSet::new(),
        }
    }

    pub(super) fn finish(self, head: Head) -> Document {
        Document::new(
            Arc::clone(self.source),
            head,
            self.nodes,
            self.faults.has_errors(),
        )
    }

    /// A diagnostic at the start tag of `element`.
    pub(super) fn fault(
        &self,
        code: &'static Code,
        element: Element<'_, '_>,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.fault_at(code, tag_span(self.source, element), message)
    }

    /// A diagnostic at `span`, in the node that is being read.
    pub(super) fn fault_at(
        &self,
        code: &'static Code,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let diagnostic = Diagnostic::new(code, self.source, span, message);
        let Some(Here {
            parent,
            base,
            segment,
        }) = &self.here
        else {
            return diagnostic;
        };
        let above = parent
            .map(|parent| uri(&self.nodes, parent))
            .or_else(|| base.clone());
        diagnostic.with_node(match above {
            Some(above) => format!("{above}/{segment}"),
            None => segment.clone(),
        })
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    /// The child elements with the names by which a DDF knows them. `known` are the names that
    /// may stand here, `repeatable` those of them that may stand here more than once; any other element becomes an
    /// extension.
    pub(super) fn children<'x>(
        &mut self,
        parent: Element<'x, 'x>,
        known: &[&'static str],
        repeatable: &[&str],
    ) -> Vec<(&'static str, Element<'x, 'x>)> {
        let mut children = Vec::new();
        let mut first: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        for child in parent.children().filter(|child| child.is_element()) {
            let name = child.tag_name().name();
            let Some(name) = known.iter().find(|known| **known == name) else {
                self.unknown(child, known);
                continue;
            };
            self.require_namespace(child);
            if !repeatable.contains(name) {
                let span = tag_span(self.source, child);
                if let Some(earlier) = first.get(name) {
                    let message = format!("`{name}` is given twice");
                    let diagnostic = self
                        .fault_at(&codes::REPEATED_ELEMENT, span, message)
                        .with_related(self.source, earlier.clone(), "the first one is here");
                    self.push(diagnostic);
                    continue;
                }
                first.insert(name, span);
            }
            children.push((*name, child));
        }
        children
    }

    /// Reports a known element in a foreign namespace, once for each namespace: most likely the
    /// prefix is bound to a wrong name, and then every element of it is wrong.
    fn require_namespace(&mut self, element: Element<'_, '_>) {
        let namespace = element.tag_name().namespace();
        if !is_ddf_namespace(namespace)
            && self
                .foreign
                .insert(namespace.unwrap_or_default().to_owned())
        {
            let diagnostic = super::wrong_namespace(self.source, element);
            self.push(diagnostic);
        }
    }

    /// Keeps an unknown element, with a warning.
    fn unknown(&mut self, element: Element<'_, '_>, known: &[&'static str]) {
        let extension = self.keep(element);
        let name = element.tag_name().name();
        let help = suggest::help(name, known, &[], codes::UNKNOWN_ELEMENT.help());
        let message = format!("unknown element `{}`", extension.name);
        let diagnostic = self
            .fault(&codes::UNKNOWN_ELEMENT, element, message)
            .with_help(help);
        self.push(diagnostic);
        self.extensions.push(extension);
    }

    /// The element as it is written.
    fn keep(&self, element: Element<'_, '_>) -> Extension {
        let span = element.range();
        let xml = self
            .source
            .text()
            .get(span.clone())
            .unwrap_or("")
            .to_owned();
        let name = xml
            .get(1..)
            .unwrap_or("")
            .split(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))
            .next();
        Extension {
            name: name.unwrap_or("").to_owned(),
            xml,
            span,
        }
    }

    /// The text of an element, as it is written.
    pub(super) fn text(&mut self, element: Element<'_, '_>) -> String {
        if let Some(markup) = element.children().find(Element::is_element) {
            let message = format!("markup in the text of `{}`", element.tag_name().name());
            let diagnostic = self.fault(&codes::MARKUP_IN_TEXT, markup, message);
            self.push(diagnostic);
        }
        plain_text(element).into_owned()
    }

    /// The word that an element holds; `None` when it is empty.
    pub(super) fn word(&mut self, element: Element<'_, '_>) -> Option<Word> {
        let mut choices = element.children().filter(Element::is_element);
        let Some(choice) = choices.next() else {
            let text = plain_text(element).trim().to_owned();
            let span = text_span(self.source, element);
            return (!text.is_empty()).then_some(Word {
                text,
                span,
                is_element: false,
                inner: String::new(),
            });
        };
        if let Some(second) = choices.next() {
            let name = element.tag_name().name();
            let (first, other) = (choice.tag_name().name(), second.tag_name().name());
            let diagnostic = self
                .fault(
                    &codes::SEVERAL_CHOICES,
                    second,
                    format!("`{name}` has both `{first}` and `{other}`"),
                )
                .with_related(
                    self.source,
                    tag_span(self.source, choice),
                    "the first one is here",
                );
            self.push(diagnostic);
        }
        Some(Word {
            text: choice.tag_name().name().to_owned(),
            span: tag_span(self.source, choice),
            is_element: true,
            inner: plain_text(choice).trim().to_owned(),
        })
    }

    /// The value of a property that OMA's DDF writes as an empty element: `<Scope><Dynamic/></Scope>`.
    pub(super) fn choice<T>(
        &mut self,
        element: Element<'_, '_>,
        code: &'static Code,
        names: &[&'static str],
        synonyms: &[(&str, &'static str)],
        read: impl Fn(&Word) -> Option<T>,
    ) -> Option<T> {
        let word = self.word(element)?;
        if word.is_element {
            if let Some(value) = read(&word) {
                return Some(value);
            }
        }
        let Word {
            text,
            span,
            is_element,
            inner,
        } = word;
        let property = element.tag_name().name();
        let help = suggest::help(&text, names, synonyms, code.help());
        let (message, help) = match names.contains(&text.as_str()) {
            true if is_element => (
                format!("`{text}` does not take `{inner}`"),
                code.help().to_owned(),
            ),
            true => (
                format!("`{property}` holds the text `{text}` and not an element"),
                format!("write `<{property}><{text}/></{property}>`"),
            ),
            false => (format!("{} `{text}`", code.summary()), help),
        };
        let diagnostic = self.fault_at(code, span, message).with_help(help);
        self.push(diagnostic);
        None
    }

    /// The value of an extension that is written as a word, either way; an unknown one is kept.
    pub(super) fn extension_word<T>(
        &mut self,
        element: Element<'_, '_>,
        names: &[&'static str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let word = self.word(element)?;
        let value = read(&word.text);
        if value.is_none() {
            self.unknown_choice(element, word.span, &word.text, names);
        }
        value
    }

    /// Reports an unknown value of an extension and keeps the extension as it is written.
    pub(super) fn unknown_choice(
        &mut self,
        element: Element<'_, '_>,
        span: Range<usize>,
        word: &str,
        names: &[&'static str],
    ) {
        let property = element.tag_name().name();
        let help = format!(
            "the values are {}; {}",
            names.join(", "),
            codes::UNKNOWN_CHOICE.help()
        );
        let help = suggest::help(word, names, &[], &help);
        let message = format!("unknown value `{word}` of `{property}`");
        let diagnostic = self
            .fault_at(&codes::UNKNOWN_CHOICE, span, message)
            .with_help(help);
        self.push(diagnostic);
        let extension = self.keep(element);
        self.extensions.push(extension);
    }

    /// An attribute that must be there.
    pub(super) fn attribute(&mut self, element: Element<'_, '_>, name: &str) -> Option<String> {
        let value = attribute(element, name);
        if value.is_none() {
            let message = format!("`{}` has no attribute `{name}`", element.tag_name().name());
            let diagnostic = self.fault(&codes::MISSING_ATTRIBUTE, element, message);
            self.push(diagnostic);
        }
        value.map(str::to_owned)
    }
}

/// Whether elements in this namespace are those of a DDF. OMA's have none, or one of SyncML's in a
/// prefixed tree; Microsoft's schema and the manifest around LAPS name their own.
pub(super) fn is_ddf_namespace(namespace: Option<&str>) -> bool {
    let Some(namespace) = namespace else {
        return true;
    };
    namespace == MICROSOFT
        || [
            "syncml:",
            "urn:microsoft.compplat/",
            "http://tempuri.org/dm_ddf",
        ]
        .iter()
        .any(|known| {
            namespace
                .get(..known.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(known))
        })
}

/// The attribute of this name; Microsoft's have no namespace.
pub(super) fn attribute<'x>(element: Element<'x, '_>, name: &str) -> Option<&'x str> {
    element
        .attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// The text of an element and of what is in it.
pub(super) fn plain_text<'x>(element: Element<'x, '_>) -> Cow<'x, str> {
    match (element.first_child(), element.last_child()) {
        (None, _) => Cow::Borrowed(""),
        (Some(first), Some(last)) if first == last && first.is_text() => {
            Cow::Borrowed(first.text().unwrap_or(""))
        }
        _ => Cow::Owned(
            element
                .descendants()
                .filter(Element::is_text)
                .filter_map(|text| text.text())
                .collect(),
        ),
    }
}

/// The bytes of an element's start tag.
pub(super) fn tag_span(source: &Source, element: Element<'_, '_>) -> Range<usize> {
    let range = element.range();
    let length = source
        .text()
        .get(range.clone())
        .and_then(|xml| xml.find('>'))
        .map_or(0, |end| end + 1);
    range.start..range.start + length
}

/// The bytes of an element's text without the space around it; of its start tag, where it is empty.
pub(super) fn text_span(source: &Source, element: Element<'_, '_>) -> Range<usize> {
    let Some(first) = element.first_child().filter(Element::is_text) else {
        return tag_span(source, element);
    };
    let range = first.range();
    let Some(raw) = source.text().get(range.clone()) else {
        return range;
    };
    let start = range.start + (raw.len() - raw.trim_start().len());
    if raw.trim().is_empty() {
        tag_span(source, element)
    } else {
        start..start + raw.trim().len()
    }
}
