//! What a device would refuse, found before it is asked.

use std::borrow::Cow;

use super::asked::AskedItem;
use super::log::RequestLog;
use csp_runtime::Addr;
use csp_schema::same_node::is_user_scope;
use csp_schema::uri::LocUri;
use csp_schema::{Format, NodeDefinition, Verb};

const NO_SUCH_NODE: &str = "the definition has no such node";

/// Finds what a device would refuse because of the definition.
pub(super) fn check(
    log: &mut RequestLog,
    asked: &AskedItem,
    verb: Verb,
    addr: Addr<'_>,
    data: Option<&str>,
) {
    let Some(node) = asked.node else {
        return log.fault(asked, undefined(addr));
    };
    check_names(log, asked, verb, node, addr.names());
    check_value(log, asked, verb, node, data);
    check_together(log, asked, verb);
}

/// Why nothing is known of the node at or below an address.
pub(crate) fn undefined(addr: Addr<'_>) -> String {
    match addr.tree().read() {
        Ok(_) => NO_SUCH_NODE.to_owned(),
        Err(error) => error.to_string(),
    }
}

/// A node that is known beside its LocURI: its definition, and the names of the dynamic nodes on the way to it.
pub(crate) struct Defined<'d> {
    pub(crate) node: NodeDefinition<'d>,
    pub(crate) names: Vec<(NodeDefinition<'d>, Cow<'d, str>)>,
}

/// Finds what a device would refuse because of a definition that is known beside the LocURI.
pub(super) fn check_defined(
    log: &mut RequestLog,
    asked: &AskedItem,
    verb: Verb,
    defined: Option<&Defined<'_>>,
    data: Option<&str>,
) {
    let Some(defined) = defined else {
        return log.fault(asked, NO_SUCH_NODE);
    };
    for (row, name) in &defined.names {
        check_name(log, asked, verb, *row, name);
    }
    check_value(log, asked, verb, defined.node, data);
}

fn check_value(
    log: &mut RequestLog,
    asked: &AskedItem,
    verb: Verb,
    node: NodeDefinition<'_>,
    data: Option<&str>,
) {
    // A Get takes no value, and an Add or Exec may come without one where there is none to give (OMA DM RepPro 1.2).
    let text = match (verb, data) {
        (Verb::Add | Verb::Replace | Verb::Exec, Some(text)) => Some(text),
        (Verb::Add | Verb::Replace, None)
            if !matches!(node.format, Format::Node | Format::Null | Format::Xml) =>
        {
            Some("")
        }
        _ => None,
    };
    if let Some(Err(violation)) = text.map(|text| node.check(text)) {
        if node.is_secret() {
            log.fault(asked, "the value, a secret, is not one that the node takes")
        } else {
            log.fault(asked, violation.to_string())
        }
    }
}

/// Checks the names on the way to a node, from its root down.
fn check_names(
    log: &mut RequestLog,
    asked: &AskedItem,
    verb: Verb,
    node: NodeDefinition<'_>,
    names: &[&str],
) {
    let Some((last, before)) = names.split_last() else {
        return;
    };
    let dynamic = node.ancestors().find(|node| node.dynamic);
    let Some(row) = dynamic else { return };
    if let Some(above) = row.parent() {
        check_names(log, asked, verb, above, before);
    }
    check_name(log, asked, verb, row, last);
}

fn check_name(
    log: &mut RequestLog,
    asked: &AskedItem,
    verb: Verb,
    row: NodeDefinition<'_>,
    name: &str,
) {
    if matches!(name, "" | "." | ".." | "*") {
        let title = &row.name;
        log.fault(
            asked,
            format!("`{name}` cannot be the name of a `{{{title}}}`"),
        );
    } else if matches!(verb, Verb::Add | Verb::Replace) {
        if let Err(violation) = row.check_name(name) {
            log.fault(asked, format!("the name {{{}}}: {violation}", row.name));
        }
    }
}

/// Finds what no device takes for an address.
pub(super) fn check_uri(log: &mut RequestLog, asked: &AskedItem) {
    if let Err(error) = LocUri::parse(&asked.uri) {
        log.fault(asked, error.to_string());
    }
    if let Some(verb) = Verb::parse(asked.verb.as_str()) {
        check_together(log, asked, verb);
    }
}

/// Finds what cannot stand in one Atomic with what is there already.
fn check_together(log: &mut RequestLog, asked: &AskedItem, verb: Verb) {
    let Some(atomic_rules) = &mut log.atomic_rules else {
        return;
    };
    if let Some(reason) = atomic_rules.add(verb, &asked.uri, is_user_scope(&asked.uri)) {
        log.fault(asked, reason);
    }
}
