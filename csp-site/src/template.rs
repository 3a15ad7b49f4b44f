//! Templates with policies that no node has: their pages, so that the search leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use admx::{File, Policy};
use maud::{Markup, PreEscaped, html};

use crate::catalog::Catalog;
use crate::place::relative;
use crate::policies::{Policies, category};
use crate::room::Room;
use crate::{layout, outline, place, words};

/// How many octets of rows a page has, so that it stays quick to open.
const ROOM: usize = 100_000;

/// A template with policies that no node has.
pub(crate) struct Template<'a> {
    file: File<'a>,
    policies: Vec<Entry<'a>>,
    pages: Vec<Rows>,
}

/// A policy, and where it stands.
pub(crate) struct Entry<'a> {
    pub(crate) policy: Policy<'a>,
    /// The page, with the place in it.
    pub(crate) at: String,
}

/// A page before it is one.
struct Rows {
    path: String,
    rows: String,
}

/// The templates that have some, as they were given.
pub(crate) fn templates<'a>(catalog: &Catalog<'_>, policies: Policies<'a>) -> Vec<Template<'a>> {
    let Some(set) = policies.0 else {
        return Vec::new();
    };
    let nodes = catalog.csps.iter().flat_map(|csp| csp.nodes());
    let known: BTreeSet<(&str, usize)> = nodes
        .flat_map(|node| policies.of(node))
        .filter_map(|(_, policy)| policy.map(key))
        .collect();
    let mut names: Vec<(String, String)> = set
        .files()
        .map(|file| (place::of_template(&[stem(file)]), file.name().to_owned()))
        .collect();
    place::apart(&mut names);
    let files = set.files().zip(names);
    let all = files.map(|(file, (path, _))| {
        let policies = file
            .policies()
            .filter(|policy| !known.contains(&key(*policy)));
        Template::new(file, path, policies)
    });
    all.filter(|template| !template.policies.is_empty())
        .collect()
}

/// What tells a policy from all others of a set.
fn key(policy: Policy<'_>) -> (&str, usize) {
    (policy.file().name(), policy.span().start)
}

fn stem(file: File<'_>) -> &str {
    let name = file.name();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

impl<'a> Template<'a> {
    fn new(file: File<'a>, path: String, all: impl Iterator<Item = Policy<'a>>) -> Self {
        let mut pages = vec![Rows {
            path,
            rows: String::new(),
        }];
        let mut policies = Vec::new();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for policy in all {
            let mut id = place::name(policy.name());
            let before = taken.entry(id.clone()).or_default();
            *before += 1;
            // No name has this sign before another.
            if *before > 1 {
                let _ = write!(id, "=-{before}");
            }
            let row = row(policy, &id).into_string();
            let number = pages.len() + 1;
            let is_full = |page: &Rows| !page.rows.is_empty() && page.rows.len() + row.len() > ROOM;
            if pages.last().is_some_and(is_full) {
                pages.push(Rows {
                    path: place::of_template(&[stem(file), &number.to_string()]),
                    rows: String::new(),
                });
            }
            if let Some(page) = pages.last_mut() {
                page.rows.push_str(&row);
                let at = format!("{}#{id}", page.path);
                policies.push(Entry { policy, at });
            }
        }
        Self {
            file,
            policies,
            pages,
        }
    }

    /// What the file is called.
    pub(crate) fn name(&self) -> &'a str {
        self.file.name()
    }

    pub(crate) fn policies(&self) -> &[Entry<'a>] {
        &self.policies
    }

    /// The path of its first page.
    pub(crate) fn path(&self) -> &str {
        self.pages.first().map_or("index.html", |page| &page.path)
    }

    /// Its pages, with their paths.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, String)> {
        let pages = self.pages.iter().enumerate();
        pages.map(|(at, page)| (page.path.as_str(), self.page(at, page)))
    }

    fn page(&self, at: usize, page: &Rows) -> String {
        let name = words::short(self.name());
        let content = html! {
            h1 { (name) }
            p { (words::count_of(self.policies.len(), "policy", "policies")) " of this template " @if self.policies.len() == 1 { "is" } @else { "are" } " at no node of the definitions." }
            p {
                "A device offers the policies of an app once it has the app's template. " code { "csp admx ddf " (name) " --app NAME --out app.xml" }
                " writes the definition of what it offers then; with " code { "--ddf app.xml" } " beside the others, " code { "csp site" } " has a page and a form for each of them."
            }
            @if self.pages.len() > 1 {
                nav aria-label="Parts" {
                    @if let Some(before) = at.checked_sub(1).and_then(|before| self.pages.get(before)) { a href=(relative(&page.path, &before.path)) { "Before" } " " }
                    "Part " (at + 1) " of " (self.pages.len())
                    @if let Some(next) = self.pages.get(at + 1) { " " a href=(relative(&page.path, &next.path)) { "Next" } }
                }
            }
            table {
                thead { tr { th scope="col" { "Policy" } th scope="col" { "Category" } th scope="col" { "Registry key" } } }
                (PreEscaped(&page.rows))
            }
        };
        layout::page(&page.path, &name, &content)
    }
}

/// The section of the first page; empty where every policy has a node.
pub(crate) fn list(templates: &[Template<'_>], from: &str, room: &mut Room) -> Markup {
    if templates.is_empty() {
        return html! {};
    }
    let entry = |template: &Template<'_>| {
        html! { li { a href=(relative(from, template.path())) { (words::short(template.name())) } " " small { (template.policies.len()) } } }
    };
    let heading = html! { h2 { "Policies without a node" } };
    let all = templates.iter().collect();
    let (list, left) = room.lists([(heading, all)], Some("csps"), entry);
    html! { (list) (outline::more(left)) }
}

fn row(policy: Policy<'_>, id: &str) -> Markup {
    let mut room = Room::of_page();
    html! {
        tr id=(id) {
            td {
                code { (words::short(policy.name())) }
                @if let Some(name) = policy.display_name() { br; (room.section(|room| room.text(name.trim()))) }
            }
            td { (room.section(|room| room.text(&category(policy)))) }
            td {
                code { (room.section(|room| room.text(policy.key()))) }
                @if !policy.blocked_keys().is_empty() { br; "devices refuse this key of an app" }
            }
        }
    }
}
