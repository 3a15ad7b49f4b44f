//! The first page: every CSP.

use std::collections::BTreeMap;

use maud::html;

use crate::catalog::{Catalog, CspEntry};
use crate::changes::Changes;
use crate::place::relative;
use crate::room::Room;
use crate::template::{self, Template};
use crate::{layout, outline, words};

pub(crate) const PATH: &str = "index.html";

pub(crate) fn page(
    catalog: &Catalog<'_>,
    templates: &[Template<'_>],
    changes: Option<&Changes<'_>>,
) -> String {
    // By where they stand: those directly below `Vendor/MSFT`, and the areas of Policy.
    let mut groups: BTreeMap<&str, Vec<&CspEntry<'_>>> = BTreeMap::new();
    for csp in &catalog.csps {
        let path = csp.module.path.as_str();
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        groups.entry(above).or_default().push(csp);
    }
    // What a vendor manages stands before what OMA DM itself has.
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(above, _)| !above.contains("Vendor"));
    let nodes: usize = catalog.csps.iter().map(|csp| csp.nodes.len()).sum();
    let mut room = Room::of_page();
    let groups = groups.into_iter().map(|(above, csps)| {
        let heading = html! { h2 { "./" (words::short(above)) } };
        (heading, csps)
    });
    let entry = |csp: &CspEntry<'_>| {
        html! { li { a href=(relative(PATH, &csp.path)) { (words::short(csp.own_name())) } " " small { (csp.nodes.len()) } } }
    };
    let csps = room.share(if templates.is_empty() { 1 } else { 2 }, |room| {
        let (lists, more) = room.lists(groups, Some("csps"), entry);
        html! { (lists) (outline::more(more)) }
    });
    let content = html! {
        h1 { "Configuration service providers" }
        p { (words::count(catalog.csps.len(), "CSP")) " with " (words::count(nodes, "node")) ": what each is called and may hold, since which Windows, and how it is set with the tool that you have." }
        @if let Some(changes) = changes { (changes.lead()) }
        noscript { p { "The search, the filters and the forms need scripts. All else works without." } }
        (csps)
        (template::list(templates, PATH, &mut room))
    };
    layout::page(PATH, "CSP nodes", &content)
}
