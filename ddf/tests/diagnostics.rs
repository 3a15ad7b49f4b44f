//! Faulty files and the diagnostics they give. To add a case, put a file into `data/bad` and its
//! name into the list; `cargo insta review` shows the new snapshot.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use ddf::{Severity, codes};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/bad")
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.xml"))).unwrap()
}

macro_rules! cases {
    ($($name:ident)*) => {
        const CASES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                let file = concat!(stringify!($name), ".xml");
                let (model, report) = common::read(&[(file, &text(stringify!($name)))]);
                // A file with an error is not in the model, and one with warnings is.
                assert_eq!(model.documents().len(), usize::from(!report.has_errors()));
                insta::assert_snapshot!(stringify!($name), report.render());
            }
        )*
    };
}

cases! {
    admx_attributes
    bad_paths
    billion_laughs
    duplicate_root
    duplicate_siblings
    empty_access
    empty_constraints
    extensions
    extra_end_tag
    inner_path
    leaf_with_children
    markup_in_text
    mismatched_end
    missing_elements
    missing_formats
    misspelt_root
    names
    no_nodes
    not_xml
    paths_without_start
    published_values
    ranges
    repeated_attribute
    repeated_elements
    root_without_path
    several_choices
    several_unnamed
    stray_ampersand
    stray_less_than
    syncml_message
    truncated
    truncated_in_tag
    two_documents
    undeclared_prefix
    unknown_choices
    unknown_elements
    unknown_entity
    unknown_formats
    unknown_operations
    value_types
    values
    values_of_ints
    wrong_extension_namespace
    wrong_namespace
    wrong_root
}

#[test]
fn every_file_is_a_case() {
    let files: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(files, CASES.iter().map(|case| (*case).to_owned()).collect());
}

/// Those that need input too big or too odd for a file here have their tests in `hostile.rs`; that of schemas, which needs features, in `csp-cli`.
#[test]
fn every_code_has_a_case() {
    let elsewhere = [
        "DDF0001", "DDF0002", "DDF0004", "DDF0005", "DDF0047", "DDF0048", "DDF0068", "DDF0070",
    ];
    let mut seen: BTreeSet<&str> = elsewhere.into();
    for case in CASES {
        let (_, report) = common::read(&[(*case, &text(case))]);
        seen.extend(common::codes(&report));
    }
    let overlays = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/overlay");
    let definition = fs::read_to_string(overlays.join("kiosk.xml")).unwrap();
    for file in fs::read_dir(overlays).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let (_, report) = common::overlaid(&definition, "overlay.toml", &text);
        seen.extend(common::codes(&report));
    }
    let all: BTreeSet<&str> = codes().iter().map(|code| code.id()).collect();
    assert_eq!(seen, all);
}

#[test]
fn codes_are_in_order_and_complete() {
    assert!(codes().windows(2).all(|pair| pair[0].id() < pair[1].id()));
    for code in codes() {
        assert!(
            code.id().starts_with("DDF") && code.id().len() == 7,
            "{code}"
        );
        assert!(
            !code.summary().is_empty() && !code.help().is_empty(),
            "{code}"
        );
        assert_eq!(ddf::code(code.id()), Some(*code));
    }
}

/// As lenient as devices are: letter case, `1` for `true`, hexadecimal numbers, an empty element, a trailing delimiter, a pattern of the whole list.
#[test]
fn defaults_that_are_values_of_their_nodes() {
    let cases = [
        ("bool", "True", ""),
        (
            "bool",
            "2",
            "<MSFT:AllowedValues ValueType='ENUM'><MSFT:Value>1</MSFT:Value><MSFT:Value>2</MSFT:Value></MSFT:AllowedValues>",
        ),
        ("int", " 0x10 ", ""),
        ("int", "", ""),
        ("null", "x", ""),
        ("date", "2001-07-11", ""),
        ("b64", "QUI=", ""),
        (
            "int",
            "100",
            "<MSFT:AllowedValues ValueType='Range'><MSFT:Value>[0-100]</MSFT:Value></MSFT:AllowedValues>",
        ),
        (
            "int",
            "0x1",
            "<MSFT:AllowedValues ValueType='ENUM'><MSFT:Value>1</MSFT:Value></MSFT:AllowedValues>",
        ),
        (
            "int",
            "3",
            "<MSFT:AllowedValues ValueType='Flag'><MSFT:Value>1</MSFT:Value><MSFT:Value>2</MSFT:Value></MSFT:AllowedValues>",
        ),
        (
            "chr",
            "RED;blue;",
            "<MSFT:AllowedValues ValueType='ENUM'><MSFT:Value>red</MSFT:Value><MSFT:Value>blue</MSFT:Value><MSFT:List Delimiter=';'/></MSFT:AllowedValues>",
        ),
        (
            "chr",
            "a;b",
            "<MSFT:AllowedValues ValueType='RegEx'><MSFT:Value>[a-z](;[a-z])*</MSFT:Value><MSFT:List Delimiter=';'/></MSFT:AllowedValues>",
        ),
        (
            "chr",
            "Größe",
            "<MSFT:AllowedValues ValueType='RegEx'><MSFT:Value>^\\p{L}+$</MSFT:Value></MSFT:AllowedValues>",
        ),
    ];
    for (format, default, allowed) in cases {
        let properties = format!("<DefaultValue>{default}</DefaultValue>{allowed}");
        common::clean(&common::kiosk(&common::node(
            "Screen",
            format,
            &properties,
            "",
        )));
    }
}

#[test]
fn two_files_with_one_root() {
    let lamp = common::kiosk("");
    let other = lamp.replace("./Device/Vendor", "./Vendor");
    let (model, report) = common::read(&[("a.xml", &lamp), ("b.xml", &lamp), ("c.xml", &other)]);
    assert_eq!(model.documents().len(), 1);
    assert_eq!(model.documents()[0].source().name(), "a.xml");
    insta::assert_snapshot!(report.render());
}

/// Windows compares the names of a path without letter case, so a root has one place however it is spelled.
#[test]
fn a_root_that_another_file_spells_in_other_case() {
    let upper = common::kiosk("");
    let lower = upper.replace("./Device/Vendor", "./device/vendor");
    let (model, report) = common::read(&[("a.xml", &upper), ("b.xml", &lower)]);
    assert_eq!(common::codes(&report), ["DDF0062"]);
    assert_eq!(model.documents().len(), 1);
}

#[test]
fn faults_of_several_files_come_in_one_report_in_order() {
    let (_, report) = common::read(&[
        ("b.xml", &text("duplicate_siblings")),
        ("a.xml", &text("truncated")),
        (
            "c.xml",
            &text("leaf_with_children").replace("Kiosk", "Booth"),
        ),
    ]);
    let places: Vec<String> = report.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(places.join("\n"));
    assert_eq!((report.error_count(), report.warning_count()), (2, 1));
    assert_eq!(
        report
            .iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error)
            .count(),
        2
    );
    assert!(report.render().ends_with("\n2 errors, 1 warning\n"));
}

#[test]
fn a_fault_in_a_very_long_line_is_shown_cut() {
    let text = text("unknown_formats").replace('\n', &" ".repeat(400));
    let (_, report) = common::read(&[("long.xml", &text)]);
    let first = report.iter().next().unwrap();
    assert_eq!(
        (first.line(), first.column()),
        (1, text.find("<string/>").unwrap() + 1)
    );
    assert!(first.render().contains("<string/>"));
    assert!(first.render().len() < 2000);
}

#[test]
fn colours_change_nothing_but_colour() {
    let (_, report) = common::read(&[("names.xml", &text("names"))]);
    let mut plain = String::new();
    let styled = report.render_styled();
    let mut parts = styled.split('\u{1b}');
    plain.push_str(parts.next().unwrap_or(""));
    for part in parts {
        plain.push_str(part.split_once('m').unwrap().1);
    }
    assert_ne!(styled, plain);
    assert_eq!(plain, report.render());
}
