//! Where things are, and what is in them.

use std::path::Path;

/// The root of the workspace.
pub fn root() -> &'static Path {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests)
}

/// The fenced code blocks of a Markdown document, in order, without their fences.
pub fn code_blocks(markdown: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for line in markdown.lines() {
        let fence = line.trim_start().chars().take_while(|c| *c == '`').count();
        match &mut open {
            Some((opened, block)) if fence >= *opened => {
                blocks.push(std::mem::take(block));
                open = None;
            }
            Some((_, block)) => {
                block.push_str(line);
                block.push('\n');
            }
            None if fence >= 3 => open = Some((fence, String::new())),
            None => {}
        }
    }
    blocks
}
