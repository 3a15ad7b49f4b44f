//! Lowering: the validated model becomes modules, with every name, type and doc text decided. Pure: the same model gives the same result.

mod allowed;
mod allowed_set;
mod class;
mod constants;
mod docs;
mod facts;
mod front;
mod given;
mod module_name;
mod names;
mod rows;
mod text;
mod value;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use ddf::{Model, Node, Report};

use crate::codes;
use crate::ident::{self, Taken};
use crate::ir::{ChildAccessor, Ir, Module, NameAccessor, NodeType, RootFunction};
use crate::lock::{Kept, KeptModule, Lock};
use crate::parallel;

use given::Given;
use module_name::{module_name, unscoped};
pub(crate) use names::{IN_MODULE, IN_NODE};

/// How many dynamic names an address of the runtime holds.
const MAX_NAMES: usize = 6;

/// How long the name of a module may be: file systems take names of 255 bytes, of which `.rs` has three.
const MAX_STEM: usize = 252;

/// Lowers a model. Only CSPs too large for an address or with too long a name are refused; the report says which.
pub fn lower<'m>(model: &'m Model, report: &mut Report) -> Ir<'m> {
    lower_keeping(model, &Lock::default(), report)
}

/// Lowers a model as [`lower`] does; what a lock has a name for keeps it, unless an overlay gives it another.
pub fn lower_keeping<'m>(model: &'m Model, lock: &Lock, report: &mut Report) -> Ir<'m> {
    let given = Given::new(model.names());
    let kept = Kept::new(lock);
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
        let module = Csp::new(roots, &mut report).map(|csp| csp.lower(&given, &kept));
        (module, report)
    });
    let names = module_names(&csps, &given, &kept);
    let used = names.iter().flatten().copied();
    let others = kept.module_names().chain(used);
    let mut taken: Taken = others.map(ident::identifier).collect();
    let mut modules = Vec::new();
    for (((module, own), roots), name) in lowered.into_iter().zip(&csps).zip(names) {
        report.extend(own);
        let (Some(mut module), Some(root)) = (module, roots.first()) else {
            continue;
        };
        module.name = match name {
            Some(name) => ident::identifier(name),
            None => {
                let wished = module_name(&module.path);
                let name = taken.claim(wished.clone(), "_");
                if name != wished {
                    report.push(codes::numbered_module(*root, &wished, &name));
                }
                name
            }
        };
        let stem = ident::file_stem(&module.name);
        if stem.len() > MAX_STEM {
            report.push(codes::long_name(*root, stem));
            continue;
        }
        modules.push(module);
    }
    modules.sort_by(|a, b| ident::file_stem(&a.name).cmp(ident::file_stem(&b.name)));
    given::tell_refused(model.names(), &modules, report);
    Ir { modules }
}

/// The names that modules have already: those that overlays give, and of the others those that are kept.
fn module_names<'k>(
    csps: &[Vec<Node<'_>>],
    given: &'k Given,
    kept: &'k Kept,
) -> Vec<Option<&'k str>> {
    let mut used = BTreeSet::new();
    let mut names = vec![None; csps.len()];
    for is_given in [true, false] {
        for (roots, name) in csps
            .iter()
            .zip(&mut names)
            .filter(|(_, name)| name.is_none())
        {
            let uri = roots.first().map(|root| root.uri()).unwrap_or_default();
            let path = unscoped(&uri);
            let own = if is_given {
                given.module(path)
            } else {
                kept.module_name(path)
            };
            *name = own.filter(|own| used.insert(*own));
        }
    }
    names
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
    /// Whether each node stands in a user's tree.
    is_user: Vec<bool>,
    /// The place of each node: its path, with `{}` for a name that is given at run time.
    places: Vec<String>,
    has_dynamic_child: BTreeSet<u16>,
    /// The method of the parent's address that returns each node's; empty for a root.
    methods: Vec<String>,
}

impl<'m> Csp<'m> {
    fn new(roots: &[Node<'m>], report: &mut Report) -> Option<Self> {
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
        match self.has_dynamic_child.insert(parent) {
            true => format!("{above}/{{}}"),
            false => format!("{above}/{{{}}}", node.label()),
        }
    }

    /// Names the methods that lead to the nodes. Siblings whose names meet in Rust are numbered in document order, what is new behind what has a name.
    fn name_methods(&mut self, classes: &class::Classes, given: &Given, kept: Option<&KeptModule>) {
        self.methods = vec![String::new(); self.nodes.len()];
        for rows in &classes.rows {
            let Some(first) = rows.first() else {
                continue;
            };
            let children: Vec<u16> = self.child_rows(*first).collect();
            let place = &self.places[usize::from(*first)];
            let given_to = |child: &u16| given.method(&self.places[usize::from(*child)]).cloned();
            let kept_name = |child: &u16| {
                let wire = self.places[usize::from(*child)].rsplit('/').next()?;
                Some(kept?.child(place, wire)?.to_owned())
            };
            let mut used = BTreeSet::new();
            let mut names: Vec<Option<String>> = vec![None; children.len()];
            for own in [&given_to as &dyn Fn(&u16) -> Option<String>, &kept_name] {
                for (child, name) in children.iter().zip(&mut names) {
                    if name.is_none() {
                        *name = own(child).filter(|own| used.insert(own.clone()));
                    }
                }
            }
            let mut taken: Taken = used.into_iter().collect();
            taken.take_all(kept.into_iter().flat_map(|kept| kept.methods(place)));
            let name = |(child, kept): (&u16, Option<String>)| {
                let wish = || ident::snake(&self.nodes[usize::from(*child)].label());
                kept.unwrap_or_else(|| taken.claim(wish(), "_"))
            };
            let names: Vec<String> = children.iter().zip(names).map(name).collect();
            for row in rows {
                for (child, name) in self.child_rows(*row).collect::<Vec<_>>().iter().zip(&names) {
                    self.methods[usize::from(*child)] = name.clone();
                }
            }
        }
    }

    fn lower(mut self, given: &Given, kept: &Kept) -> Module<'m> {
        let path = unscoped(&self.nodes[0].uri()).to_owned();
        let kept = kept.module(&path);
        let classes = class::classes(&self);
        self.name_methods(&classes, given, kept);
        let wished = self.wished_names();
        let unnamed = names::Unnamed {
            of: &classes.of.iter().copied().map(Some).collect::<Vec<_>>(),
            count: classes.rows.len(),
            reserved: &names::IN_NODE,
            given: &given.types,
            kept: kept.map(|kept| &kept.nodes),
        };
        let names = self.name_types(&unnamed, &wished);
        let value::ValueTypes {
            types: values,
            aliases: value_aliases,
            of: value_of,
            named,
        } = value::value_types(&self, &classes, &names, &wished, given, kept);
        let entries = self.entries(&classes, &names, kept);
        let mut nodes = Vec::with_capacity(classes.rows.len());
        for (class, first) in classes.firsts().enumerate() {
            let node_type = self.node_type(first, &classes, &names, &entries, kept);
            nodes.push(NodeType {
                value: value_of[class].clone(),
                ..node_type
            });
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
            // Named beside the others.
            name: String::new(),
            path,
            inputs,
            definitions,
            docs: docs::module(&self),
            front: front::front(&self, &classes.of, &nodes, &values, &entries),
            tree: rows::tree(&self, &classes, &values, &named),
            entries,
            nodes,
            node_aliases: names.aliases.into_iter().map(|(alias, _)| alias).collect(),
            values,
            value_aliases,
            places: self.places,
        }
    }

    fn entries(
        &self,
        classes: &class::Classes,
        names: &names::Names,
        kept: Option<&KeptModule>,
    ) -> Vec<RootFunction> {
        let mut taken: Taken = kept.into_iter().flat_map(KeptModule::roots).collect();
        let roots = (0..=u16::MAX)
            .zip(&self.nodes)
            .filter(|(_, node)| node.is_root());
        roots
            .map(|(row, root)| {
                let uri = root.uri();
                let scope = if is_user(&uri) { "user" } else { "device" };
                let class = classes.of[usize::from(row)];
                RootFunction {
                    name: kept
                        .and_then(|kept| kept.root(&uri))
                        .map_or_else(|| taken.claim(scope.to_owned(), "_"), str::to_owned),
                    doc: docs::entry(*root),
                    node_type: names.types[usize::from(class)].clone(),
                    row,
                }
            })
            .collect()
    }

    fn node_type(
        &self,
        row: u16,
        classes: &class::Classes,
        names: &names::Names,
        entries: &[RootFunction],
        kept: Option<&KeptModule>,
    ) -> NodeType {
        let class = classes.of[usize::from(row)];
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
        let place = &self.places[usize::from(row)];
        let mut taken: Taken = children.iter().map(|child| child.method.clone()).collect();
        taken.take_all(kept.into_iter().flat_map(|kept| kept.methods(place)));
        let titles = self.titles(row);
        let names_above = titles.iter().enumerate().map(|(nth, title)| NameAccessor {
            method: kept
                .and_then(|kept| kept.dynamic_name(place, nth))
                .map_or_else(|| taken.claim(ident::snake(title), "_"), str::to_owned),
            doc: docs::name(title),
        });
        let names_above = names_above.collect();
        NodeType {
            name: names.types[usize::from(class)].clone(),
            docs: docs::node(self, row, classes, entries),
            class,
            value: String::new(),
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
