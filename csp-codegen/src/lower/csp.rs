//! One CSP on its way through lowering: its nodes in row order, and where each stands.

use std::borrow::Cow;
use std::collections::BTreeSet;

use ddf::{Node, Report};

use super::is_user;
use crate::codes;

/// How many dynamic names an address of the runtime holds.
const MAX_NAMES: usize = 6;

/// One CSP on its way through lowering: its nodes in row order.
pub(super) struct Csp<'m> {
    pub nodes: Vec<Node<'m>>,
    /// The row of each node's parent.
    pub parents: Vec<Option<u16>>,
    /// One past the last descendant of each node.
    pub ends: Vec<u16>,
    /// Whether each node stands in a user's tree.
    pub is_user: Vec<bool>,
    /// The place of each node: its path, with `{}` for a name that is given at run time.
    pub places: Vec<String>,
    has_dynamic_child: BTreeSet<u16>,
    /// The method of the parent's address that returns each node's; empty for a root.
    pub methods: Vec<String>,
}

impl<'m> Csp<'m> {
    pub(super) fn new(roots: &[Node<'m>], report: &mut Report) -> Option<Self> {
        let mut csp = Self {
            nodes: Vec::new(),
            parents: Vec::new(),
            ends: Vec::new(),
            is_user: Vec::new(),
            places: Vec::new(),
            has_dynamic_child: BTreeSet::new(),
            methods: Vec::new(),
        };
        for root in roots.iter().copied() {
            let is_user = is_user(&root.uri());
            let mut open: Vec<u16> = Vec::new();
            for node in std::iter::once(root).chain(root.descendants()) {
                let Some(row) = u16::try_from(csp.nodes.len())
                    .ok()
                    .filter(|row| *row < u16::MAX)
                else {
                    report.push(codes::too_many_nodes(node));
                    return None;
                };
                open.truncate(node.depth() - root.depth());
                let names = open
                    .iter()
                    .filter(|above| csp.nodes[usize::from(**above)].is_dynamic())
                    .count()
                    + usize::from(node.is_dynamic());
                if names > MAX_NAMES {
                    report.push(codes::too_many_names(node, MAX_NAMES));
                    return None;
                }
                let place = csp.place(node, open.last().copied());
                csp.places.push(place);
                csp.is_user.push(is_user);
                csp.parents.push(open.last().copied());
                csp.nodes.push(node);
                csp.ends.push(row + 1);
                for above in &open {
                    csp.ends[usize::from(*above)] = row + 1;
                }
                open.push(row);
            }
        }
        Some(csp)
    }

    /// The place of the next node.
    fn place(&mut self, node: Node<'_>, parent: Option<u16>) -> String {
        let Some(parent) = parent else {
            return node.uri();
        };
        let above = &self.places[usize::from(parent)];
        if !node.is_dynamic() {
            return format!("{above}/{}", node.label());
        }
        // A parent has one child without a name as a rule; of another the title tells.
        if self.has_dynamic_child.insert(parent) {
            format!("{above}/{{}}")
        } else {
            format!("{above}/{{{}}}", node.label())
        }
    }

    /// The rows of a row's children.
    pub(super) fn child_rows(&self, row: u16) -> impl Iterator<Item = u16> {
        let end = self.ends[usize::from(row)];
        let first = Some(row + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| {
            Some(self.ends[usize::from(*child)]).filter(|next| *next < end)
        })
    }

    /// The rows from a node up to its root, the node first.
    pub(super) fn upwards(&self, row: u16) -> impl Iterator<Item = u16> {
        std::iter::successors(Some(row), |row| self.parents[usize::from(*row)])
    }

    /// The titles of the dynamic nodes on the way to a row, from the root, the node included.
    pub(super) fn titles(&self, row: u16) -> Vec<Cow<'m, str>> {
        let mut titles: Vec<_> = self
            .upwards(row)
            .map(|row| self.nodes[usize::from(row)])
            .filter(|node| node.is_dynamic())
            .map(Node::label)
            .collect();
        titles.reverse();
        titles
    }
}
