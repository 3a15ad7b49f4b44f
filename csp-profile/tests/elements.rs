//! The elements of ADMX-backed policies in profiles: what is found, where in the escaped payload, and what the fixes write.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use csp_profile::lint::{Definitions, Level, Linter, Options};
use csp_schema::Tree;

const DIMMER: &str = "csp Dimmer
root ./Device/Vendor/Contoso
0 0 Dimmer
  access Get
1 1 Level
  format chr
  access Add Delete Get Replace
  allowed admx
  admx-area Contoso~Dimmer
  admx-name Dim
  admx-file contoso.admx
  admx-elements
  admx-element decimal Percent
  admx-max 100
  admx-element list Rooms
  admx-element enum Mode
  admx-item 10
  admx-caption Bright
  admx-item 20
  admx-caption Dim
  admx-element boolean On
";

fn linter() -> Linter {
    let tree = Tree::load(DIMMER).unwrap();
    let levels = [("value-not-allowed".to_owned(), Level::Error)].into();
    let options = Options {
        levels,
        ..Options::default()
    };
    Linter::new(Definitions::new([tree], false), options)
}

fn file(data: &str) -> String {
    format!(
        "<Replace>\n  <Item>\n    <Target><LocURI>./Device/Vendor/Contoso/Dimmer/Level</LocURI></Target>\n    \
         <Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>\n    <Data>{data}</Data>\n  </Item>\n</Replace>\n"
    )
}

/// Each finding's rule and what stands at its place.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let linted = linter().lint("x.xml", text.as_bytes());
    let found = linted.findings.iter();
    found
        .map(|finding| (finding.rule, text[finding.place.clone()].to_owned()))
        .collect()
}

fn fixed(text: &str) -> String {
    let fixed = linter().fix("x.xml", text.as_bytes(), true).unwrap();
    assert!(
        fixed.linted.findings.is_empty(),
        "{:#?}",
        fixed.linted.findings
    );
    fixed.text
}

#[test]
fn places_are_in_the_escaped_payload_and_fixes_are_escaped() {
    let bad = file(
        "&lt;enabled/&gt;&lt;data id=\"Percnt\" value=\"50\"/&gt;&lt;data id=\"Rooms\" value=\"it's\"/&gt;&lt;data id=\"Mode\" value=\"1\"/&gt;&lt;data id=\"on\" value=\"0\"/&gt;",
    );
    assert_eq!(
        found(&bad),
        [
            ("admx-element-id", "Percnt".to_owned()),
            ("admx-list-shape", "it's".to_owned()),
            ("value-not-allowed", "1".to_owned()),
            ("admx-element-id", "on".to_owned()),
            ("value-not-allowed", "0".to_owned()),
        ]
    );
    let good = file(
        "&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"50\"/&gt;&lt;data id=\"Rooms\" value=\"1&amp;#xF000;it&amp;#39;s\"/&gt;&lt;data id=\"Mode\" value=\"20\"/&gt;&lt;data id=\"On\" value=\"false\"/&gt;",
    );
    assert_eq!(fixed(&bad), good);
    assert_eq!(found(&good), []);
}

#[test]
fn all_that_is_missing_is_one_finding_and_one_fix() {
    let bad = file("&lt;enabled/&gt;");
    let payload = "&lt;enabled/&gt;".to_owned();
    assert_eq!(found(&bad), [("admx-element-id", payload)]);
    let all = "<data id=\"Percent\" value=\"0\"/><data id=\"Rooms\" value=\"\"/><data id=\"Mode\" value=\"10\"/><data id=\"On\" value=\"false\"/>";
    let escaped = all.replace('<', "&lt;").replace('>', "&gt;");
    assert_eq!(fixed(&bad), file(&format!("&lt;enabled/&gt;{escaped}")));
    let bad = file("<![CDATA[<enabled/>]]>");
    let good = file(&format!("<![CDATA[<enabled/>{all}]]>"));
    let linted = linter().fix("x.xml", bad.as_bytes(), true).unwrap();
    assert!(
        linted.text == good || !linted.text.contains("CDATA"),
        "{}",
        linted.text
    );
}

#[test]
fn nothing_is_said_of_what_a_variable_stands_in() {
    let text = file("&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"$FLEET_SECRET_PERCENT\"/&gt;");
    assert_eq!(found(&text), []);
}

#[test]
fn payloads_that_set_the_same_are_duplicates_and_no_conflict() {
    let one = "&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"50\"/&gt;&lt;data id=\"Rooms\" value=\"\"/&gt;&lt;data id=\"Mode\" value=\"10\"/&gt;&lt;data id=\"On\" value=\"true\"/&gt;";
    let same = "&lt;Enabled/&gt;\n  &lt;Data id=\"On\" value=\"True\"/&gt;&lt;data id=\"Mode\" value=\"10\"/&gt;&lt;data id=\"Rooms\" value=\"\"/&gt;\n  &lt;data id=\"Percent\" value=\"050\"/&gt;";
    let other = one.replace("50", "60");
    let rules = |second: &str| {
        let text = file(one) + &file(second);
        let found = found(&text).into_iter();
        let found = found.map(|(rule, _)| rule);
        found
            .filter(|rule| rule.starts_with("set-"))
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(same), ["set-duplicate"]);
    assert_eq!(rules(&other), ["set-conflict"]);
}

#[test]
fn limits_have_their_levels() {
    let table = DIMMER.replace("  admx-element list Rooms\n", "  admx-element decimal Rooms\n  admx-element text Label\n  admx-max-length 3\n  admx-element text Note\n");
    let options = Options {
        is_pedantic: true,
        ..Options::default()
    };
    let linter = Linter::new(
        Definitions::new([Tree::load(&table).unwrap()], false),
        options,
    );
    let long = "x".repeat(1024);
    let text = file(&format!(
        "&lt;enabled/&gt;&lt;data id=\"Percent\" value=\"101\"/&gt;&lt;data id=\"Rooms\" value=\"10000\"/&gt;&lt;data id=\"Label\" value=\"warm\"/&gt;&lt;data id=\"Note\" value=\"{long}\"/&gt;\
         &lt;data id=\"Mode\" value=\"Brihgt\"/&gt;&lt;data id=\"On\" value=\"1\"/&gt;"
    ));
    let linted = linter.lint("x.xml", text.as_bytes());
    let found: Vec<_> = linted
        .findings
        .iter()
        .map(|finding| (finding.rule, finding.level, &text[finding.place.clone()]))
        .collect();
    assert_eq!(
        found,
        [
            ("value-not-allowed", Level::Error, "101"),
            ("value-not-allowed", Level::Warning, "10000"),
            ("value-not-allowed", Level::Warning, "warm"),
            ("value-not-allowed", Level::Info, &*long),
            ("value-not-allowed", Level::Error, "Brihgt"),
            ("value-not-allowed", Level::Info, "1"),
        ]
    );
    assert_eq!(linted.findings[4].label, "did you mean `10` (Bright)?");
}
