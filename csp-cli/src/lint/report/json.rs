//! Findings for programs: one object.

use csp_profile::lint::{Fix, Level};
use serde_json::{Value, json};

use super::Report;

pub(super) fn written(report: &Report) -> String {
    let text = serde_json::to_string_pretty(&object(report)).unwrap_or_default();
    text + "\n"
}

pub(super) fn object(report: &Report) -> Value {
    let findings = report.findings().map(|(file, finding)| {
        json!({
            "rule": finding.rule,
            "level": finding.level.name(),
            "message": finding.sentence(),
            "notes": finding.notes,
            "file": file.name,
            "line": finding.start.line,
            "column": finding.start.column,
            "end_line": finding.end.line,
            "end_column": finding.end.column,
            "uri": finding.uri,
            "fix": finding.fix.as_ref().map(fix),
        })
    });
    json!({
        "findings": findings.collect::<Value>(),
        "summary": {
            "files": report.files.len(),
            "errors": report.count(Level::Error),
            "warnings": report.count(Level::Warning),
            "infos": report.count(Level::Info),
            "safe_fixes": report.fixable(true),
            "unsafe_fixes": report.fixable(false),
            "known": report.known,
            "is_cut": report.is_cut(),
            "rules": report.counts(),
        },
    })
}

fn fix(fix: &Fix) -> Value {
    let edits = fix.edits.iter().map(|edit| {
        json!({
            "start": edit.place.start,
            "end": edit.place.end,
            "text": edit.text,
        })
    });
    json!({"safe": fix.is_safe, "edits": edits.collect::<Value>()})
}
