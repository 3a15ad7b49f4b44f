//! Findings for code scanning: SARIF 2.1.0 (OASIS), as GitHub reads it.

use csp_profile::lint::{Finding, Level, RULES, Rule};
use serde_json::{Value, json};

use super::{LintedFile, Report};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What GitHub takes of a description.
const LONGEST: usize = 1024;

pub(super) fn written(report: &Report) -> String {
    let results = report
        .findings()
        .map(|(file, finding)| result(file, finding));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "csp lint",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": RULES.iter().copied().map(rule).collect::<Value>(),
                },
            },
            "automationDetails": {"id": "csp-lint/"},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Value>(),
        }],
    });
    let text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text + "\n"
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn rule(rule: &Rule) -> Value {
    let description: String = rule.docs.chars().take(LONGEST).collect();
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": description},
        "help": {"text": rule.docs, "markdown": rule.docs},
        "defaultConfiguration": {"level": level(rule.level)},
        "properties": {
            "tags": ["profile"],
            "precision": "high",
            "problem.severity": match rule.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Info => "recommendation",
            },
        },
    })
}

fn result(file: &LintedFile, finding: &Finding) -> Value {
    let index = RULES.iter().position(|rule| rule.id == finding.rule);
    let mut message = finding.sentence();
    for note in &finding.notes {
        message.push('\n');
        message.push_str(note);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.level),
        "message": {"text": message},
        "locations": [{
            "physicalLocation": {
                "artifactLocation": {"uri": uri(&file.name)},
                "region": region(finding),
            },
        }],
        "partialFingerprints": {"primaryLocationLineHash": finding.fingerprint},
    });
    if let (Some(fix), Some(source)) = (&finding.fix, &file.linted.source) {
        let replacements = fix.edits.iter().map(|edit| {
            let (start, end) = (
                source.position(edit.place.start),
                source.position(edit.place.end),
            );
            json!({
                "deletedRegion": {
                    "startLine": start.line,
                    "startColumn": start.column,
                    "endLine": end.line,
                    "endColumn": end.column,
                },
                "insertedContent": {"text": edit.text},
            })
        });
        let how = if fix.is_safe { "safe" } else { "unsafe" };
        result["fixes"] = json!([{
            "description": {"text": format!("{} ({how})", finding.sentence())},
            "artifactChanges": [{
                "artifactLocation": {"uri": uri(&file.name)},
                "replacements": replacements.collect::<Value>(),
            }],
        }]);
    }
    result
}

fn region(finding: &Finding) -> Value {
    json!({
        "startLine": finding.start.line,
        "startColumn": finding.start.column,
        "endLine": finding.end.line,
        "endColumn": finding.end.column,
    })
}

/// A path as a relative reference (RFC 3986): one that is relative stays so, which is what GitHub wants.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let segments: Vec<_> = path
        .trim_start_matches("./")
        .split('/')
        .map(csp_schema::uri::encode_segment)
        .collect();
    // A colon in the first segment would begin a scheme.
    let uri = segments.join("/");
    match segments.first() {
        Some(first) if first.contains(':') => format!("./{uri}"),
        _ => uri,
    }
}
