//! A LocURI of a profile: its segments with their places, and the node that is meant.

use std::ops::Range;

use csp_schema::same_node::decoded;
use csp_schema::uri::{LocUri, UriError};
use csp_schema::{Naming, NodeDefinition};

use super::definitions::{Definitions, Walk};
use crate::text::{Place, Text};

/// The LocURI of a setting.
pub struct Address<'a> {
    /// As it is written, without the white space around it.
    pub text: &'a Text,
    /// Its segments behind the root `.`, without the white space around each: ranges of the text. A backslash separates too.
    pub segments: Vec<Range<usize>>,
    /// Whether it begins with the root, `.`.
    pub has_root: bool,
    /// Why it can be no address of a node, whatever is defined.
    pub fault: Option<UriError>,
    /// What it leads to.
    pub target: Target<'a>,
}

/// What an address leads to.
pub enum Target<'a> {
    /// A node that is defined.
    Node(Meant<'a>),
    /// A place above every definition, for example `./Device/Vendor/MSFT`; or nothing was looked for.
    Folder,
    /// No node that is defined.
    Unknown {
        /// The first segment that is not known.
        segment: usize,
        /// The node above it; `None` where it is in no CSP that is defined.
        above: Option<NodeDefinition<'a>>,
        /// Which names could stand there.
        place: usize,
    },
}

/// The node that somebody meant, and what was done to find it.
pub struct Meant<'a> {
    /// The node.
    pub node: NodeDefinition<'a>,
    /// For each segment, the name that the definition has; `None` where any goes.
    pub spelled: Vec<Option<&'a str>>,
    /// How it was found.
    pub found: Found,
}

/// How a node was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// As it is written, but for case, for white space around segments and for backslashes.
    AsWritten,
    /// Without the white space inside of a segment.
    WithoutSpaces,
    /// Below `./User` in the place of `./Device`, or the other way round.
    InOtherScope,
}

impl<'a> Address<'a> {
    /// What a LocURI leads to in these definitions.
    pub fn new(text: &'a Text, definitions: &'a Definitions) -> Self {
        let written = text.as_str();
        let path = written.split('?').next().unwrap_or_default();
        let mut segments = Vec::new();
        let mut start = 0;
        for (end, _) in path
            .match_indices(['/', '\\'])
            .chain(std::iter::once((path.len(), "")))
        {
            segments.push(trimmed(path, start..end));
            start = end + 1;
        }
        let name = |range: &Range<usize>| path.get(range.clone()).unwrap_or_default();
        let has_root = segments.first().is_some_and(|first| name(first) == ".");
        if has_root {
            segments.remove(0);
        }
        let names: Vec<&str> = segments.iter().map(name).collect();
        let fault = match (has_root, names.first()) {
            (false, Some(&"")) => LocUri::parse(path).err(),
            _ => LocUri::parse(&format!("./{}", names.join("/"))).err(),
        };
        let fault = fault.filter(|_| path != ".");
        let target = match fault {
            None if !names.is_empty() => target(&names, definitions),
            _ => Target::Folder,
        };
        Self {
            text,
            segments,
            has_root,
            fault,
            target,
        }
    }

    /// The node that is meant.
    pub fn node(&self) -> Option<NodeDefinition<'a>> {
        match &self.target {
            Target::Node(meant) => Some(meant.node),
            _ => None,
        }
    }

    /// A segment as it is written.
    pub fn segment(&self, nth: usize) -> &'a str {
        let range = self.segments.get(nth).cloned().unwrap_or_default();
        self.text.as_str().get(range).unwrap_or_default()
    }

    /// Where a segment stands in the file.
    pub fn segment_place(&self, nth: usize) -> Place {
        let range = self.segments.get(nth).cloned().unwrap_or_default();
        self.text.place_of(range)
    }

    /// Where the name of the node stands in the file, or that of a node so many levels above it.
    pub fn name_place(&self, above: usize) -> Place {
        self.segment_place(self.segments.len().saturating_sub(above + 1))
    }

    /// Whether it is below this path, for users or the device; or the node there.
    pub(crate) fn is_below(&self, path: &[&str]) -> bool {
        let first = decoded(self.segment(0));
        let has_scope = ["Device", "User"]
            .iter()
            .any(|scope| first.eq_ignore_ascii_case(scope));
        let own = usize::from(has_scope)..self.segments.len();
        own.len() >= path.len()
            && own
                .zip(path)
                .all(|(nth, name)| decoded(self.segment(nth)).eq_ignore_ascii_case(name))
    }

    /// Whether it is below `./User`.
    pub fn is_user(&self) -> bool {
        decoded(self.segment(0)).eq_ignore_ascii_case("User")
    }
}

/// White space, and what has no width and looks like nothing at all.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

fn trimmed(path: &str, range: Range<usize>) -> Range<usize> {
    let segment = path.get(range.clone()).unwrap_or_default();
    let start = range.start + segment.len() - segment.trim_start_matches(is_space).len();
    start..start + segment.trim_matches(is_space).len()
}

fn target<'a>(names: &[&str], definitions: &'a Definitions) -> Target<'a> {
    let whole = |walk: Walk<'a>, found: Found| match walk.node {
        Some(node) if walk.spelled.len() == names.len() => Some(Target::Node(Meant {
            node,
            spelled: walk.spelled,
            found,
        })),
        _ => None,
    };
    let walk = definitions.walk(names);
    let (followed, above, place) = (walk.spelled.len(), walk.node, walk.place);
    let is_whole = followed == names.len();
    let unsure = if is_whole {
        listed(&walk)
    } else {
        Some(followed)
    };
    let in_other_scope = || in_other_scope(names, unsure?, definitions).map(Target::Node);
    if is_whole {
        return match in_other_scope() {
            Some(other) => other,
            None => whole(walk, Found::AsWritten).unwrap_or(Target::Folder),
        };
    }
    if names.iter().any(|name| name.contains(is_space)) {
        let close: Vec<String> = names
            .iter()
            .map(|name| name.replace(is_space, ""))
            .collect();
        let close: Vec<&str> = close.iter().map(String::as_str).collect();
        if let Some(target) = whole(definitions.walk(&close), Found::WithoutSpaces) {
            return target;
        }
    }
    in_other_scope().unwrap_or(Target::Unknown {
        segment: followed,
        above,
        place,
    })
}

/// The first segment that any name fits and whose instances the device itself lists, as it does the areas of Policy: what is not defined by its own
/// name may not be there.
fn listed(walk: &Walk<'_>) -> Option<usize> {
    let nodes: Vec<NodeDefinition<'_>> = walk.node?.ancestors().collect();
    let is_listed =
        |node: &NodeDefinition<'_>| node.dynamic && node.naming() == Some(&Naming::ClientInventory);
    let nth = nodes.iter().rposition(is_listed)?;
    walk.spelled.len().checked_sub(nth + 1)
}

/// The node below `./User` in the place of `./Device`, or the other way round, where the definition has the segment that is not sure by its name.
fn in_other_scope<'a>(
    names: &[&str],
    unsure: usize,
    definitions: &'a Definitions,
) -> Option<Meant<'a>> {
    let (first, rest) = names.split_first()?;
    let (scope, rest) = if first.eq_ignore_ascii_case("User") {
        ("Device", rest)
    } else if first.eq_ignore_ascii_case("Device") {
        ("User", rest)
    } else {
        ("User", names)
    };
    let other: Vec<&str> = std::iter::once(scope).chain(rest.iter().copied()).collect();
    let added = other.len() - names.len();
    let walk = definitions.walk(&other);
    let is_named = walk
        .spelled
        .get(unsure + added)
        .is_some_and(Option::is_some);
    let is_whole = walk.spelled.len() == other.len();
    let node = walk.node.filter(|_| is_whole && is_named)?;
    Some(Meant {
        node,
        // Of the segments that are written.
        spelled: walk.spelled.into_iter().skip(added).collect(),
        found: Found::InOtherScope,
    })
}
