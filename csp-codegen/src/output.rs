//! What a run generated: the modules, their index, and what the run says about itself.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use ddf::Report;

use crate::emit::{self, Fronts, Style};
use crate::ident::file_stem;
use crate::ir::{Ir, Module};
use crate::{Difference, Followed, Lock};

/// What a run generated, not yet written.
#[derive(Debug)]
pub struct Output {
    files: Vec<File>,
    summaries: Vec<Summary>,
    fronts: Fronts,
    style: Style,
    index: String,
    features: String,
    before: Lock,
    lock: Lock,
    report: Report,
    read: Vec<PathBuf>,
}

/// A generated file.
#[derive(Debug, Clone)]
pub struct File {
    name: String,
    root: String,
    text: String,
    lines: usize,
    definitions: Vec<String>,
}

impl File {
    pub(crate) fn new(module: &Module<'_>, text: String) -> Self {
        Self {
            name: format!("{}.rs", file_stem(&module.name)),
            root: module.path.clone(),
            lines: lines(&text),
            text,
            definitions: module
                .definitions
                .iter()
                .map(|path| (*path).to_owned())
                .collect(),
        }
    }

    /// The file's name, for example `enterprise_desktop_app_management.rs`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The Rust source.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The path of the module's roots without the scope.
    pub(crate) fn root(&self) -> &str {
        &self.root
    }

    /// The files that the module comes from.
    pub(crate) fn definitions(&self) -> &[String] {
        &self.definitions
    }
}

/// The size of one generated module.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The CSP's name on the wire.
    pub csp: String,
    /// The module's name in Rust.
    pub module: String,
    /// The name of the module's file.
    pub file: String,
    /// How many nodes the CSP has, all roots together.
    pub nodes: usize,
    /// How many types stand for them and their values.
    pub types: usize,
    /// How many lines the file has.
    pub lines: usize,
}

impl Summary {
    pub(crate) fn new(module: &Module<'_>, file: &File) -> Self {
        Self {
            csp: module.tree.name().to_owned(),
            module: module.name.clone(),
            file: file.name.clone(),
            nodes: module.tree.table().rows.len(),
            types: module.nodes.len()
                + module.values.len()
                + module.payloads.len()
                + module.items.len(),
            lines: file.lines,
        }
    }
}

/// How many lines a text has. So few bytes at a time are counted in a byte, many of which the compiler adds at once.
fn lines(text: &str) -> usize {
    let breaks = |bytes: &[u8]| -> u8 { bytes.iter().map(|byte| u8::from(*byte == b'\n')).sum() };
    let parts = text.as_bytes().chunks(usize::from(u8::MAX));
    parts.map(|part| usize::from(breaks(part))).sum()
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            csp,
            nodes,
            types,
            lines,
            ..
        } = self;
        write!(
            f,
            "{csp:<40} {nodes:>5} nodes {types:>5} types {lines:>6} lines"
        )
    }
}

impl Output {
    pub(crate) fn new(
        ir: &Ir<'_>,
        files: Vec<File>,
        style: &Style,
        report: Report,
        read: Vec<PathBuf>,
        before: Lock,
        lock: Lock,
    ) -> Self {
        let summaries = ir.modules.iter().zip(&files);
        let fronts = emit::fronts(ir, style);
        Self {
            summaries: summaries
                .map(|(module, file)| Summary::new(module, file))
                .collect(),
            index: emit::index(&fronts, style),
            features: emit::features(&fronts),
            fronts,
            style: style.clone(),
            before,
            lock,
            files,
            report,
            read,
        }
    }

    /// The modules' files, sorted by name.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The size of each module, in the order of the files.
    pub fn summaries(&self) -> &[Summary] {
        &self.summaries
    }

    /// The index of the modules, `mod.rs`. In a folder that has other runs' modules, theirs stand in it too.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// The cargo features of the modules, as lines of a manifest. Around a folder that has other runs' modules, theirs stand there too.
    pub fn features(&self) -> &str {
        &self.features
    }

    /// What the public names of the modules stand for; nothing, unless the run goes by a lock.
    pub fn lock(&self) -> &Lock {
        &self.lock
    }

    /// The lock that the run went by, as it was.
    pub fn lock_before(&self) -> &Lock {
        &self.before
    }

    /// What becomes of the lock that the run went by. `others` are the modules that the run does not answer for, as
    /// [`other_modules`](Self::other_modules) has them: what the lock records of them stays.
    pub fn follow(&self, others: &BTreeSet<String>) -> Followed {
        self.before.follow(self.lock.clone(), others)
    }

    /// What a run says about itself: a line for each CSP, one for each file that was deleted, and the totals.
    pub fn summary(&self, changes: &[Difference], elapsed: Duration) -> String {
        let mut out = String::new();
        let (mut nodes, mut types, mut lines) = (0, 0, 0);
        let changed: BTreeSet<_> = changes
            .iter()
            .filter_map(|change| change.path().file_name()?.to_str())
            .collect();
        for summary in &self.summaries {
            let state = if changed.contains(summary.file.as_str()) {
                "written"
            } else {
                "unchanged"
            };
            let _ = writeln!(out, "{summary}  {state}");
            nodes += summary.nodes;
            types += summary.types;
            lines += summary.lines;
        }
        for change in changes {
            if let Difference::Deleted(path) = change {
                let _ = writeln!(out, "deleted {}", path.display());
            }
        }
        let count = self.summaries.len();
        let csps = if count == 1 { "CSP" } else { "CSPs" };
        let _ = writeln!(
            out,
            "{count} {csps}, {nodes} nodes, {types} types, {lines} lines in {elapsed:.0?}"
        );
        out
    }

    /// The front pages of the modules.
    pub(crate) fn fronts(&self) -> &Fronts {
        &self.fronts
    }

    /// How the text refers to the world around it.
    pub(crate) fn style(&self) -> &Style {
        &self.style
    }

    /// The files and folders that the run was told to read.
    pub(crate) fn read(&self) -> &[PathBuf] {
        &self.read
    }

    /// The warnings, and with `keep_going` the errors, of the run.
    pub fn report(&self) -> &Report {
        &self.report
    }
}
