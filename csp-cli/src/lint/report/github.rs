//! Findings as annotations: the commands of GitHub's workflows.

use std::fmt::Write as _;

use csp_profile::lint::Level;

use super::Report;

pub(super) fn written(report: &Report) -> String {
    let mut text = String::new();
    for (file, finding) in report.findings() {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let (start, end) = (finding.start, finding.end);
        let _ = write!(
            text,
            "::{command} file={},line={},endLine={},col={}",
            property(&file.name),
            start.line,
            end.line,
            start.column
        );
        // A last column goes with one line alone.
        if start.line == end.line {
            let _ = write!(text, ",endColumn={}", end.column);
        }
        let mut message = finding.sentence();
        for note in &finding.notes {
            message.push('\n');
            message.push_str(note);
        }
        let _ = writeln!(
            text,
            ",title={}::{}",
            property(finding.rule),
            data(&message)
        );
    }
    text
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What stands between commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
