//! Where nodes are defined: the places of their names in DDF files.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use csp_lsp::{Site, Sites};
use ddf::Model;

/// The places of all nodes whose file is on disk. What stands in a zip cannot be opened.
pub(super) fn sites(model: &Model) -> Sites {
    let mut sites = Sites::new();
    for document in model.documents() {
        let source = document.source();
        let Some(path) = on_disk(Path::new(source.name())) else {
            continue;
        };
        let path = Rc::new(path);
        for node in document.nodes() {
            let (line, column) = source.line_column(node.name_span().start);
            // Before a node's name there is white space, and its tag.
            let zero_based = |number: usize| u32::try_from(number - 1).unwrap_or(u32::MAX);
            let site = Site {
                path: path.clone(),
                line: zero_based(line),
                character: zero_based(column),
            };
            sites.entry(node.uri()).or_insert(site);
        }
    }
    sites
}

fn on_disk(path: &Path) -> Option<PathBuf> {
    path.is_file().then(|| std::path::absolute(path).ok())?
}
