//! Texts: whether what an ADMX file shows to people is in its ADML file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use csp_source::{Code, Diagnostic, Faults, Report};

use crate::codes;
use crate::kind::ADMX;
use crate::model::{File, Policy, Reference, Texts};

/// Checks the texts of a file.
pub(crate) fn texts(file: File<'_>, language: &str, report: &mut Report) {
    let faults = Faults::new(report, &ADMX);
    let mut check = Check { file, faults };
    check.names();
    match file.texts() {
        None => check.no_texts(),
        Some(texts) => check.all(texts, language),
    }
}

struct Check<'s, 'r> {
    file: File<'s>,
    faults: Faults<'r>,
}

impl<'s> Check<'s, '_> {
    fn fault(&mut self, code: &'static Code, reference: &Reference, message: String) {
        let span = reference.span.clone();
        let diagnostic = Diagnostic::new(code, self.file.source(), span, message);
        self.faults.push(diagnostic);
    }

    fn whole(&mut self, code: &'static Code, message: String) {
        let diagnostic = Diagnostic::new(code, self.file.source(), 0..0, message);
        self.faults.push(diagnostic);
    }

    /// Reports what people cannot call by a name.
    fn names(&mut self) {
        for category in self.file.categories() {
            if category.display_name_reference().is_none() {
                self.unnamed("category", category.name(), category.span());
            }
        }
        for policy in self.file.policies() {
            if policy.display_name_reference().is_none() {
                self.unnamed("policy", policy.name(), policy.span());
            }
        }
    }

    fn unnamed(&mut self, what: &str, name: &str, span: Range<usize>) {
        let message = format!("the {what} `{name}` has no displayName");
        let code = &codes::NO_DISPLAY_NAME;
        let diagnostic = Diagnostic::new(code, self.file.source(), span, message);
        self.faults.push(diagnostic);
    }

    fn no_texts(&mut self) {
        let references = self
            .file
            .categories()
            .filter_map(|category| category.display_name_reference());
        let policies = self
            .file
            .policies()
            .filter_map(|policy| policy.display_name_reference());
        // A file that says all it has to say itself lacks nothing.
        if references
            .chain(policies)
            .any(|reference| reference.id("string").is_some())
        {
            let name = self.file.name();
            self.whole(
                &codes::NO_TEXTS,
                format!("there is no ADML file for `{name}`"),
            );
        }
    }

    fn all(&mut self, texts: &'s Texts, language: &str) {
        if let Some(found) = texts.language.as_deref() {
            if !found.eq_ignore_ascii_case(language) {
                let message =
                    format!("there is no ADML file in {language}; that in {found} is read");
                self.whole(&codes::OTHER_LANGUAGE, message);
            }
        }
        self.revisions(texts);
        for category in self.file.categories() {
            self.string(texts, category.display_name_reference());
        }
        for policy in self.file.policies() {
            self.policy(texts, policy);
        }
    }

    fn revisions(&mut self, texts: &Texts) {
        let least = self.file.min_required_revision();
        let (Some(least), Some(found)) = (least, texts.revision.as_deref()) else {
            return;
        };
        if let (Some(least_number), Some(number)) = (revision(least), revision(found)) {
            if number < least_number {
                let message =
                    format!("the texts have revision {found}, and the ADMX file wants {least}");
                let span = 0..0;
                let code = &codes::OLD_TEXTS;
                self.faults
                    .push(Diagnostic::new(code, &texts.source, span, message));
            }
        }
    }

    fn string(&mut self, texts: &Texts, reference: Option<&Reference>) {
        let Some(reference) = reference else { return };
        let Some(id) = reference.id("string") else {
            return;
        };
        if !texts.strings.contains_key(id) {
            let message = format!("there is no text `{id}`");
            self.fault(&codes::UNKNOWN_STRING, reference, message);
        }
    }

    fn policy(&mut self, texts: &'s Texts, policy: Policy<'s>) {
        self.string(texts, policy.display_name_reference());
        self.string(texts, policy.explain_text_reference());
        for element in policy.elements() {
            for choice in element.choices() {
                self.string(texts, choice.display_name_reference());
            }
        }
        let Some(reference) = policy.presentation_reference() else {
            if policy.elements().len() > 0 {
                self.without_controls(policy, None);
            }
            return;
        };
        match policy.presentation() {
            None => {
                let message = format!("there is no presentation `{}`", reference.text);
                self.fault(&codes::UNKNOWN_PRESENTATION, reference, message);
            }
            Some(_) => self.controls(texts, policy),
        }
    }

    fn controls(&mut self, texts: &'s Texts, policy: Policy<'s>) {
        let Some(presentation) = policy.presentation() else {
            return;
        };
        let mut shown = BTreeSet::new();
        let kinds: BTreeMap<&str, &str> = policy
            .elements()
            .map(|element| (element.id(), element.kind().as_str()))
            .collect();
        for control in &presentation.controls {
            let Some(reference) = &control.element else {
                continue;
            };
            shown.insert(reference.text.as_str());
            let name = policy.name();
            let (code, message) = match kinds.get(reference.text.as_str()) {
                None => (
                    &codes::STRAY_CONTROL,
                    format!("the policy `{name}` has no element `{}`", reference.text),
                ),
                Some(kind) if !control.kind.is_for(kind) => (
                    &codes::WRONG_CONTROL,
                    format!(
                        "`{}` of the policy `{name}` is a {kind}, which a {} does not set",
                        reference.text,
                        control.kind.as_str()
                    ),
                ),
                Some(_) => continue,
            };
            let (source, span) = (Arc::clone(&texts.source), reference.span.clone());
            self.faults
                .push(Diagnostic::new(code, &source, span, message));
        }
        self.without_controls(policy, Some(&shown));
    }

    /// Reports the elements that no control shows.
    fn without_controls(&mut self, policy: Policy<'s>, shown: Option<&BTreeSet<&str>>) {
        for element in policy.elements() {
            if shown.is_none_or(|shown| !shown.contains(element.id())) {
                let message = format!("no control shows the element `{}`", element.id());
                let (source, span) = (self.file.source(), element.span());
                let code = &codes::NO_CONTROL;
                self.faults
                    .push(Diagnostic::new(code, source, span, message));
            }
        }
    }
}

/// The two numbers of a revision.
fn revision(text: &str) -> Option<(u64, u64)> {
    let (major, minor) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    Some((major.parse().ok()?, minor.parse().ok()?))
}
