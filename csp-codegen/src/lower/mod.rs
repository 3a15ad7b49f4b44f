//! Lowering: the validated model becomes modules, with every name, type and doc text decided. Pure: the same model gives the same result.

mod allowed;
mod allowed_set;
mod class;
mod constants;
mod csp;
mod docs;
mod elements;
mod facts;
mod front;
mod given;
mod methods;
mod module_name;
mod named;
mod names;
mod payload;
mod rows;
mod text;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use admx::PolicySet;
use ddf::{Model, Node, Report};

use crate::codes;
use crate::ident::{self, Taken};
use crate::ir::{ChildAccessor, Ir, Module, NameAccessor, NodeType, RootFunction};
use crate::lock::{Kept, KeptModule, Lock};
use crate::parallel;
use crate::reserved::IN_NODE;

pub use elements::elements;

use csp::Csp;
use given::Given;
use module_name::{module_name, unscoped};

/// How long the name of a module may be: file systems take names of 255 bytes, of which `.rs` has three.
const MAX_STEM: usize = 252;

/// Lowers a model. Only CSPs too large for an address or with too long a name are refused; the report says which.
pub fn lower<'m>(model: &'m Model, report: &mut Report) -> Ir<'m> {
    lower_keeping(model, None, &Lock::default(), report)
}

/// Lowers a model as [`lower`] does. What a lock has a name for keeps it, unless an overlay gives it another. ADMX-backed nodes whose policies these
/// templates have get its elements, and types for them.
pub fn lower_keeping<'m>(
    model: &'m Model,
    policies: Option<&PolicySet>,
    lock: &Lock,
    report: &mut Report,
) -> Ir<'m> {
    let given = Given::new(model.names());
    let kept = Kept::new(lock);
    let csps = csps(model);
    let lowered = parallel::map(&csps, |roots| {
        let mut report = Report::new();
        let module = Csp::new(roots, &mut report).map(|csp| csp.lower(policies, &given, &kept));
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
    let mut ir = Ir { modules };
    if let Some(policies) = policies {
        elements(&mut ir, policies, report);
    }
    ir
}

/// The roots of each CSP of a model.
fn csps(model: &Model) -> Vec<Vec<Node<'_>>> {
    let mut csps: BTreeMap<String, Vec<Node<'_>>> = BTreeMap::new();
    for root in model.documents().iter().flat_map(ddf::Document::roots) {
        // Windows compares the names of a path without letter case.
        csps.entry(unscoped(&root.uri()).to_ascii_lowercase())
            .or_default()
            .push(root);
    }
    let mut csps: Vec<Vec<Node<'_>>> = csps.into_values().collect();
    for roots in &mut csps {
        // The device first, in whatever order the files came.
        roots.sort_by_cached_key(|root| (is_user(&root.uri()), root.uri()));
    }
    csps
}

/// All methods of these kinds of node, which nothing else gets.
fn kept_methods<'k>(kinds: &[&str], kept: Option<&'k KeptModule>) -> impl Iterator<Item = &'k str> {
    let methods = kinds
        .iter()
        .filter_map(move |kind| Some(kept?.methods(kind)));
    methods.flatten()
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
            // A file of the name could mean something else.
            *name = own.filter(|own| ident::is_module(own) && used.insert(*own));
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

impl<'m> Csp<'m> {
    /// The kinds of node that a lock has for the places of one class: several where they were not the same before, or where the first is new.
    fn kept_kinds<'k>(&self, rows: &[u16], kept: Option<&'k KeptModule>) -> Vec<&'k str> {
        let places = rows.iter().map(|row| &self.places[usize::from(*row)]);
        let kinds = places.filter_map(|place| kept?.nodes.type_at(place));
        let mut known = BTreeSet::new();
        kinds.filter(|kind| known.insert(*kind)).collect()
    }

    fn lower(mut self, policies: Option<&PolicySet>, given: &Given, kept: &Kept) -> Module<'m> {
        let path = unscoped(&self.nodes[0].uri()).to_owned();
        let kept = kept.module(&path);
        let classes = class::classes(&self);
        let backed = payload::backed(&self, &classes, policies);
        self.name_methods(&classes, given, kept);
        let wished = self.wished_names();
        let unnamed = names::Unnamed {
            of: &classes.of.iter().copied().map(Some).collect::<Vec<_>>(),
            count: classes.rows.len(),
            reserved: &IN_NODE,
            given: &given.types,
            kept: kept.map(|kept| &kept.nodes),
        };
        let names = self.name_types(&unnamed, &wished);
        let value::ValueTypes {
            types: values,
            payloads,
            items,
            aliases: value_aliases,
            of: value_of,
            named,
        } = value::value_types(&self, &classes, &backed, &names, &wished, given, kept);
        let entries = self.entries(&classes, &names, kept);
        let mut nodes = Vec::with_capacity(classes.rows.len());
        for (class, rows) in classes.rows.iter().enumerate() {
            let help = || backed[class].map(payload::help).unwrap_or_default();
            let node_type = self.node_type(rows, &classes, &names, &entries, kept, help);
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
            has_policies: backed.iter().any(Option::is_some),
            values,
            payloads,
            items,
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
        rows: &[u16],
        classes: &class::Classes,
        names: &names::Names,
        entries: &[RootFunction],
        kept: Option<&KeptModule>,
        help: impl FnOnce() -> Vec<String>,
    ) -> NodeType {
        let row = rows.first().copied().unwrap_or_default();
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
        let kinds = self.kept_kinds(rows, kept);
        let titles = self.titles(row);
        // Few nodes have names above them that could meet these.
        let methods = children.iter().filter(|_| !titles.is_empty());
        let mut taken: Taken = methods.map(|child| child.method.clone()).collect();
        taken.take_all(kept_methods(&kinds, kept));
        let names_above = titles.iter().enumerate().map(|(nth, title)| {
            let mut names = kinds
                .iter()
                .filter_map(|kind| kept?.dynamic_name(kind, nth));
            NameAccessor {
                method: names
                    .next()
                    .map_or_else(|| taken.claim(ident::snake(title), "_"), str::to_owned),
                doc: docs::name(title),
            }
        });
        let names_above = names_above.collect();
        NodeType {
            name: names.types[usize::from(class)].clone(),
            docs: docs::node(self, row, classes, entries, help),
            class,
            value: String::new(),
            access: value::access_type(node),
            names: names_above,
            children,
        }
    }
}
