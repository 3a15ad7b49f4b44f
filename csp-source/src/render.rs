//! Diagnostics as rustc prints them: the message, the lines it speaks of, and what to do.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Report};
use crate::severity::Severity;
use crate::source::{Source, floor_char_boundary};

/// How many bytes of one line are shown around the marked place. A generated DDF can be a single
/// line of megabytes, and a report can have a thousand diagnostics.
const WINDOW: usize = 400;

/// How many bytes apart two places may be to stand in one snippet.
const NEAR: usize = 8 << 10;

impl Diagnostic {
    /// The diagnostic as rustc would print it, with the lines of source it speaks of.
    pub fn render(&self) -> String {
        plain(self)
    }
}

impl Report {
    /// All diagnostics as rustc would print them, then a line that counts them; empty when there are none.
    pub fn render(&self) -> String {
        report(self, plain)
    }

    /// [`render`](Self::render) with colours for a terminal.
    pub fn render_styled(&self) -> String {
        report(self, styled)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render())
    }
}

fn plain(diagnostic: &Diagnostic) -> String {
    render(diagnostic, &Renderer::plain())
}

fn styled(diagnostic: &Diagnostic) -> String {
    render(diagnostic, &Renderer::styled())
}

fn report(report: &Report, one: fn(&Diagnostic) -> String) -> String {
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
    let primary = Highlight {
        source: diagnostic.source(),
        span: diagnostic.span(),
        kind: AnnotationKind::Primary,
        label: diagnostic.label(),
    };
    let related = diagnostic.related().iter().map(|related| Highlight {
        source: related.source(),
        span: related.span(),
        kind: AnnotationKind::Context,
        label: related.label(),
    });
    let mut group = Group::with_title(title);
    for highlights in grouped(std::iter::once(primary).chain(related)) {
        group = snippet(group, &highlights);
    }
    if let Some(node) = diagnostic.node() {
        group = group.element(Level::NOTE.message(format!("in the node {node}")));
    }
    if !diagnostic.help().is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help()));
    }
    renderer.render(&[group])
}

/// A marked place.
struct Highlight<'a> {
    source: &'a Source,
    span: Range<usize>,
    kind: AnnotationKind,
    label: &'a str,
}

/// Puts places that are near each other in one file into one snippet.
fn grouped<'a>(highlights: impl Iterator<Item = Highlight<'a>>) -> Vec<Vec<Highlight<'a>>> {
    let mut groups: Vec<Vec<Highlight<'a>>> = Vec::new();
    for highlight in highlights {
        let near = |other: &Highlight<'_>| {
            std::ptr::eq(other.source, highlight.source)
                && other.span.start.abs_diff(highlight.span.start) <= NEAR
        };
        match groups.last_mut() {
            Some(group) if group.iter().all(near) => group.push(highlight),
            _ => groups.push(vec![highlight]),
        }
    }
    groups
}

/// Adds the lines of the marks, which are all of one file, to `group`.
fn snippet<'a>(group: Group<'a>, highlights: &[Highlight<'a>]) -> Group<'a> {
    let Some(Highlight { source, span, .. }) = highlights.first() else {
        return group;
    };
    let lines = highlights
        .iter()
        .map(|highlight| source.line_span(highlight.span.start));
    let whole = lines
        .reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
        .unwrap_or_default();
    let shown = if whole.len() <= NEAR + 2 * WINDOW {
        whole.clone()
    } else {
        window(source.text(), &source.line_span(span.start), span.start)
    };
    let text = source.text().get(shown.clone()).unwrap_or("");
    let (line, column) = source.line_column(span.start);
    let origin = Origin::path(source.name()).line(line).char_column(column);
    if text.is_empty() {
        return group.element(origin);
    }
    let first_line = source.line_column(shown.start).0;
    let mut snippet = Snippet::source(text).line_start(first_line);
    for highlight in highlights {
        // A span over several lines, or one beyond what is shown, is cut to its first line.
        let line = source.line_span(highlight.span.start);
        let within = |offset: usize| {
            offset
                .clamp(line.start, line.end)
                .clamp(shown.start, shown.end)
                - shown.start
        };
        let (start, end) = (within(highlight.span.start), within(highlight.span.end));
        let label = (!highlight.label.is_empty()).then_some(highlight.label);
        snippet = snippet.annotation(highlight.kind.span(start..end.max(start)).label(label));
    }
    if shown == whole {
        group.element(snippet.path(source.name()))
    } else {
        // The snippet alone would count columns from where it was cut.
        group.element(origin).element(snippet)
    }
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
