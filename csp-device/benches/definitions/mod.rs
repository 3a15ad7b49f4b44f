//! The five first CSPs, as the device's benchmarks need them: the shape of their definitions, with every operation permitted.

use csp_schema::{AccessSet, Format, Occurrence, Root, Row, Scope, Table, Tree, Verb};

const FILES: [&str; 5] = [
    include_str!("../../../ddf/definitions/ApplicationControl.xml"),
    include_str!("../../../ddf/definitions/EnrollmentStatusTracking.xml"),
    include_str!("../../../ddf/definitions/EnterpriseAppManagement.xml"),
    include_str!("../../../ddf/definitions/EnterpriseDesktopAppManagement.xml"),
    include_str!("../../../ddf/definitions/EnterpriseModernAppManagement.xml"),
];

/// The trees of the five definitions.
pub(crate) fn trees() -> Vec<Tree> {
    FILES.iter().map(|file| tree(file)).collect()
}

fn tree(file: &str) -> Tree {
    let document = csp_corpus::baseline::tree(file);
    let (mut roots, mut rows) = (Vec::new(), Vec::new());
    for root in nodes(document.root_element()) {
        roots.push(Root {
            path: text(root, "Path").into(),
            node: rows.len() as u16,
        });
        add(root, Row::NO_PARENT, &mut rows);
    }
    Tree::new(Table {
        name: "".into(),
        roots,
        rows,
    })
}

fn add(node: roxmltree::Node<'_, '_>, parent: u16, rows: &mut Vec<Row>) {
    let id = rows.len();
    let name = text(node, "NodeName");
    let is_leaf = nodes(node).next().is_none() && !name.is_empty();
    rows.push(Row {
        name: if name.is_empty() {
            format!("Name{id}")
        } else {
            name.clone()
        }
        .into(),
        dynamic: name.is_empty(),
        parent,
        class: id as u16,
        format: if is_leaf { Format::Chr } else { Format::Node },
        access: AccessSet::of(&Verb::ALL),
        occurrence: if is_leaf || name.is_empty() {
            Occurrence::ZeroOrMore
        } else {
            Occurrence::One
        },
        scope: Scope::Dynamic,
        ..Row::BASE
    });
    for child in nodes(node) {
        add(child, id as u16, rows);
    }
    rows[id].end = rows.len() as u16;
}

fn nodes<'a, 'i>(parent: roxmltree::Node<'a, 'i>) -> impl Iterator<Item = roxmltree::Node<'a, 'i>> {
    parent.children().filter(|child| child.has_tag_name("Node"))
}

fn text(node: roxmltree::Node<'_, '_>, element: &str) -> String {
    let found = node.children().find(|child| child.has_tag_name(element));
    found
        .and_then(|found| found.text())
        .unwrap_or_default()
        .trim()
        .to_owned()
}
