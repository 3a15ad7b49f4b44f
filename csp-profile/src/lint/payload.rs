//! The payload of an ADMX-backed policy in a setting: what is wrong with it, and how a part of it is written in the file.

use std::ops::Range;

use csp_schema::{AdmxBacking, AdmxCheck, AdmxFault};

use super::escape::escaped;
use super::file::Subject;
use super::finding::{Edit, Finding, Level};
use super::findings::Findings;
use super::variable::has_variable;
use crate::carrier::Carrier;
use crate::model::{Value, ValueForm};

pub(super) struct Payload<'s> {
    /// The name of the node.
    name: &'s str,
    pub(super) policies: &'s [AdmxBacking],
    pub(super) check: &'s AdmxCheck,
    pub(super) value: &'s Value,
}

impl<'s> Payload<'s> {
    /// The payload that a setting writes. That of one with variables is known to nobody.
    pub(super) fn of(subject: &'s Subject<'_>) -> Option<Self> {
        let value = subject.setting.value.as_ref()?;
        if !subject.is_write() || has_variable(value.text.as_str()) {
            return None;
        }
        let address = subject.address.as_deref()?;
        Some(Self {
            name: address.segment(address.segments.len().checked_sub(1)?),
            policies: subject.policies()?,
            check: subject.payload()?,
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
        let place = if fault.span.is_empty() {
            self.value.text.place()
        } else {
            self.value.text.place_of(fault.span.clone())
        };
        let message = format!("{}: {}", self.name, fault.message);
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

    /// A change of the payload.
    pub(super) fn edit(
        &self,
        subject: &Subject<'_>,
        span: Range<usize>,
        xml: &str,
    ) -> Option<Edit> {
        edit(subject, self.value, span, xml)
    }

    /// What a fault is replaced by.
    pub(super) fn mended(&self, subject: &Subject<'_>, fault: &AdmxFault) -> Option<Edit> {
        let xml = fault.replacement.as_deref()?;
        self.edit(subject, fault.span.clone(), xml)
    }
}

/// A change of XML in a value, written as the file writes it; `None` where that takes more than these bytes.
pub(super) fn edit(
    subject: &Subject<'_>,
    value: &Value,
    span: Range<usize>,
    xml: &str,
) -> Option<Edit> {
    let written = match (subject.profile.carrier, value.form) {
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
            let end = value.text.place_of(before..span.start).end;
            end..end
        }
        _ => value.text.place_of(span),
    };
    Some(Edit::new(place, written))
}
