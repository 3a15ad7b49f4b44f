//! The lowered form: the rows of each schema, and what Rust has beyond them. Every decision about names, types, sharing and doc text is made, so
//! that emission only writes.

use csp_schema::{Allowed, Tree};

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
    /// The path of its roots without the scope: `Vendor/MSFT/WiFi`.
    pub path: String,
    /// The place of each row: its path, with `{}` for a name that is given at run time.
    pub places: Vec<String>,
    /// The names of the files that the CSP was read from, without their folders.
    pub inputs: Vec<String>,
    /// The same files as they were given, in the order of their names.
    pub definitions: Vec<&'m str>,
    /// The lines that say what the CSP is and where it stands.
    pub docs: Vec<String>,
    /// The front page beyond them.
    pub front: Front,
    /// The schema: every fact of every node.
    pub tree: Tree,
    /// The functions that return the roots.
    pub entries: Vec<RootFunction>,
    /// The types of nodes, in the order of their first places.
    pub nodes: Vec<NodeType>,
    /// The names of further places of shared node types.
    pub node_aliases: Vec<Alias>,
    /// The types of values.
    pub values: Vec<ValueType<'m>>,
    /// Whether a node is a policy whose template was read: its value has a type of its own.
    pub has_policies: bool,
    /// The structs of the elements of policies, which are values too.
    pub payloads: Vec<Payload>,
    /// The types of the enums in them.
    pub items: Vec<Items>,
    /// The names of further places of shared value types.
    pub value_aliases: Vec<Alias>,
}

impl Module<'_> {
    /// The place of a row.
    pub fn place(&self, row: u16) -> String {
        self.places
            .get(usize::from(row))
            .cloned()
            .unwrap_or_default()
    }

    /// Whether a node has RegEx allowed values, which the runtime evaluates with its feature `regex` only.
    pub fn has_regex(&self) -> bool {
        let mut nodes = self.tree.nodes();
        nodes.any(|node| matches!(node.allowed, Allowed::RegEx(_)))
    }
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
    /// The place that gives the name.
    pub place: String,
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
    /// The rows of the nodes that have such a value.
    pub rows: Vec<u16>,
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
    /// The name that the value's description gives, where the constant has another: it keeps the one of a lock.
    pub described: Option<String>,
    /// The line of documentation.
    pub doc: String,
}

impl Constants<'_> {
    /// Each value, a number in decimal, with the name of its constant.
    pub fn names(&self) -> Vec<(String, String)> {
        match self {
            Self::Int(list) | Self::Flags(list) => list.iter().map(Constant::pair).collect(),
            Self::Text(list) => list.iter().map(Constant::pair).collect(),
        }
    }
}

impl<T: ToString> Constant<T> {
    fn pair(&self) -> (String, String) {
        (self.value.to_string(), self.name.clone())
    }
}

/// The struct of the elements of a policy.
#[derive(Debug)]
pub struct Payload {
    /// The type's name.
    pub name: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// The rows of the nodes that have such a value.
    pub rows: Vec<u16>,
    /// A field for each element.
    pub fields: Vec<Field>,
}

/// A field: an element of a policy.
#[derive(Debug)]
pub struct Field {
    /// The field's name.
    pub name: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// The id of the element.
    pub id: String,
    /// Its type.
    pub value: FieldType,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldType {
    /// A boolean.
    Bool,
    /// A decimal.
    U32,
    /// A longDecimal.
    U64,
    /// A text that is required.
    Text,
    /// A text that may be left open.
    OptionalText,
    /// A multiText.
    Texts,
    /// A list whose names are this and a number.
    List(String),
    /// A list whose names people give.
    NamedList,
    /// An enum: the name of its type.
    Items(String),
}

/// The type of an enum in a policy.
#[derive(Debug)]
pub struct Items {
    /// The type's name.
    pub name: String,
    /// The lines of its documentation.
    pub docs: Vec<String>,
    /// The places of the elements: that of the node, and the id behind a slash.
    pub places: Vec<String>,
    /// Its constants.
    pub constants: ItemConstants,
}

/// The constants of an enum in a policy, which say what its type wraps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemConstants {
    /// All items are numbers.
    Number(Vec<Constant<u64>>),
    /// Some items are texts, or delete.
    Text(Vec<Constant<String>>),
}
