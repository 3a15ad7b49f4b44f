//! What the search looks through: every node with its words, as a script that pages load when somebody searches.

use std::collections::{BTreeMap, BTreeSet};

use csp_schema::{Fact, NodeDefinition};
use serde::Serialize;

use crate::catalog::{Catalog, CspEntry};
use crate::policies::Policies;
use crate::script::json;

/// The index: what several nodes share stands in it once.
#[derive(Serialize, Default)]
struct Index<'a> {
    /// The names of CSPs.
    csps: Vec<&'a str>,
    /// Texts, in lower case: each distinct word of what is said of a node.
    texts: Vec<String>,
    /// Of each node: its CSP, its address, its page where that does not follow from the address, its title, and the place of its text.
    nodes: Vec<(usize, String, String, String, usize)>,
}

/// The script.
pub(crate) fn script(catalog: &Catalog<'_>, policies: Policies<'_>) -> String {
    let mut index = Index::default();
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    for (at, csp) in catalog.csps.iter().enumerate() {
        index.csps.push(csp.name());
        for node in csp.nodes() {
            let text = text(node, policies);
            let next = texts.len();
            let place = *texts.entry(text.clone()).or_insert(next);
            if place == next {
                index.texts.push(text);
            }
            let uri = node.uri();
            let path = page(csp, node, &uri);
            index
                .nodes
                .push((at, uri, path, title(node, policies), place));
        }
    }
    format!("csp.found({});\n", json(&index))
}

/// The path of a node's page; empty where it is the address in lower case behind its scope, which most are.
fn page(csp: &CspEntry<'_>, node: NodeDefinition<'_>, uri: &str) -> String {
    let path = csp.node_path(node);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '~');
    let follows = uri.strip_prefix("./").is_some_and(|uri| {
        uri.chars().all(is_plain) && path.strip_suffix(".html") == Some(&uri.to_lowercase())
    });
    if follows {
        String::new()
    } else {
        path.to_owned()
    }
}

/// What people call the node: the name of its group policy or of its policy in a template, else its title.
fn title(node: NodeDefinition<'_>, policies: Policies<'_>) -> String {
    let facts = || node.row().facts.iter();
    let group_policy = facts().find_map(|fact| match fact {
        Fact::GroupPolicy { name, .. } => Some(name.trim()),
        _ => None,
    });
    let policy = policies
        .of(node)
        .find_map(|(_, policy)| policy?.display_name());
    let title = facts().find_map(|fact| match fact {
        Fact::Title(title) => Some(title.trim()),
        _ => None,
    });
    let title = group_policy.or(policy.map(str::trim)).or(title);
    title
        .filter(|title| *title != &*node.row().name)
        .unwrap_or_default()
        .to_owned()
}

/// Each distinct word of all that is said of a node.
fn text(node: NodeDefinition<'_>, policies: Policies<'_>) -> String {
    let mut words = Words::default();
    words.add(&node.description);
    for choice in node.allowed.choices() {
        words.add(&choice.value);
        words.add(&choice.description);
    }
    for fact in &node.row().facts {
        match fact {
            Fact::GroupPolicy {
                name,
                area,
                element,
            } => {
                for text in [name, area, element] {
                    words.add(text);
                }
            }
            Fact::Title(text) | Fact::CommonError(text) => words.add(text),
            _ => {}
        }
    }
    for (backing, policy) in policies.of(node) {
        words.add(&backing.name);
        words.add(&backing.file);
        for element in backing.elements.iter().flatten() {
            words.add(&element.id);
        }
        let Some(policy) = policy else { continue };
        let texts = [policy.display_name(), policy.explain_text()];
        let labels = policy.elements().map(|element| element.label());
        for text in texts.into_iter().chain(labels).flatten() {
            words.add(text);
        }
        words.add(policy.key());
    }
    words.text
}

#[derive(Default)]
struct Words {
    text: String,
    known: BTreeSet<String>,
}

impl Words {
    /// Adds the words of a text that are not there yet. What nobody searches for is left out: words of one letter, those in every sentence.
    fn add(&mut self, text: &str) {
        const COMMON: [&str; 20] = [
            "the", "this", "is", "to", "of", "and", "or", "if", "you", "not", "for", "in", "be",
            "are", "can", "will", "it", "that", "on", "an",
        ];
        for word in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '_' | '-')) {
            let word = word.trim_matches(['.', '-', '_']).to_lowercase();
            let is_short = word.chars().count() < 2 && !word.bytes().all(|b| b.is_ascii_digit());
            if word.is_empty() || is_short || COMMON.contains(&word.as_str()) {
                continue;
            }
            if self.known.insert(word.clone()) {
                if !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.text.push_str(&word);
            }
        }
    }
}
