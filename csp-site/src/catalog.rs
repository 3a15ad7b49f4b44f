//! Everything that has a page: the CSPs and their nodes, each with its path, and the node that an address means.

use std::collections::BTreeMap;

use csp_codegen::ir::{Ir, Module};
use csp_schema::NodeDefinition;

use crate::{place, words};

/// What has a page.
pub(crate) struct Catalog<'a> {
    /// In the order of their paths in the management tree.
    pub(crate) csps: Vec<CspEntry<'a>>,
    /// The nodes by their LocURIs, each with the number of its CSP.
    uris: BTreeMap<String, (usize, NodeDefinition<'a>)>,
    /// The LocURIs by their places; of several at one place the first.
    places: BTreeMap<String, String>,
}

/// A CSP with a page.
pub(crate) struct CspEntry<'a> {
    pub(crate) module: &'a Module<'a>,
    /// The path of its page.
    pub(crate) path: String,
    /// The path of each row's page.
    pub(crate) nodes: Vec<String>,
}

impl<'a> Catalog<'a> {
    pub(crate) fn new(ir: &'a Ir<'a>) -> Self {
        let mut modules: Vec<&Module<'_>> = ir.modules.iter().collect();
        modules.sort_by_cached_key(|module| module.path.to_lowercase());
        let mut csps: Vec<(String, String)> = modules
            .iter()
            .map(|module| (place::of_csp(&module.path), module.path.clone()))
            .collect();
        place::apart(&mut csps);
        let (mut nodes, mut uris, mut places) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for (at, module) in modules.iter().enumerate() {
            for node in module.tree.nodes() {
                let (place, uri) = (place::of_node(node), node.uri());
                uris.insert(uri.clone(), (at, node));
                let first: &mut String = places.entry(place.clone()).or_insert_with(|| uri.clone());
                if uri < *first {
                    first.clone_from(&uri);
                }
                nodes.push((place::page(place), uri));
            }
        }
        place::apart(&mut nodes);
        let mut nodes = nodes.into_iter().map(|(path, _)| path);
        let entry = |(module, (path, _)): (&'a Module<'a>, (String, String))| CspEntry {
            module,
            path,
            nodes: nodes
                .by_ref()
                .take(module.tree.table().rows.len())
                .collect(),
        };
        Self {
            csps: modules.into_iter().zip(csps).map(entry).collect(),
            uris,
            places,
        }
    }

    /// The addresses of nodes, each with the path of its page.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (String, &str)> {
        self.csps
            .iter()
            .flat_map(|csp| csp.nodes().map(|node| (node.uri(), csp.node_path(node))))
    }

    /// The node that a LocURI of a definition means, with the path of its page; one without a scope is first looked for in that of `near`.
    pub(crate) fn find(
        &self,
        uri: &str,
        near: NodeDefinition<'_>,
    ) -> Option<(&str, NodeDefinition<'a>)> {
        let uri = uri.trim();
        let own = words::scope(near);
        [own, "device", "user"]
            .into_iter()
            .find_map(|scope| self.at(uri, scope))
    }

    /// The path of the same node's page in the other scope.
    pub(crate) fn twin(&self, node: NodeDefinition<'_>) -> Option<&str> {
        let (own, other) = if node.is_user_scope() {
            ("user", "device")
        } else {
            ("device", "user")
        };
        let uri = node.uri();
        let uri = uri.strip_prefix("./").unwrap_or(&uri);
        let (first, below) = uri.split_once('/').unwrap_or((uri, ""));
        let below = if first.eq_ignore_ascii_case(own) {
            below
        } else {
            uri
        };
        let (path, twin) = self.at(below, other)?;
        (twin.is_user_scope() != node.is_user_scope()).then_some(path)
    }

    /// The node of a LocURI, in this scope where it names none: as it is written, else what stands at its place.
    fn at(&self, uri: &str, scope: &str) -> Option<(&str, NodeDefinition<'a>)> {
        let below = uri.strip_prefix("./").unwrap_or(uri);
        let in_scope = match scope {
            "user" => format!("./User/{below}"),
            _ => format!("./Device/{below}"),
        };
        let written = [format!("./{below}"), in_scope];
        let is_of = |node: NodeDefinition<'_>| words::scope(node) == scope;
        let exact = written.iter().filter_map(|uri| self.uris.get(uri));
        let places = place::of_uri(uri, scope);
        let placed = places.iter().filter_map(|place| self.places.get(place));
        let placed = placed.filter_map(|uri| self.uris.get(uri));
        let (csp, node) = exact.chain(placed).find(|(_, node)| is_of(*node))?;
        Some((self.csps.get(*csp)?.node_path(*node), *node))
    }
}

impl<'a> CspEntry<'a> {
    /// What it is called among others: its path below `Vendor/MSFT`, where it stands there.
    pub(crate) fn name(&self) -> &'a str {
        let path = self.module.path.as_str();
        path.strip_prefix("Vendor/MSFT/").unwrap_or(path)
    }

    /// Its own name.
    pub(crate) fn own_name(&self) -> &'a str {
        let path = self.module.path.as_str();
        path.rsplit('/').next().unwrap_or(path)
    }

    /// The path of a node's page.
    pub(crate) fn node_path(&self, node: NodeDefinition<'_>) -> &str {
        self.nodes
            .get(usize::from(node.id()))
            .map_or("index.html", String::as_str)
    }

    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeDefinition<'a>> {
        self.module.tree.nodes()
    }
}
