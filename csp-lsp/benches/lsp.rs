//! What an editor waits for, among the 308 files of a published set: completion, hover, and the check of what was typed.
//!
//! `cargo bench -p csp-lsp --bench lsp`; where Microsoft's files are not beside the checkout, it is a set that is made up and as large.

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

#[path = "../tests/editor/mod.rs"]
mod editor;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use csp_codegen::Generator;
use csp_schema::Tree;
use editor::Editor;
use serde_json::json;

/// The trees of a large set.
fn trees() -> Vec<Tree> {
    let sets = csp_corpus::sets(env!("CARGO_TARGET_TMPDIR"));
    let (_, folder) = sets.into_iter().last().expect("there is the made-up one");
    let (model, mut report) = Generator::new().file(folder).model();
    let ir = csp_codegen::lower(&model, &mut report);
    ir.modules.into_iter().map(|module| module.tree).collect()
}

/// The place with the most names below it, and how many those are.
fn widest(trees: &[Tree]) -> (String, usize) {
    let nodes = trees.iter().flat_map(Tree::nodes);
    let widths = nodes.map(|node| (node.children().count(), node.uri()));
    let (width, uri) = widths.max().expect("there are nodes");
    (uri, width)
}

fn lsp(criterion: &mut Criterion) {
    let trees = trees();
    let nodes: usize = trees.iter().map(|tree| tree.nodes().count()).sum();
    let (uri, width) = widest(&trees);
    println!("{nodes} nodes; {width} below {uri}");
    let setting = format!(
        "<Replace><Item><Target><LocURI>{uri}/</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>1</Data></Item></Replace>\n"
    );
    let address = "<Replace><Item><Target><LocURI>".len();
    let mut editor = Editor::new(trees);
    editor.open(&setting.repeat(100));
    for (name, method, character) in [
        (
            "completion, the widest place",
            "textDocument/completion",
            address + uri.len() + 1,
        ),
        (
            "completion, the root",
            "textDocument/completion",
            address + 2,
        ),
        ("hover", "textDocument/hover", address + uri.len()),
    ] {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                // As typed: what is known of the text is forgotten.
                editor.change(json!([]));
                black_box(editor.at(method, 50, character))
            });
        });
    }
    criterion.bench_function("a change of 100 settings, checked", |bencher| {
        bencher.iter(|| {
            editor.change(json!([]));
            black_box(editor.check())
        });
    });
}

criterion_group!(benches, lsp);
criterion_main!(benches);
