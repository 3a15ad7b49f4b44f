//! What changed since an older set: a page, grouped as `csp diff` groups it, and the marks of nodes.

use std::collections::BTreeMap;

use csp_diff::{
    Body, Class, Comparison, Differences, Groups, Heading, Kind, Line, NodeChange, Part, Section,
    Summary, Word, parts, told,
};
use csp_schema::NodeDefinition;
use maud::{Markup, html};

use crate::catalog::Catalog;
use crate::place::relative;
use crate::room::Room;
use crate::{layout, words};

pub(crate) const PATH: &str = "changes.html";

/// How many places of an edit are listed.
const PLACES: usize = 25;

/// What changed.
pub(crate) struct Changes<'a> {
    comparison: &'a Comparison,
    /// What the older set is called.
    old: &'a str,
    /// By the addresses of nodes that there are.
    of: BTreeMap<&'a str, Vec<&'a NodeChange>>,
    /// The paths of pages by the addresses of their nodes.
    paths: BTreeMap<String, String>,
}

impl<'a> Changes<'a> {
    pub(crate) fn new(comparison: &'a Comparison, old: &'a str, catalog: &Catalog<'_>) -> Self {
        let mut of: BTreeMap<&str, Vec<&NodeChange>> = BTreeMap::new();
        let kept = comparison
            .nodes
            .iter()
            .filter(|change| change.change != Kind::Removed);
        for change in kept {
            of.entry(&change.uri).or_default().push(change);
        }
        let paths = catalog.nodes().map(|(uri, path)| (uri, path.to_owned()));
        Self {
            comparison,
            old,
            of,
            paths: paths.collect(),
        }
    }

    fn of(&self, node: NodeDefinition<'_>) -> &[&'a NodeChange] {
        self.of.get(node.uri().as_str()).map_or(&[], Vec::as_slice)
    }

    /// The mark of a node that is new or not what it was.
    pub(crate) fn mark(&self, node: NodeDefinition<'_>) -> Markup {
        let changes = self.of(node);
        let class = changes.iter().map(|change| change.class).min();
        let what = match changes {
            [] => return html! {},
            [change] => change.change.as_str(),
            _ => Kind::Changed.as_str(),
        };
        html! { em class=[(class == Some(Class::Breaking)).then_some("breaking")] { (what) } }
    }

    /// What changed of a node.
    pub(crate) fn section(&self, node: NodeDefinition<'_>, room: &mut Room) -> Markup {
        let changes = self.of(node);
        if changes.is_empty() {
            return html! {};
        }
        let (list, left) = room.list(changes, |change| {
            html! { li { (change.class.as_str()) ": " (marked_up(&told(change), &|_| None)) } }
        });
        html! {
            h2 { "Since " (self.old) }
            ul { (list) }
            (more(left, "change"))
        }
    }

    /// What the first page says of it.
    pub(crate) fn lead(&self) -> Markup {
        html! { p { a href=(PATH) { "What changed since " (self.old) } } }
    }

    /// The page.
    pub(crate) fn page(&self) -> String {
        let differences = Differences {
            comparison: self.comparison,
            effects: None,
        };
        let groups = Groups::new(&self.comparison.nodes);
        let mut room = Room::of_page();
        let content = html! {
            h1 { "What changed since " (self.old) }
            p { (Summary::new(&differences)) "." }
            @for part in parts(&differences, &groups, false) { (self.part(&part, &mut room)) }
        };
        layout::page(PATH, &format!("Changes since {}", self.old), &content)
    }

    fn part(&self, part: &Part<'_>, room: &mut Room) -> Markup {
        let class = match part.class {
            Class::Breaking => "Breaking",
            Class::Additive => "Additive",
            Class::Documentation => "Documentation",
        };
        html! {
            h2 { (class) ": " (words::count(part.changes, "change")) }
            @match &part.body {
                Body::Sections(sections) => (self.sections(sections, room)),
                Body::Counts(counts) => table {
                    thead { tr { th scope="col" { "Fact" } th scope="col" { "Changes" } } }
                    @for (fact, number) in counts { tr { td { code { (fact) } } td { (number) } } }
                },
            }
        }
    }

    fn sections(&self, sections: &[Section<'_>], room: &mut Room) -> Markup {
        let lists = sections.iter().map(|section| {
            let heading = html! {
                h3 {
                    @match section.heading {
                        Heading::Several => "Several CSPs",
                        Heading::Files => "Files",
                        Heading::Csp(csp) => (place(csp, self.paths.get(csp).map(String::as_str))),
                    }
                }
            };
            let lines = section.lines.iter().map(|line| (section.heading, line));
            (heading, lines.collect())
        });
        let (lists, left) = room.lists(lists, None, |(heading, line)| self.line(heading, line));
        html! { (lists) (more(left, "line")) }
    }

    fn line(&self, heading: Heading<'_>, line: &Line<'_>) -> Markup {
        let path = |place: &str| {
            let whole = match heading {
                Heading::Csp(root) => format!("{root}/{place}"),
                Heading::Several | Heading::Files => place.to_owned(),
            };
            self.paths.get(&whole).map(String::as_str)
        };
        html! { li { (marked_up(&line.words, &path)) (places(line, &path)) } }
    }
}

/// What is said of changes that a page has no room for.
fn more(left: usize, what: &str) -> Markup {
    html! {
        @if left > 0 { p { "And " (words::count(left, what)) " more, which " code { "csp diff" } " lists." } }
    }
}

/// Where an edit of many nodes was made.
fn places<'p>(line: &Line<'_>, path: &dyn Fn(&str) -> Option<&'p str>) -> Markup {
    let number = line.places.len();
    if number == 0 {
        return html! {};
    }
    html! {
        details {
            summary { @if number > PLACES { (PLACES) " of " } (words::count(number, "place")) }
            ul {
                @for at in line.places.iter().take(PLACES) { li { (place(at, path(at))) } }
            }
        }
    }
}

fn marked_up<'p>(words: &[Word], path: &dyn Fn(&str) -> Option<&'p str>) -> Markup {
    html! {
        @for word in words {
            @match word {
                Word::Text(text) => (text.replace("->", "→")),
                Word::Place(text) => (place(text, path(text))),
                Word::Value(value) => code { (value) },
            }
        }
    }
}

fn place(text: &str, path: Option<&str>) -> Markup {
    html! {
        @match path {
            Some(to) => a href=(relative(PATH, to)) { code { (text) } },
            None => code { (text) },
        }
    }
}
