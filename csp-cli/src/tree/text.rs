//! Trees as Microsoft's documentation draws them.

use std::io::{self, Write};

use admx::PolicySet;
use ddf::{Document, Model, Node};

use crate::admx::{backings, choices, words};

pub(super) fn write(out: &mut dyn Write, model: &Model, policies: &PolicySet) -> io::Result<()> {
    let mut is_first = true;
    for root in model.documents().iter().flat_map(Document::roots) {
        if !is_first {
            writeln!(out)?;
        }
        is_first = false;
        tree(out, root, policies)?;
    }
    Ok(())
}

fn tree(out: &mut dyn Write, root: Node<'_>, policies: &PolicySet) -> io::Result<()> {
    writeln!(out, "{}", root.root_path().unwrap_or_default().trim())?;
    let drawn: Vec<(String, Node<'_>)> = std::iter::once(root)
        .chain(root.descendants())
        .map(|node| ("----".repeat(node.depth()) + &node.segment(), node))
        .collect();
    let widths = drawn.iter().map(|(name, _)| name.chars().count());
    let width = widths.max().unwrap_or_default();
    for (name, node) in &drawn {
        let line = format!("{name:<width$}  {:<5}  {}", node.format(), node.access());
        writeln!(out, "{}", line.trim_end())?;
        elements(out, *node, policies)?;
    }
    Ok(())
}

/// What a payload of a node has, where the templates say it.
fn elements(out: &mut dyn Write, node: Node<'_>, policies: &PolicySet) -> io::Result<()> {
    let indent = "    ".repeat(node.depth() + 1);
    let found = backings(node).into_iter();
    let found = found.filter_map(|backing| policies.resolve(backing).policy());
    for element in found.flat_map(|policy| policy.elements()) {
        let kind = element.kind().as_str();
        writeln!(out, "{indent}{} ({kind}): {}", element.id(), words(element))?;
        choices(element).try_for_each(|choice| writeln!(out, "{indent}    {choice}"))?;
    }
    Ok(())
}
