//! Lint: what is wrong with a profile, at the character where it is wrong, and what to write instead.
//!
//! A [`Linter`] has definitions and options; it reads a file, runs every [`Rule`] of [`RULES`] over it and gives its [`Finding`]s. [`Linter::fix`]
//! changes the bytes that are wrong and nothing else. A rule is a file in `rules/` and a line of the list there: its examples are its tests, and its
//! words the page that people read.
//!
//! ```
//! use csp_profile::lint::{Definitions, Linter, Options};
//! use csp_schema::Tree;
//!
//! let lamp = Tree::load("csp Lamp\nroot ./Vendor/Contoso\n0 0 Lamp\n1 1 Brightness\n  format int\n  access Get Replace\n")?;
//! let linter = Linter::new(Definitions::new([lamp], false), Options::default());
//! let file = b"<Replace><Item><Target><LocURI>./Vendor/Contoso/Lamp/Brigthness</LocURI></Target>\
//!     <Meta><Format xmlns='syncml:metinf'>int</Format></Meta><Data>7</Data></Item></Replace>";
//! let linted = linter.lint("lamp.xml", file);
//! assert_eq!(linted.findings[0].rule, "uri-unknown-node");
//! assert_eq!(linted.findings[0].label, "did you mean `Brightness`?");
//! # Ok::<(), csp_schema::TableError>(())
//! ```

mod account;
mod address;
mod cmd_id;
mod definitions;
mod dialect;
mod escape;
mod file;
mod file_set;
mod finding;
mod findings;
mod fix;
mod fleet;
mod fleet_version;
mod form;
mod nearest;
mod options;
mod page;
mod repeated;
mod rule;
mod rules;
mod suppress;
mod value_place;
mod variable;

pub use address::{Address, Found, Meant, Target};
pub use definitions::{Below, DefinitionTree, Definitions};
pub use dialect::Dialect;
pub use file::{File, Subject};
pub use file_set::FileSet;
pub use finding::{Edit, Finding, Fix, Level};
pub use findings::{Findings, MAX_FINDINGS};
pub use fix::{Fixed, edits};
pub use fleet_version::FleetVersion;
pub use options::{Options, UnknownNodes};
pub use page::page;
pub use rule::{Check, Example, LAMP, Rule};
pub use rules::RULES;

use crate::error::ReadError;
use crate::model::{Profile, ValueForm};
use crate::source::Source;
use crate::text::Place;

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// What checks profiles.
pub struct Linter {
    /// What is known of nodes.
    pub definitions: Definitions,
    /// What is asked for.
    pub options: Options,
}

/// What was found in a file.
#[derive(Debug)]
pub struct Linted {
    /// The file; `None` where it is no text.
    pub source: Option<Source>,
    /// Whom it was checked for; `None` where it is no profile.
    pub dialect: Option<Dialect>,
    /// What is wrong, in the order of the file.
    pub findings: Vec<Finding>,
    /// Whether there are more findings than [`MAX_FINDINGS`], which are not told.
    pub is_cut: bool,
    /// What it sets, for the files that are linted after it.
    pub sets: FileSet,
}

impl Linter {
    /// A linter.
    pub fn new(definitions: Definitions, options: Options) -> Self {
        Self {
            definitions,
            options,
        }
    }

    /// What is wrong with a file. Its name stands in findings alone.
    pub fn lint(&self, name: &str, bytes: &[u8]) -> Linted {
        self.lint_in(&FileSet::default(), name, bytes)
    }

    /// The same of a file that goes to the devices that other files go to.
    ///
    /// ```
    /// use csp_profile::lint::{Definitions, FileSet, LAMP, Linter, Options};
    /// use csp_schema::Tree;
    ///
    /// let linter = Linter::new(Definitions::new([Tree::load(LAMP)?], false), Options::default());
    /// let color = |color| format!("<Replace><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/Color</LocURI></Target><Data>{color}</Data></Item></Replace>");
    /// let mut set = FileSet::default();
    /// set.add(linter.lint("home.xml", color("warm").as_bytes()).sets);
    /// let linted = linter.lint_in(&set, "office.xml", color("cold").as_bytes());
    /// assert_eq!(linted.findings[0].message, "home.xml:1:32 sets this node to another value");
    /// # Ok::<(), csp_schema::TableError>(())
    /// ```
    pub fn lint_in(&self, others: &FileSet, name: &str, bytes: &[u8]) -> Linted {
        match Profile::read(name, bytes, None) {
            Ok(profile) => self.lint_profile(others, profile),
            Err(error) => self.unreadable(name, bytes, &error),
        }
    }

    fn lint_profile(&self, others: &FileSet, profile: Profile) -> Linted {
        let file = File::new(self, &profile, others);
        let mut findings = Vec::new();
        let mut is_cut = false;
        for rule in RULES {
            if !self.options.runs(rule) {
                continue;
            }
            let mut found = self.findings(rule, &profile.source);
            match rule.check {
                // What stands in what is a guess then: one diagnosis is worth more than what follows from it.
                _ if file.is_broken() && rule.id != rules::XML_MALFORMED.id => {}
                Check::File(check) => check(&file, &mut found),
                Check::Setting(check) => {
                    for subject in &file.subjects {
                        check(subject, &mut found);
                    }
                }
                Check::Engine => {}
            }
            is_cut |= found.spare.is_some();
            findings.append(&mut found.found);
        }
        let mut unused = self.findings(&rules::SUPPRESSION_UNUSED, &profile.source);
        suppress::apply(&profile, &mut findings, &mut unused);
        if self.options.runs(&rules::SUPPRESSION_UNUSED) && !file.is_broken() {
            findings.append(&mut unused.found);
        }
        let encoded = encoded(&file);
        for finding in &mut findings {
            if let Some(level) = self.options.levels.get(finding.rule) {
                finding.level = *level;
            }
            // An edit counts in the bytes of the file.
            if profile.source.is_utf16() {
                finding.fix = None;
            }
            // Of a value that stands in base64, no part stands in the file.
            if finding
                .fix
                .as_ref()
                .is_some_and(|fix| touches(fix, &encoded))
            {
                finding.fix = None;
            }
        }
        findings.retain(|finding| self.options.shows(finding));
        findings.sort_by(|one, other| {
            let key = |finding: &Finding| (finding.place.start, finding.place.end);
            key(one).cmp(&key(other))
        });
        is_cut |= findings.len() > MAX_FINDINGS;
        findings.truncate(MAX_FINDINGS);
        let dialect = Some(file.dialect);
        let sets = repeated::sets(&file);
        Linted {
            dialect,
            sets,
            source: Some(profile.source),
            findings,
            is_cut,
        }
    }

    fn findings<'f>(&self, rule: &'static Rule, source: &'f Source) -> Findings<'f> {
        Findings {
            rule: rule.id,
            level: self
                .options
                .levels
                .get(rule.id)
                .copied()
                .unwrap_or(rule.level),
            source,
            found: Vec::new(),
            spare: None,
        }
    }

    /// A file of which nothing can be read.
    fn unreadable(&self, name: &str, bytes: &[u8], error: &ReadError) -> Linted {
        let text = Source::new(name, bytes);
        let nothing = Source::new(name, b"");
        let rule = match &text {
            Ok(source) if !is_other(name, source) => &rules::XML_MALFORMED,
            _ => &rules::FILE_MALFORMED,
        };
        let mut findings = Vec::new();
        if let Some(source) = text.as_ref().ok().or(nothing.as_ref().ok()) {
            let mut found = self.findings(rule, source);
            let at = error.offset().min(source.as_str().len());
            let finding = found.at(at..at, error.message());
            if let Some(position) = error.position() {
                (finding.start, finding.end) = (position, position);
            }
            if self.options.runs(rule) {
                findings = found.found;
            }
        }
        Linted {
            source: text.ok(),
            dialect: None,
            findings,
            is_cut: false,
            sets: FileSet::default(),
        }
    }
}

/// Whether a file is meant to be something else than XML.
fn is_other(name: &str, source: &Source) -> bool {
    let is_named = |extension| name.to_ascii_lowercase().ends_with(extension);
    source.as_str().trim_start().starts_with(['{', '[']) || is_named(".csv") || is_named(".json")
}

/// The places of values that stand in base64, in the order of the file.
fn encoded(file: &File<'_>) -> Vec<Place> {
    let values = file
        .subjects
        .iter()
        .filter_map(|subject| subject.setting.value.as_ref());
    let encoded = values.filter(|value| value.form == ValueForm::Base64);
    let mut places: Vec<Place> = encoded.map(|value| value.text.place()).collect();
    places.sort_by_key(|place| place.start);
    places
}

/// Whether a fix changes something in one of these places.
fn touches(fix: &Fix, places: &[Place]) -> bool {
    fix.edits.iter().any(|edit| {
        let nth = places.partition_point(|place| place.end <= edit.place.start);
        let next = places.get(nth);
        next.is_some_and(|place| place.start < edit.place.end)
    })
}
