//! What the scripts of all pages share: the names of releases and editions, and the templates of pieces.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::catalog::Catalog;
use crate::outline;
use crate::pieces::{self, Pieces};
use crate::script::json;

#[derive(Serialize)]
struct Data<'p> {
    releases: Vec<String>,
    editions: Vec<&'static str>,
    /// The scenario of declared configuration of each CSP.
    scenarios: BTreeMap<String, String>,
    #[serde(flatten)]
    pieces: pieces::Shared<'p>,
}

pub(crate) fn script(catalog: &Catalog<'_>, pieces: &Pieces) -> String {
    // The name below `Vendor/MSFT`.
    let names: BTreeSet<&str> = catalog
        .csps
        .iter()
        .filter_map(|csp| {
            csp.module
                .path
                .strip_prefix("Vendor/MSFT/")?
                .split('/')
                .next()
        })
        .collect();
    let scenario = |name: &str| Some((name.to_owned(), pieces::scenario(name)?));
    let data = Data {
        releases: outline::releases(),
        editions: outline::editions(),
        scenarios: names.into_iter().filter_map(scenario).collect(),
        pieces: pieces.shared(),
    };
    format!("csp.given({});\n", json(&data))
}
