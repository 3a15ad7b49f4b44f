//! What reading any element needs: its known children, its text, and a place for what is wrong with it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use csp_source::{Code, Diagnostic, Faults, Report, Source, plain_text, written_name};
use roxmltree::Node as Element;

use super::element::{attribute, is_ddf_namespace, tag_span};
use crate::codes;
use crate::kind::DDF;
use crate::model::{Document, Extension, Head, MAX_URI, NodeData, uri};

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

impl<'r> Reader<'r> {
    pub(super) fn new(source: &'r Arc<Source>, report: &'r mut Report) -> Self {
        Self {
            source,
            nodes: Vec::new(),
            faults: Faults::new(report, &DDF),
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
        match self.here() {
            Some(uri) => diagnostic.with_node(uri),
            None => diagnostic,
        }
    }

    /// The URI of the node that is being read, unless it is too long to be one.
    fn here(&self) -> Option<String> {
        let Here {
            parent,
            base,
            segment,
        } = self.here.as_ref()?;
        let above = match parent {
            Some(parent) if self.nodes.get(*parent as usize)?.uri_length > MAX_URI => return None,
            Some(parent) => Some(uri(&self.nodes, *parent)),
            None => base.clone(),
        };
        Some(above.map_or_else(|| segment.clone(), |above| format!("{above}/{segment}")))
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    /// The child elements with the names by which a DDF knows them. `known` are the names that may
    /// stand here, `repeatable` those of them that may stand here more than once; any other element
    /// becomes an extension.
    pub(super) fn children<'x>(
        &mut self,
        parent: Element<'x, 'x>,
        known: &[&'static str],
        repeatable: &[&str],
    ) -> Vec<(&'static str, Element<'x, 'x>)> {
        let mut children = Vec::new();
        // By the places of their names among the known ones.
        let mut first = vec![None; known.len()];
        for child in parent.children().filter(|child| child.is_element()) {
            let name = child.tag_name().name();
            let place = known.iter().position(|known| *known == name);
            let Some(place) = place.filter(|_| !self.is_of_another_vendor(child)) else {
                self.unknown(child, known);
                continue;
            };
            let name = known[place];
            self.require_namespace(child);
            if !repeatable.contains(&name) {
                if let Some(earlier) = first[place] {
                    let message = format!("`{name}` is given twice");
                    let span = |element| tag_span(self.source, element);
                    let diagnostic = self
                        .fault_at(&codes::REPEATED_ELEMENT, span(child), message)
                        .with_related(self.source, span(earlier), "the first one is here");
                    self.push(diagnostic);
                    continue;
                }
                first[place] = Some(child);
            }
            children.push((name, child));
        }
        children
    }

    /// Whether an element has a prefix and a namespace that are neither OMA's nor Microsoft's.
    fn is_of_another_vendor(&self, element: Element<'_, '_>) -> bool {
        if is_ddf_namespace(element.tag_name().namespace()) {
            return false;
        }
        let prefix = written_name(self.source, element)
            .split_once(':')
            .map(|(prefix, _)| prefix);
        !matches!(prefix, None | Some("MSFT"))
    }

    /// Reports a known element in a foreign namespace, once for each namespace: the default one, or
    /// that of `MSFT`, is declared wrongly, and then every element of it is wrong.
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
        let help = csp_source::help(name, known, &[], codes::UNKNOWN_ELEMENT.help());
        let message = format!("unknown element `{}`", extension.name);
        let diagnostic = self
            .fault(&codes::UNKNOWN_ELEMENT, element, message)
            .with_help(help);
        self.push(diagnostic);
        self.extensions.push(extension);
    }

    /// The element as it is written.
    pub(super) fn keep(&self, element: Element<'_, '_>) -> Extension {
        let span = element.range();
        let xml = self
            .source
            .text()
            .get(span.clone())
            .unwrap_or("")
            .to_owned();
        Extension {
            name: written_name(self.source, element).to_owned(),
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
