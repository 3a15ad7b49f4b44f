//! An answer costs what is in it, however much is defined elsewhere.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod editor;

use std::fmt::Write as _;

use allocation_counter::measure;
use csp_profile::lint::LAMP;
use csp_schema::Tree;
use editor::Editor;
use serde_json::json;

/// CSPs beside the lamp, each with many nodes.
fn others(count: usize) -> Vec<Tree> {
    let other = |nth: usize| {
        let mut table =
            format!("csp Other{nth}\nroot ./Device/Vendor/Others{nth}\n0 0 Other{nth}\n");
        for node in 1..300 {
            let _ = write!(
                table,
                "1 {node} Node{node}\n  format int\n  access Get Replace\n"
            );
        }
        Tree::load(&table).unwrap()
    };
    (0..count).map(other).collect()
}

/// What is allocated for an answer, and its length.
fn cost(trees: Vec<Tree>, method: &str) -> (u64, usize) {
    let mut editor = Editor::new(trees.into_iter().chain([Tree::load(LAMP).unwrap()]));
    editor.open("<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Mode</LocURI></Target></Item></Replace>");
    editor.check();
    let answer = editor.at(method, 0, 61).to_string();
    // As typed: the file is read again.
    editor.change(json!([]));
    let measured = measure(|| drop(editor.at(method, 0, 61)));
    (measured.bytes_total, answer.len())
}

#[test]
fn completion_and_hover_allocate_the_same_among_a_few_nodes_and_among_60000() {
    for method in ["textDocument/completion", "textDocument/hover"] {
        let (few, many) = (cost(others(1), method), cost(others(200), method));
        assert_eq!(few, many, "{method}");
        assert!(few.1 > 100, "{method} answers");
    }
}
