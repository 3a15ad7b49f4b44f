//! One node of a tree: its facts, its place, its relations.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::Document;
use super::access::Access;
use super::allowed::AllowedValues;
use super::applicability::{Applicability, ApplicabilityData};
use super::behavior::{
    CommonErrorResult, ConflictResolution, Deprecated, Extension, GpMapping, RebootBehavior,
    ReplaceBehavior,
};
use super::dependency::DependencyGroup;
use super::format::Format;
use super::naming::DynamicNodeNaming;
use super::occurrence::{CaseSense, Occurrence, Scope};
use super::path::{UNNAMED, root_key};

/// How long the URI of a node may be, in bytes. The longest published one has 157 characters.
///
/// A URI is made anew whenever it is asked for; without a bound, one long name above many nodes
/// would take memory out of proportion to the file.
pub const MAX_URI: usize = 4096;

/// The placeholder of an unnamed node without a title.
pub(crate) const UNTITLED: &str = "Name";

/// What a document holds for one node.
#[derive(Debug, Clone)]
pub(crate) struct NodeData {
    pub(crate) parent: Option<u32>,
    /// One past the last descendant: the nodes stand in document order.
    pub(crate) end: u32,
    /// The start tag.
    pub(crate) span: Range<usize>,
    pub(crate) name_span: Range<usize>,
    pub(crate) name: Option<String>,
    pub(crate) path: Option<String>,
    /// The path as the beginning of URIs, on roots.
    pub(crate) base: Option<String>,
    pub(crate) title: Option<String>,
    /// The bytes of the URI.
    pub(crate) uri_length: usize,
    pub(crate) access: Access,
    pub(crate) format: Format,
    pub(crate) occurrence: Occurrence,
    pub(crate) scope: Scope,
    pub(crate) description: Option<String>,
    pub(crate) default_value: Option<String>,
    pub(crate) default_span: Option<Range<usize>>,
    pub(crate) mimes: Vec<String>,
    pub(crate) ddf_name: Option<String>,
    pub(crate) case_sense: Option<CaseSense>,
    pub(crate) value: Option<String>,
    pub(crate) rt_properties: Option<String>,
    pub(crate) microsoft: Option<Box<Microsoft>>,
    pub(crate) extensions: Vec<Extension>,
}

/// Microsoft's extensions of one node; apart, because not every file has them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Microsoft {
    pub(crate) allowed_values: Option<AllowedValues>,
    pub(crate) applicability: Option<ApplicabilityData>,
    pub(crate) dynamic_naming: Option<DynamicNodeNaming>,
    pub(crate) deprecated: Option<Deprecated>,
    pub(crate) gp_mapping: Option<GpMapping>,
    pub(crate) conflict_resolution: Option<ConflictResolution>,
    pub(crate) replace_behavior: Option<ReplaceBehavior>,
    pub(crate) reboot_behavior: Option<RebootBehavior>,
    pub(crate) atomic_required: bool,
    pub(crate) dependencies: Vec<DependencyGroup>,
    pub(crate) common_error_results: Vec<CommonErrorResult>,
}

impl NodeData {
    /// A node about which nothing is known but where it stands.
    pub(crate) fn new(parent: Option<u32>, span: Range<usize>) -> Self {
        Self {
            parent,
            end: 0,
            name_span: span.clone(),
            span,
            name: None,
            path: None,
            base: None,
            title: None,
            uri_length: 0,
            access: Access::EMPTY,
            format: Format::Node,
            occurrence: Occurrence::default(),
            scope: Scope::default(),
            description: None,
            default_value: None,
            default_span: None,
            mimes: Vec::new(),
            ddf_name: None,
            case_sense: None,
            value: None,
            rt_properties: None,
            microsoft: None,
            extensions: Vec::new(),
        }
    }

    /// Brings what follows from the facts in line with them.
    pub(crate) fn settle(&mut self) {
        let allowed = self.microsoft.as_mut();
        if let Some(allowed) = allowed.and_then(|microsoft| microsoft.allowed_values.as_mut()) {
            allowed.read_ranges();
        }
    }

    /// The segment of the node in URIs.
    pub(crate) fn segment(&self) -> Cow<'_, str> {
        match &self.name {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned(format!("{{{}}}", self.placeholder())),
        }
    }

    /// What stands for the name of an unnamed node.
    fn placeholder(&self) -> Cow<'_, str> {
        self.title
            .as_deref()
            .map_or(Cow::Borrowed(UNTITLED), placeholder)
    }
}

/// A title as a placeholder: on one line, and without braces of its own.
fn placeholder(title: &str) -> Cow<'_, str> {
    fn bare(title: &str) -> &str {
        let inner = title.strip_prefix('{');
        let inner = inner.and_then(|rest| rest.strip_suffix('}'));
        inner.unwrap_or(title)
    }
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if line == title {
        Cow::Borrowed(bare(title))
    } else {
        Cow::Owned(bare(&line).to_owned())
    }
}

/// The URI of a node in `nodes`, from the root: the path of its root, then the segments. A root
/// whose path is missing or wrong begins with its name.
pub(crate) fn uri(nodes: &[NodeData], index: u32) -> String {
    let mut segments = Vec::new();
    let mut at = Some(index);
    while let Some(node) = at.and_then(|at| nodes.get(at as usize)) {
        segments.push(node.segment());
        segments.extend(node.base.as_deref().map(Cow::Borrowed));
        at = node.parent;
    }
    segments.reverse();
    segments.join("/")
}

/// A node of a [`Document`]: a handle that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    document: &'a Document,
    index: u32,
    data: &'a NodeData,
}

impl<'a> Node<'a> {
    pub(crate) fn at(document: &'a Document, index: u32) -> Option<Self> {
        let data = document.node_data().get(index as usize)?;
        Some(Self {
            document,
            index,
            data,
        })
    }

    pub(crate) fn data(self) -> &'a NodeData {
        self.data
    }

    /// The document that the node belongs to.
    pub fn document(self) -> &'a Document {
        self.document
    }

    /// The place of the node in [`Document::nodes`].
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The node that this is a child of; `None` for a root.
    pub fn parent(self) -> Option<Self> {
        Self::at(self.document, self.data.parent?)
    }

    /// The children in document order.
    pub fn children(self) -> impl Iterator<Item = Self> + use<'a> {
        let first = Self::at(self.document, self.index + 1);
        let end = self.data.end;
        std::iter::successors(first, |child| Self::at(child.document, child.data.end))
            .take_while(move |child| child.index < end)
    }

    /// The nodes below this one, in document order; this one is not among them.
    pub fn descendants(self) -> impl Iterator<Item = Self> + use<'a> {
        (self.index + 1..self.data.end).filter_map(move |index| Self::at(self.document, index))
    }

    /// How many nodes are below this one.
    pub(crate) fn descendant_count(self) -> usize {
        (self.data.end - self.index - 1) as usize
    }

    /// The nodes above this one, the nearest first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> + use<'a> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// Whether the node is the root of a tree.
    pub fn is_root(self) -> bool {
        self.data.parent.is_none()
    }

    /// How many nodes are above this one; 0 for a root.
    pub fn depth(self) -> usize {
        self.ancestors().count()
    }

    /// The name on the wire; `None` for an unnamed node, whose name is given at run time.
    ///
    /// Spaces belong to a name (SUPL has `V2UPL1 ` with one at its end); line breaks around it do
    /// not.
    pub fn name(self) -> Option<&'a str> {
        self.data.name.as_deref()
    }

    /// The title (`DFTitle`): the placeholder of an unnamed node, a caption of a named one.
    pub fn title(self) -> Option<&'a str> {
        self.data.title.as_deref()
    }

    /// What a path calls the node: its name, or the placeholder of an unnamed one without the
    /// braces, which is the title on one line, and `Name` without a title.
    pub fn label(self) -> Cow<'a, str> {
        match self.name() {
            Some(name) => Cow::Borrowed(name),
            None => self.data.placeholder(),
        }
    }

    /// The node's segment in [`uri`](Self::uri): the name, or `{Title}`, or `{Name}` without a
    /// title.
    pub fn segment(self) -> Cow<'a, str> {
        self.data.segment()
    }

    /// Where the tree hangs, as the file has it; on roots only.
    pub fn root_path(self) -> Option<&'a str> {
        self.data.path.as_deref()
    }

    /// The path from the top of the tree, for example
    /// `./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/{ProductID}/Status`.
    ///
    /// It is not percent-encoded; on the wire `{ProductID}` is a name.
    pub fn uri(self) -> String {
        uri(self.document.node_data(), self.index)
    }

    /// Where the node is in the tree of a device: equal for paths that Windows answers from the same node, and whatever the titles of names that are
    /// given at run time. `vendor/contoso/lamp/bulb/{}/state`, for `./Device/Vendor/Contoso/Lamp/Bulb/{Name}/State`.
    pub fn place(self) -> String {
        let segment = |node: Self| node.name().unwrap_or(UNNAMED);
        let mut segments = vec![segment(self)];
        let mut top = self;
        for ancestor in self.ancestors() {
            segments.push(segment(ancestor));
            top = ancestor;
        }
        segments.extend(top.data.base.as_deref());
        segments.reverse();
        root_key(&segments.join("/"))
    }

    /// The bytes of the [`uri`](Self::uri).
    pub(crate) fn uri_length(self) -> usize {
        self.data.uri_length
    }

    /// The [`uri`](Self::uri), unless it is too long to be one, which was then reported.
    pub(crate) fn bounded_uri(self) -> Option<String> {
        (self.data.uri_length <= MAX_URI).then(|| self.uri())
    }

    /// Whether the node is unnamed: its name is given at run time.
    pub fn is_dynamic(self) -> bool {
        self.data.name.is_none()
    }

    /// The operations that the device permits on the node.
    pub fn access(self) -> Access {
        self.data.access
    }

    /// What the node holds.
    pub fn format(self) -> Format {
        self.data.format
    }

    /// Whether the node has a value, by its format. Defender has a leaf with a child, SUPL an
    /// interior node without one.
    pub fn is_leaf(self) -> bool {
        self.data.format != Format::Node
    }

    /// How many instances there may be; One where the file says nothing.
    pub fn occurrence(self) -> Occurrence {
        self.data.occurrence
    }

    /// Whether the node can be made and removed; Dynamic where the file says nothing.
    pub fn scope(self) -> Scope {
        self.data.scope
    }

    /// What the file says about the node, as it is written.
    pub fn description(self) -> Option<&'a str> {
        self.data.description.as_deref()
    }

    /// The value that the node has when nothing sets it, as it is written; may be empty.
    ///
    /// Published defaults often break the constraint that the same node states: they are to be
    /// shown, not relied on.
    pub fn default_value(self) -> Option<&'a str> {
        self.data.default_value.as_deref()
    }

    /// The bytes of the default in the file; of the start tag, where it is empty.
    pub fn default_span(self) -> Option<Range<usize>> {
        self.data.default_span.clone()
    }

    /// The MIME types of the value (`DFType`), as they are written; empty ones are left out.
    pub fn mimes(self) -> &'a [String] {
        &self.data.mimes
    }

    /// The name of the DDF that describes the subtree (`DFType`); older files put a MIME type here.
    pub fn ddf_name(self) -> Option<&'a str> {
        self.data.ddf_name.as_deref()
    }

    /// Whether letter case counts, where the file says so.
    pub fn case_sense(self) -> Option<CaseSense> {
        self.data.case_sense
    }

    /// Whether letter case counts; it does not where the file says nothing.
    pub fn is_case_sensitive(self) -> bool {
        self.data.case_sense == Some(CaseSense::Sensitive)
    }

    /// The value that the file gives the node itself (`Value`; no published file does).
    pub fn value(self) -> Option<&'a str> {
        self.data.value.as_deref()
    }

    /// The properties at run time (`RTProperties`), as XML (no published file has them).
    pub fn rt_properties(self) -> Option<&'a str> {
        self.data.rt_properties.as_deref()
    }

    fn microsoft(self) -> Option<&'a Microsoft> {
        self.data.microsoft.as_deref()
    }

    /// The constraint on the node's value; on an unnamed node, on its name.
    pub fn allowed_values(self) -> Option<&'a AllowedValues> {
        self.microsoft()?.allowed_values.as_ref()
    }

    /// On which Windows the node exists: each fact from the node itself or from the nearest
    /// ancestor that states it.
    pub fn applicability(self) -> Applicability<'a> {
        let mut facts = self.own_applicability().unwrap_or_default();
        for ancestor in self.ancestors() {
            if facts.is_complete() {
                break;
            }
            facts = facts.or(ancestor.own_applicability().unwrap_or_default());
        }
        facts
    }

    /// What the node itself says about the Windows it exists on.
    pub fn own_applicability(self) -> Option<Applicability<'a>> {
        self.microsoft()?
            .applicability
            .as_ref()
            .map(Applicability::of)
    }

    /// Who names an unnamed node.
    pub fn dynamic_naming(self) -> Option<&'a DynamicNodeNaming> {
        self.microsoft()?.dynamic_naming.as_ref()
    }

    /// That the node should no longer be used.
    pub fn deprecated(self) -> Option<&'a Deprecated> {
        self.microsoft()?.deprecated.as_ref()
    }

    /// The Group Policy setting that the node mirrors.
    pub fn gp_mapping(self) -> Option<&'a GpMapping> {
        self.microsoft()?.gp_mapping.as_ref()
    }

    /// Which value wins when several authorities set the node, where the file says so.
    pub fn conflict_resolution(self) -> Option<ConflictResolution> {
        self.microsoft()?.conflict_resolution
    }

    /// What a Replace does to the old value, where the file says so.
    pub fn replace_behavior(self) -> Option<ReplaceBehavior> {
        self.microsoft()?.replace_behavior
    }

    /// Whether a change needs a reboot, where the file says so.
    pub fn reboot_behavior(self) -> Option<RebootBehavior> {
        self.microsoft()?.reboot_behavior
    }

    /// Whether the node may be changed only inside an Atomic.
    pub fn atomic_required(self) -> bool {
        self.microsoft()
            .is_some_and(|microsoft| microsoft.atomic_required)
    }

    /// The groups of dependencies on other nodes.
    pub fn dependencies(self) -> &'a [DependencyGroup] {
        self.microsoft()
            .map_or(&[], |microsoft| &microsoft.dependencies)
    }

    /// The errors that the node is known to give.
    pub fn common_error_results(self) -> &'a [CommonErrorResult] {
        self.microsoft()
            .map_or(&[], |microsoft| &microsoft.common_error_results)
    }

    /// The elements of the node that are not known, as they are written.
    pub fn extensions(self) -> &'a [Extension] {
        &self.data.extensions
    }

    /// The bytes of the node's start tag in the file.
    pub fn span(self) -> Range<usize> {
        self.data.span.clone()
    }

    /// The bytes of the node's name in the file; of the start tag, where there is no name.
    pub fn name_span(self) -> Range<usize> {
        self.data.name_span.clone()
    }

    /// The line of the node's start tag, from 1.
    pub fn line(self) -> usize {
        self.document.source().line_column(self.data.span.start).0
    }

    /// The column of the node's start tag in characters, from 1.
    pub fn column(self) -> usize {
        self.document.source().line_column(self.data.span.start).1
    }
}

/// Two handles are equal when they are of the same node of the same document.
impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.data, other.data)
    }
}

impl Eq for Node<'_> {}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Node").field(&self.uri()).finish()
    }
}
