//! A node: what its definition says, in words, and a command for each verb.

use std::fmt::Write as _;

use admx::PolicySet;
use csp_explain::node::{Line, verbs};
use csp_explain::policy;
use csp_schema::uri::LocUri;
use csp_schema::{NodeDefinition, Verb};
use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::answered::Context;
use super::snippet;

pub(super) fn explain(context: &mut Context<'_>, uri: &str) -> Answer {
    let uri = uri.trim();
    let answer = |(text, details)| Answer {
        kind: "locuri",
        text,
        details,
    };
    let policies = context.policies;
    if let Some(known) = context.node(uri).map(|node| known(node, uri, policies)) {
        return answer(known);
    }
    answer(unknown(context, uri))
}

fn unknown(context: &mut Context<'_>, uri: &str) -> (String, Map<String, Value>) {
    let near = context.near(uri);
    let mut text = format!("{uri}\n  The definitions have no such node.\n");
    let fault = LocUri::parse(uri).err();
    if let Some(fault) = &fault {
        let _ = writeln!(text, "  It cannot be an address: {fault}.");
    }
    if !near.is_empty() {
        let _ = writeln!(
            text,
            "  Did you mean {}?",
            near.join("\n               or ")
        );
    }
    if context.is_shipped {
        text.push_str(
            "  Only five CSPs come with csp: `--ddf PATH` reads the definitions of others.\n",
        );
    }
    let mut details = Map::new();
    details.insert("uri".to_owned(), uri.into());
    details.insert("known".to_owned(), false.into());
    details.insert("near".to_owned(), json!(near));
    details.insert(
        "fault".to_owned(),
        fault.map(|fault| fault.to_string()).into(),
    );
    (text, details)
}

/// The label of a line, and what stands behind it; further lines are indented alike.
fn line(text: &mut String, label: &str, value: &str) {
    for (at, part) in value.lines().enumerate() {
        let label = if at == 0 { label } else { "" };
        let _ = writeln!(text, "  {label:<14}{part}");
    }
}

fn known(
    node: NodeDefinition<'_>,
    uri: &str,
    policies: &PolicySet,
) -> (String, Map<String, Value>) {
    let row = node.row();
    let mut text = format!("{}\n", node.uri());
    if !row.description.is_empty() {
        for part in row.description.trim().lines() {
            let _ = writeln!(text, "{}", format!("  {}", part.trim()).trim_end());
        }
    }
    for Line { label, text: said } in csp_explain::node::lines(node) {
        line(&mut text, label, &said);
    }
    let policy = policy::of(node, policies);
    let words = policy.map_or_else(Vec::new, policy::lines);
    for Line { label, text: said } in &words {
        line(&mut text, label, said);
    }
    let mut snippets = Map::new();
    let permitted = Verb::ALL.into_iter().filter(|verb| node.permits(*verb));
    for verb in permitted {
        if let Some(command) = snippet::command(verb, uri, node) {
            let _ = write!(text, "\n{}:\n", verb.as_str());
            for part in command.lines() {
                let _ = writeln!(text, "  {part}");
            }
            snippets.insert(verb.as_str().to_owned(), command.into());
        }
    }
    let applicability = node.applicability();
    let details = json!({
        "uri": node.uri(),
        "known": true,
        "description": row.description,
        "format": row.format.as_str(),
        "verbs": verbs(node),
        "values": row.allowed.choices().iter().map(|choice| json!({"value": choice.value, "description": choice.description})).collect::<Value>(),
        "default": row.default,
        "builds": applicability.builds_in_words(),
        "editions": applicability.editions_in_words(),
        "deprecated": node.deprecated(),
        "snippets": snippets,
        "policy": policy.map(|policy| json!({"name": policy.display_name(), "help": policy.explain_text()})),
    });
    let details = match details {
        Value::Object(details) => details,
        _ => Map::new(),
    };
    (text, details)
}
