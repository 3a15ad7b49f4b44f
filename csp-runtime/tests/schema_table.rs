//! The text of schema tables is a part of what generated code and this runtime agree on.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use csp_runtime::Tree;
use csp_schema::Allowed;

/// Generated code names `__private::ABI_2`, and its tables have these lines. When a line must be read in another way or not at all, or when the
/// generator writes one that is not here, the number goes up: then a generator and a runtime that do not fit are a compile error, and no tree that
/// cannot be mounted.
const ABI_2: &str = include_str!("tables/abi_2.table");

#[test]
fn every_line_of_the_tables_that_the_abi_names_is_read() {
    // The constant that stands for them.
    let () = csp_runtime::__private::ABI_2;
    let tree = Tree::load(ABI_2).unwrap();
    let all = format!("{:?}", tree.table());
    for fact in [
        "ON_NAME",
        "Two lines,\\none backslash \\\\, a space at the end ",
        "10.0.19041",
        "DdfName",
        "CommonError",
        "AtomicRequired",
        "CaseSensitive",
        "ServerGenerated",
        "ZeroOrN(3)",
        "'\\u{f000}'",
        "CaseInsensitive",
        "10.0.22621",
        "UniqueName",
        "ReplaceAppends",
        "Automatic",
        "LastWrite",
        "Permanent",
        "OneOrN(2)",
        "ClientInventory",
        "Range([(0, 5), (7, 9)])",
        "DependsOn",
        "Not",
        "^[a-z]+$",
        "File.admx",
        "Boolean",
        "Decimal { min: Some(1), max: Some(9) }",
        "LongDecimal",
        "Text { max_length: Some(12) }",
        "MultiText",
        "List { explicit_names: true }",
        "Four",
        "Element",
        "Xsd",
        "Json",
        "Sddl",
    ] {
        assert!(all.contains(fact), "{fact} in {all}");
    }
    assert_eq!(tree.roots().count(), 2);
    let flags = tree.node(4).unwrap();
    assert!(matches!(&flags.allowed, Allowed::Flag(flags) if flags.len() == 1));
}

#[test]
fn every_line_that_is_read_is_written_and_no_other() {
    let tree = Tree::load(ABI_2).unwrap();
    let written = tree.to_table();
    let sorted = |table: &str| {
        let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&written), sorted(ABI_2));
    assert_eq!(Tree::load(&written).unwrap(), tree);
}
