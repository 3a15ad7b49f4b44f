//! What the search looks through: every node with its words, as a script that pages load when somebody searches.

use std::collections::{BTreeMap, BTreeSet};

use admx::Policy;
use csp_schema::{Applicability, Fact, NodeDefinition};
use serde::Serialize;

use crate::catalog::{Catalog, CspEntry};
use crate::policies::{Policies, category};
use crate::script::json;
use crate::template::Template;

/// What no text of the index has, and what does not count in a query: words of every sentence, as words of one letter do not.
const COMMON: [&str; 20] = [
    "the", "this", "is", "to", "of", "and", "or", "if", "you", "not", "for", "in", "be", "are",
    "can", "will", "it", "that", "on", "an",
];

/// What people should know before they open a node's page, in the order of the places that nodes have them by. The last are found behind others.
const MARKS: [&str; 3] = ["", "deprecated", Applicability::UNRELEASED];

/// The index: what several nodes share stands in it once.
#[derive(Serialize, Default)]
struct Index {
    common: [&'static str; 20],
    marks: [&'static str; 3],
    /// Texts, in lower case: each distinct word of what is said of a node.
    texts: Vec<String>,
    /// Of each node: its address, its page where that does not follow from the address, its title, and the places of its text and of its mark.
    nodes: Vec<(String, String, String, usize, usize)>,
    #[serde(skip)]
    places: BTreeMap<String, usize>,
}

impl Index {
    fn push(&mut self, uri: String, page: String, title: String, text: String, mark: usize) {
        let next = self.texts.len();
        let place = *self.places.entry(text.clone()).or_insert(next);
        if place == next {
            self.texts.push(text);
        }
        self.nodes.push((uri, page, title, place, mark));
    }
}

/// The script. A policy that no node has is called by its template and its name.
pub(crate) fn script(
    catalog: &Catalog<'_>,
    policies: Policies<'_>,
    templates: &[Template<'_>],
) -> String {
    let mut index = Index {
        common: COMMON,
        marks: MARKS,
        ..Index::default()
    };
    for csp in &catalog.csps {
        for node in csp.nodes() {
            let uri = node.uri();
            let path = page(csp, node, &uri);
            index.push(
                uri,
                path,
                policies.title(node).to_owned(),
                text(node, policies),
                mark(node),
            );
        }
    }
    for template in templates {
        for entry in template.policies() {
            let policy = entry.policy;
            let mut words = Words::default();
            words.add_policy(policy);
            let title = policy.display_name().unwrap_or_default().trim();
            let uri = format!("{}/{}", template.name(), policy.name());
            index.push(uri, entry.at.clone(), title.to_owned(), words.text, 0);
        }
    }
    format!("csp.found({});\n", json(&index))
}

/// The place of a node's mark.
fn mark(node: NodeDefinition<'_>) -> usize {
    if node.applicability().is_unreleased() {
        2
    } else {
        usize::from(node.deprecated().is_some())
    }
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
        for text in [&backing.name, &backing.file, &backing.area] {
            words.add(text);
        }
        if let Some(policy) = policy {
            words.add_policy(policy);
        }
    }
    words.text
}

#[derive(Default)]
struct Words {
    text: String,
    known: BTreeSet<String>,
}

impl Words {
    /// What a template says of a policy and its elements, and what these write into the registry.
    fn add_policy(&mut self, policy: Policy<'_>) {
        let texts = [
            policy.display_name(),
            policy.explain_text(),
            policy.value_name(),
        ];
        for text in texts.into_iter().flatten() {
            self.add(text);
        }
        self.add(&category(policy));
        for element in policy.elements() {
            self.add(element.id());
            for text in [element.label(), element.value_name()]
                .into_iter()
                .flatten()
            {
                self.add(text);
            }
            for choice in element.choices() {
                self.add(choice.display_name().unwrap_or_default());
            }
        }
        for key in policy.keys() {
            self.add(key);
        }
    }

    /// Adds the words of a text that are not there yet, but for those that do not count.
    fn add(&mut self, text: &str) {
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
