//! What a line of the report is made of, and what is said of a fact that differs.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::change::{Edit, FactChange, Kind, NodeChange};
use crate::effect::{Effect, Effects};
use crate::group::Group;

/// How many characters of a value a line shows.
const SHOWN: usize = 60;

/// How many elements of a list that is edited in many ways a line shows.
const ELEMENTS: usize = 5;

/// A part of a line.
pub enum Word {
    /// Our own words.
    Text(Cow<'static, str>),
    /// A node or a file, on one line.
    Place(String),
    /// What a definition says, on one line and shortened.
    Value(String),
}

impl Word {
    pub(crate) fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A node or a file.
    pub fn place(place: &str) -> Self {
        Self::Place(on_one_line(place.chars()))
    }

    fn value(value: &str, from: usize) -> Self {
        Self::Value(shorten(value, from))
    }
}

/// `1 node`, `2 nodes`.
pub fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// What happened to a node, or to a fact of it.
pub fn told(change: &NodeChange) -> Vec<Word> {
    match &change.fact {
        Some(change) => fact(change),
        None => vec![Word::text(change.change.as_str())],
    }
}

/// What happened to the fact of a node.
pub(crate) fn fact(change: &FactChange) -> Vec<Word> {
    let named = |rest: Vec<Word>| {
        let mut words = vec![Word::text(format!("{}: ", change.fact))];
        words.extend(rest);
        words
    };
    // Facts that a node states more than once.
    let has_several = matches!(change.fact, "allowed_value" | "dependency");
    let (old, new) = (change.old.as_deref(), change.new.as_deref());
    match &change.edit {
        Edit::Exchanged(one, other) => vec![
            Word::text("the descriptions of "),
            Word::value(one, 0),
            Word::text(" and "),
            Word::value(other, 0),
            Word::text(" are exchanged"),
        ],
        Edit::Moved { to, from } => vec![
            Word::value(to, 0),
            Word::text(" has the description that "),
            Word::value(from, 0),
            Word::text(" had"),
        ],
        Edit::Elements { removed, added } => {
            let mut words = Vec::new();
            for (what, elements) in [("removed ", removed), ("added ", added)] {
                if !elements.is_empty() {
                    let comma = if words.is_empty() { "" } else { ", " };
                    words.push(Word::text(format!("{comma}{what}")));
                    words.push(Word::value(&elements.join(", "), 0));
                }
            }
            named(words)
        }
        Edit::Whole => {
            let from = old
                .zip(new)
                .map_or(0, |(old, new)| first_difference(old, new));
            let side = |value: Option<&str>| match value {
                Some(value) => Word::value(value, from),
                None => Word::text("not stated"),
            };
            named(match (old, new) {
                (None, Some(_)) if has_several => vec![Word::text("added "), side(new)],
                (Some(_), None) if has_several => vec![Word::text("removed "), side(old)],
                _ => vec![side(old), Word::text(" -> "), side(new)],
            })
        }
    }
}

/// What happened to a list that is edited in many ways: how many nodes lost or got each element, the most frequent first.
pub(crate) fn lists(edits: &[&Group<'_>]) -> Vec<Word> {
    let (mut removals, mut additions) = (Nodes::new(), Nodes::new());
    let mut name = "";
    for group in edits {
        let Some(fact) = &group.topmost.fact else {
            continue;
        };
        name = fact.fact;
        if let Edit::Elements { removed, added } = &fact.edit {
            for element in removed {
                *removals.entry(element).or_default() += group.changes.len();
            }
            for element in added {
                *additions.entry(element).or_default() += group.changes.len();
            }
        }
    }
    let mut words = vec![Word::text(format!(
        "{name}: edited in {} ways",
        edits.len()
    ))];
    words.extend(most_frequent(", removed ", &removals));
    words.extend(most_frequent(", added ", &additions));
    words
}

/// How many nodes have something to do with an element.
type Nodes<'c> = BTreeMap<&'c str, usize>;

fn most_frequent(verb: &'static str, nodes: &Nodes<'_>) -> Vec<Word> {
    let mut nodes: Vec<_> = nodes.iter().collect();
    nodes.sort_by_key(|(_, number)| Reverse(**number));
    let mut words = Vec::new();
    for (element, number) in nodes.iter().take(ELEMENTS) {
        let before = if words.is_empty() { verb } else { ", " };
        words.push(Word::text(before));
        words.push(Word::value(element, 0));
        words.push(Word::text(format!(" at {number}")));
    }
    if nodes.len() > ELEMENTS {
        words.push(Word::text(format!(" and {} more", nodes.len() - ELEMENTS)));
    }
    words
}

/// What happened to a subtree, of which `top` is the topmost node.
pub(crate) fn subtree(top: &NodeChange, nodes: usize) -> Vec<Word> {
    let done = top.change.as_str();
    if top.below().is_some() {
        let below = match nodes {
            1 => String::new(),
            _ => format!(" with {} below", count(nodes - 1, "node")),
        };
        return vec![Word::text(format!("{done}{below}"))];
    }
    let file = match top.change {
        Kind::Removed => "which was in",
        Kind::Added | Kind::Changed => "in",
    };
    vec![
        Word::text(format!("CSP {done}, {}, {file} ", count(nodes, "node"))),
        Word::place(&top.file),
    ]
}

/// What becomes of a name. What its reason quotes is a value.
pub(crate) fn effect(effect: &Effect) -> Vec<Word> {
    let mut words = vec![Word::Value(effect.name.clone()), Word::text(": ")];
    for (nth, part) in effect.reason.split('`').enumerate() {
        words.push(match nth % 2 {
            0 => Word::text(part.to_owned()),
            _ => Word::Value(part.to_owned()),
        });
    }
    words
}

/// How many names of a lock are kept, and what takes those that are not.
pub fn names(effects: &Effects) -> Vec<Word> {
    let Effects { refused, new, .. } = effects;
    let lock = effects.lock.display().to_string();
    let are = |number: usize| if number == 1 { "is" } else { "are" };
    let kept = match refused {
        0 => "every name is kept".to_owned(),
        _ => format!("{} {} refused", count(*refused, "change"), are(*refused)),
    };
    let mut words = vec![
        Word::place(&lock),
        Word::text(format!(
            ": {kept}, {} {} new",
            count(*new, "name"),
            are(*new)
        )),
    ];
    // No whole command: that would need the paths and overlays of whoever generates.
    let (command, does) = match (refused, new) {
        (0, 0) => return words,
        (0, _) => ("csp codegen", " records them"),
        _ => ("csp codegen --accept", " takes them"),
    };
    words.push(Word::text("; "));
    words.push(Word::Value(command.to_owned()));
    words.push(Word::text(does));
    words
}

/// How many characters two texts have in common at their start.
fn first_difference(old: &str, new: &str) -> usize {
    let pairs = old.chars().zip(new.chars());
    pairs.take_while(|(old, new)| old == new).count()
}

/// Of a long value, what is around the character `from`.
fn shorten(value: &str, from: usize) -> String {
    let length = value.chars().count();
    let start = if length > SHOWN {
        from.saturating_sub(SHOWN / 3).min(length - SHOWN)
    } else {
        0
    };
    let shown = on_one_line(value.chars().skip(start).take(SHOWN));
    let before = if start > 0 { "..." } else { "" };
    let after = if start + SHOWN < length { "..." } else { "" };
    format!("{before}{shown}{after}")
}

/// Line breaks, and what has no shape of its own, would hide in a line.
fn on_one_line(text: impl Iterator<Item = char>) -> String {
    let shape = |c: char| {
        if c.is_whitespace() || c.is_control() {
            ' '
        } else {
            c
        }
    };
    text.map(shape).collect()
}
