//! What rules ask of definitions: which node a LocURI names, how it is spelled, what stands beside it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use csp_schema::same_node::{decoded, folded};
use csp_schema::{AccessSet, Allowed, NodeDefinition, NodeId, Tree, Verb};

/// The trees that profiles are checked by, laid over one another.
///
/// Where trees overlap, a place belongs to the tree with the longest root, as on a device: an area's own file wins over `{AreaName}`.
pub struct Definitions {
    trees: Vec<DefinitionTree>,
    places: Vec<DefinitionPlace>,
    are_shipped: bool,
    /// By the folded name of an ADMX file and the id of an element the first policy that has it, once somebody has asked.
    owners: OnceLock<BTreeMap<(String, String), String>>,
}

/// A tree, of generated code or loaded.
pub enum DefinitionTree {
    /// Of generated code.
    Generated(&'static Tree),
    /// Loaded from a file; others may have it too.
    Loaded(Arc<Tree>),
}

impl DefinitionTree {
    fn tree(&self) -> &Tree {
        match self {
            Self::Generated(tree) => tree,
            Self::Loaded(tree) => tree,
        }
    }
}

impl From<&'static Tree> for DefinitionTree {
    fn from(tree: &'static Tree) -> Self {
        Self::Generated(tree)
    }
}

impl From<Tree> for DefinitionTree {
    fn from(tree: Tree) -> Self {
        Self::Loaded(tree.into())
    }
}

impl From<Arc<Tree>> for DefinitionTree {
    fn from(tree: Arc<Tree>) -> Self {
        Self::Loaded(tree)
    }
}

/// A node of the management tree, whatever trees it comes from; 0 is the root `.`.
#[derive(Default)]
struct DefinitionPlace {
    name: String,
    /// Its tree and its row; `None` where only the path of a root leads through.
    owner: Option<(usize, NodeId)>,
    root_depth: usize,
    /// By name without case.
    named: BTreeMap<String, usize>,
    /// The child that takes any name.
    unnamed: Option<usize>,
    /// The verbs that the node or one below it permits.
    verbs: AccessSet,
}

/// A name that can stand behind others in a LocURI.
pub struct Below<'d> {
    /// The name as the definition has it; the title of one that is given at run time.
    pub name: &'d str,
    /// Whether any name goes, and this is what stands for it.
    pub is_given: bool,
    /// The node; `None` where only the path of a root leads through.
    pub node: Option<NodeDefinition<'d>>,
    /// The verbs that the node or one below it permits.
    pub verbs: AccessSet,
}

/// What a place needs of a node, so that the trees are not borrowed while places grow.
struct Laid {
    depth: usize,
    name: String,
    is_dynamic: bool,
    id: NodeId,
    verbs: AccessSet,
}

/// How far a LocURI leads.
pub(crate) struct Walk<'d> {
    /// For each segment that was followed, its name as the definition has it; `None` where any name goes.
    pub(crate) spelled: Vec<Option<&'d str>>,
    /// The node of the last segment that was followed; `None` where only the path of a root leads through.
    pub(crate) node: Option<NodeDefinition<'d>>,
    /// Where it ended.
    pub(crate) place: usize,
}

impl Definitions {
    /// The definitions that these trees are. `are_shipped`: whether they are no more than those that come with the program, so that what they lack
    /// is nobody's mistake.
    pub fn new<T: Into<DefinitionTree>>(
        trees: impl IntoIterator<Item = T>,
        are_shipped: bool,
    ) -> Self {
        let mut definitions = Self {
            trees: trees.into_iter().map(Into::into).collect(),
            places: vec![DefinitionPlace::default()],
            are_shipped,
            owners: OnceLock::new(),
        };
        for nth in 0..definitions.trees.len() {
            definitions.lay(nth);
        }
        definitions
    }

    /// Whether they are those that come with the program.
    pub fn are_shipped(&self) -> bool {
        self.are_shipped
    }

    /// The trees.
    pub fn trees(&self) -> impl Iterator<Item = &Tree> {
        self.trees.iter().map(DefinitionTree::tree)
    }

    /// The node that a LocURI names.
    pub fn node(&self, uri: &str) -> Option<NodeDefinition<'_>> {
        let path = csp_schema::same_node::path(uri);
        let segments: Vec<&str> = path.strip_prefix("./").unwrap_or(path).split('/').collect();
        let walk = self.walk(&segments);
        walk.node.filter(|_| walk.spelled.len() == segments.len())
    }

    /// The policy of an ADMX file that has an element of this id, of those that back a node.
    pub(crate) fn policy_of(&self, file: &str, element: &str) -> Option<&str> {
        let owners = self.owners.get_or_init(|| self.element_owners());
        let owner = owners.get(&(folded(file), element.to_owned()));
        owner.map(String::as_str)
    }

    fn element_owners(&self) -> BTreeMap<(String, String), String> {
        let mut owners = BTreeMap::new();
        for node in self.trees().flat_map(Tree::nodes) {
            let Allowed::Admx(policies) = &node.row().allowed else {
                continue;
            };
            for policy in policies {
                for element in policy.elements.iter().flatten() {
                    let key = (folded(&policy.file), element.id.to_string());
                    owners.entry(key).or_insert_with(|| policy.name.to_string());
                }
            }
        }
        owners
    }

    /// Follows segments from the root, as far as they lead.
    pub(crate) fn walk(&self, segments: &[&str]) -> Walk<'_> {
        let mut walk = Walk {
            spelled: Vec::with_capacity(segments.len()),
            node: None,
            place: 0,
        };
        for (nth, segment) in segments.iter().enumerate() {
            let name = decoded(segment);
            if nth == 0 && name.eq_ignore_ascii_case("Device") {
                walk.spelled.push(Some("Device"));
                continue;
            }
            let Some(place) = self.places.get(walk.place) else {
                break;
            };
            let key = folded(&name);
            let named = place
                .named
                .get(&key)
                .or_else(|| place.named.get(key.trim_end()));
            let Some(next) = named.copied().or(place.unnamed) else {
                break;
            };
            let child = self.places.get(next).filter(|_| named.is_some());
            walk.spelled.push(child.map(|child| child.name.as_str()));
            walk.place = next;
            walk.node = self.owner(next);
        }
        walk
    }

    /// The names that can stand below a place, as the definitions have them.
    pub(crate) fn names_below(&self, place: usize) -> impl Iterator<Item = &str> {
        let named = self.places.get(place).map(|place| place.named.values());
        named
            .into_iter()
            .flatten()
            .filter_map(|child| self.places.get(*child))
            .map(|child| child.name.as_str())
    }

    /// What can stand behind these segments, by name; nothing where they lead nowhere. The work is that of the answer, however large the
    /// definitions are.
    pub fn below(&self, segments: &[&str]) -> Vec<Below<'_>> {
        let walk = self.walk(segments);
        let place = self.places.get(walk.place);
        let Some(place) = place.filter(|_| walk.spelled.len() == segments.len()) else {
            return Vec::new();
        };
        let named = place.named.values().map(|child| (child, false));
        let children = named.chain(place.unnamed.iter().map(|child| (child, true)));
        let below = children.filter_map(|(child, is_given)| {
            let (node, place) = (self.owner(*child), self.places.get(*child)?);
            Some(Below {
                name: if is_given {
                    node.map_or("", |node| &node.row().name)
                } else {
                    &place.name
                },
                is_given,
                node,
                verbs: place.verbs,
            })
        });
        let mut below: Vec<Below<'_>> = below.collect();
        match segments {
            // The device's own nodes stand below the root too (MS-MDM: `./Vendor` is `./Device/Vendor`).
            [] => below.push(Below {
                name: "Device",
                is_given: false,
                node: None,
                verbs: place.verbs,
            }),
            [_] if walk.place == 0 => below.retain(|below| below.name != "User"),
            _ => {}
        }
        below
    }

    fn owner(&self, place: usize) -> Option<NodeDefinition<'_>> {
        let (tree, id) = self.places.get(place)?.owner?;
        self.trees.get(tree)?.tree().node(id)
    }

    fn lay(&mut self, nth: usize) {
        let mut rows: Vec<Laid> = Vec::new();
        let Some(tree) = self.trees.get(nth).map(DefinitionTree::tree) else {
            return;
        };
        let mut roots = Vec::new();
        for root in &tree.table().roots {
            let first = rows.len();
            if let Some(node) = tree.node(root.node) {
                collect(node, 0, &mut rows);
            }
            roots.push((root.path.to_string(), first..rows.len()));
        }
        for (path, range) in roots {
            let mut above = vec![0];
            for segment in csp_schema::same_node::segments(&path) {
                let place = above.last().copied().unwrap_or_default();
                above.push(self.named(place, &decoded(segment)));
            }
            let root_depth = above.len() - 1;
            for laid in rows.get(range).unwrap_or_default() {
                above.truncate(root_depth + laid.depth + 1);
                let parent = above.last().copied().unwrap_or_default();
                let child = if laid.is_dynamic {
                    self.unnamed(parent)
                } else {
                    self.named(parent, &laid.name)
                };
                above.push(child);
                for place in &above {
                    if let Some(place) = self.places.get_mut(*place) {
                        place.verbs = place.verbs.and(laid.verbs);
                    }
                }
                if let Some(place) = self.places.get_mut(child) {
                    if place.owner.is_none() || place.root_depth < root_depth {
                        place.owner = Some((nth, laid.id));
                        place.root_depth = root_depth;
                    }
                }
            }
        }
    }

    fn named(&mut self, parent: usize, name: &str) -> usize {
        let next = self.places.len();
        let key = folded(name.trim_end());
        let Some(place) = self.places.get_mut(parent) else {
            return 0;
        };
        let child = *place.named.entry(key).or_insert(next);
        if child == next {
            self.places.push(DefinitionPlace {
                name: name.to_owned(),
                ..DefinitionPlace::default()
            });
        }
        child
    }

    fn unnamed(&mut self, parent: usize) -> usize {
        let next = self.places.len();
        let Some(place) = self.places.get_mut(parent) else {
            return 0;
        };
        let child = *place.unnamed.get_or_insert(next);
        if child == next {
            self.places.push(DefinitionPlace::default());
        }
        child
    }
}

fn collect(node: NodeDefinition<'_>, depth: usize, rows: &mut Vec<Laid>) {
    rows.push(Laid {
        depth,
        name: node.name.to_string(),
        is_dynamic: node.dynamic,
        id: node.id(),
        verbs: permitted(node),
    });
    for child in node.children() {
        collect(child, depth + 1, rows);
    }
}

/// What a node permits. A definition that says nothing of a leaf forbids nothing.
fn permitted(node: NodeDefinition<'_>) -> AccessSet {
    if node.is_leaf() && node.access() == AccessSet::NONE {
        return AccessSet::of(&Verb::ALL);
    }
    let verbs = Verb::ALL.into_iter().filter(|verb| node.permits(*verb));
    AccessSet::of(&verbs.collect::<Vec<Verb>>())
}
