//! Reads the `DFProperties` of a node: OMA's here, Microsoft's in `microsoft`.

use std::ops::Range;

use roxmltree::Node as Element;

use super::element::{tag_span, text_span};
use super::reader::Reader;
use crate::codes;
use crate::model::{Access, CaseSense, Format, NodeData, Occurrence, Operation, Scope};

const KNOWN: &[&str] = &[
    // OMA's.
    "AccessType",
    "CaseSense",
    "DFFormat",
    "DFTitle",
    "DFType",
    "DefaultValue",
    "Description",
    "Occurrence",
    "Scope",
    // Microsoft's.
    "AllowedValues",
    "Applicability",
    "AtomicRequired",
    "CommonErrorResults",
    "ConflictResolution",
    "DependencyBehavior",
    "Deprecated",
    "DynamicNodeNaming",
    "GpMapping",
    "RebootBehavior",
    "ReplaceBehavior",
];

/// What a file says about a property that every node must have.
pub(super) enum Stated<T> {
    /// Nothing; the span is that of the empty element, where there is one.
    Missing(Option<Range<usize>>),
    /// Something that was reported as an error.
    Faulty,
    Given(T),
}

/// The two properties whose meaning depends on what else the node has.
pub(super) struct Essentials {
    pub(super) format: Stated<Format>,
    pub(super) access: Stated<Access>,
}

impl Reader<'_> {
    pub(super) fn properties(
        &mut self,
        element: Element<'_, '_>,
        node: &mut NodeData,
    ) -> Essentials {
        let mut essentials = Essentials {
            format: Stated::Missing(None),
            access: Stated::Missing(None),
        };
        for (name, child) in self.children(element, KNOWN, &[]) {
            match name {
                "AccessType" => essentials.access = self.access(child),
                "DFFormat" => essentials.format = self.format(child),
                "DefaultValue" => {
                    node.default_value = Some(self.text(child));
                    node.default_span = Some(text_span(self.source, child));
                }
                "Description" => node.description = Some(self.text(child)),
                "Occurrence" => node.occurrence = self.occurrence(child),
                "Scope" => {
                    let scope =
                        self.choice(child, &codes::UNKNOWN_SCOPE, &Scope::NAMES, &[], |word| {
                            Scope::from_name(&word.text)
                        });
                    node.scope = scope.unwrap_or_default();
                }
                "CaseSense" => {
                    node.case_sense = self.choice(
                        child,
                        &codes::UNKNOWN_CASE,
                        &CaseSense::NAMES,
                        &[],
                        |word| CaseSense::from_name(&word.text),
                    );
                }
                "DFType" => self.df_type(child, node),
                "DFTitle" => {}
                extension => {
                    self.microsoft(extension, child, node.microsoft.get_or_insert_default())
                }
            }
        }
        essentials
    }

    fn access(&mut self, element: Element<'_, '_>) -> Stated<Access> {
        let mut access = Access::EMPTY;
        let mut is_faulty = false;
        for child in element.children().filter(Element::is_element) {
            let name = child.tag_name().name();
            match Operation::from_name(name) {
                Some(operation) => access = access.with(operation),
                None => {
                    is_faulty = true;
                    let message = format!("{} `{name}`", codes::UNKNOWN_OPERATION.summary());
                    let help = codes::UNKNOWN_OPERATION.help();
                    let help =
                        csp_source::help(name, &Operation::NAMES, &Operation::SYNONYMS, help);
                    let diagnostic = self
                        .fault(&codes::UNKNOWN_OPERATION, child, message)
                        .with_help(help);
                    self.push(diagnostic);
                }
            }
        }
        match (is_faulty, access.is_empty()) {
            (true, _) => Stated::Faulty,
            (false, true) => Stated::Missing(Some(tag_span(self.source, element))),
            (false, false) => Stated::Given(access),
        }
    }

    fn format(&mut self, element: Element<'_, '_>) -> Stated<Format> {
        if !element.has_children() {
            return Stated::Missing(Some(tag_span(self.source, element)));
        }
        let format = self.choice(
            element,
            &codes::UNKNOWN_FORMAT,
            &Format::NAMES,
            &Format::SYNONYMS,
            |word| Format::from_name(&word.text),
        );
        format.map_or(Stated::Faulty, Stated::Given)
    }

    fn occurrence(&mut self, element: Element<'_, '_>) -> Occurrence {
        let occurrence = self.choice(
            element,
            &codes::UNKNOWN_OCCURRENCE,
            &Occurrence::NAMES,
            &[],
            |word| {
                let n = if word.inner.is_empty() {
                    None
                } else {
                    Some(word.inner.parse().ok()?)
                };
                Occurrence::from_name(&word.text, n)
            },
        );
        occurrence.unwrap_or_default()
    }

    fn df_type(&mut self, element: Element<'_, '_>, node: &mut NodeData) {
        for (name, child) in self.children(element, &["MIME", "DDFName"], &["MIME"]) {
            let text = self.text(child);
            match name {
                _ if text.trim().is_empty() => {}
                "MIME" => node.mimes.push(text),
                _ => node.ddf_name = Some(text),
            }
        }
    }
}
