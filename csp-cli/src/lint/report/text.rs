//! Findings for people: as rustc prints them, or a line each; and what a run comes to.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Shown, Origin, Renderer, Snippet};
use csp_profile::Source;
use csp_profile::lint::{Finding, Level};

use super::{LintedFile, Report};

/// How many bytes of a line are shown to each side of the place.
const WINDOW: usize = 400;

/// Every finding with its line.
pub(super) fn written(report: &Report) -> String {
    // https://no-color.org
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let renderer = if !is_plain && io::stdout().is_terminal() {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for (file, finding) in report.findings() {
        text.push_str(&one(file, finding, &renderer));
        text.push_str("\n\n");
    }
    text + &summary(report)
}

/// Every finding in a line.
pub(super) fn concise(report: &Report) -> String {
    let mut text = String::new();
    for (file, finding) in report.findings() {
        let fix = match &finding.fix {
            Some(fix) if fix.is_safe => " [safe fix]",
            Some(_) => " [unsafe fix]",
            None => "",
        };
        let _ = writeln!(
            text,
            "{}:{}: {}[{}]: {}{fix}",
            file.name,
            finding.start,
            finding.level,
            finding.rule,
            finding.sentence().replace(['\r', '\n'], " ")
        );
    }
    text + &summary(report)
}

/// How often each rule was found, the most frequent first.
pub(super) fn statistics(report: &Report) -> String {
    let mut counts: Vec<(&str, usize)> = report.counts().into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let mut text = String::new();
    for (rule, count) in counts {
        let _ = writeln!(text, "{count:>6}  {rule}");
    }
    text + &summary(report)
}

fn one(file: &LintedFile, finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Info => Shown::INFO,
    };
    let mut group = Group::with_title(level.primary_title(&finding.message).id(finding.rule));
    let origin = Origin::path(&file.name)
        .line(finding.start.line)
        .char_column(finding.start.column);
    group = match file
        .linted
        .source
        .as_ref()
        .map(|source| shown(source, finding))
    {
        Some(lines) if !lines.text.is_empty() => {
            let label = (!finding.label.is_empty()).then_some(finding.label.as_str());
            let annotation = AnnotationKind::Primary.span(lines.mark).label(label);
            let snippet = Snippet::source(lines.text)
                .line_start(finding.start.line)
                .annotation(annotation);
            if lines.is_whole {
                group.element(snippet.path(&file.name))
            } else {
                // The snippet alone would count columns from where its line was cut.
                group.element(origin).element(snippet)
            }
        }
        _ => group.element(origin),
    };
    for note in &finding.notes {
        group = group.element(Shown::NOTE.message(note));
    }
    match &finding.fix {
        Some(fix) if fix.is_safe => group = group.element(Shown::HELP.message("--fix mends it")),
        Some(_) => {
            group =
                group.element(Shown::HELP.message("--fix --unsafe-fixes writes what is offered"));
        }
        None => {}
    }
    renderer.render(&[group])
}

/// A line of a file, as much of it as is shown, and the place in it.
struct Lines<'s> {
    text: &'s str,
    is_whole: bool,
    mark: Range<usize>,
}

/// A place over several lines is cut to its first one.
fn shown<'s>(source: &'s Source, finding: &Finding) -> Lines<'s> {
    let text = source.as_str();
    let at = finding.place.start.min(text.len());
    // No farther than what is shown: a file can be one line, with thousands of findings on it.
    let (mut from, mut to) = (at.saturating_sub(WINDOW), text.len().min(at + WINDOW));
    let bytes = text.as_bytes();
    let start = bytes
        .get(from..at)
        .and_then(|before| before.iter().rposition(|byte| *byte == b'\n'));
    let is_whole = start.is_some() || from == 0;
    from += start.map_or(0, |start| start + 1);
    let end = bytes
        .get(at..to)
        .and_then(|after| after.iter().position(|byte| matches!(byte, b'\n' | b'\r')));
    to = end.map_or(to, |length| at + length);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let text = text.get(from..to).unwrap_or_default();
    let within = |offset: usize| offset.clamp(from, to) - from;
    let mark = within(finding.place.start)..within(finding.place.end);
    Lines {
        text,
        is_whole: is_whole && !text.starts_with('\u{FEFF}'),
        mark,
    }
}

/// What the run comes to, and for whom the files were checked.
fn summary(report: &Report) -> String {
    let mut dialects: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &report.files {
        let dialect = file.linted.dialect.map(|dialect| dialect.name());
        *dialects.entry(dialect.unwrap_or("no profile")).or_default() += 1;
    }
    let files: Vec<String> = dialects
        .iter()
        .map(|(dialect, count)| format!("{count} {dialect}"))
        .collect();
    let counts = [Level::Error, Level::Warning, Level::Info].map(|level| {
        let what = if level == Level::Info {
            "hint"
        } else {
            level.name()
        };
        counted(report.count(level), what)
    });
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let mut text = if counts.is_empty() {
        "nothing found".to_owned()
    } else {
        counts.join(", ")
    };
    let count = report.files.len();
    let plural = if count == 1 { "" } else { "s" };
    let _ = write!(text, " in {count} file{plural} ({})", files.join(", "));
    for (is_safe, how) in [(true, "--fix"), (false, "--fix --unsafe-fixes")] {
        let count = report.fixable(is_safe);
        if count > 0 {
            let _ = write!(text, "; {how} mends {count}");
        }
    }
    if report.known > 0 {
        let _ = write!(text, "; the baseline knows {} more", report.known);
    }
    if report.is_cut() {
        text.push_str("; a file has too many findings to tell all");
    }
    text + "\n"
}

fn counted(count: usize, what: &str) -> Option<String> {
    let plural = if count == 1 { "" } else { "s" };
    (count > 0).then(|| format!("{count} {what}{plural}"))
}
