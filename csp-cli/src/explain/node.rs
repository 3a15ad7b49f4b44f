//! A node: what its definition says, in words, and a command for each verb.

use std::fmt::Write as _;

use csp_schema::uri::LocUri;
use csp_schema::{DependencyKind, Fact, Format, Naming, NodeDefinition, RebootBehavior, Verb};
use serde_json::{Map, Value, json};

use super::allowed::{choices, separator, values};
use super::answered::Context;
use super::{Answer, snippet};

pub(super) fn explain(context: &mut Context, uri: &str) -> Answer {
    let uri = uri.trim();
    let answer = |(text, details)| Answer {
        kind: "locuri",
        text,
        details,
    };
    if let Some(node) = context.node(uri) {
        return answer(known(node, uri));
    }
    answer(unknown(context, uri))
}

fn unknown(context: &mut Context, uri: &str) -> (String, Map<String, Value>) {
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

fn known(node: NodeDefinition<'_>, uri: &str) -> (String, Map<String, Value>) {
    let row = node.row();
    let mut text = format!("{}\n", node.uri());
    if !row.description.is_empty() {
        for part in row.description.trim().lines() {
            let _ = writeln!(text, "{}", format!("  {}", part.trim()).trim_end());
        }
    }
    let verbs: Vec<Verb> = Verb::ALL
        .into_iter()
        .filter(|verb| node.permits(*verb))
        .collect();
    let names: Vec<&str> = verbs.iter().map(|verb| verb.as_str()).collect();
    line(&mut text, "Format", row.format.as_str());
    line(&mut text, "Verbs", &names.join(", "));
    if node.is_leaf() {
        line(&mut text, "Values", &values(&row.allowed));
    }
    if let Some(delimiter) = row.delimiter {
        line(
            &mut text,
            "List",
            &format!("values are separated by {}", separator(delimiter)),
        );
    }
    if let Some(default) = &row.default {
        line(&mut text, "Default", default);
    }
    let applicability = node.applicability();
    let (builds, editions) = (
        applicability.builds_in_words(),
        applicability.editions_in_words(),
    );
    line(
        &mut text,
        "Windows",
        // An update of an older Windows has a line of its own.
        &builds
            .as_deref()
            .unwrap_or("the definition names no build")
            .replace("; ", "\n")
            .replace("), ", ")\n"),
    );
    line(
        &mut text,
        "Editions",
        editions
            .as_deref()
            .unwrap_or("the definition names none, so all"),
    );
    for fact in &row.facts {
        say_fact(&mut text, fact);
    }
    for above in node.ancestors().skip(1) {
        if above.is_atomic_required() {
            line(
                &mut text,
                "Atomic",
                &format!("commands below {} travel in one Atomic", above.uri()),
            );
        }
    }
    say_children(&mut text, node);
    let mut snippets = Map::new();
    for verb in &verbs {
        if let Some(command) = snippet::command(*verb, uri, node) {
            let _ = write!(text, "\n{}:\n", verb.as_str());
            for part in command.lines() {
                let _ = writeln!(text, "  {part}");
            }
            snippets.insert(verb.as_str().to_owned(), command.into());
        }
    }
    let details = json!({
        "uri": node.uri(),
        "known": true,
        "description": row.description,
        "format": row.format.as_str(),
        "verbs": names,
        "values": choices(&row.allowed).iter().map(|choice| json!({"value": choice.value, "description": choice.description})).collect::<Value>(),
        "default": row.default,
        "builds": builds,
        "editions": editions,
        "deprecated": node.deprecated(),
        "snippets": snippets,
    });
    let details = match details {
        Value::Object(details) => details,
        _ => Map::new(),
    };
    (text, details)
}

fn say_fact(text: &mut String, fact: &Fact) {
    match fact {
        Fact::Deprecated(since) if since.is_empty() => line(text, "Deprecated", "yes"),
        Fact::Deprecated(since) => {
            let since = since
                .parse::<csp_schema::OsBuild>()
                .map_or_else(|_| since.to_string(), |build| build.in_words());
            line(text, "Deprecated", &format!("since {since}"));
        }
        Fact::Naming(Naming::ServerGeneratedUniqueIdentifier) => {
            line(text, "Name", "an identifier that the server makes up")
        }
        Fact::Naming(Naming::ClientInventory) => {
            line(text, "Name", "given by the device: it lists what it has")
        }
        Fact::Naming(Naming::UniqueName(prose)) => line(text, "Name", prose.trim()),
        Fact::ReplaceAppends => line(text, "Replace", "adds to the value"),
        Fact::Reboot(RebootBehavior::Automatic) => {
            line(text, "Reboot", "the device reboots by itself")
        }
        Fact::Reboot(RebootBehavior::ServerInitiated) => {
            line(text, "Reboot", "the server has to ask for it")
        }
        Fact::AtomicRequired => line(
            text,
            "Atomic",
            "commands below this node travel in one Atomic",
        ),
        Fact::GroupPolicy { name, area, .. } => {
            line(text, "Group policy", &format!("{name} ({area})"))
        }
        Fact::Conflict(rule) => line(text, "Conflicts", rule.as_str()),
        Fact::Dependency(group) => {
            for dependency in &group.dependencies {
                let needs = match dependency.kind {
                    DependencyKind::DependsOn => "needs",
                    DependencyKind::Not => "excludes",
                };
                line(
                    text,
                    "Depends",
                    &format!(
                        "{needs} {}: {}",
                        dependency.uri,
                        values(&dependency.allowed)
                    ),
                );
            }
        }
        _ => {}
    }
}

fn say_children(text: &mut String, node: NodeDefinition<'_>) {
    /// How many children are listed.
    const MOST: usize = 60;
    if node.format != Format::Node {
        return;
    }
    let children: Vec<NodeDefinition<'_>> = node.children().collect();
    let mut lines = String::new();
    for child in children.iter().take(MOST) {
        let name = match child.dynamic {
            true => format!("{{{}}}", child.row().name),
            false => child.row().name.to_string(),
        };
        let _ = writeln!(
            lines,
            "{name}  {} ({})",
            child.row().format.as_str(),
            child.access()
        );
    }
    if children.len() > MOST {
        let _ = writeln!(lines, "and {} more", children.len() - MOST);
    }
    line(text, "Children", &lines);
}
