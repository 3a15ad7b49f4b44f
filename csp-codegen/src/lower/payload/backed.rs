//! The policy behind each class of nodes.

use admx::{Policy, PolicySet};
use ddf::{Format, Node, ValueType};

use crate::lower::class::Classes;
use crate::lower::csp::Csp;

/// The policy of each class, where its template is read.
pub(in crate::lower) type Backed<'p> = Vec<Option<Policy<'p>>>;

/// Finds the policies in templates.
pub(in crate::lower) fn backed<'p>(
    csp: &Csp<'_>,
    classes: &Classes,
    policies: Option<&'p PolicySet>,
) -> Backed<'p> {
    let firsts = classes.firsts();
    let policy = |row: u16| policy(csp.nodes[usize::from(row)], policies?);
    firsts.map(policy).collect()
}

/// The policy of a node. One that several back takes payloads of any of them, and has no type of its own.
fn policy<'p>(node: Node<'_>, policies: &'p PolicySet) -> Option<Policy<'p>> {
    let allowed = node.allowed_values()?;
    if node.format() != Format::Chr || allowed.value_type() != ValueType::Admx {
        return None;
    }
    let [backing] = allowed.admx() else {
        return None;
    };
    let found = policies.resolve(admx::AdmxBacking {
        area: backing.area(),
        name: backing.name(),
        file: backing.file(),
    });
    found.policy()
}
