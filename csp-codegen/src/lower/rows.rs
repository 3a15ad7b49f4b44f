//! The rows of the schema table: the facts of each node, put where the runtime looks for them.

use ddf::{CaseSense, Format, Node, Operation, ReplaceBehavior};

use super::Csp;
use super::class::Classes;
use crate::ir::{Fact, Row, Tree};

/// The schema of a CSP.
pub(super) fn tree<'m>(
    csp: &Csp<'m>,
    classes: &Classes,
    constants: &[Vec<(usize, String)>],
) -> Tree<'m> {
    let mut roots = Vec::new();
    let mut rows = Vec::with_capacity(csp.nodes.len());
    for (row, node) in (0..=u16::MAX).zip(csp.nodes.iter().copied()) {
        if node.is_root() {
            let uri = node.uri();
            let parent = uri.rsplit_once('/').map_or(".", |(parent, _)| parent);
            roots.push((parent.to_owned(), row));
        }
        rows.push(Row {
            name: node.label(),
            dynamic: node.is_dynamic(),
            parent: csp.parents[usize::from(row)],
            end: csp.ends[usize::from(row)],
            class: classes.of[usize::from(row)],
            format: node.format(),
            verbs: verbs(node),
            occurrence: node.occurrence(),
            scope: node.scope(),
            default: node.default_value(),
            allowed: node.allowed_values(),
            constants: constants[usize::from(classes.of[usize::from(row)])].clone(),
            delimiter: delimiter(node),
            description: node.description().unwrap_or_default().trim(),
            facts: facts(node),
        });
    }
    Tree {
        name: csp.nodes[0].name().unwrap_or_default(),
        roots,
        rows,
    }
}

/// The verbs that a node permits, in alphabetical order, without Copy.
pub(super) fn verbs(node: Node<'_>) -> Vec<&'static str> {
    node.access()
        .iter()
        .filter(|operation| *operation != Operation::Copy)
        .map(Operation::as_str)
        .collect()
}

/// What separates the elements of a node's list value.
pub(super) fn delimiter(node: Node<'_>) -> Option<char> {
    match node.format() {
        Format::Node | Format::Null | Format::B64 | Format::Bin => None,
        _ => node.allowed_values()?.list_delimiter()?.as_char(),
    }
}

fn facts<'m>(node: Node<'m>) -> Vec<Fact<'m>> {
    let mut facts = Vec::new();
    if let (false, Some(title)) = (node.is_dynamic(), node.title()) {
        facts.push(Fact::Title(title));
    }
    facts.extend(node.mimes().iter().map(|mime| Fact::Mime(mime)));
    facts.extend(
        node.ddf_name()
            .filter(|name| !name.is_empty())
            .map(Fact::DdfName),
    );
    match node.case_sense() {
        Some(CaseSense::Sensitive) => facts.push(Fact::CaseSensitive),
        Some(CaseSense::Insensitive) => facts.push(Fact::CaseInsensitive),
        None => {}
    }
    if let Some(own) = node.own_applicability() {
        facts.push(Fact::Applicability {
            os_build: own.os_builds().map(ddf::OsBuilds::text),
            csp_version: own.csp_version(),
            editions: own.editions().map(ddf::Editions::text),
            requires_azure_ad: own
                .requires_azure_ad()
                .map(|required| if required { "true" } else { "false" }),
        });
    }
    facts.extend(
        node.deprecated()
            .map(|deprecated| Fact::Deprecated(deprecated.os_build().unwrap_or_default())),
    );
    facts.extend(node.dynamic_naming().map(Fact::Naming));
    if node.replace_behavior() == Some(ReplaceBehavior::Append) {
        facts.push(Fact::ReplaceAppends);
    }
    facts.extend(node.reboot_behavior().map(Fact::Reboot));
    facts.extend(node.conflict_resolution().map(Fact::Conflict));
    facts.extend(node.gp_mapping().map(|mapping| Fact::GroupPolicy {
        name: mapping.english_name().unwrap_or_default(),
        area: mapping.area_path().unwrap_or_default(),
        element: mapping.element().unwrap_or_default(),
    }));
    if node.atomic_required() {
        facts.push(Fact::AtomicRequired);
    }
    facts.extend(node.dependencies().iter().map(Fact::Dependency));
    facts.extend(
        node.common_error_results()
            .iter()
            .map(|error| Fact::CommonError(error.text())),
    );
    facts
}
