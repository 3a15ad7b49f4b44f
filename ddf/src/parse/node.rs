//! Reads a `MgmtTree` and the `Node`s in it.

use csp_source::plain_text;
use roxmltree::Node as Element;

use super::element::{tag_span, text_span};
use super::properties::{Essentials, Stated};
use super::reader::{Here, Reader};
use crate::codes;
use crate::model::{Access, Format, Head, MAX_URI, NodeData, Operation, normalize};

const MGMT_TREE: &[&str] = &["VerDTD", "Man", "Mod", "Diagnostics", "Node"];
const NODE: &[&str] = &[
    "NodeName",
    "Path",
    "RTProperties",
    "DFProperties",
    "Value",
    "Node",
];

impl Reader<'_> {
    pub(super) fn mgmt_tree(&mut self, element: Element<'_, '_>, head: &mut Head) {
        let mut roots = Vec::new();
        for (name, child) in self.children(element, MGMT_TREE, &["Node"]) {
            match name {
                "VerDTD" => head.ver_dtd = Some(self.text(child)),
                "Man" => head.manufacturer = Some(self.text(child)),
                "Mod" => head.model = Some(self.text(child)),
                "Diagnostics" => head.diagnostics_marker = true,
                _ => roots.push(child),
            }
        }
        head.extensions.append(&mut self.extensions);
        if roots.is_empty() {
            let diagnostic = self.fault(&codes::NO_NODES, element, "the `MgmtTree` has no `Node`");
            self.push(diagnostic);
        }
        for root in roots {
            self.tree(root);
        }
    }

    /// Reads a root and everything below it, in document order.
    pub(super) fn tree(&mut self, root: Element<'_, '_>) {
        let mut open = vec![(root, None)];
        while let Some((element, parent)) = open.pop() {
            let index = self.nodes.len() as u32;
            let children = self.node(element, parent);
            open.extend(children.into_iter().rev().map(|child| (child, Some(index))));
        }
        self.here = None;
    }

    /// Reads one node and gives its child elements.
    fn node<'x>(&mut self, element: Element<'x, 'x>, parent: Option<u32>) -> Vec<Element<'x, 'x>> {
        let span = tag_span(self.source, element);
        let mut node = NodeData::new(parent, span);
        // The name comes first, wherever it stands: diagnostics about the rest say it.
        self.identity(element, &mut node);
        let mut children = Vec::new();
        let mut essentials = None;
        let parts = self.children(element, NODE, &["Node"]);
        for (name, part) in &parts {
            match *name {
                "Node" => children.push(*part),
                "RTProperties" => {
                    node.rt_properties = self.source.text().get(part.range()).map(str::to_owned);
                }
                "Value" => node.value = Some(self.text(*part)),
                "DFProperties" => essentials = Some(self.properties(*part, &mut node)),
                _ => {}
            }
        }
        match essentials {
            Some(essentials) => self.settle(&mut node, essentials, !children.is_empty()),
            None => {
                let diagnostic = self
                    .fault(
                        &codes::MISSING_ELEMENT,
                        element,
                        "the node has no `DFProperties`",
                    )
                    .with_help(
                        "add `<DFProperties>` with at least an `AccessType` and a `DFFormat`",
                    );
                self.push(diagnostic);
            }
        }
        node.extensions.append(&mut self.extensions);
        self.nodes.push(node);
        children
    }

    /// Reads what a node is called and where it hangs.
    fn identity<'x>(&mut self, element: Element<'x, 'x>, node: &mut NodeData) {
        let name = part(element, "NodeName");
        let path = part(element, "Path");
        let title =
            part(element, "DFProperties").and_then(|properties| part(properties, "DFTitle"));
        let written = name.map(plain_text).unwrap_or_default();
        let written = trim_layout(&written);
        if !written.trim().is_empty() && written != "*" {
            node.name = Some(written.to_owned());
        }
        node.title = title
            .map(|title| plain_text(title).trim().to_owned())
            .filter(|title| !title.is_empty());
        node.name_span = name.map_or(node.span.clone(), |name| text_span(self.source, name));
        if node.parent.is_none() {
            node.path = path.map(|path| plain_text(path).into_owned());
            node.base = node.path.as_deref().and_then(normalize);
        }
        self.enter(node);
        self.check_name(element, node, name.is_some(), written == "*");
        match (node.parent, path) {
            (None, path) => self.check_root(element, node, path),
            (Some(_), Some(path)) => {
                let diagnostic =
                    self.fault(&codes::INNER_PATH, path, "a node below a root has a `Path`");
                self.push(diagnostic);
            }
            (Some(_), None) => {}
        }
    }

    /// Makes the node the one that diagnostics name, unless its URI is too long.
    fn enter(&mut self, node: &mut NodeData) {
        let segment = node.segment().into_owned();
        let parent = node
            .parent
            .and_then(|parent| self.nodes.get(parent as usize));
        let above = match parent {
            Some(parent) => parent.uri_length,
            None => node.base.as_ref().map_or(0, String::len),
        };
        node.uri_length = above + "/".len() + segment.len();
        if node.uri_length <= MAX_URI {
            self.here = Some(Here {
                parent: node.parent,
                base: node.base.clone(),
                segment,
            });
            return;
        }
        self.here = None;
        if above <= MAX_URI {
            let message = format!(
                "the URI of the node has {} bytes; at most {MAX_URI} are read",
                node.uri_length
            );
            let diagnostic = self.fault_at(&codes::URI_TOO_LONG, node.name_span.clone(), message);
            self.push(diagnostic);
        }
    }

    fn check_name(
        &mut self,
        element: Element<'_, '_>,
        node: &NodeData,
        is_given: bool,
        is_star: bool,
    ) {
        let span = node.name_span.clone();
        let diagnostic = match &node.name {
            _ if !is_given => self
                .fault(
                    &codes::MISSING_ELEMENT,
                    element,
                    "the node has no `NodeName`",
                )
                .with_help("add `<NodeName>`; leave it empty where the name is given at run time"),
            Some(name) if !is_name(name) => {
                let message = format!("no node can be named `{}`", name.escape_debug());
                self.fault_at(&codes::BAD_NAME, span, message)
            }
            None if node.parent.is_none() => {
                self.fault_at(&codes::ROOT_WITHOUT_NAME, span, "a root node is unnamed")
            }
            None if is_star => self.fault_at(&codes::STAR_NAME, span, "the name of a node is `*`"),
            None if node.title.is_none() => {
                self.fault_at(&codes::UNTITLED, span, "an unnamed node has no `DFTitle`")
            }
            _ => return,
        };
        self.push(diagnostic);
    }

    fn check_root(
        &mut self,
        element: Element<'_, '_>,
        node: &NodeData,
        path: Option<Element<'_, '_>>,
    ) {
        let diagnostic = match path {
            None => self
                .fault(
                    &codes::ROOT_WITHOUT_PATH,
                    element,
                    "a root node has no `Path`",
                )
                .with_label("this node is a root"),
            Some(path) if node.base.is_none() => {
                let text = plain_text(path);
                let message = format!("`{}` is no place in the tree", text.trim().escape_debug());
                self.fault_at(&codes::BAD_PATH, text_span(self.source, path), message)
            }
            Some(path) => {
                let text = plain_text(path);
                let (text, base) = (text.trim(), node.base.as_deref().unwrap_or_default());
                if text.starts_with('.') {
                    return;
                }
                let message = format!("`{}` does not begin with `./`", text.escape_debug());
                let span = text_span(self.source, path);
                self.fault_at(&codes::PATH_WITHOUT_START, span, message)
                    .with_help(format!("it is read as `{base}`; write that"))
            }
        };
        self.push(diagnostic);
    }

    /// Decides what the node is where the file leaves its format or its operations out.
    fn settle(&mut self, node: &mut NodeData, essentials: Essentials, has_children: bool) {
        match essentials.format {
            Stated::Given(format) => node.format = format,
            // The fault has been reported; whether this is a leaf cannot be told.
            Stated::Faulty => return,
            Stated::Missing(span) => {
                let span = span.unwrap_or_else(|| node.span.clone());
                let (code, message) = if has_children {
                    (
                        &codes::INTERIOR_WITHOUT_FORMAT,
                        "an interior node has no format",
                    )
                } else {
                    (&codes::LEAF_WITHOUT_FORMAT, "a leaf has no format")
                };
                let diagnostic = self.fault_at(code, span, message);
                self.push(diagnostic);
                if !has_children {
                    return;
                }
            }
        }
        match essentials.access {
            Stated::Given(access) => node.access = access,
            Stated::Faulty => {}
            Stated::Missing(span) => {
                let span = span.unwrap_or_else(|| node.span.clone());
                let (code, message) = if node.format == Format::Node {
                    node.access = Access::EMPTY.with(Operation::Get);
                    (
                        &codes::INTERIOR_WITHOUT_ACCESS,
                        "an interior node permits no operation",
                    )
                } else {
                    (&codes::LEAF_WITHOUT_ACCESS, "a leaf permits no operation")
                };
                let diagnostic = self.fault_at(code, span, message);
                self.push(diagnostic);
            }
        }
    }
}

/// The first child element of this name.
fn part<'x>(element: Element<'x, 'x>, name: &str) -> Option<Element<'x, 'x>> {
    element
        .children()
        .find(|child| child.is_element() && child.tag_name().name() == name)
}

/// A name without the line breaks and indentation that a formatter put around it. Spaces on the
/// same line are part of it: SUPL's `V2UPL1 ` is on the wire with its space.
fn trim_layout(name: &str) -> &str {
    let is_layout = |space: &str| space.contains(['\n', '\r']);
    let without_start = name.trim_start();
    let name = if is_layout(&name[..name.len() - without_start.len()]) {
        without_start
    } else {
        name
    };
    let without_end = name.trim_end();
    if is_layout(&name[without_end.len()..]) {
        without_end
    } else {
        name
    }
}

/// Whether a node can have this name (OMA DM Tree and Description, "node names").
fn is_name(name: &str) -> bool {
    !matches!(name, "." | "..") && !name.contains(|c: char| c == '/' || c.is_control())
}
