//! What is wrong with a file, where, and what to do: one diagnostic, and the report that gathers them.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::code::Code;
use crate::severity::Severity;
use crate::source::{Source, floor_char_boundary};

/// One fault: its code, its place, and what to do about it.
///
/// `Display` gives one line (`file:line:column: error[DDF0030]: ...`), for build scripts and
/// macros; [`render`](Self::render) gives the source snippet too.
#[derive(Debug, Clone)]
pub struct Diagnostic(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    code: &'static Code,
    message: String,
    source: Arc<Source>,
    span: Range<usize>,
    label: String,
    node: Option<String>,
    related: Vec<Related>,
    help: Option<String>,
}

/// A second place that a diagnostic speaks of.
#[derive(Debug, Clone)]
pub struct Related {
    source: Arc<Source>,
    span: Range<usize>,
    label: String,
}

impl Related {
    /// The file of this place.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The bytes of this place in the text of its file.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What is there.
    pub fn label(&self) -> &str {
        &self.label
    }
}

impl Diagnostic {
    /// A diagnostic at `span`, a byte range in the text of `source`.
    pub fn new(
        code: &'static Code,
        source: &Arc<Source>,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self(Box::new(Inner {
            code,
            message: clip(message.into()),
            source: Arc::clone(source),
            span,
            label: String::new(),
            node: None,
            related: Vec::new(),
            help: None,
        }))
    }

    /// Says what is at the marked place.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.0.label = clip(label.into());
        self
    }

    /// Names the node that the fault belongs to, by its URI.
    #[must_use]
    pub fn with_node(mut self, uri: impl Into<String>) -> Self {
        self.0.node = Some(uri.into());
        self
    }

    /// Shows a second place, in this file or another.
    #[must_use]
    pub fn with_related(
        mut self,
        source: &Arc<Source>,
        span: Range<usize>,
        label: impl Into<String>,
    ) -> Self {
        self.0.related.push(Related {
            source: Arc::clone(source),
            span,
            label: clip(label.into()),
        });
        self
    }

    /// Says what to do, instead of the general help of the code.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(clip(help.into()));
        self
    }

    /// The kind of fault.
    pub fn code(&self) -> &'static Code {
        self.0.code
    }

    /// Whether this makes the file unusable.
    pub fn severity(&self) -> Severity {
        self.0.code.severity()
    }

    /// What is wrong, in one sentence.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.0.source
    }

    /// The marked bytes in the text of the file.
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// The line of the marked place, from 1.
    pub fn line(&self) -> usize {
        self.0.source.line_column(self.0.span.start).0
    }

    /// The column of the marked place in characters, from 1.
    pub fn column(&self) -> usize {
        self.0.source.line_column(self.0.span.start).1
    }

    /// What is at the marked place; may be empty.
    pub fn label(&self) -> &str {
        &self.0.label
    }

    /// The URI of the node that the fault belongs to, where there is one.
    pub fn node(&self) -> Option<&str> {
        self.0.node.as_deref()
    }

    /// Further places that the diagnostic speaks of.
    pub fn related(&self) -> &[Related] {
        &self.0.related
    }

    /// What to do.
    pub fn help(&self) -> &str {
        self.0.help.as_deref().unwrap_or(self.0.code.help())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.0.source.line_column(self.0.span.start);
        let name = self.0.source.name();
        write!(
            f,
            "{name}:{line}:{column}: {}[{}]: {}",
            self.severity(),
            self.code(),
            self.message()
        )?;
        match self.node() {
            Some(node) => write!(f, " (node {node})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Diagnostic {}

/// How much of a file's own words a diagnostic repeats, in bytes.
const MAX_TEXT: usize = 500;

/// A text that may quote the file, cut to what a person reads.
fn clip(mut text: String) -> String {
    if text.len() > MAX_TEXT {
        text.truncate(floor_char_boundary(&text, MAX_TEXT));
        text.push_str("...");
    }
    text
}

/// The diagnostics of one run over any number of files.
#[derive(Debug, Clone, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// A report without diagnostics.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Leaves out what does not hold any longer.
    pub fn retain(&mut self, holds: impl FnMut(&Diagnostic) -> bool) {
        self.diagnostics.retain(holds);
    }

    /// The diagnostics, in the order they were added or [`sort`](Self::sort)ed into.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.diagnostics.iter()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// How many errors there are.
    pub fn error_count(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings there are.
    pub fn warning_count(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    }

    /// Orders the diagnostics by file name, then by position, then by code.
    pub fn sort(&mut self) {
        self.diagnostics.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.0.span.start, d.0.span.end, d.code().id());
            a.source()
                .name()
                .cmp(b.source().name())
                .then_with(|| key(a).cmp(&key(b)))
        });
    }
}

impl Extend<Diagnostic> for Report {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.diagnostics.extend(diagnostics);
    }
}

impl IntoIterator for Report {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.diagnostics.into_iter()
    }
}

impl<'a> IntoIterator for &'a Report {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
