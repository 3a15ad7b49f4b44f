//! The pages of nodes that answers speak of.

use std::collections::BTreeMap;

use csp_profile::lint::Definitions;
use serde_json::Value;

/// The paths of nodes' pages by their LocURIs, as definitions have them.
pub(super) struct Pages(pub(super) BTreeMap<String, String>);

impl Pages {
    /// The addresses in the texts of an answer, each with the path of its node's page.
    pub(super) fn links(
        &self,
        definitions: &Definitions,
        answer: &Value,
    ) -> BTreeMap<String, String> {
        let mut links = BTreeMap::new();
        self.add(definitions, answer, &mut links);
        links
    }

    fn add(&self, definitions: &Definitions, answer: &Value, links: &mut BTreeMap<String, String>) {
        match answer {
            Value::String(text) => {
                let whole = [text.as_str()].into_iter();
                for uri in whole.chain(addresses(text)) {
                    if uri.starts_with("./") && !links.contains_key(uri) {
                        let node = definitions.node(uri);
                        let page = node.and_then(|node| self.0.get(&node.uri()));
                        links.extend(page.map(|page| (uri.to_owned(), page.clone())));
                    }
                }
            }
            Value::Array(values) => values
                .iter()
                .for_each(|value| self.add(definitions, value, links)),
            Value::Object(members) => members
                .values()
                .for_each(|value| self.add(definitions, value, links)),
            _ => {}
        }
    }
}

/// The words of a text that begin as LocURIs do.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c.is_whitespace() || "`'\"<>()[],;".contains(c);
    let words = text.split(is_end).filter(|word| word.starts_with("./"));
    words.map(|word| word.trim_end_matches(['.', ':', '?']))
}
