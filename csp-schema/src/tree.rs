//! The tree itself: rows in document order, with the walks over them.

use std::sync::OnceLock;

use super::table::{self, TableError};
use super::{
    AccessSet, Allowed, Applicability, Applies, Choice, Fact, Format, Naming, OsBuild, Row, Scope,
    Text, Verb,
};
use crate::parse_int;
use crate::uri::decode_segment;

/// The index of a row in its tree.
pub type NodeId = u16;

/// The schema of one CSP: every fact of every node, for all of its roots.
///
/// Generated code holds the table as text ([the format](super::table)) and reads it once, when it is first used: to the compiler a table of
/// thousands of facts is one literal. A tree that is loaded at run time is read from the same text; both are the same type and compare equal.
pub struct Tree {
    source: TableSource,
    read: OnceLock<Result<Table, TableError>>,
}

static EMPTY: Table = Table {
    name: Text::Borrowed(""),
    roots: Vec::new(),
    rows: Vec::new(),
};

/// Where the text of a table comes from.
enum TableSource {
    Literal(&'static str),
    /// What a derived struct says of itself.
    Described(fn() -> String),
    /// There is none: the table was given.
    Loaded,
}

/// The contents of a tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The name of the CSP.
    pub name: Text,
    /// The roots, in document order.
    pub roots: Vec<Root>,
    /// Every node, in document order: a parent before its children.
    pub rows: Vec<Row>,
}

impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.table() == other.table()
    }
}

impl std::fmt::Debug for Tree {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Tree({}, {} nodes)",
            self.name(),
            self.table().rows.len()
        )
    }
}

/// A root of a tree: where its CSP hangs in the management tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The LocURI of the parent, for example `./Device/Vendor/MSFT`; `.` for the root of the management tree.
    pub path: Text,
    /// The root's row.
    pub node: NodeId,
}

impl Tree {
    /// A tree whose table is a literal. One that the generator of another version wrote may be unreadable; [`read`](Tree::read) says so.
    #[doc(hidden)]
    pub const fn from_static(table: &'static str) -> Self {
        Self {
            source: TableSource::Literal(table),
            read: OnceLock::new(),
        }
    }

    /// The name of the constant that stands for a number among the allowed values of a class.
    #[doc(hidden)]
    pub fn constant(&self, class: u16, value: i64) -> Option<&str> {
        let row = self.table().rows.iter().find(|row| row.class == class)?;
        let (Allowed::Enum(choices) | Allowed::Flag(choices)) = &row.allowed else {
            return None;
        };
        let is_value = |choice: &&Choice| parse_int(&choice.value) == Some(value);
        let choice = choices.iter().find(is_value)?;
        Some(&*choice.constant).filter(|name| !name.is_empty())
    }

    /// A tree whose table a function writes, when it is first used.
    #[doc(hidden)]
    pub const fn described(table: fn() -> String) -> Self {
        Self {
            source: TableSource::Described(table),
            read: OnceLock::new(),
        }
    }

    /// Reads a tree from the text of its table.
    ///
    /// # Errors
    ///
    /// A text that is not a table; the error says the line.
    pub fn load(table: &str) -> Result<Self, TableError> {
        table::read(table, owned).map(Self::new)
    }

    /// A tree with these contents.
    pub fn new(table: Table) -> Self {
        Self {
            source: TableSource::Loaded,
            read: OnceLock::from(Ok(table)),
        }
    }

    /// The contents, which are read from their text the first time.
    ///
    /// # Errors
    ///
    /// The text is no table of this runtime's. A device refuses to mount such a tree.
    #[inline]
    pub fn read(&self) -> Result<&Table, TableError> {
        let read = self.read.get_or_init(|| match self.source {
            TableSource::Literal(table) => table::read(table, Text::Borrowed),
            TableSource::Described(table) => table::read(&table(), owned),
            TableSource::Loaded => Ok(Table::default()),
        });
        read.as_ref().map_err(TableError::clone)
    }

    /// The contents; nothing where they cannot be [read](Tree::read), which a debug build does not pass over.
    #[inline]
    pub fn table(&self) -> &Table {
        self.read().unwrap_or_else(|error| {
            debug_assert!(false, "{error}");
            &EMPTY
        })
    }

    /// The name of the CSP.
    pub fn name(&self) -> &str {
        &self.table().name
    }

    /// The node with this index.
    #[inline]
    pub fn node(&self, id: NodeId) -> Option<NodeDefinition<'_>> {
        let row = self.table().rows.get(usize::from(id))?;
        Some(NodeDefinition {
            tree: self,
            row,
            id,
        })
    }

    /// Every node, in document order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeDefinition<'_>> {
        (0..=NodeId::MAX)
            .zip(&self.table().rows)
            .map(|(id, row)| NodeDefinition {
                tree: self,
                row,
                id,
            })
    }

    /// The root nodes, in document order.
    pub fn roots(&self) -> impl Iterator<Item = NodeDefinition<'_>> {
        self.table()
            .roots
            .iter()
            .filter_map(|root| self.node(root.node))
    }
}

fn owned(text: &str) -> Text {
    Text::Owned(text.to_owned())
}

/// A node in its tree: its row, and what follows from its place.
#[derive(Clone, Copy)]
pub struct NodeDefinition<'t> {
    tree: &'t Tree,
    row: &'t Row,
    id: NodeId,
}

impl std::fmt::Debug for NodeDefinition<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NodeDefinition({})", self.uri())
    }
}

impl std::ops::Deref for NodeDefinition<'_> {
    type Target = Row;

    #[inline]
    fn deref(&self) -> &Row {
        self.row
    }
}

impl<'t> NodeDefinition<'t> {
    /// The tree.
    pub const fn tree(self) -> &'t Tree {
        self.tree
    }

    /// The index of the node's row.
    pub const fn id(self) -> NodeId {
        self.id
    }

    /// The node's row.
    pub const fn row(self) -> &'t Row {
        self.row
    }

    /// The parent; `None` for a root.
    #[inline]
    pub fn parent(self) -> Option<NodeDefinition<'t>> {
        match self.row.parent {
            Row::NO_PARENT => None,
            parent => self.tree.node(parent),
        }
    }

    /// The node and its ancestors, upwards.
    pub fn ancestors(self) -> impl Iterator<Item = NodeDefinition<'t>> {
        std::iter::successors(Some(self), |node| node.parent())
    }

    /// The children, in document order.
    pub fn children(self) -> impl Iterator<Item = NodeDefinition<'t>> {
        let end = self.row.end;
        let first = self.tree.node(self.id + 1).filter(|node| node.id < end);
        std::iter::successors(first, move |node| {
            self.tree.node(node.row.end).filter(|next| next.id < end)
        })
    }

    /// Whether the node has a value of its own: every format but `node`.
    #[inline]
    pub fn is_leaf(self) -> bool {
        self.row.format != super::Format::Node
    }

    /// The path of the node's root, for example `./Device/Vendor/MSFT`.
    pub fn root_path(self) -> &'t str {
        let root = self.ancestors().last().map_or(self.id, |node| node.id);
        self.tree
            .table()
            .roots
            .iter()
            .find(|known| known.node == root)
            .map_or(".", |known| &known.path)
    }

    /// The LocURI from the root, with `{Title}` in place of each dynamic name.
    pub fn uri(self) -> String {
        let mut uri = String::from(self.root_path());
        let mut nodes: Vec<_> = self.ancestors().collect();
        nodes.reverse();
        for node in nodes {
            uri.push('/');
            if node.row.dynamic {
                uri.push('{');
                uri.push_str(&node.row.name);
                uri.push('}');
            } else {
                uri.push_str(&node.row.name);
            }
        }
        uri
    }

    /// The names (titles) of the dynamic nodes on the way here, the node itself included.
    pub fn dynamic_titles(self) -> Vec<&'t str> {
        let mut titles: Vec<_> = self
            .ancestors()
            .filter(|node| node.row.dynamic)
            .map(|node| &*node.row.name)
            .collect();
        titles.reverse();
        titles
    }

    /// Whether the node sits below `./User`.
    pub fn is_user_scope(self) -> bool {
        let path = self.root_path();
        path.trim_start_matches("./")
            .split('/')
            .next()
            .and_then(|first| decode_segment(first).ok())
            .is_some_and(|first| first.eq_ignore_ascii_case("User"))
    }

    /// Whether names or values of this node are compared with case.
    #[inline]
    pub fn is_case_sensitive(self) -> bool {
        self.row.facts.contains(&Fact::CaseSensitive)
    }

    /// Whether the value is a password or a key: text without named values, of a node whose name says so. No error shows it.
    pub fn is_secret(self) -> bool {
        let names_values = match &self.row.allowed {
            Allowed::Enum(choices) | Allowed::Flag(choices) => !choices.is_empty(),
            Allowed::Admx(_) => true,
            _ => false,
        };
        self.row.format == Format::Chr && !names_values && csp_check::is_secret_name(&self.row.name)
    }

    /// Whether Replace appends (`MSFT:ReplaceBehavior`).
    pub fn replace_appends(self) -> bool {
        self.row.facts.contains(&Fact::ReplaceAppends)
    }

    /// Whether commands below should travel in one Atomic.
    pub fn is_atomic_required(self) -> bool {
        self.row.facts.contains(&Fact::AtomicRequired)
    }

    /// The first MIME type.
    pub fn mime(self) -> Option<&'t str> {
        self.row.facts.iter().find_map(|fact| match fact {
            Fact::Mime(mime) => Some(&**mime),
            _ => None,
        })
    }

    /// Who names the instances of this dynamic node.
    pub fn naming(self) -> Option<&'t Naming> {
        self.row.facts.iter().find_map(|fact| match fact {
            Fact::Naming(naming) => Some(naming),
            _ => None,
        })
    }

    /// The innermost instance on the way here, itself included, that a server creates: until it has, nothing below it can be replaced. A provider is
    /// there since the device was enrolled, and an inventory is the device's own.
    pub fn created_instance(self) -> Option<NodeDefinition<'t>> {
        let mut instances = self
            .ancestors()
            .filter(|node| node.row.dynamic && !node.is_leaf());
        let instance = instances.next()?;
        let is_there = &*instance.row.name == "ProviderID"
            || matches!(instance.naming(), Some(Naming::ClientInventory));
        let is_created = instance.permits(Verb::Add) && !instance.row.occurrence.is_required();
        (is_created && !is_there).then_some(instance)
    }

    /// Whether a Replace of it fails until somebody has created the instance that it stands in.
    pub fn needs_instance(self) -> Option<NodeDefinition<'t>> {
        let is_changed = self.is_leaf() && !self.row.dynamic && !self.replace_appends();
        self.created_instance().filter(|_| is_changed)
    }

    /// Since which build the node is deprecated, empty where the file does not say; `None` when it is not.
    pub fn deprecated(self) -> Option<&'t str> {
        self.row.facts.iter().find_map(|fact| match fact {
            Fact::Deprecated(since) => Some(&**since),
            _ => None,
        })
    }

    /// Where the node is available: each part is inherited from the nearest ancestor that states it.
    pub fn applicability(self) -> Applicability {
        let mut effective = Applicability::default();
        for node in self.ancestors() {
            for fact in node.row.facts.iter() {
                let Fact::Applicability(own) = fact else {
                    continue;
                };
                let inherit = |field: &mut Option<Text>, stated: &Option<Text>| {
                    if field.is_none() {
                        field.clone_from(stated);
                    }
                };
                inherit(&mut effective.os_build, &own.os_build);
                inherit(&mut effective.csp_version, &own.csp_version);
                inherit(&mut effective.editions, &own.editions);
                inherit(&mut effective.requires_azure_ad, &own.requires_azure_ad);
            }
        }
        effective
    }

    /// Whether the node is available on a Windows build, and why.
    pub fn applies_to(self, build: OsBuild) -> Applies {
        self.applicability().applies_to(build)
    }

    /// Whether a device takes a verb for this node. That is AccessType but for what is permanent (OMA DM Tree and Description 1.2): it is never
    /// deleted, and a leaf of that kind is never added. An interior node that states no AccessType can be read.
    pub fn permits(self, verb: Verb) -> bool {
        let access = self.row.access;
        match verb {
            Verb::Get if access == AccessSet::NONE => !self.is_leaf(),
            Verb::Delete => access.contains(verb) && self.row.scope == Scope::Dynamic,
            Verb::Add => {
                access.contains(verb) && (self.row.scope == Scope::Dynamic || !self.is_leaf())
            }
            _ => access.contains(verb),
        }
    }

    /// The verbs that the node's AccessType lists.
    pub fn access(self) -> AccessSet {
        self.row.access
    }
}
