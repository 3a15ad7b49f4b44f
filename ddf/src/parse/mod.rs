//! Reads one file: from its text to the document as it is written, with the position of every fact.

mod element;
mod microsoft;
mod node;
mod properties;
mod reader;
mod word;

use std::sync::Arc;

use csp_source::{Diagnostic, Report, Source};
use roxmltree::Node as Element;

use crate::codes;
use crate::kind::{self, DDF};
use crate::model::{Document, Head};

use element::{is_ddf_namespace, tag_span};
use reader::Reader;

/// Reads a DDF file.
///
/// What is wrong with it goes into `report`. `None` means that there is no tree to speak of; `Some`
/// may be a document with faults, which [`validate`](crate::validate) still compares with the
/// others and then leaves out.
pub fn parse(source: &Arc<Source>, report: &mut Report) -> Option<Document> {
    match read(source, report) {
        Ok(document) => Some(document),
        Err(diagnostic) => {
            report.push(diagnostic);
            None
        }
    }
}

fn read(source: &Arc<Source>, report: &mut Report) -> Result<Document, Diagnostic> {
    let text = csp_source::checked_text(source, &DDF)?;
    let tree = csp_source::tree(source, &text, &DDF)?;
    let containers = containers(source, tree.root_element())?;
    let mut reader = Reader::new(source, report);
    let mut head = Head::default();
    for container in containers {
        if container.tag_name().name() == "MgmtTree" {
            reader.mgmt_tree(container, &mut head);
        } else {
            reader.tree(container);
        }
    }
    Ok(reader.finish(head))
}

/// The elements that hold trees: the `MgmtTree`s, the root element itself or in a wrapper; or,
/// where there is none, the outermost `Node`s.
fn containers<'x>(
    source: &Arc<Source>,
    root: Element<'x, 'x>,
) -> Result<Vec<Element<'x, 'x>>, Diagnostic> {
    let trees = outermost(root, |element| element.tag_name().name() == "MgmtTree");
    if let Some(foreign) = trees
        .iter()
        .find(|tree| !is_ddf_namespace(tree.tag_name().namespace()))
    {
        return Err(wrong_namespace(source, *foreign));
    }
    if !trees.is_empty() {
        return Ok(trees);
    }
    let nodes = outermost(root, |element| {
        element.tag_name().name() == "Node"
            && is_ddf_namespace(element.tag_name().namespace())
            && element
                .children()
                .any(|child| matches!(child.tag_name().name(), "NodeName" | "DFProperties"))
    });
    if nodes.is_empty() {
        Err(wrong_root(source, root))
    } else {
        Ok(nodes)
    }
}

/// The elements that pass the test and are in no other that does.
fn outermost<'x>(
    root: Element<'x, 'x>,
    test: impl Fn(&Element<'x, 'x>) -> bool,
) -> Vec<Element<'x, 'x>> {
    let mut found: Vec<Element<'x, 'x>> = Vec::new();
    for element in root
        .descendants()
        .filter(|element| element.is_element() && test(element))
    {
        if found
            .last()
            .is_none_or(|last| element.range().start >= last.range().end)
        {
            found.push(element);
        }
    }
    found
}

fn wrong_root(source: &Arc<Source>, root: Element<'_, '_>) -> Diagnostic {
    let name = root.tag_name().name();
    let message = format!("the root element is `{name}`, and there is no `MgmtTree` in it");
    let diagnostic = Diagnostic::new(&codes::WRONG_ROOT, source, tag_span(source, root), message);
    diagnostic.with_help(match kind::command_for(name) {
        Some(command) => command.to_owned(),
        None => csp_source::help(name, &["MgmtTree"], &[], codes::WRONG_ROOT.help()),
    })
}

fn wrong_namespace(source: &Arc<Source>, element: Element<'_, '_>) -> Diagnostic {
    let message = format!(
        "`{}` is in the namespace `{}`",
        element.tag_name().name(),
        element.tag_name().namespace().unwrap_or_default()
    );
    Diagnostic::new(
        &codes::WRONG_NAMESPACE,
        source,
        tag_span(source, element),
        message,
    )
}
