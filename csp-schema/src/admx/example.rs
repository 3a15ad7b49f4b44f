//! Values that elements may have, for whoever has none yet.

use super::element::{AdmxElement, AdmxElementKind};
use super::payload::{ADMX_JOINT, AdmxData};
use crate::AdmxBacking;

/// What stands for a text that somebody has to write.
const TEXT: &str = "VALUE";

impl AdmxBacking {
    /// A payload that enables the policy, with each of its elements: the least or the first value of a kind that has one, and a word in the place of a
    /// text. Of a policy whose elements are not known it is `<enabled/>`.
    pub fn example(&self) -> String {
        let mut payload = String::from("<enabled/>");
        for element in self.elements.iter().flatten() {
            let data = AdmxData {
                id: element.id.to_string(),
                value: element.example(),
            };
            payload.push_str(&data.to_xml());
        }
        payload
    }
}

impl AdmxElement {
    /// A value that it may have, with a word in the place of a text.
    pub fn example(&self) -> String {
        let text = |most: &Option<u64>| {
            let most = most.and_then(|most| usize::try_from(most).ok());
            TEXT.chars().take(most.unwrap_or(TEXT.len())).collect()
        };
        match &self.kind {
            AdmxElementKind::Text { max_length }
            | AdmxElementKind::MultiText { max_length, .. } => text(max_length),
            AdmxElementKind::List { explicit_names } => {
                let name = if *explicit_names { "NAME" } else { "1" };
                format!("{name}{ADMX_JOINT}{TEXT}")
            }
            _ => self.least().unwrap_or_default(),
        }
    }

    /// The least value that it may have: nothing, `false`, the least number, the first item. `None` where somebody has to write a text.
    pub fn least(&self) -> Option<String> {
        match &self.kind {
            AdmxElementKind::Boolean => Some("false".to_owned()),
            AdmxElementKind::Decimal { min, .. } | AdmxElementKind::LongDecimal { min, .. } => {
                Some(min.unwrap_or(0).to_string())
            }
            AdmxElementKind::Enum(choices) => {
                choices.first().map(|choice| choice.value.to_string())
            }
            _ => (!self.required).then(String::new),
        }
    }
}
