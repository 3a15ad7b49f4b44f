//! The one check of payloads: by the elements of the policy, where they are known.

use std::collections::BTreeSet;

use csp_check::Nearest;

use super::element::AdmxElement;
use super::fault::{AdmxFault, AdmxFaultKind};
use super::index::Index;
use super::payload::{AdmxData, AdmxEntry, AdmxPayload, in_admx_quotes, parse_admx};
use super::value;
use crate::AdmxBacking;

/// What came of checking a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AdmxCheck {
    /// Everything that is wrong, in the order of the payload; what is missing comes last.
    pub faults: Vec<AdmxFault>,
    /// Why the data was not looked at, where it was not.
    pub not_evaluated: Option<String>,
}

/// Checks the payload of a node that these policies back. One that enables a policy gives each of its elements once, with a value that it may have.
///
/// Without [`elements`](AdmxBacking::elements), the shape alone is checked. Where several policies back a node, a payload of any of them fits.
pub fn check_admx(policies: &[AdmxBacking], text: &str) -> AdmxCheck {
    let payload = match parse_admx(text) {
        Ok(payload) => payload,
        Err(fault) => {
            return AdmxCheck {
                faults: vec![fault],
                not_evaluated: None,
            };
        }
    };
    let mut faults = Vec::new();
    let mut not_evaluated = None;
    if payload.is_enabled {
        faults = twice(&payload);
        let unknown = policies.iter().find(|policy| policy.elements.is_none());
        let known = policies.iter().filter_map(|policy| {
            let elements = policy.elements.as_deref()?;
            Some(by_elements(&policy.name, elements, &payload))
        });
        if unknown.is_some() || policies.is_empty() {
            not_evaluated = Some(unseen(unknown));
        } else if let Some(fewest) = known.min_by_key(Vec::len) {
            faults.extend(fewest);
        }
        faults.sort_by_key(|fault| fault.span.start);
    } else if let (Some(first), Some(last)) = (payload.entries.first(), payload.entries.last()) {
        let message = "the data of a policy that is disabled does nothing: leave it out";
        let span = first.span.start..last.span.end;
        let fault = AdmxFault::new(AdmxFaultKind::WithoutEffect, span, message);
        faults.push(fault.with_replacement(Some(String::new())));
    }
    AdmxCheck {
        faults,
        not_evaluated,
    }
}

fn unseen(policy: Option<&AdmxBacking>) -> String {
    match policy {
        Some(AdmxBacking { name, file, .. }) => {
            format!(
                "which elements the policy {name} has stands in {file}, which is not given: its data is not evaluated"
            )
        }
        None => "the definition names no policy: the data is not evaluated".to_owned(),
    }
}

/// The data whose id was given before.
fn twice(payload: &AdmxPayload) -> Vec<AdmxFault> {
    let mut ids = BTreeSet::new();
    let again = payload.entries.iter();
    let again = again.filter(|entry| !ids.insert(entry.data.id.as_str()));
    again.map(given_twice).collect()
}

fn given_twice(entry: &AdmxEntry) -> AdmxFault {
    let message = format!(
        "the element `{}` is given twice",
        value::short(&entry.data.id)
    );
    let kind = AdmxFaultKind::DuplicateElement;
    AdmxFault::new(kind, entry.id_span.clone(), message).of_element(&entry.data.id)
}

/// Of how many unknown ids the names are looked for that were meant: what has more is another policy's.
const MOST_ASKED: usize = 8;

/// Among how many elements they are looked for, those that are missing. Windows' own policies have 24 at most.
const MOST_MISSING: usize = 64;

fn by_elements(policy: &str, elements: &[AdmxElement], payload: &AdmxPayload) -> Vec<AdmxFault> {
    let index = Index::of(elements);
    let mut faults = Vec::new();
    let mut given: Vec<Option<&str>> = vec![None; elements.len()];
    let mut strangers = Vec::new();
    for entry in &payload.entries {
        let id = entry.data.id.as_str();
        let Some((at, element)) = index.find(id) else {
            strangers.push(entry);
            continue;
        };
        if let Some(slot) = given.get_mut(at) {
            // The same id was told before: this one differs in letter case.
            if slot.is_some_and(|first| first != id) {
                faults.push(given_twice(entry));
            }
            slot.get_or_insert(id);
        }
        if *element.id != *id {
            let message = format!(
                "the element is `{}`: `{id}` differs from it in letter case",
                element.id
            );
            let fault = AdmxFault::new(AdmxFaultKind::IdCase, entry.id_span.clone(), message);
            let fault = fault.of_element(&*element.id);
            faults.push(fault.with_replacement(Some(in_admx_quotes(&element.id))));
        }
        if let Err(fault) = value::check(element, &entry.data.value) {
            let span = if entry.value_span.is_empty() {
                entry.span.clone()
            } else {
                entry.value_span.clone()
            };
            let message = format!("element `{}`: {}", element.id, fault.message);
            let replacement = fault.meant.filter(|_| !entry.value_span.is_empty());
            let replacement = replacement.map(|meant| in_admx_quotes(&meant));
            let told = AdmxFault::new(fault.kind, span, message).of_element(&*element.id);
            faults.push(told.with_help(fault.help).with_replacement(replacement));
        }
    }
    let missing = elements.iter().zip(&given);
    let missing = missing.filter(|(_, given)| given.is_none());
    let missing: Vec<&AdmxElement> = missing.map(|(element, _)| element).collect();
    for (nth, entry) in strangers.into_iter().enumerate() {
        let is_asked = nth < MOST_ASKED && missing.len() <= MOST_MISSING;
        let near = if is_asked { missing.as_slice() } else { &[] };
        faults.push(unknown(policy, elements, near, entry));
    }
    let not_given = |element: &&AdmxElement| not_given(policy, element, payload.end);
    faults.extend(missing.iter().map(not_given));
    faults
}

fn unknown(
    policy: &str,
    elements: &[AdmxElement],
    near: &[&AdmxElement],
    entry: &AdmxEntry,
) -> AdmxFault {
    let id = value::short(&entry.data.id);
    let known = if elements.is_empty() {
        "none: `<enabled/>` is all".to_owned()
    } else {
        value::list(elements.iter().map(|element| &*element.id))
    };
    let message = format!("the policy {policy} has no element `{id}`; it has {known}");
    let kind = AdmxFaultKind::UnknownElement;
    let near = Nearest::of(&entry.data.id, near.iter().map(|element| &*element.id));
    AdmxFault::new(kind, entry.id_span.clone(), message)
        .of_element(near.only().unwrap_or_default())
        .with_help(near.question())
        .with_replacement(near.only().map(in_admx_quotes))
}

/// What is missing stands behind the rest, with the least that it can be where there is something of the kind.
fn not_given(policy: &str, element: &AdmxElement, end: usize) -> AdmxFault {
    let id = value::short(&element.id);
    let message = format!(
        "the element `{id}` of the policy {policy} is missing: write `<data id=\"{id}\" value=\"..\"/>` with {}",
        element.takes()
    );
    let id = element.id.to_string();
    let data = element.least().map(|value| AdmxData { id, value }.to_xml());
    AdmxFault::new(AdmxFaultKind::MissingElement, end..end, message)
        .of_element(&*element.id)
        .with_replacement(data)
}
