//! Input that is not what it should be: other encodings, bytes that are no text, circles, sizes that would exhaust a careless reader. Each gives a
//! diagnostic, or is read.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use common::{category, codes, data, policy, read, read_bytes, template};
use proptest::prelude::*;
use proptest::sample::Index;

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// The mark decides, and without one the zeros; what the declaration says does not.
#[test]
fn encodings() {
    let body = template(&category("Flur", None), &policy("Größe", "Flur", ""));
    let declared = format!("<?xml version=\"1.0\" encoding=\"unicode\"?>{body}");
    let marked = format!("\u{FEFF}{declared}");
    for (encoding, bytes) in [
        ("UTF-8", declared.clone().into_bytes()),
        ("UTF-8 with a mark", marked.clone().into_bytes()),
        ("UTF-16LE", utf16(&declared, u16::to_le_bytes)),
        ("UTF-16LE with a mark", utf16(&marked, u16::to_le_bytes)),
        ("UTF-16BE with a mark", utf16(&marked, u16::to_be_bytes)),
    ] {
        let (set, report) = read_bytes([("a.admx", bytes)].into_iter());
        assert!(report.is_empty(), "{encoding}: {report}");
        assert_eq!(set.policies().next().unwrap().name(), "Größe", "{encoding}");
    }
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let (_, report) = read_bytes([("a.admx", b"<policyDefinitions \xFF/>".to_vec())].into_iter());
    let only = report.iter().next().unwrap();
    assert_eq!((only.code().id(), only.column()), ("ADMX0002", 20));
    let (_, report) = read_bytes([("a.admx", vec![b' '; (16 << 20) + 1])].into_iter());
    assert_eq!(codes(&report), ["ADMX0001"]);
}

#[test]
fn what_is_not_well_formed_is_told() {
    let (_, report) = read(&[("a.admx", "<policyDefinitions a='1' a='2'/>")]);
    assert_eq!(codes(&report), ["ADMX0011"]);
    let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
    let (_, report) = read(&[("a.admx", &deep)]);
    assert_eq!(codes(&report), ["ADMX0004"]);
}

#[test]
fn of_two_files_with_one_name_the_first_is_read() {
    let one = template("", "");
    let (set, report) = read(&[("x/a.admx", &one), ("y/A.ADMX", &one)]);
    assert_eq!((set.files().count(), codes(&report)), (1, vec!["ADMX0036"]));
}

/// A policy in a circle has a path all the same, which ends.
#[test]
fn circles_over_files_are_cut() {
    let file = |own: &str, other: &str| {
        format!(
            "<policyDefinitions><policyNamespaces><target prefix=\"own\" namespace=\"{own}\"/><using prefix=\"other\" namespace=\"{other}\"/></policyNamespaces>\
             <categories>{}</categories><policies>{}</policies></policyDefinitions>",
            category(own, Some(&format!("other:{other}"))),
            policy("P", own, "")
        )
    };
    let (set, report) = read(&[("a.admx", &file("A", "B")), ("b.admx", &file("B", "A"))]);
    assert_eq!(codes(&report), ["ADMX0042"]);
    for policy in set.policies() {
        let length = policy.category_path().len();
        assert!((1..=2).contains(&length), "{length}");
    }
}

#[test]
fn categories_that_are_too_deep_are_cut() {
    let mut categories = category("C0", None);
    for nth in 1..100_000 {
        categories += &category(&format!("C{nth}"), Some(&format!("C{}", nth - 1)));
    }
    let (set, report) = read(&[("a.admx", &template(&categories, &policy("P", "C99999", "")))]);
    let said: BTreeSet<&str> = codes(&report).into_iter().collect();
    assert_eq!(Vec::from_iter(said), ["ADMX0043", "ADMX0070"]);
    assert!(
        set.policies()
            .all(|policy| policy.category_path().len() <= 64)
    );
    assert!(set.categories().all(|category| category.path().len() <= 64));
}

/// A path is no longer than a URI can be.
#[test]
fn categories_with_long_names_are_cut() {
    let name = |nth: usize| format!("{nth}{}", "x".repeat(990));
    let mut categories = category(&name(0), None);
    for nth in 1..10 {
        categories += &category(&name(nth), Some(&name(nth - 1)));
    }
    let (set, report) = read(&[("a.admx", &template(&categories, &policy("P", &name(9), "")))]);
    assert_eq!(codes(&report), ["ADMX0043", "ADMX0043"]);
    let longest = set
        .categories()
        .map(|category| category.path().concat().len());
    assert!(longest.max().unwrap() <= 4096);
}

#[test]
fn names_that_are_too_long_are_left_out() {
    let name = "x".repeat(1025);
    let categories = category(&name, None) + &category("C", Some(&name));
    let policies = policy(&name, "C", "")
        + &policy("P", "C", &format!("<text id=\"{name}\" valueName=\"V\"/>"));
    let (set, report) = read(&[("a.admx", &template(&categories, &policies))]);
    assert_eq!(codes(&report), ["ADMX0038"; 4]);
    let policy = set.policies().next().unwrap();
    assert_eq!((set.policies().count(), policy.elements().len()), (1, 0));
}

/// Each of many policies shows it, so that a small template would become a definition without bounds.
#[test]
fn a_definition_that_nobody_could_read_is_not_written() {
    let adml = format!(
        "<policyDefinitionResources><resources><stringTable><string id=\"S\">{}</string></stringTable></resources></policyDefinitionResources>",
        "x".repeat(1 << 18)
    );
    let policies: String = (0..100)
        .map(|nth| policy(&format!("P{nth}"), "C", ""))
        .collect();
    let policies = policies.replace(" key=", " explainText=\"$(string.S)\" key=");
    let file = template(&category("C", None), &policies);
    let (set, report) = read(&[("a.admx", &file), ("a.adml", &adml)]);
    assert!(!report.has_errors(), "{report}");
    let error = set.files().next().unwrap().definition("App").unwrap_err();
    assert!(error.to_string().contains("16777216 bytes"), "{error}");
}

#[test]
fn a_presentation_with_very_many_controls_is_cut() {
    let mut controls = String::new();
    for nth in 0..400 {
        let _ = write!(controls, "<checkBox refId=\"E{nth}\">E</checkBox>");
    }
    let adml = format!(
        "<policyDefinitionResources><resources><presentationTable><presentation id=\"P\">{controls}</presentation></presentationTable></resources>\
         </policyDefinitionResources>"
    );
    let (_, report) = read(&[("a.admx", &template("", "")), ("a.adml", &adml)]);
    assert_eq!(codes(&report), ["ADMX0005"]);
}

#[test]
fn many_faults_are_told_as_one() {
    let policies: String = (0..3000)
        .map(|nth| policy(&format!("P{nth}"), "Nowhere", ""))
        .collect();
    let (_, report) = read(&[("a.admx", &template("", &policies))]);
    assert_eq!(
        report
            .iter()
            .filter(|fault| fault.code().id() == "ADMX0070")
            .count(),
        1
    );
    assert!(report.iter().count() <= 1000);
}

/// One small change to a text.
fn changed(text: &str, at: Index, length: usize, scrap: &str) -> String {
    let mut at = at.index(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let mut end = (at + length).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    format!("{}{scrap}{}", &text[..at], &text[end..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the bytes are, reading them ends, with a set or with diagnostics, and without a panic; and so does all that is asked of the set.
    #[test]
    fn whatever_is_read_is_answered(
        changes in proptest::collection::vec((any::<Index>(), 0..30usize, proptest::sample::select(vec![
            "", "<", ">", "&", "\"", "$(string.", "</policy>", "<elements>", "<item>", "ref=\"lamps\"", "other:", "\u{0}", "\u{F000}", "é", "]]>", "99999999999999999999999",
        ])), 1..6),
        is_text in any::<bool>(),
    ) {
        let name = |extension: &str| fs::read_to_string(data().join("contoso").join(extension)).unwrap();
        let (mut admx, mut adml) = (name("lamps.admx"), name("en-US/lamps.adml"));
        for (at, length, scrap) in changes {
            let text = if is_text { &mut adml } else { &mut admx };
            *text = changed(text, at, length, scrap);
        }
        let (set, mut report) = read(&[("lamps.admx", &admx), ("en-US/lamps.adml", &adml)]);
        admx::check_ingestion(&set, &mut report);
        let _ = report.render();
        for file in set.files() {
            let _ = file.definition("App");
            for policy in file.policies() {
                let _ = (policy.ingested_uris("App"), policy.keys(), policy.supported_on(), policy.explain_text());
                for element in policy.elements() {
                    let _ = (element.label(), element.choices().count());
                }
            }
        }
    }
}
