//! The router: from a LocURI to the node of a mounted tree, and the dynamic names on the way (OMA DM Tree and Description 1.2, "Addressing").
//!
//! All mounted trees are laid over one another in one trie of places. A place knows its children by name in one hash table for the whole trie, and
//! its unnamed child. Where trees overlap, a place belongs to the tree with the longest root, so an area's own file wins over `{AreaName}`.

use crate::address::MAX_NAMES;
use crate::schema::{NodeId, Tree};
use crate::uri::{LocUri, UriError, decode_segment};

use super::table::Table;

/// The levels that a LocURI may have. The published definitions need 12.
const DEEPEST: usize = 64;

/// The number of a place in the trie; 0 is the root of the management tree.
pub(super) type PlaceId = u32;

/// Where a LocURI leads.
#[derive(Debug)]
pub(super) struct Route<'u> {
    pub(super) place: PlaceId,
    pub(super) names: Names<'u>,
}

/// Why a LocURI leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoRoute<'u> {
    /// It cannot be an address at all.
    Fault(UriError),
    /// No mounted tree has this node.
    Unknown {
        /// The last place on the way that there is.
        deepest: PlaceId,
        /// The LocURI up to and with the first segment that is unknown.
        missing: &'u str,
        /// Whether that is the whole LocURI.
        is_last: bool,
    },
}

/// The dynamic names of a LocURI, decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Names<'u> {
    names: [&'u str; MAX_NAMES],
    len: u8,
}

impl<'u> Names<'u> {
    pub(super) const NONE: Self = Self {
        names: [""; MAX_NAMES],
        len: 0,
    };

    pub(super) fn from_slice(names: &[&'u str]) -> Self {
        let mut all = Self::NONE;
        for name in names {
            all.push(name);
        }
        all
    }

    pub(super) fn push(&mut self, name: &'u str) -> bool {
        let Some(slot) = self.names.get_mut(usize::from(self.len)) else {
            return false;
        };
        *slot = name;
        self.len += 1;
        true
    }

    /// Puts another name in the last one's place.
    pub(super) fn replace_last(&mut self, name: &'u str) {
        let last = usize::from(self.len).wrapping_sub(1);
        if let Some(slot) = self.names.get_mut(last) {
            *slot = name;
        }
    }

    pub(super) fn as_slice(&self) -> &[&'u str] {
        self.names.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// One node of the management tree, whatever tree it comes from.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The mount that the node belongs to, and its row; `None` where only the path of a root leads through.
    pub(super) owner: Option<(u16, NodeId)>,
    /// How long the owner's root path is: the longest root wins.
    root_depth: u8,
    /// The child that takes any name.
    pub(super) unnamed: Option<PlaceId>,
    /// The named children, in the order in which they were mounted.
    pub(super) named: Vec<(Box<str>, PlaceId)>,
    /// Answered with 406: marked as not available to this device's enrolment.
    pub(super) unavailable: bool,
    /// Below `./User`.
    pub(super) user: bool,
}

/// Every place of every mounted tree.
#[derive(Debug)]
pub(super) struct Router {
    places: Vec<Place>,
    table: Table,
}

impl Router {
    /// The root of the management tree, `.`.
    pub(super) const ROOT: PlaceId = 0;

    pub(super) fn new() -> Self {
        Self {
            places: vec![Place::new(false)],
            table: Table::default(),
        }
    }

    pub(super) fn place(&self, id: PlaceId) -> Option<&Place> {
        self.places.get(id as usize)
    }

    /// Lays a tree over the others. Where two trees have the same root, the one that was there first keeps its nodes.
    pub(super) fn mount(&mut self, mount: u16, tree: &Tree) {
        for root in &tree.table().roots {
            let mut place = Self::ROOT;
            let mut depth = 0;
            for segment in scoped_segments(&root.path) {
                place = self.named_child(place, segment);
                depth += 1;
            }
            if let Some(node) = tree.node(root.node) {
                self.insert(mount, node, place, depth);
            }
        }
    }

    fn insert(
        &mut self,
        mount: u16,
        node: crate::schema::NodeRef<'_>,
        parent: PlaceId,
        root_depth: u8,
    ) {
        let id = match node.dynamic {
            true => self.unnamed_child(parent),
            false => self.named_child(parent, &node.name),
        };
        if let Some(place) = self.places.get_mut(id as usize) {
            if place.owner.is_none() || place.root_depth < root_depth {
                place.owner = Some((mount, node.id()));
                place.root_depth = root_depth;
            }
        }
        for child in node.children() {
            self.insert(mount, child, id, root_depth);
        }
    }

    fn named_child(&mut self, parent: PlaceId, name: &str) -> PlaceId {
        if let Some(id) = self.find(parent, name) {
            return id;
        }
        let id = self.add_place(parent);
        if let Some(place) = self.places.get_mut(parent as usize) {
            place.named.push((name.into(), id));
        }
        if parent == Self::ROOT && name.eq_ignore_ascii_case("User") {
            if let Some(place) = self.places.get_mut(id as usize) {
                place.user = true;
            }
        }
        self.table.insert(parent, name, id);
        // The published SUPL file has names that end in a space, which readers of a LocURI trim.
        if name.trim_end() != name {
            self.table.insert(parent, name.trim_end(), id);
        }
        id
    }

    fn unnamed_child(&mut self, parent: PlaceId) -> PlaceId {
        if let Some(id) = self.place(parent).and_then(|place| place.unnamed) {
            return id;
        }
        let id = self.add_place(parent);
        if let Some(place) = self.places.get_mut(parent as usize) {
            place.unnamed = Some(id);
        }
        id
    }

    fn add_place(&mut self, parent: PlaceId) -> PlaceId {
        let user = self.place(parent).is_some_and(|place| place.user);
        let id = self.places.len() as PlaceId;
        self.places.push(Place::new(user));
        id
    }

    /// Marks a place, and everything below it, as not available.
    pub(super) fn mark_unavailable(&mut self, id: PlaceId) {
        let Some(place) = self.places.get_mut(id as usize) else {
            return;
        };
        place.unavailable = true;
        let children: Vec<_> = place.children().collect();
        for child in children {
            self.mark_unavailable(child);
        }
    }

    fn find(&self, parent: PlaceId, name: &str) -> Option<PlaceId> {
        self.table.find(parent, name)
    }

    /// Follows a LocURI, without its query. Percent-encoded names are decoded into `scratch`, which is emptied first; nothing else is allocated.
    pub(super) fn route<'u>(
        &self,
        path: &'u str,
        scratch: &'u mut String,
    ) -> Result<Route<'u>, NoRoute<'u>> {
        match self.walk(path, scratch) {
            Ok((place, names)) => Ok(Route { place, names }),
            // Only a path that leads nowhere is looked at again, to tell what is wrong with it.
            Err(unknown) => match LocUri::parse(path) {
                Err(fault) => Err(NoRoute::Fault(fault)),
                Ok(uri) if uri.segments().count() > DEEPEST => {
                    Err(NoRoute::Fault(UriError::TooLong))
                }
                Ok(_) => Err(unknown),
            },
        }
    }

    fn walk<'u>(
        &self,
        path: &'u str,
        scratch: &'u mut String,
    ) -> Result<(PlaceId, Names<'u>), NoRoute<'u>> {
        let mut place = Self::ROOT;
        let mut found = [Found::Plain(""); MAX_NAMES];
        let mut len = 0;
        scratch.clear();
        let mut rest = path.strip_prefix("./").unwrap_or(path);
        if path == "." || rest.eq_ignore_ascii_case("Device") {
            return Ok((place, Names::NONE));
        }
        if let Some(after) = strip_device(rest) {
            rest = after;
        }
        loop {
            let (segment, after) = match super::table::segment_end(rest.as_bytes()) {
                end if end < rest.len() => (rest.get(..end), rest.get(end + 1..)),
                _ => (Some(rest), None),
            };
            let segment = segment.unwrap_or_default();
            let unknown = |place| NoRoute::Unknown {
                deepest: place,
                missing: path
                    .get(..path.len() - after.map_or(0, |after| after.len() + 1))
                    .unwrap_or(path),
                is_last: after.is_none(),
            };
            let encoded = segment.as_bytes().contains(&b'%');
            let start = scratch.len();
            if encoded {
                let name = decode_segment(segment).map_err(NoRoute::Fault)?;
                scratch.push_str(&name);
            }
            let name = match encoded {
                true => scratch.get(start..).unwrap_or_default(),
                false => segment,
            };
            place = match self.find(place, name) {
                Some(next) => next,
                None => {
                    let unnamed = self.place(place).and_then(|place| place.unnamed);
                    let Some(next) = unnamed.filter(|_| is_name(segment)) else {
                        return Err(unknown(place));
                    };
                    let Some(slot) = found.get_mut(len) else {
                        return Err(NoRoute::Fault(UriError::TooLong));
                    };
                    *slot = match encoded {
                        true => Found::Decoded(start, scratch.len()),
                        false => Found::Plain(segment),
                    };
                    len += 1;
                    next
                }
            };
            match after {
                Some(after) => rest = after,
                None => break,
            }
        }
        let scratch: &'u str = scratch;
        let mut names = Names::NONE;
        for found in found.iter().take(len) {
            names.push(match *found {
                Found::Plain(name) => name,
                Found::Decoded(start, end) => scratch.get(start..end).unwrap_or_default(),
            });
        }
        Ok((place, names))
    }
}

/// A dynamic name: as it stands in the LocURI, or decoded into the scratch text.
#[derive(Clone, Copy)]
enum Found<'u> {
    Plain(&'u str),
    Decoded(usize, usize),
}

impl Place {
    const fn new(user: bool) -> Self {
        Self {
            owner: None,
            root_depth: 0,
            unnamed: None,
            named: Vec::new(),
            unavailable: false,
            user,
        }
    }

    fn children(&self) -> impl Iterator<Item = PlaceId> {
        self.named.iter().map(|(_, id)| *id).chain(self.unnamed)
    }
}

/// Whether a segment can be a name at all.
fn is_name(segment: &str) -> bool {
    !matches!(segment, "" | "." | ".." | "*")
}

/// `./Device` is the default scope: with and without it, an address is the same.
fn strip_device(rest: &str) -> Option<&str> {
    let (scope, after) = rest.split_at_checked(7)?;
    scope.eq_ignore_ascii_case("Device/").then_some(after)
}

/// The segments of a root's path below the scope that needs no name.
fn scoped_segments(path: &str) -> impl Iterator<Item = &str> {
    let path = path.trim().trim_start_matches('.').trim_matches('/');
    let mut segments = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .peekable();
    segments.next_if(|first| first.eq_ignore_ascii_case("Device"));
    segments
}
