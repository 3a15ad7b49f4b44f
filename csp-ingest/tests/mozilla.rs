//! Firefox' template: each of its policies is set, read back, and gone with it.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

mod common;

use std::fs;

use admx::{DEFAULT_LANGUAGE, ElementKind, Policy, PolicySet, Report};
use common::{INSTALL, device, status, value};
use csp_corpus::shared;

csp_corpus::tests! {
    &["admx/mozilla/windows"] => every_policy_of_firefox_is_set_read_back_and_gone_with_its_template;
}

/// A payload with a value for each element.
fn payload(policy: Policy<'_>) -> String {
    let values: Vec<(&str, String)> = policy
        .elements()
        .map(|element| {
            let value = match element.kind() {
                ElementKind::Boolean(_) => "true".to_owned(),
                ElementKind::Decimal(limits) | ElementKind::LongDecimal(limits) => {
                    limits.min().to_string()
                }
                ElementKind::List(list) if list.explicit_value => "name=text".to_owned(),
                ElementKind::Enum(_) => element.choices().next().unwrap().value().to_string(),
                _ => "[{\"a\": \"<&>\"}]".to_owned(),
            };
            (element.id(), value)
        })
        .collect();
    let values: Vec<_> = values
        .iter()
        .map(|(id, value)| (*id, value.as_str()))
        .collect();
    policy.payload(&values).unwrap()
}

fn every_policy_of_firefox_is_set_read_back_and_gone_with_its_template() {
    let folder = shared("admx/mozilla/windows");
    let mut device = device();
    for name in ["firefox", "mozilla"] {
        let text = fs::read_to_string(folder.join(format!("{name}.admx"))).unwrap();
        let text = text.trim_start_matches('\u{FEFF}');
        let uri = format!("{INSTALL}/Firefox/Policy/{name}");
        assert_eq!(status(&mut device, "Add", &uri, text), "200", "{name}");
    }
    let bytes = fs::read(folder.join("firefox.admx")).unwrap();
    let source = admx::decode("firefox.admx", bytes).unwrap();
    let set = PolicySet::read([source], DEFAULT_LANGUAGE, &mut Report::new());
    let mut uris = Vec::new();
    for policy in set.policies() {
        let payload = payload(policy);
        for uri in policy.ingested_uris("Firefox") {
            assert_eq!(
                status(&mut device, "Replace", &uri, &payload),
                "200",
                "{uri}"
            );
            assert_eq!(
                value(&mut device, &uri).as_deref(),
                Some(&*payload),
                "{uri}"
            );
            uris.push(uri);
        }
    }
    assert_eq!(set.policies().count(), 412);
    assert!(uris.len() > 412);
    let uri = format!("{INSTALL}/Firefox/Policy/firefox");
    assert_eq!(status(&mut device, "Delete", &uri, ""), "200");
    for uri in uris {
        assert_eq!(status(&mut device, "Get", &uri, ""), "404", "{uri}");
    }
    // What is left is the other template.
    assert_eq!(
        device
            .save_state()
            .values()
            .filter(|value| value.is_some())
            .count(),
        1
    );
}
