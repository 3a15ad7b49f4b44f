//! The payload of an ADMX-backed policy in a setting: what is wrong with it, and how a part of it is written in the file.

use std::ops::Range;

use csp_schema::{AdmxBacking, AdmxCheck, AdmxFault, Allowed, NodeDefinition, check_admx};

use super::escape::escaped;
use super::file::Subject;
use super::finding::{Edit, Finding, Level};
use super::findings::Findings;
use super::variable::has_variable;
use crate::carrier::Carrier;
use crate::model::{Value, ValueForm};

pub(super) struct Payload<'s> {
    pub(super) node: NodeDefinition<'s>,
    pub(super) policies: &'s [AdmxBacking],
    pub(super) check: AdmxCheck,
    value: &'s Value,
}

impl<'s> Payload<'s> {
    /// The payload that a setting writes. That of one with variables is known to nobody.
    pub(super) fn of(subject: &'s Subject<'_>) -> Option<Self> {
        let (node, value) = (subject.node()?, subject.setting.value.as_ref()?);
        let Allowed::Admx(policies) = &node.row().allowed else {
            return None;
        };
        let text = value.text.as_str();
        if !subject.is_write() || has_variable(text) {
            return None;
        }
        Some(Self {
            node,
            policies,
            check: check_admx(policies, text),
            value,
        })
    }

    /// Something that is worth knowing about all of it.
    pub(super) fn tell_all(
        &self,
        subject: &Subject<'_>,
        message: &str,
        findings: &mut Findings<'_>,
    ) {
        let finding = findings.of(subject, self.value.text.place(), message);
        finding.level(Level::Info);
    }

    /// A finding at a fault.
    pub(super) fn tell<'f>(
        &self,
        subject: &Subject<'_>,
        fault: &AdmxFault,
        findings: &'f mut Findings<'_>,
    ) -> &'f mut Finding {
        let place = match fault.span.is_empty() {
            true => self.value.text.place(),
            false => self.value.text.place_of(fault.span.clone()),
        };
        let message = format!("{}: {}", self.node.name, fault.message);
        let finding = findings.of(subject, place, message);
        finding.label(&*fault.help);
        if let Some(policy) = self.policies.first() {
            finding.note(format!(
                "{} of {} has these elements",
                policy.name, policy.file
            ));
        }
        finding
    }

    /// A change of the payload, written as the file writes it; `None` where that takes more than these bytes.
    pub(super) fn edit(
        &self,
        subject: &Subject<'_>,
        span: Range<usize>,
        xml: &str,
    ) -> Option<Edit> {
        let written = match (subject.profile.carrier, self.value.form) {
            (Carrier::Csv, _) | (_, ValueForm::Base64) => return None,
            (Carrier::Intune, _) => xml.replace('\\', "\\\\").replace('"', "\\\""),
            (_, ValueForm::CData | ValueForm::Markup) => xml.to_owned(),
            // There, a value stands between quotes.
            (Carrier::Wap, ValueForm::Text) => escaped(xml).replace('"', "&quot;"),
            (_, ValueForm::Text) => escaped(xml),
        };
        let place = match span.start.checked_sub(1) {
            // What is inserted stands behind a `>`, which may be an entity in the file.
            Some(before) if span.is_empty() => {
                let end = self.value.text.place_of(before..span.start).end;
                end..end
            }
            _ => self.value.text.place_of(span),
        };
        Some(Edit::new(place, written))
    }

    /// What a fault is replaced by.
    pub(super) fn mended(&self, subject: &Subject<'_>, fault: &AdmxFault) -> Option<Edit> {
        let xml = fault.replacement.as_deref()?;
        self.edit(subject, fault.span.clone(), xml)
    }
}
