//! A file through every rule: read, checked, what is suppressed taken out, in the order of the file.

use super::file::File;
use super::file_set::FileSet;
use super::finding::{Finding, Fix};
use super::findings::{Findings, MAX_FINDINGS};
use super::linter::{Linted, Linter};
use super::repeated;
use super::rule::{Check, Rule};
use super::rules::{self, RULES};
use super::suppress;
use crate::error::ReadError;
use crate::model::{Profile, ValueForm};
use crate::source::Source;
use crate::text::Place;

impl Linter {
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
            if !self.options.runs(rule.id) {
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
        if self.options.runs(rules::SUPPRESSION_UNUSED.id) && !file.is_broken() {
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
            if self.options.runs(rule.id) {
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
