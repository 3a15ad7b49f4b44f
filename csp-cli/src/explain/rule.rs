//! A rule of `csp lint`: what it finds, why that is wrong, and how it looks.

use std::fmt::Write as _;

use csp_profile::lint::Rule;
use serde_json::{Map, Value, json};

use super::answer::Answer;

pub(super) fn explain(rule: &Rule) -> Answer {
    let mut text = format!("{} ({})\n  {}.\n", rule.id, rule.level, rule.summary);
    let _ = writeln!(text, "\n{}", rule.docs);
    for (title, example) in [("Wrong", &rule.bad), ("Right", &rule.good)] {
        let _ = writeln!(text, "\n{title}:");
        for line in example.unmarked().trim_end().lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
    let details = json!({
        "rule": rule.id,
        "level": rule.level.name(),
        "summary": rule.summary,
        "docs": rule.docs,
        "bad": rule.bad.unmarked(),
        "good": rule.good.unmarked(),
    });
    let details = match details {
        Value::Object(details) => details,
        _ => Map::new(),
    };
    Answer {
        kind: "rule",
        text,
        details,
    }
}
