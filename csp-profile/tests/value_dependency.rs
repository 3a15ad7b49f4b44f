//! `value-dependency` in words.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use csp_profile::lint::{Definitions, Linter, Options};
use csp_schema::Tree;

/// A bare 0 reads as turning something off, and is not always that.
#[test]
fn a_value_that_another_setting_needs_is_told_with_its_meaning() {
    let needed = |meaning: &str| {
        format!(
            "csp Lock\nroot ./Device/Vendor/Contoso\n0 0 Lock\n  access Get\n1 1 PasswordEnabled\n  format int\n  access Get Replace\n  default 1\n  allowed enum\n\
             value 0\n  means {meaning}\n  value 1\n  means Disabled.\n1 2 MinLength\n  format int\n  access Get Replace\n  group Passwords\n\
             depends-on Device/Vendor/Contoso/Lock/PasswordEnabled\n  allowed range 0..0\n"
        )
    };
    let set = |name: &str, value: &str| {
        let uri = format!("./Device/Vendor/Contoso/Lock/{name}");
        format!(
            "<Replace><Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">int</Format></Meta><Data>{value}</Data></Item></Replace>"
        )
    };
    let found = |meaning: &str, text: &str| {
        let linter = Linter::new(
            Definitions::new([Tree::load(&needed(meaning)).unwrap()], false),
            Options::default(),
        );
        let findings = linter.lint("x.xml", text.as_bytes()).findings;
        assert_eq!(findings.len(), 1, "{findings:?}");
        let finding = findings.into_iter().next().unwrap();
        (
            finding.message,
            finding.label,
            finding.notes.last().cloned(),
        )
    };
    let (message, label, note) = found("Enabled.", &set("MinLength", "8"));
    assert_eq!(
        message,
        "MinLength depends on PasswordEnabled being 0 (Enabled), and this file does not set that"
    );
    assert_eq!(label, "set PasswordEnabled to 0 (Enabled) too");
    assert_eq!(
        note.as_deref(),
        Some("the default of PasswordEnabled is 1 (Disabled)")
    );
    let both = set("PasswordEnabled", "1") + &set("MinLength", "8");
    let (message, ..) = found("Enabled.", &both);
    assert_eq!(
        message,
        "MinLength depends on PasswordEnabled being 0 (Enabled), and this file sets it to `1` (Disabled)"
    );
    // A paragraph is cut.
    let (message, ..) = found(&"on ".repeat(100), &set("MinLength", "8"));
    assert!(
        message.contains("on on…)") && message.len() < 160,
        "{message}"
    );
}
