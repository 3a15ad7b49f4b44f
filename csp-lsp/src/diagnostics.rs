//! Findings as an editor shows them.

use lsp_server::{Message, Notification};
use lsp_types::{
    Diagnostic, DiagnosticSeverity, DiagnosticTag, NumberOrString, PublishDiagnosticsParams, Uri,
};

use csp_profile::lint::{Finding, Level};

use crate::document::Document;

/// Who found it, as editors show it.
const SOURCE: &str = "csp";

/// Looks for what is wrong with a file, unless that is known.
pub(crate) fn check(document: &mut Document) {
    if document.findings.is_some() {
        return;
    }
    let checks = document
        .checks
        .as_ref()
        .filter(|_| document.carrier().is_some());
    let findings = checks.map(|checks| {
        let name = document.name();
        let mut findings = checks.linter.lint(&name, document.text.as_bytes()).findings;
        (checks.hide)(document.path.as_deref(), &mut findings);
        findings
    });
    document.findings = Some(findings.unwrap_or_default());
}

/// The findings of a file that was checked.
pub(crate) fn of(document: &Document) -> Vec<Diagnostic> {
    let findings = document.findings.iter().flatten();
    findings
        .map(|finding| diagnostic(document, finding))
        .collect()
}

/// One finding.
pub(crate) fn diagnostic(document: &Document, finding: &Finding) -> Diagnostic {
    let mut message = finding.sentence();
    for note in &finding.notes {
        message.push('\n');
        message.push_str(note);
    }
    Diagnostic {
        range: document.span(&finding.place),
        severity: Some(match finding.level {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
            Level::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        source: Some(SOURCE.to_owned()),
        message,
        tags: tag(finding.rule).map(|tag| vec![tag]),
        ..Diagnostic::default()
    }
}

/// How editors show what some rules find: struck through, faded.
fn tag(rule: &str) -> Option<DiagnosticTag> {
    match rule {
        "node-deprecated" => Some(DiagnosticTag::DEPRECATED),
        "suppression-unused" => Some(DiagnosticTag::UNNECESSARY),
        _ => None,
    }
}

/// Tells the editor what was found in a file.
pub(crate) fn publish(uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) -> Message {
    let params = PublishDiagnosticsParams {
        uri,
        diagnostics,
        version,
    };
    Notification::new("textDocument/publishDiagnostics".to_owned(), params).into()
}
