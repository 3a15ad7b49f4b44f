//! Each rule's examples: the bad one has that finding at the marked place and is mended by its fix, the good one has none; and the page of the rules.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use csp_profile::lint::{Definitions, Example, Linted, Linter, Options, RULES, Rule, page};
use csp_schema::{OsBuild, Tree};

#[test]
fn a_bad_example_has_its_finding_at_the_marked_place() {
    for rule in RULES {
        let linted = lint(rule, &rule.bad);
        let text = rule.bad.text;
        let start = text
            .find('⟦')
            .unwrap_or_else(|| panic!("{}: no mark", rule.id));
        let end = text.find('⟧').unwrap() - '⟦'.len_utf8();
        let own: Vec<_> = linted
            .findings
            .iter()
            .filter(|finding| finding.rule == rule.id)
            .collect();
        let places: Vec<_> = own.iter().map(|finding| finding.place.clone()).collect();
        assert_eq!(
            places,
            vec![start..end],
            "{}: {:#?}",
            rule.id,
            linted.findings
        );
        assert_eq!(own[0].level, rule.level, "{}", rule.id);
        let others: BTreeSet<_> = linted.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(others.len(), 1, "{}: {:#?}", rule.id, linted.findings);
    }
}

#[test]
fn a_good_example_has_no_finding() {
    for rule in RULES {
        let linted = lint(rule, &rule.good);
        let shown: Vec<_> = linted
            .findings
            .iter()
            .map(|finding| &finding.message)
            .collect();
        assert!(shown.is_empty(), "{}: {shown:#?}", rule.id);
    }
}

#[test]
fn what_a_fix_writes_has_no_finding_of_its_rule() {
    for rule in RULES {
        let linter = linter(rule, &rule.bad);
        let text = rule.bad.unmarked();
        let linted = linter.lint("example", text.as_bytes());
        if linted.findings.iter().all(|finding| finding.fix.is_none()) {
            continue;
        }
        let fixed = linter.fix("example", text.as_bytes(), true).unwrap();
        assert_ne!(fixed.text, text, "{}", rule.id);
        let left = fixed
            .linted
            .findings
            .iter()
            .find(|finding| finding.rule == rule.id);
        assert!(left.is_none(), "{}: {left:#?}\n{}", rule.id, fixed.text);
    }
}

#[test]
fn rules_are_named_once_and_say_what_they_are() {
    let mut ids = BTreeSet::new();
    for rule in RULES {
        assert!(ids.insert(rule.id), "{} is there twice", rule.id);
        let is_kebab = rule
            .id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        assert!(is_kebab, "{}", rule.id);
        assert!(
            !rule.summary.contains('\n') && !rule.summary.ends_with('.'),
            "{}",
            rule.id
        );
        assert!(rule.docs.len() > 20, "{}", rule.id);
    }
}

#[test]
fn the_page_of_rules_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, page()).unwrap();
    }
    let is_current = fs::read_to_string(&path).is_ok_and(|text| text == page());
    assert!(
        is_current,
        "docs/rules.md is stale: UPDATE=1 cargo test -p csp-profile --test rules"
    );
}

fn lint(rule: &Rule, example: &Example) -> Linted {
    linter(rule, example).lint("example", example.unmarked().as_bytes())
}

fn linter(rule: &Rule, example: &Example) -> Linter {
    let tree = Tree::load(example.definitions).unwrap();
    let options = Options {
        dialect: example.dialect,
        // The devices that examples about targets are for.
        os_build: OsBuild::parse("10.0.22621"),
        edition: "pro".parse().ok(),
        // What is shown under --pedantic alone is shown of the rule that the example is about.
        levels: [(rule.id.to_owned(), rule.level)].into(),
        ..Options::default()
    };
    let mut linter = Linter::new(Definitions::new([tree], false), options);
    linter.newer = example.newer_templates();
    linter
}
