//! Lowering: the validated model becomes modules, with every name, type and doc text decided. Pure: the same model gives the same result.

mod allowed;
mod class;
mod constants;
mod docs;
mod facts;
mod front;
mod names;
mod rows;
mod text;
mod value;

use std::borrow::Cow;
use std::collections::BTreeMap;

use ddf::{Model, Node, Report};

use crate::codes;
use crate::ident::{self, Taken};
use crate::ir::{Alias, ChildAccessor, Ir, Module, NameAccessor, NodeType, RootFunction};
use crate::parallel;

/// How many dynamic names an address of the runtime holds.
const MAX_NAMES: usize = 6;

/// How long the name of a module may be: file systems take names of 255 bytes, of which `.rs` has three.
const MAX_STEM: usize = 252;

/// Lowers a model. Only CSPs too large for an address or with too long a name are refused; the report says which.
pub fn lower<'m>(model: &'m Model, report: &mut Report) -> Ir<'m> {
    let mut csps: BTreeMap<String, Vec<Node<'m>>> = BTreeMap::new();
    for root in model.documents().iter().flat_map(ddf::Document::roots) {
        // Windows compares the names of a path without letter case.
        csps.entry(unscoped(&root.uri()).to_ascii_lowercase())
            .or_default()
            .push(root);
    }
    let mut csps: Vec<Vec<Node<'m>>> = csps.into_values().collect();
    for roots in &mut csps {
        // The device first, in whatever order the files came.
        roots.sort_by_cached_key(|root| (is_user(&root.uri()), root.uri()));
    }
    let lowered = parallel::map(&csps, |roots| {
        let mut report = Report::new();
        let module = Csp::new(roots, &mut report).map(Csp::lower);
        (module, report)
    });
    let mut taken = Taken::default();
    let mut modules = Vec::new();
    for ((module, own), roots) in lowered.into_iter().zip(&csps) {
        report.extend(own);
        let Some(mut module) = module else {
            continue;
        };
        module.name = taken.claim(module.name, "_");
        let stem = ident::file_stem(&module.name);
        if stem.len() > MAX_STEM {
            report.extend(roots.first().map(|root| codes::long_name(*root, stem)));
            continue;
        }
        modules.push(module);
    }
    modules.sort_by(|a, b| ident::file_stem(&a.name).cmp(ident::file_stem(&b.name)));
    Ir { modules }
}

/// A root's LocURI without its scope: what the device and the user root of one CSP have in common.
fn unscoped(uri: &str) -> String {
    let path = uri.strip_prefix("./").unwrap_or(uri);
    let below = path.split_once('/').filter(|(scope, _)| {
        scope.eq_ignore_ascii_case("device") || scope.eq_ignore_ascii_case("user")
    });
    below.map_or(path, |(_, below)| below).to_owned()
}

fn is_user(uri: &str) -> bool {
    uri.strip_prefix("./")
        .unwrap_or(uri)
        .split('/')
        .next()
        .is_some_and(|scope| scope.eq_ignore_ascii_case("user"))
}

/// One CSP on its way through lowering: its nodes in row order.
struct Csp<'m> {
    nodes: Vec<Node<'m>>,
    /// The row of each node's parent.
    parents: Vec<Option<u16>>,
    /// One past the last descendant of each node.
    ends: Vec<u16>,
    /// The method of the parent's address that returns each node's; empty for a root.
    methods: Vec<String>,
}

impl<'m> Csp<'m> {
    fn new(roots: &[Node<'m>], report: &mut Report) -> Option<Self> {
        let mut csp = Self {
            nodes: Vec::new(),
            parents: Vec::new(),
            ends: Vec::new(),
            methods: Vec::new(),
        };
        for root in roots.iter().copied() {
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
                csp.parents.push(open.last().copied());
                csp.nodes.push(node);
                csp.ends.push(row + 1);
                for above in &open {
                    csp.ends[usize::from(*above)] = row + 1;
                }
                open.push(row);
            }
        }
        csp.name_methods();
        Some(csp)
    }

    /// Names the methods that lead to the nodes. Siblings whose names meet in Rust are numbered in document order.
    fn name_methods(&mut self) {
        self.methods = vec![String::new(); self.nodes.len()];
        for parent in 0..self.nodes.len() as u16 {
            let mut taken = Taken::default();
            for child in self.child_rows(parent).collect::<Vec<_>>() {
                let wished = ident::snake(&self.nodes[usize::from(child)].label());
                self.methods[usize::from(child)] = taken.claim(wished, "_");
            }
        }
    }

    /// `policy_` stands before the areas below `Policy/Config`: an area may have the name of a CSP (BitLocker), now or in the next release.
    fn module_name(&self) -> String {
        let root = self.nodes[0];
        let name = root.name().unwrap_or_default();
        let path = unscoped(&root.uri());
        match path.to_ascii_lowercase().contains("/policy/config/") {
            true => ident::snake(&format!("Policy_{name}")),
            false => ident::module(name),
        }
    }

    fn lower(self) -> Module<'m> {
        let classes = class::classes(&self);
        let names = names::name_places(&self, &classes);
        let value::ValueTypes {
            types: values,
            aliases: value_aliases,
            of: value_of,
            constants,
        } = value::value_types(&self, &classes, &names);
        let entries = self.entries(&classes, &names);
        let mut nodes = Vec::with_capacity(classes.rows.len());
        for (class, first) in classes.firsts().enumerate() {
            nodes.push(self.node_type(class as u16, first, &classes, &names, &value_of, &entries));
        }
        let roots = self.nodes.iter().filter(|node| node.is_root());
        let mut definitions: Vec<&str> =
            roots.map(|root| root.document().source().name()).collect();
        definitions.sort_unstable();
        definitions.dedup();
        let mut inputs: Vec<String> = definitions.iter().map(|path| docs::file(path)).collect();
        inputs.sort();
        inputs.dedup();
        Module {
            name: self.module_name(),
            inputs,
            definitions,
            docs: docs::module(&self),
            front: front::front(&self, &classes.of, &nodes, &values, &entries),
            tree: rows::tree(&self, &classes, &constants),
            entries,
            nodes,
            node_aliases: names
                .aliases
                .iter()
                .map(|(name, class)| Alias {
                    name: name.clone(),
                    target: names.types[usize::from(*class)].clone(),
                })
                .collect(),
            values,
            value_aliases,
        }
    }

    fn entries(&self, classes: &class::Classes, names: &names::Names) -> Vec<RootFunction> {
        let mut taken = Taken::default();
        let roots = (0..=u16::MAX)
            .zip(&self.nodes)
            .filter(|(_, node)| node.is_root());
        roots
            .map(|(row, root)| {
                let uri = root.uri();
                let scope = if is_user(&uri) { "user" } else { "device" };
                let class = classes.of[usize::from(row)];
                RootFunction {
                    name: taken.claim(scope.to_owned(), "_"),
                    doc: docs::entry(*root),
                    node_type: names.types[usize::from(class)].clone(),
                    row,
                }
            })
            .collect()
    }

    fn node_type(
        &self,
        class: u16,
        row: u16,
        classes: &class::Classes,
        names: &names::Names,
        value_of: &[String],
        entries: &[RootFunction],
    ) -> NodeType {
        let node = self.nodes[usize::from(row)];
        let children: Vec<ChildAccessor> = self
            .child_rows(row)
            .map(|child| {
                let child_node = self.nodes[usize::from(child)];
                let child_class = classes.of[usize::from(child)];
                ChildAccessor {
                    method: self.methods[usize::from(child)].clone(),
                    doc: docs::child(child_node),
                    offset: child - row,
                    node_type: names.types[usize::from(child_class)].clone(),
                    dynamic: child_node.is_dynamic(),
                }
            })
            .collect();
        let mut taken: Taken = children.iter().map(|child| child.method.clone()).collect();
        let mut accessor = |title: &str| NameAccessor {
            method: taken.claim(ident::snake(title), "_"),
            doc: docs::name(title),
        };
        let names_above = self
            .titles(row)
            .iter()
            .map(|title| accessor(title))
            .collect();
        NodeType {
            name: names.types[usize::from(class)].clone(),
            docs: docs::node(self, row, classes, entries),
            class,
            value: value_of[usize::from(class)].clone(),
            access: value::access_type(node),
            names: names_above,
            children,
        }
    }

    /// The rows of a row's children.
    fn child_rows(&self, row: u16) -> impl Iterator<Item = u16> {
        let end = self.ends[usize::from(row)];
        let first = Some(row + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| {
            Some(self.ends[usize::from(*child)]).filter(|next| *next < end)
        })
    }

    /// The rows from a node up to its root, the node first.
    fn upwards(&self, row: u16) -> impl Iterator<Item = u16> {
        std::iter::successors(Some(row), |row| self.parents[usize::from(*row)])
    }

    /// The titles of the dynamic nodes on the way to a row, from the root, the node included.
    fn titles(&self, row: u16) -> Vec<Cow<'m, str>> {
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
