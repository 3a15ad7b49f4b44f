//! Everything that has a page: the CSPs and their nodes, each with its path, and the node that an address means.

use std::collections::BTreeMap;

use csp_codegen::ir::{Ir, Module};
use csp_schema::NodeDefinition;

use crate::place;

/// What has a page.
pub(crate) struct Catalog<'a> {
    /// In the order of their paths in the management tree.
    pub(crate) csps: Vec<CspEntry<'a>>,
    /// The nodes by the paths of their pages.
    paths: BTreeMap<String, NodeDefinition<'a>>,
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
        let mut nodes: Vec<(String, String)> = modules
            .iter()
            .flat_map(|module| module.tree.nodes())
            .map(|node| (place::of_node(node), node.uri()))
            .collect();
        place::apart(&mut nodes);
        let mut nodes = nodes.into_iter().map(|(path, _)| path);
        let mut paths = BTreeMap::new();
        let mut entries = Vec::with_capacity(modules.len());
        for (module, (path, _)) in modules.into_iter().zip(csps) {
            let own: Vec<String> = nodes
                .by_ref()
                .take(module.tree.table().rows.len())
                .collect();
            paths.extend(own.iter().cloned().zip(module.tree.nodes()));
            entries.push(CspEntry {
                module,
                path,
                nodes: own,
            });
        }
        Self {
            csps: entries,
            paths,
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
        let scope = if near.is_user_scope() {
            "user"
        } else {
            "device"
        };
        let paths = place::of_uri(uri, scope);
        let mut paths = paths.iter();
        let (path, node) = paths.find_map(|path| self.paths.get_key_value(path))?;
        Some((path, *node))
    }

    /// The path of the same node's page in the other scope.
    pub(crate) fn twin(&self, path: &str) -> Option<&str> {
        let twin = match path.split_once('/')? {
            ("device", below) => format!("user/{below}"),
            ("user", below) => format!("device/{below}"),
            _ => return None,
        };
        let (twin, _) = self.paths.get_key_value(&twin)?;
        Some(twin)
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
