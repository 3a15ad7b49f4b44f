//! Diagnostics as rustc prints them: the message, the lines it speaks of, and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::source::{Source, floor_char_boundary};

/// How many bytes of one line are shown around the marked place. A generated DDF can be a single
/// line of megabytes, and a report can have a thousand diagnostics.
const WINDOW: usize = 400;

pub(crate) fn plain(diagnostic: &Diagnostic) -> String {
    render(diagnostic, &Renderer::plain())
}

pub(crate) fn styled(diagnostic: &Diagnostic) -> String {
    render(diagnostic, &Renderer::styled())
}

pub(crate) fn report(report: &Report, one: fn(&Diagnostic) -> String) -> String {
    if report.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    for diagnostic in report {
        out.push_str(&one(diagnostic));
        out.push_str("\n\n");
    }
    let counts = [
        (report.error_count(), "error"),
        (report.warning_count(), "warning"),
    ];
    let counts = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|&(count, what)| plural(count, what));
    out.push_str(&counts.collect::<Vec<_>>().join(", "));
    out.push('\n');
    out
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn render(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message())
        .id(diagnostic.code().id());
    let mut group = place(
        Group::with_title(title),
        diagnostic.source(),
        diagnostic.span(),
        AnnotationKind::Primary,
        diagnostic.label(),
    );
    for related in diagnostic.related() {
        group = place(
            group,
            related.source(),
            related.span(),
            AnnotationKind::Context,
            related.label(),
        );
    }
    if let Some(node) = diagnostic.node() {
        group = group.element(Level::NOTE.message(format!("in the node {node}")));
    }
    if !diagnostic.help().is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help()));
    }
    renderer.render(&[group])
}

/// Adds the line at `span` to `group`, with the place marked in it.
fn place<'a>(
    group: Group<'a>,
    source: &'a Source,
    span: Range<usize>,
    kind: AnnotationKind,
    label: &'a str,
) -> Group<'a> {
    let (line, column) = source.line_column(span.start);
    let whole = line_at(source.text(), span.start);
    let shown = window(source.text(), &whole, span.start);
    let text = source.text().get(shown.clone()).unwrap_or("");
    let origin = Origin::path(source.name()).line(line).char_column(column);
    if text.is_empty() {
        return group.element(origin);
    }
    let within = |offset: usize| offset.clamp(shown.start, shown.end) - shown.start;
    let (start, end) = (within(span.start), within(span.end));
    let mark = kind
        .span(start..end.max(start))
        .label((!label.is_empty()).then_some(label));
    let snippet = Snippet::source(text).line_start(line).annotation(mark);
    if shown == whole {
        group.element(snippet.path(source.name()))
    } else {
        // The snippet alone would count columns from where it was cut.
        group.element(origin).element(snippet)
    }
}

/// The bytes of the line at `offset`, without its line break.
fn line_at(text: &str, offset: usize) -> Range<usize> {
    let at = floor_char_boundary(text, offset);
    let (before, after) = text.split_at(at);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    start..at + after.find(['\r', '\n']).unwrap_or(after.len())
}

/// What is shown of a line: all of it, or what is around `offset` where it is too long.
fn window(text: &str, line: &Range<usize>, offset: usize) -> Range<usize> {
    if line.len() <= 2 * WINDOW {
        return line.clone();
    }
    let start = floor_char_boundary(text, offset.saturating_sub(WINDOW)).max(line.start);
    let end = floor_char_boundary(text, offset + WINDOW).min(line.end);
    start..end.max(start)
}
