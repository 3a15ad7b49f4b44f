//! What a status code means for one command on one node, in words.

use super::Outcome;
use csp_explain::{Situation, rank};
use csp_schema::{NodeDefinition, Verb};

/// How many possible causes one sentence holds.
const MOST: usize = 3;

/// A sentence, or nothing where the code says it all. The causes are those of the tables of `csp-explain`, as far as what was asked and the node's
/// definition leave them.
pub(super) fn meaning(outcome: &Outcome) -> String {
    let Some(code) = outcome.code() else {
        return "the device has not said how it went; it may have been done or not".to_owned();
    };
    let node = outcome.node();
    let situation = Situation {
        verb: Verb::parse(outcome.verb().as_str()),
        uri: outcome.uri(),
        node,
        // A typed command states the format of its node.
        format: node.map(format),
        error: outcome.hresult(),
        ..Situation::default()
    };
    let causes = rank(Some(code), &situation);
    match causes.split_first() {
        Some((first, _)) if first.is_shown => first.text.clone(),
        Some((first, [])) => first.text.clone(),
        Some(_) => {
            let texts: Vec<&str> = causes.iter().take(MOST).map(|cause| &*cause.text).collect();
            let (last, before) = texts.split_last().unwrap_or((&"", &[]));
            // Some clauses have commas of their own.
            let comma = if texts.iter().any(|text| text.contains(',')) {
                "; "
            } else {
                ", "
            };
            format!("{}{comma}or {last}", before.join(comma))
        }
        None if code.is_success() => String::new(),
        None => {
            let text = code.description().unwrap_or_default();
            text.trim_end_matches('.').to_owned()
        }
    }
}

fn format(node: NodeDefinition<'_>) -> &'static str {
    node.row().format.as_str()
}
