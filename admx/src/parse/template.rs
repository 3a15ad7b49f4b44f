//! Reads an ADMX file: its namespaces, categories, requirements and policies.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use csp_source::{Code, Diagnostic};
use roxmltree::Node as Element;

use super::reader::{Attribute, Reader, children, owned};
use crate::codes;
use crate::fold::fold;
use crate::model::{CategoryData, FileData, Link, Namespace, Support};

const CHILDREN: [&str; 7] = [
    "policyNamespaces",
    "supersededAdm",
    "annotation",
    "resources",
    "supportedOn",
    "categories",
    "policies",
];

impl Reader<'_> {
    /// Reads the file. Its parts may come in any order, and all may be absent: Microsoft's own sample of an ingested file has categories and policies
    /// alone.
    pub(super) fn template(mut self, root: Element<'_, '_>) -> FileData {
        let [revision, _schema_version] = self.attributes(root, ["revision", "schemaVersion"]);
        let mut file = FileData::new(Arc::clone(self.source));
        file.revision = owned(revision.as_ref());
        for (name, child) in children(root) {
            match name {
                "policyNamespaces" => self.namespaces(child, &mut file),
                "resources" => {
                    let [revision, fallback] =
                        self.attributes(child, ["minRequiredRevision", "fallbackCulture"]);
                    file.min_required_revision = owned(revision.as_ref());
                    file.fallback_culture = owned(fallback.as_ref());
                }
                "supportedOn" => self.supported(child, &mut file),
                "categories" => self.categories(child, &mut file),
                "policies" => self.policies(child, &mut file),
                "supersededAdm" | "annotation" => {}
                _ => self.unknown(child, &CHILDREN),
            }
        }
        file
    }

    fn namespaces(&mut self, parent: Element<'_, '_>, file: &mut FileData) {
        for (name, child) in children(parent) {
            match name {
                "target" => {
                    let namespace = self.namespace(child);
                    self.once(&mut file.target, child, namespace);
                }
                "using" => file.using.extend(self.namespace(child)),
                _ => self.unknown(child, &["target", "using"]),
            }
        }
    }

    fn namespace(&mut self, element: Element<'_, '_>) -> Option<Namespace> {
        let [prefix, namespace] = self.attributes(element, ["prefix", "namespace"]);
        let prefix = self.required(element, "prefix", prefix);
        let namespace = self.required(element, "namespace", namespace);
        Some(Namespace {
            prefix: prefix?.owned(),
            uri: namespace?.owned(),
        })
    }

    fn supported(&mut self, parent: Element<'_, '_>, file: &mut FileData) {
        for (name, child) in children(parent) {
            match name {
                "definitions" => {
                    for (name, child) in children(child) {
                        match name {
                            "definition" => self.support(child, file),
                            _ => self.unknown(child, &["definition"]),
                        }
                    }
                }
                // Which products there are, nothing that a device is told depends on.
                "products" => {}
                _ => self.unknown(child, &["definitions", "products"]),
            }
        }
    }

    fn support(&mut self, element: Element<'_, '_>, file: &mut FileData) {
        let [name, display_name] = self.attributes(element, ["name", "displayName"]);
        let Some(name) = self.name(element, "name", name) else {
            return;
        };
        // Of two with one name the first is taken, as of categories; nothing but a text for people hangs on it.
        if let Entry::Vacant(place) = file.support_names.entry(fold(name.value)) {
            place.insert(file.support.len());
            file.support.push(Support {
                display_name: display_name.map(|text| text.reference()),
            });
        }
    }

    fn categories(&mut self, parent: Element<'_, '_>, file: &mut FileData) {
        for (name, child) in children(parent) {
            match name {
                "category" => self.category(child, file),
                _ => self.unknown(child, &["category"]),
            }
        }
    }

    fn category(&mut self, element: Element<'_, '_>, file: &mut FileData) {
        let [name, display_name, explain_text] =
            self.attributes(element, ["name", "displayName", "explainText"]);
        let mut parent = None;
        for (name, child) in children(element) {
            match name {
                "parentCategory" => {
                    let reference = self.reference(child);
                    self.once(&mut parent, child, reference);
                }
                "annotation" | "keywords" | "seeAlso" => {}
                _ => self.unknown(child, &["parentCategory"]),
            }
        }
        let Some(name) = self.name(element, "name", name) else {
            return;
        };
        let at = file.categories.len();
        let first = first_of(&mut file.category_names, &name, at);
        if let Some(first) = first.and_then(|first| file.categories.get(first)) {
            let span = first.span.clone();
            self.duplicate(&codes::DUPLICATE_CATEGORY, &name, span);
            return;
        }
        file.categories.push(CategoryData {
            name: name.owned(),
            span: name.span,
            display_name: display_name.map(|text| text.reference()),
            explain_text: explain_text.map(|text| text.reference()),
            parent,
            link: Link::Nowhere,
        });
    }

    fn policies(&mut self, parent: Element<'_, '_>, file: &mut FileData) {
        for (name, child) in children(parent) {
            if name != "policy" {
                self.unknown(child, &["policy"]);
                continue;
            }
            let Some(policy) = self.policy(child) else {
                continue;
            };
            let name = Attribute {
                value: &policy.name,
                span: policy.span.clone(),
            };
            let at = file.policies.len();
            let first = first_of(&mut file.policy_names, &name, at);
            if let Some(first) = first.and_then(|first| file.policies.get(first)) {
                let span = first.span.clone();
                self.duplicate(&codes::DUPLICATE_POLICY, &name, span);
                continue;
            }
            file.policies.push(policy);
        }
    }

    fn duplicate(
        &mut self,
        code: &'static Code,
        name: &Attribute<'_>,
        first: std::ops::Range<usize>,
    ) {
        let message = format!("`{}` is the name of another one in this file", name.value);
        let diagnostic = Diagnostic::new(code, self.source, name.span.clone(), message);
        self.push(diagnostic.with_related(self.source, first, "the first one is here"));
    }
}

/// The place of what has this name already; otherwise the name is noted for `at`.
fn first_of(names: &mut BTreeMap<String, usize>, name: &Attribute<'_>, at: usize) -> Option<usize> {
    match names.entry(fold(name.value)) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(place) => {
            place.insert(at);
            None
        }
    }
}
