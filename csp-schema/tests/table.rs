//! Tables of other people's: what is no tree of this runtime's is an error with its line, not a tree that ends the program later.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it expects"
)]

use std::fmt::Write as _;

use csp_schema::Tree;

/// A table of nodes, one below the other.
fn chain(levels: usize) -> String {
    let mut table = String::from("csp Chain\nroot .\n");
    for level in 0..levels {
        writeln!(table, "{level} 0 N").unwrap();
    }
    table
}

#[test]
fn a_tree_has_at_most_as_many_levels_as_a_definition() {
    let deepest = Tree::load(&chain(256)).unwrap();
    assert_eq!(deepest.nodes().last().unwrap().ancestors().count(), 256);
    let error = Tree::load(&chain(257)).unwrap_err();
    assert_eq!(error.line, 259);
    assert!(error.message.contains("256 levels"), "{error}");
}

#[test]
fn a_tree_has_at_most_as_many_nodes_as_have_numbers() {
    let children = |count| format!("csp Wide\nroot .\n0 0 N\n{}", "1 0 N\n".repeat(count));
    assert_eq!(
        Tree::load(&children(65_534)).unwrap().nodes().count(),
        65_535
    );
    let error = Tree::load(&children(65_535)).unwrap_err();
    assert_eq!(error.message, "there are too many nodes");
}
