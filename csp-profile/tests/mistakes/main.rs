//! What people have been seen to get wrong, 61 mistakes with their threads: each has its finding, at the character where it is, and the fix that mends it.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod addresses;
mod commands;
mod definitions;
mod markup;
mod mistake;
mod templates;
mod texts;
mod tools;
mod values;

use std::collections::BTreeSet;

use csp_profile::lint::{Definitions, Finding, Linter, Options, rule};
use csp_schema::{OsBuild, Tree};

use definitions::DEFINITIONS;
use mistake::Mended::{ByHand, Safely, WithCare};
use mistake::Mistake;
use texts::CONFIG;

fn mistakes() -> Vec<Mistake> {
    let parts = [
        addresses::mistakes(),
        markup::mistakes(),
        commands::mistakes(),
        values::mistakes(),
        tools::mistakes(),
        templates::mistakes(),
    ];
    parts.into_iter().flatten().collect()
}

#[test]
fn every_row_is_here() {
    let rows: BTreeSet<u8> = mistakes()
        .iter()
        .filter_map(|mistake| mistake.row)
        .collect();
    assert_eq!(rows, (1..=61).collect());
}

fn linter(tables: &[&str], mut options: Options) -> Linter {
    let trees = tables.iter().map(|table| Tree::load(table).unwrap());
    options.os_build = OsBuild::parse("10.0.26100");
    options.edition = "pro".parse().ok();
    options.is_pedantic = true;
    Linter::new(Definitions::new(trees, false), options)
}

#[test]
fn each_mistake_is_found_where_it_is_and_mended() {
    let own = linter(DEFINITIONS, Options::default());
    for mistake in mistakes() {
        let example = rule(mistake.rule).unwrap().bad;
        let options = Options {
            dialect: example.dialect,
            ..Options::default()
        };
        let mut example_linter = linter(&[example.definitions], options);
        example_linter.newer = example.newer_templates();
        let (linter, marked) = match &mistake.text {
            Some(text) => (&own, text.as_str()),
            None => (&example_linter, example.text),
        };
        let what = format!("row {:?}, {}: {marked}", mistake.row, mistake.rule);
        let text = marked.replace(['⟦', '⟧'], "");
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let linted = linter.lint("profile.xml", text.as_bytes());
        let findings: Vec<&Finding> = linted
            .findings
            .iter()
            .filter(|finding| finding.rule == mistake.rule)
            .collect();
        let [finding] = findings.as_slice() else {
            panic!("{what}\n{:#?}", linted.findings);
        };
        assert_eq!(finding.place, start..end, "{what}");
        match (&finding.fix, mistake.mended) {
            (None, ByHand) => {}
            (Some(fix), Safely(then)) if fix.is_safe => assert_mended(&text, finding, then),
            (Some(fix), WithCare(then)) if !fix.is_safe => assert_mended(&text, finding, then),
            (fix, _) => panic!("{what}\n{fix:?}"),
        }
    }
}

#[test]
fn of_a_value_in_base64_no_part_is_changed() {
    // `<GroupConfiguration><accessgroup desc="G"><add member="`S-1-5-32-544"/></accessgroup></GroupConfiguration>`
    let value = "PEdyb3VwQ29uZmlndXJhdGlvbj48YWNjZXNzZ3JvdXAgZGVzYz0iRyI+PGFkZCBtZW1iZXI9ImBTLTEtNS0zMi01NDQiLz48L2FjY2Vzc2dyb3VwPjwvR3JvdXBDb25maWd1cmF0aW9uPg==";
    let text = format!(
        "{{\"@odata.type\": \"#microsoft.graph.omaSettingStringXml\", \"omaUri\": \"{CONFIG}/LocalUsersAndGroups/Configure\", \"value\": \"{value}\"}}"
    );
    let text = format!("{{\"omaSettings\": [{text}]}}");
    let linted = linter(DEFINITIONS, Options::default()).lint("policy.json", text.as_bytes());
    let sid = linted
        .findings
        .iter()
        .find(|finding| finding.rule == "value-sid");
    assert_eq!(sid.unwrap().fix, None);
}

/// Its edits make this stand in the file, or leave nothing but this.
fn assert_mended(text: &str, finding: &Finding, then: &str) {
    let mut fixed = text.to_owned();
    for edit in finding.fix.iter().flat_map(|fix| fix.edits.iter().rev()) {
        fixed.replace_range(edit.place.clone(), &edit.text);
    }
    // What only takes something away leaves nothing that was not there.
    if fixed == then {
        return;
    }
    assert!(!text.contains(then), "{}: {text}", finding.rule);
    assert!(fixed.contains(then), "{}: {fixed}", finding.rule);
}
