//! The lowered form: every decision about names, types, sharing and doc text is made here, so that emission only writes.

use std::borrow::Cow;

use ddf::{
    AllowedValues, ConflictResolution, DependencyGroup, DynamicNodeNaming, Format, Occurrence,
    RebootBehavior, Scope,
};

/// Everything that one run generates.
#[derive(Debug)]
pub struct Ir<'m> {
    /// The modules, sorted by name.
    pub modules: Vec<Module<'m>>,
}

/// The module of one CSP: all roots of that CSP, whatever files they come from.
#[derive(Debug)]
pub struct Module<'m> {
    /// The module's name in Rust, `r#` included where it must be.
    pub name: String,
    /// The name of the CSP on the wire.
    pub csp: &'m str,
    /// The names of the files that the CSP was read from, without their folders.
    pub inputs: Vec<String>,
    /// The same files as they were given, in the order of their names.
    pub definitions: Vec<&'m str>,
    /// The lines that say what the CSP is and where it stands.
    pub docs: Vec<String>,
    /// The front page beyond them.
    pub front: Front,
    /// The schema.
    pub tree: Tree<'m>,
    /// The functions that return the roots.
    pub entries: Vec<RootFunction>,
    /// The types of nodes, in the order of their first places.
    pub nodes: Vec<NodeType>,
    /// The names of further places of shared node types.
    pub node_aliases: Vec<Alias>,
    /// The types of values.
    pub values: Vec<ValueType<'m>>,
    /// The names of further places of shared value types.
    pub value_aliases: Vec<Alias>,
}

/// What the front page of a module shows.
#[derive(Debug)]
pub struct Front {
    /// The nodes of the first root, in document order.
    pub tree: Vec<FrontNode>,
    /// A node to show requests and handlers with.
    pub example: Option<Example>,
}

/// A node on a front page.
#[derive(Debug)]
pub struct FrontNode {
    /// How deep it stands below its root.
    pub depth: usize,
    /// Its name, as Markdown.
    pub label: String,
    /// Its type in `node`.
    pub node_type: String,
    /// The operations that it permits, in words.
    pub verbs: String,
}

/// A node that an example asks for and answers.
#[derive(Debug)]
pub struct Example {
    /// The node's address, from the module on.
    pub usage: String,
    /// Its type in `node`.
    pub node_type: String,
    /// The type of its value, the module being called `csp`.
    pub value_type: String,
    /// One of its values.
    pub value: String,
}

/// The rows of a schema tree, in document order.
#[derive(Debug)]
pub struct Tree<'m> {
    /// The name of the CSP on the wire.
    pub name: &'m str,
    /// Where the roots hang: their parent's LocURI and their row.
    pub roots: Vec<(String, u16)>,
    /// One row for each node.
    pub rows: Vec<Row<'m>>,
}

/// One node of a schema tree.
#[derive(Debug)]
pub struct Row<'m> {
    /// The wire name of a named node, the title of a dynamic one.
    pub name: Cow<'m, str>,
    /// Whether the name is given at run time.
    pub dynamic: bool,
    /// The parent's row; `None` for a root.
    pub parent: Option<u16>,
    /// One past the row of the last descendant.
    pub end: u16,
    /// Rows of one class share a Rust type.
    pub class: u16,
    /// `DFFormat`.
    pub format: Format,
    /// `AccessType`, without Copy, which no device offers.
    pub verbs: Vec<&'static str>,
    /// `Occurrence`.
    pub occurrence: Occurrence,
    /// `Scope`.
    pub scope: Scope,
    /// `DefaultValue`.
    pub default: Option<&'m str>,
    /// `AllowedValues`.
    pub allowed: Option<&'m AllowedValues>,
    /// The constants that stand for allowed values: the place of the value in `allowed`, and the constant's name.
    pub constants: Vec<(usize, String)>,
    /// What separates the elements of a list.
    pub delimiter: Option<char>,
    /// `Description`.
    pub description: &'m str,
    /// The facts that few nodes have.
    pub facts: Vec<Fact<'m>>,
}

/// A fact that few nodes have. The variants are those of the runtime's `Fact`.
#[derive(Debug)]
pub enum Fact<'m> {
    /// `DFTitle` of a named node.
    Title(&'m str),
    /// `MIME`.
    Mime(&'m str),
    /// `DDFName`.
    DdfName(&'m str),
    /// `CS`.
    CaseSensitive,
    /// `CIS`.
    CaseInsensitive,
    /// `Applicability` as stated on the node.
    Applicability {
        /// `OsBuildVersion`.
        os_build: Option<&'m str>,
        /// `CspVersion`.
        csp_version: Option<&'m str>,
        /// `EditionAllowList`.
        editions: Option<&'m str>,
        /// `RequiresAzureAd`.
        requires_azure_ad: Option<&'static str>,
    },
    /// `Deprecated`, with the build or an empty text.
    Deprecated(&'m str),
    /// `DynamicNodeNaming`.
    Naming(&'m DynamicNodeNaming),
    /// `ReplaceBehavior` / `Append`.
    ReplaceAppends,
    /// `RebootBehavior`.
    Reboot(RebootBehavior),
    /// `ConflictResolution`.
    Conflict(ConflictResolution),
    /// `GpMapping`.
    GroupPolicy {
        /// `GpEnglishName`.
        name: &'m str,
        /// `GpAreaPath`.
        area: &'m str,
        /// `GpElement`.
        element: &'m str,
    },
    /// `AtomicRequired`.
    AtomicRequired,
    /// A `DependencyGroup`.
    Dependency(&'m DependencyGroup),
    /// One of the `CommonErrorResults`.
    CommonError(&'m str),
}

/// A function that returns the typed address of a root.
#[derive(Debug)]
pub struct RootFunction {
    /// `device` or `user`.
    pub name: String,
    /// The line of documentation.
    pub doc: String,
    /// The root's type in `node`.
    pub node_type: String,
    /// The root's row.
    pub row: u16,
}

/// A type of node in `node`: what all places of one class share.
#[derive(Debug)]
pub struct NodeType {
    /// The type's name.
    pub name: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// The class.
    pub class: u16,
    /// The Rust type of its value, as written inside `node`.
    pub value: String,
    /// The type of its AccessType in the runtime's `access`.
    pub access: String,
    /// The methods that return the dynamic names on the way, from the root.
    pub names: Vec<NameAccessor>,
    /// The methods that return the children.
    pub children: Vec<ChildAccessor>,
}

/// A method of an address that returns one of its dynamic names.
#[derive(Debug)]
pub struct NameAccessor {
    /// The method's name.
    pub method: String,
    /// The line of documentation.
    pub doc: String,
}

/// A method of an address that returns a child's address.
#[derive(Debug)]
pub struct ChildAccessor {
    /// The method's name.
    pub method: String,
    /// The line of documentation.
    pub doc: String,
    /// How many rows below the parent the child stands.
    pub offset: u16,
    /// The child's type in `node`.
    pub node_type: String,
    /// Whether the child takes a name.
    pub dynamic: bool,
}

/// Another name for a type.
#[derive(Debug)]
pub struct Alias {
    /// The other name.
    pub name: String,
    /// The type.
    pub target: String,
}

/// A type of values, beside `node`.
#[derive(Debug)]
pub struct ValueType<'m> {
    /// The type's name.
    pub name: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// The type in `node` of the first node that has such a value.
    pub node_type: String,
    /// Its constants.
    pub constants: Constants<'m>,
}

/// The constants of a value type, which say what it wraps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constants<'m> {
    /// An integer ENUM.
    Int(Vec<Constant<i64>>),
    /// A Flag.
    Flags(Vec<Constant<i64>>),
    /// A chr ENUM.
    Text(Vec<Constant<&'m str>>),
}

/// One named value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Constant<T> {
    /// The constant's name.
    pub name: String,
    /// Its value.
    pub value: T,
    /// The place of the value in the node's `AllowedValues`.
    pub nth: usize,
    /// The line of documentation.
    pub doc: String,
}

impl Constants<'_> {
    /// Which of the allowed values has which name.
    pub fn places(&self) -> Vec<(usize, String)> {
        match self {
            Self::Int(list) | Self::Flags(list) => list.iter().map(Constant::place).collect(),
            Self::Text(list) => list.iter().map(Constant::place).collect(),
        }
    }
}

impl<T> Constant<T> {
    fn place(&self) -> (usize, String) {
        (self.nth, self.name.clone())
    }
}
