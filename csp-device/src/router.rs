//! The places of every mounted tree, laid over one another in one trie.
//!
//! A place knows its children by name, in one hash table for the whole trie, and its unnamed child. Where trees overlap, a place belongs to the
//! tree with the longest root, so an area's own file wins over `{AreaName}`. How a LocURI is followed stands in `walk.rs`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use csp_schema::same_node::{decoded, node_key};
use csp_schema::{NodeDefinition, NodeId, Tree};

use crate::name_table::NameTable;

/// The number of a place in the trie; 0 is the root of the management tree.
pub(crate) type RouterNodeId = u32;

/// One node of the management tree, whatever tree it comes from.
#[derive(Debug, Clone)]
pub(crate) struct RouterNode {
    /// Its name, as the first tree that has it spells it; empty where any name goes.
    pub(crate) name: Box<str>,
    /// The mount that the node belongs to, and its row; `None` where only the path of a root leads through.
    pub(crate) owner: Option<(u16, NodeId)>,
    /// How long the owner's root path is: the longest root wins.
    root_depth: u8,
    /// The child that takes any name.
    pub(crate) unnamed: Option<RouterNodeId>,
    /// The named children, in the order in which they were mounted.
    pub(crate) named: Vec<RouterNodeId>,
    /// Answered with 406: marked as not available to this device's enrolment.
    pub(crate) unavailable: bool,
    /// Below `./User`.
    pub(crate) user: bool,
}

/// Every place of every mounted tree.
#[derive(Debug, Clone)]
pub(crate) struct Router {
    places: Vec<RouterNode>,
    pub(crate) table: NameTable,
    /// For each place, what a walk needs beyond the table: a few bytes each, where the places themselves are many cache lines.
    children: Vec<ChildSummary>,
    /// `./Vendor/MSFT` and `./User/Vendor/MSFT`, below which nearly every CSP hangs; 0 where no tree has it.
    pub(crate) device_folder: RouterNodeId,
    pub(crate) user_folder: RouterNodeId,
}

/// Which children a place has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ChildSummary {
    /// The child that takes any name; 0 where there is none.
    pub(crate) unnamed: RouterNodeId,
    /// How long the names of the others are, a bit for each length and the last one for all from 63.
    lengths: u64,
}

impl ChildSummary {
    /// Whether a child has a name of this length. Most names of instances are as long as no child's, and are not looked for.
    #[inline]
    pub(crate) fn may_be_named(self, len: usize) -> bool {
        self.lengths >> len.min(63) & 1 != 0
    }
}

impl Router {
    /// The root of the management tree, `.`.
    pub(crate) const ROOT: RouterNodeId = 0;

    pub(crate) fn new() -> Self {
        Self {
            places: vec![RouterNode::new("", false)],
            table: NameTable::default(),
            children: vec![ChildSummary::default()],
            device_folder: 0,
            user_folder: 0,
        }
    }

    /// Which children a place has.
    #[inline]
    pub(crate) fn children(&self, id: RouterNodeId) -> ChildSummary {
        self.children.get(id as usize).copied().unwrap_or_default()
    }

    pub(crate) fn place(&self, id: RouterNodeId) -> Option<&RouterNode> {
        self.places.get(id as usize)
    }

    /// The root of a tree that another tree has too.
    pub(crate) fn taken_root<'t>(&self, tree: &'t Tree) -> Option<NodeDefinition<'t>> {
        let is_taken = |root: &NodeDefinition<'t>| {
            let (mut parent, mut depth) = (Self::ROOT, 0);
            for segment in scoped_segments(root.root_path()) {
                parent = self.find(parent, &segment)?;
                depth += 1;
            }
            let place = if root.dynamic {
                self.place(parent)?.unnamed?
            } else {
                self.find(parent, &root.name)?
            };
            let place = self.place(place)?;
            (place.owner.is_some() && place.root_depth == depth).then_some(())
        };
        let mut own = BTreeSet::new();
        tree.roots()
            .find(|root| is_taken(root).is_some() || !own.insert(node_key(&root.uri(), false)))
    }

    /// Lays a tree over the others.
    pub(crate) fn mount(&mut self, mount: u16, tree: &Tree) {
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
        let folder = |scope| self.find(self.find(scope, "Vendor")?, "MSFT");
        let user = self.find(Self::ROOT, "User").and_then(folder);
        self.device_folder = folder(Self::ROOT).unwrap_or_default();
        self.user_folder = user.unwrap_or_default();
    }

    fn insert(
        &mut self,
        mount: u16,
        node: NodeDefinition<'_>,
        parent: RouterNodeId,
        root_depth: u8,
    ) {
        let id = if node.dynamic {
            self.unnamed_child(parent)
        } else {
            self.named_child(parent, &node.name, mount)
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
        if parent == Self::ROOT && name.eq_ignore_ascii_case("User") {
            if let Some(place) = self.places.get_mut(id as usize) {
                place.user = true;
            }
        }
        if twin {
            self.table.insert_twin(parent, name, id);
        } else {
            self.table.insert(parent, name, id);
        }
        // The published SUPL file has names that end in a space, which readers of a LocURI trim.
        let trimmed = name.trim_end();
        if trimmed != name && self.find(parent, trimmed).is_none() {
            self.table.insert(parent, trimmed, id);
        }
        if let Some(summary) = self.children.get_mut(parent as usize) {
            summary.lengths |= 1 << name.len().min(63) | 1 << trimmed.len().min(63);
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
        if let Some(summary) = self.children.get_mut(parent as usize) {
            summary.unnamed = id;
        }
        id
    }

    fn add_place(&mut self, parent: RouterNodeId, name: &str) -> RouterNodeId {
        let user = self.place(parent).is_some_and(|place| place.user);
        let id = self.places.len() as RouterNodeId;
        self.places.push(RouterNode::new(name, user));
        self.children.push(ChildSummary::default());
        id
    }

    /// Marks a place, and everything below it, as not available.
    pub(crate) fn mark_unavailable(&mut self, id: RouterNodeId) {
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
