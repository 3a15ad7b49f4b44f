//! Trees as Microsoft's documentation draws them.

use std::io::{self, Write};

use ddf::{Document, Model, Node};

pub(super) fn write(out: &mut dyn Write, model: &Model) -> io::Result<()> {
    let mut is_first = true;
    for root in model.documents().iter().flat_map(Document::roots) {
        if !is_first {
            writeln!(out)?;
        }
        is_first = false;
        tree(out, root)?;
    }
    Ok(())
}

fn tree(out: &mut dyn Write, root: Node<'_>) -> io::Result<()> {
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
    }
    Ok(())
}
