//! The router: from a LocURI to the node of a mounted tree, and the dynamic names on the way (OMA DM Tree and Description 1.2, "Addressing").
//!
//! All mounted trees are laid over one another in one trie of places. A place knows its children by name in one hash table for the whole trie, and
//! its unnamed child. Where trees overlap, a place belongs to the tree with the longest root, so an area's own file wins over `{AreaName}`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use memchr::memchr;

use crate::address::MAX_NAMES;
use crate::request::same_node::{decoded, node_key};
use csp_schema::uri::{LocUri, UriError, decode_segment};
use csp_schema::{NodeId, NodeRef, Tree};

use super::name_table::{self, NameTable};
use super::names::{Names, decode_into};

/// The levels that a LocURI may have. The published definitions need 12.
const DEEPEST: usize = 64;

/// The number of a place in the trie; 0 is the root of the management tree.
pub(super) type RouterNodeId = u32;

/// Where a LocURI leads.
#[derive(Debug)]
pub(super) struct Route<'u> {
    pub(super) place: RouterNodeId,
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
        deepest: RouterNodeId,
        /// The LocURI up to and with the first segment that is unknown.
        missing: &'u str,
        /// Whether that is the whole LocURI.
        is_last: bool,
    },
}

/// One node of the management tree, whatever tree it comes from.
#[derive(Debug, Clone)]
pub(super) struct RouterNode {
    /// Its name, as the first tree that has it spells it; empty where any name goes.
    pub(super) name: Box<str>,
    /// The mount that the node belongs to, and its row; `None` where only the path of a root leads through.
    pub(super) owner: Option<(u16, NodeId)>,
    /// How long the owner's root path is: the longest root wins.
    root_depth: u8,
    /// The child that takes any name.
    pub(super) unnamed: Option<RouterNodeId>,
    /// The named children, in the order in which they were mounted.
    pub(super) named: Vec<RouterNodeId>,
    /// Answered with 406: marked as not available to this device's enrolment.
    pub(super) unavailable: bool,
    /// Below `./User`.
    pub(super) user: bool,
}

/// Every place of every mounted tree.
#[derive(Debug)]
pub(super) struct Router {
    places: Vec<RouterNode>,
    table: NameTable,
    /// What a walk needs of each place beyond the table, close together.
    hops: Vec<ChildSummary>,
    /// The place of [`FOLDER`].
    folder: Option<RouterNodeId>,
}

/// What a walk needs of a place.
#[derive(Debug, Clone, Copy, Default)]
struct ChildSummary {
    /// The child that takes any name; 0 where there is none.
    unnamed: RouterNodeId,
    has_named: bool,
}

impl Router {
    /// The root of the management tree, `.`.
    pub(super) const ROOT: RouterNodeId = 0;

    pub(super) fn new() -> Self {
        Self {
            places: vec![RouterNode::new("", false)],
            table: NameTable::default(),
            hops: vec![ChildSummary::default()],
            folder: None,
        }
    }

    pub(super) fn place(&self, id: RouterNodeId) -> Option<&RouterNode> {
        self.places.get(id as usize)
    }

    /// The root of a tree that another tree has too.
    pub(super) fn taken_root<'t>(&self, tree: &'t Tree) -> Option<NodeRef<'t>> {
        let is_taken = |root: &NodeRef<'t>| {
            let (mut parent, mut depth) = (Self::ROOT, 0);
            for segment in scoped_segments(root.root_path()) {
                parent = self.find(parent, &segment)?;
                depth += 1;
            }
            let place = match root.dynamic {
                true => self.place(parent)?.unnamed?,
                false => self.find(parent, &root.name)?,
            };
            let place = self.place(place)?;
            (place.owner.is_some() && place.root_depth == depth).then_some(())
        };
        let mut own = BTreeSet::new();
        tree.roots()
            .find(|root| is_taken(root).is_some() || !own.insert(node_key(&root.uri(), false)))
    }

    /// Lays a tree over the others.
    pub(super) fn mount(&mut self, mount: u16, tree: &Tree) {
        for root in &tree.table().roots {
            let mut place = Self::ROOT;
            let mut depth = 0;
            for segment in scoped_segments(&root.path) {
                place = self.named_child(place, &segment, mount);
                depth += 1;
            }
            if let Some(node) = tree.node(root.node) {
                self.insert(mount, node, place, depth);
            }
        }
        let vendor = self.find(Self::ROOT, "Vendor");
        self.folder = vendor.and_then(|vendor| self.find(vendor, "MSFT"));
    }

    fn insert(&mut self, mount: u16, node: NodeRef<'_>, parent: RouterNodeId, root_depth: u8) {
        let id = match node.dynamic {
            true => self.unnamed_child(parent),
            false => self.named_child(parent, &node.name, mount),
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

    /// The place of a named child. What several trees call the same, in any case, is one place; two names of one tree are two.
    fn named_child(&mut self, parent: RouterNodeId, name: &str, mount: u16) -> RouterNodeId {
        let known = self.find(parent, name);
        let is_twin = |id| {
            let own = |place: &RouterNode| place.owner.is_some_and(|(owner, _)| owner == mount);
            let is_other = |place: &RouterNode| own(place) && *place.name != *name;
            self.place(id).is_some_and(is_other)
        };
        let twin = known.is_some_and(is_twin);
        if let Some(id) = known.filter(|_| !twin) {
            return id;
        }
        let id = self.add_place(parent, name);
        if let Some(place) = self.places.get_mut(parent as usize) {
            place.named.push(id);
        }
        if let Some(hop) = self.hops.get_mut(parent as usize) {
            hop.has_named = true;
        }
        if parent == Self::ROOT && name.eq_ignore_ascii_case("User") {
            if let Some(place) = self.places.get_mut(id as usize) {
                place.user = true;
            }
        }
        match twin {
            true => self.table.insert_twin(parent, name, id),
            false => self.table.insert(parent, name, id),
        }
        // The published SUPL file has names that end in a space, which readers of a LocURI trim.
        let trimmed = name.trim_end();
        if trimmed != name && self.find(parent, trimmed).is_none() {
            self.table.insert(parent, trimmed, id);
        }
        id
    }

    fn unnamed_child(&mut self, parent: RouterNodeId) -> RouterNodeId {
        if let Some(id) = self.place(parent).and_then(|place| place.unnamed) {
            return id;
        }
        let id = self.add_place(parent, "");
        if let Some(place) = self.places.get_mut(parent as usize) {
            place.unnamed = Some(id);
        }
        if let Some(hop) = self.hops.get_mut(parent as usize) {
            hop.unnamed = id;
        }
        id
    }

    fn add_place(&mut self, parent: RouterNodeId, name: &str) -> RouterNodeId {
        let user = self.place(parent).is_some_and(|place| place.user);
        let id = self.places.len() as RouterNodeId;
        self.places.push(RouterNode::new(name, user));
        self.hops.push(ChildSummary::default());
        id
    }

    /// Marks a place, and everything below it, as not available.
    pub(super) fn mark_unavailable(&mut self, id: RouterNodeId) {
        let Some(place) = self.places.get_mut(id as usize) else {
            return;
        };
        place.unavailable = true;
        let children: Vec<_> = place.children().collect();
        for child in children {
            self.mark_unavailable(child);
        }
    }

    fn find(&self, parent: RouterNodeId, name: &str) -> Option<RouterNodeId> {
        match self.table.find(parent, name.as_bytes()) {
            0 => None,
            child => Some(child),
        }
    }

    /// Follows a LocURI, without its query. Percent-encoded names are decoded into `scratch`, which is emptied first; nothing else is allocated.
    #[inline]
    pub(super) fn route<'u>(
        &self,
        path: &'u str,
        scratch: &'u mut String,
    ) -> Result<Route<'u>, NoRoute<'u>> {
        let mut names = Names::NONE;
        match self.walk(path, scratch, &mut names) {
            Ok(place) => Ok(Route { place, names }),
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

    #[inline]
    fn walk<'u>(
        &self,
        path: &'u str,
        scratch: &'u mut String,
        names: &mut Names<'u>,
    ) -> Result<RouterNodeId, NoRoute<'u>> {
        let bytes = path.as_bytes();
        let (mut at, mut place) = match self.begin(bytes) {
            Some(begun) => begun,
            None => return Ok(Self::ROOT),
        };
        // Which names had to be decoded, and where each of them ends in the scratch text.
        let mut decoded = 0_u32;
        let mut ends = [0_u32; MAX_NAMES];
        scratch.clear();
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let end = name_table::segment_end(rest);
            let plain = rest.get(..end).unwrap_or_default();
            let hop = self.hops.get(place as usize).copied().unwrap_or_default();
            // Names of schemas mostly stand as they are; only what is not one of them is looked at for escapes.
            let mut next = match hop.has_named {
                true => self.table.find(place, plain),
                false => 0,
            };
            if next == 0 {
                let start = scratch.len();
                let escaped = memchr(b'%', plain).is_some();
                let mut can_name = is_name(plain);
                if escaped {
                    let segment = path.get(at..at + end).unwrap_or_default();
                    decode_into(segment, scratch).map_err(NoRoute::Fault)?;
                    let name = scratch.as_bytes().get(start..).unwrap_or_default();
                    can_name = is_name(name);
                    if hop.has_named {
                        next = self.table.find(place, name);
                    }
                    if next != 0 {
                        scratch.truncate(start);
                    }
                }
                if next == 0 && can_name {
                    next = hop.unnamed;
                    if let Some(end) = ends.get_mut(names.as_slice().len()) {
                        *end = scratch.len() as u32;
                    }
                    decoded |= u32::from(escaped) << names.as_slice().len();
                    if next != 0 && !names.push(path.get(at..at + end).unwrap_or_default()) {
                        return Err(NoRoute::Fault(UriError::TooLong));
                    }
                }
            }
            if next == 0 {
                return Err(NoRoute::Unknown {
                    deepest: place,
                    missing: path.get(..at + end).unwrap_or(path),
                    is_last: at + end == path.len(),
                });
            }
            place = next;
            at += end + 1;
            if at > path.len() {
                break;
            }
        }
        if decoded != 0 {
            let scratch: &'u str = scratch;
            let mut start = 0;
            for (nth, (name, end)) in names.as_mut_slice().iter_mut().zip(ends).enumerate() {
                if decoded >> nth & 1 != 0 {
                    *name = scratch.get(start..end as usize).unwrap_or_default();
                }
                start = end as usize;
            }
        }
        Ok(place)
    }

    /// Where a walk begins, in the path and in the trie: below the scope, and below the folder in which nearly every CSP hangs. `None` for the
    /// root of the management tree.
    fn begin(&self, path: &[u8]) -> Option<(usize, RouterNodeId)> {
        let mut at = if path.starts_with(b"./") { 2 } else { 0 };
        let mut rest = path.get(at..)?;
        if path == b"." || rest.eq_ignore_ascii_case(b"Device") {
            return None;
        }
        if let Some(after) = strip_folded(rest, b"Device/") {
            (at, rest) = (at + 7, after);
        }
        match self.folder {
            Some(folder) if strip_folded(rest, FOLDER).is_some() => {
                Some((at + FOLDER.len(), folder))
            }
            _ => match encoded_scope(rest) {
                Some(scope) if scope == rest.len() => None,
                Some(scope) => Some((at + scope + 1, Self::ROOT)),
                None => Some((at, Self::ROOT)),
            },
        }
    }
}

/// The folder in which nearly every CSP hangs. Walks begin below it where they can, to save two steps of seven.
const FOLDER: &[u8] = b"Vendor/MSFT/";

/// What follows a prefix, compared without case.
fn strip_folded<'p>(path: &'p [u8], prefix: &[u8]) -> Option<&'p [u8]> {
    let (start, rest) = path.split_at_checked(prefix.len())?;
    (start == prefix || start.eq_ignore_ascii_case(prefix)).then_some(rest)
}

/// Where the first segment ends, if it is `Device` written with escapes.
fn encoded_scope(path: &[u8]) -> Option<usize> {
    let end = name_table::segment_end(path);
    let segment = path.get(..end)?;
    memchr(b'%', segment)?;
    let name = decode_segment(std::str::from_utf8(segment).ok()?).ok()?;
    name.eq_ignore_ascii_case("Device").then_some(end)
}

impl RouterNode {
    fn new(name: &str, user: bool) -> Self {
        Self {
            name: name.into(),
            owner: None,
            root_depth: 0,
            unnamed: None,
            named: Vec::new(),
            unavailable: false,
            user,
        }
    }

    fn children(&self) -> impl Iterator<Item = RouterNodeId> {
        self.named.iter().copied().chain(self.unnamed)
    }
}

/// Whether a segment can be a name at all.
const fn is_name(segment: &[u8]) -> bool {
    !matches!(segment, b"" | b"." | b".." | b"*")
}

/// The segments of a root's path below the scope that needs no name.
fn scoped_segments(path: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let path = path.trim().trim_start_matches('.').trim_matches('/');
    let mut segments = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(decoded)
        .peekable();
    segments.next_if(|first| first.eq_ignore_ascii_case("Device"));
    segments
}
