//! Trees of nodes, to fold and to filter: that of a CSP, and the children of a node.

use std::collections::BTreeMap;

use csp_schema::{Applicability, EDITIONS, Edition, NodeDefinition, RELEASES, Text, Verb};
use maud::{Markup, PreEscaped, html};

use crate::catalog::CspEntry;
use crate::changes::Changes;
use crate::place::relative;
use crate::room::Room;
use crate::words;

/// How many nodes a page lists at most, so that it stays quick to open.
const MOST: usize = 600;

/// How many octets are around the line of a node that folds.
const FRAME: usize = 300;

/// How many nodes a tree shows unfolded.
const UNFOLDED: usize = 80;

/// The tree below a root: as many levels as fit into a page; what is deeper stands on the pages of the nodes above it.
pub(crate) fn tree(
    csp: &CspEntry<'_>,
    root: NodeDefinition<'_>,
    path: &str,
    changes: Option<&Changes<'_>>,
    room: &mut Room,
) -> Markup {
    let nodes = usize::from(root.end - root.id());
    let mut page = Outline {
        csp,
        path,
        changes,
        is_open: nodes <= UNFOLDED,
        marks: Marks::default(),
        room,
    };
    html! {
        ul.tree { @if let Some(all) = page.branch(root, levels(root), None) { (all) } }
    }
}

/// What all of a tree has in common.
struct Outline<'o> {
    csp: &'o CspEntry<'o>,
    path: &'o str,
    changes: Option<&'o Changes<'o>>,
    is_open: bool,
    marks: Marks,
    room: &'o mut Room,
}

/// The children of a node.
pub(crate) fn children(
    csp: &CspEntry<'_>,
    node: NodeDefinition<'_>,
    path: &str,
    room: &mut Room,
) -> Markup {
    let number = node.children().count();
    if number == 0 {
        return html! {};
    }
    let entry = |child| html! { li { (line(csp, child, path)) (below(child)) } };
    let (list, left) = room.list(node.children().take(MOST), entry);
    html! {
        h2 { "Below it" }
        ul.tree { (list) }
        (more(left + number.saturating_sub(MOST)))
    }
}

/// How many levels below a root fit into a page: one at least.
fn levels(root: NodeDefinition<'_>) -> usize {
    let mut level = vec![root];
    let (mut shown, mut depth) = (1, 0);
    loop {
        let next: Vec<NodeDefinition<'_>> = level.iter().flat_map(|node| node.children()).collect();
        shown += next.len();
        if next.is_empty() || (shown > MOST && depth > 0) {
            return depth;
        }
        depth += 1;
        level = next;
    }
}

impl Outline<'_> {
    /// A node with what is below it; nothing where the page has no room for it.
    fn branch(
        &mut self,
        node: NodeDefinition<'_>,
        depth: usize,
        above: Option<Mark>,
    ) -> Option<Markup> {
        let mark = self.marks.of(node);
        // What a node shares with the one above it is not said again.
        let own = |bits: u64, above: Option<u64>| Some(bits).filter(|bits| above != Some(*bits));
        let builds = own(mark.builds, above.map(|above| above.builds));
        let editions = own(mark.editions, above.map(|above| above.editions));
        let number = node.children().count();
        let is_open = self.is_open || above.is_none();
        let line = html! {
            (line(self.csp, node, self.path))
            @if let Some(changes) = self.changes { " " (changes.mark(node)) }
        };
        let mut below_it = below(node);
        let folds = number > 0 && depth > 0;
        if folds {
            if !self.room.take(line.0.len() + FRAME) {
                return None;
            }
            let (mut list, mut shown) = (String::new(), 0);
            for child in node.children().take(MOST) {
                let Some(branch) = self.branch(child, depth - 1, Some(mark)) else {
                    break;
                };
                list.push_str(&branch.0);
                shown += 1;
            }
            below_it = html! {
                details open[is_open] {
                    summary aria-label={ "Below " (words::name(node)) } {}
                    ul { (PreEscaped(list)) }
                    (more(number - shown))
                }
            };
        }
        let drawn = html! {
            li data-v=(verbs(node)) data-b=[builds.map(|bits| format!("{bits:x}"))] data-e=[editions.map(|bits| format!("{bits:x}"))] { (line) (below_it) }
        };
        (folds || self.room.take(drawn.0.len())).then_some(drawn)
    }
}

/// A node in a list.
fn line(csp: &CspEntry<'_>, node: NodeDefinition<'_>, path: &str) -> Markup {
    html! {
        a href=(relative(path, csp.node_path(node))) { (words::name(node)) }
        @if node.is_leaf() { " " i { (node.format.as_str()) } }
    }
}

/// How many nodes stand below one whose tree is not shown.
fn below(node: NodeDefinition<'_>) -> Markup {
    match usize::from(node.end - node.id()) - 1 {
        0 => html! {},
        nodes => html! { " " small { (words::count(nodes, "node")) } },
    }
}

/// What is said of nodes that a page has no room for.
pub(crate) fn more(left: usize) -> Markup {
    html! {
        @if left > 0 { p { "And " (left) " more, which the search finds." } }
    }
}

fn verbs(node: NodeDefinition<'_>) -> String {
    let verbs = Verb::ALL.into_iter().filter(|verb| node.permits(*verb));
    verbs
        .filter_map(|verb| verb.as_str().chars().next())
        .collect()
}

/// On which releases and editions a node is, as bits in the order of [`releases`] and [`editions`].
#[derive(Clone, Copy)]
struct Mark {
    builds: u64,
    editions: u64,
}

/// What was found out for the lists of builds and editions that were met: many nodes share them.
#[derive(Default)]
struct Marks {
    builds: BTreeMap<Option<Text>, u64>,
    editions: BTreeMap<Option<Text>, u64>,
}

impl Marks {
    fn of(&mut self, node: NodeDefinition<'_>) -> Mark {
        let applies = node.applicability();
        let builds = match self.builds.get(&applies.os_build) {
            Some(bits) => *bits,
            None => {
                let bits = bits(
                    RELEASES
                        .iter()
                        .map(|it| applies.applies_to(it.os_build()).is_yes()),
                );
                self.builds.insert(applies.os_build.clone(), bits);
                bits
            }
        };
        let editions = match self.editions.get(&applies.editions) {
            Some(bits) => *bits,
            None => {
                let bits = bits(families().map(|(_, edition)| allows(&applies, edition)));
                self.editions.insert(applies.editions.clone(), bits);
                bits
            }
        };
        Mark { builds, editions }
    }
}

fn allows(applies: &Applicability, edition: Edition) -> bool {
    applies.allows_edition(edition)
}

fn bits(all: impl Iterator<Item = bool>) -> u64 {
    all.enumerate()
        .filter(|(at, is)| *is && *at < 64)
        .fold(0, |bits, (at, _)| bits | 1 << at)
}

/// The editions that others go with.
fn families() -> impl Iterator<Item = (&'static str, Edition)> {
    let heads = EDITIONS.iter().filter(|row| row.name == row.family);
    heads.map(|row| (row.name, Edition::new(row.number)))
}

/// The names of releases, in the order of the bits.
pub(crate) fn releases() -> Vec<String> {
    RELEASES.iter().map(ToString::to_string).collect()
}

/// The names of editions, in the order of the bits.
pub(crate) fn editions() -> Vec<&'static str> {
    families().map(|(name, _)| name).collect()
}
