//! Faulty files and the diagnostics they give. To add a case, put a file into `data/bad`, with its texts beside it, and its
//! name into the list; `cargo insta review` shows the new snapshot.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs;

use admx::{Report, codes};
use common::data;

/// What is said of a case, of what a device refuses too.
fn report(name: &str) -> Report {
    let mut files = Vec::new();
    for extension in ["admx", "adml"] {
        let file = format!("{name}.{extension}");
        if let Ok(text) = fs::read_to_string(data().join("bad").join(&file)) {
            files.push((file, text));
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (&**name, &**text))
        .collect();
    let (set, mut report) = common::read(&files);
    admx::check_ingestion(&set, &mut report);
    report.sort();
    report
}

macro_rules! cases {
    ($($name:ident)*) => {
        const CASES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(stringify!($name), report(stringify!($name)).render());
            }
        )*
    };
}

cases! {
    adml_as_admx
    billion_laughs
    classes
    cycle
    ddf
    doctype
    duplicates
    extra_end
    ingestion
    mismatched_end
    missing_attributes
    no_texts
    not_xml
    numbers
    references
    texts
    truncated
    two_roots
    undeclared_prefix
    unknown_entity
    unknown_parts
    values
}

#[test]
fn every_file_is_a_case() {
    let files: BTreeSet<String> = fs::read_dir(data().join("bad"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, CASES.iter().map(|case| (*case).to_owned()).collect());
}

/// Those that need several files, or input too big or too odd for a file here, have their tests in `hostile.rs`, `ingest.rs` and `model.rs`.
#[test]
fn every_code_has_a_case() {
    let elsewhere = [
        "ADMX0001", "ADMX0002", "ADMX0004", "ADMX0005", "ADMX0011", "ADMX0036", "ADMX0038",
        "ADMX0043", "ADMX0051", "ADMX0062", "ADMX0070",
    ];
    let mut seen: BTreeSet<&str> = elsewhere.into();
    for case in CASES {
        seen.extend(common::codes(&report(case)));
    }
    let all: BTreeSet<&str> = codes().iter().map(|code| code.id()).collect();
    assert_eq!(seen, all);
}

#[test]
fn codes_are_in_order_and_complete() {
    assert!(codes().windows(2).all(|pair| pair[0].id() < pair[1].id()));
    for code in codes() {
        assert!(
            code.id().starts_with("ADMX") && code.id().len() == 8,
            "{code}"
        );
        assert!(
            !code.summary().is_empty() && !code.help().is_empty(),
            "{code}"
        );
        assert_eq!(admx::code(code.id()), Some(*code));
    }
}
