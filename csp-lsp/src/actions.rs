//! Quick fixes: the edits of findings.

use std::iter;

use csp_profile::lint::{self, Edit, Finding};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse,
    TextEdit, WorkspaceEdit,
};

use crate::diagnostics::diagnostic;
use crate::document::Document;
use crate::server::Server;

/// The fixes of what is found in a range of a file, and the one that makes all that are safe.
pub(crate) fn list(server: &mut Server, params: &CodeActionParams) -> Option<CodeActionResponse> {
    let document = server.checked(&params.text_document.uri)?;
    let findings = document.findings.as_deref().unwrap_or_default();
    let range = document.range(params.range);
    let is_wanted = |kind: &CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|wanted| is_within(kind, wanted)))
    };
    let mut actions = Vec::new();
    if is_wanted(&CodeActionKind::QUICKFIX) {
        let touched = findings
            .iter()
            .filter(|finding| finding.place.start <= range.end && range.start <= finding.place.end);
        actions.extend(touched.filter_map(|finding| quick_fix(document, finding)));
    }
    if is_wanted(&CodeActionKind::SOURCE_FIX_ALL) {
        actions.extend(fix_all(document, findings));
    }
    Some(
        actions
            .into_iter()
            .map(CodeActionOrCommand::CodeAction)
            .collect(),
    )
}

/// Whether a kind is another or one below it: `source` is asked for with all that begins with it.
fn is_within(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
}

fn quick_fix(document: &Document, finding: &Finding) -> Option<CodeAction> {
    let fix = finding.fix.as_ref()?;
    let what = match finding.label.as_str() {
        "" => &finding.message,
        label => label,
    };
    let title = if fix.is_safe {
        format!("{}: {what}", finding.rule)
    } else {
        format!(
            "{}: {what} (changes what devices get: look at it)",
            finding.rule
        )
    };
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(document, finding)]),
        edit: Some(edit(document, &fix.edits.iter().collect::<Vec<_>>())),
        is_preferred: Some(fix.is_safe),
        ..CodeAction::default()
    })
}

fn fix_all(document: &Document, findings: &[Finding]) -> Option<CodeAction> {
    let edits = lint::edits(findings, false);
    (!edits.is_empty()).then(|| CodeAction {
        title: "Fix all that is safe to fix".to_owned(),
        kind: Some(CodeActionKind::SOURCE_FIX_ALL),
        edit: Some(edit(document, &edits)),
        ..CodeAction::default()
    })
}

fn edit(document: &Document, edits: &[&Edit]) -> WorkspaceEdit {
    let edits: Vec<TextEdit> = edits
        .iter()
        .map(|edit| document.edit(&edit.place, edit.text.as_str()))
        .collect();
    WorkspaceEdit {
        changes: Some(iter::once((document.uri.clone(), edits)).collect()),
        ..WorkspaceEdit::default()
    }
}
