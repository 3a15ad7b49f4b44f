//! What a device would refuse, found before it is asked.

use std::borrow::Cow;

use super::ledger::Ledger;
use super::place::is_user_scope;
use super::ticket::Asked;
use crate::address::Addr;
use csp_schema::uri::LocUri;
use csp_schema::{Format, NodeRef, Verb};

/// Finds what a device would refuse because of the definition.
pub(super) fn check(
    ledger: &mut Ledger,
    asked: &Asked,
    verb: Verb,
    addr: Addr<'_>,
    data: Option<&str>,
) {
    let Some(node) = asked.node else {
        return ledger.fault(
            asked,
            "this names a kind of node and not a node: begin at a root of the CSP",
        );
    };
    if !addr.names().is_empty() {
        let mut rows: Vec<_> = node.ancestors().filter(|node| node.dynamic).collect();
        rows.reverse();
        for (row, name) in rows.into_iter().zip(addr.names()) {
            check_name(ledger, asked, verb, row, name);
        }
    }
    check_value(ledger, asked, verb, node, data);
    check_together(ledger, asked, verb);
}

/// A node that is known beside its LocURI: its definition, and the names of the dynamic nodes on the way to it.
pub(crate) struct Defined<'d> {
    pub(crate) node: NodeRef<'d>,
    pub(crate) names: Vec<(NodeRef<'d>, Cow<'d, str>)>,
}

/// Finds what a device would refuse because of a definition that is known beside the LocURI.
pub(super) fn check_defined(
    ledger: &mut Ledger,
    asked: &Asked,
    verb: Verb,
    defined: Option<&Defined<'_>>,
    data: Option<&str>,
) {
    let Some(defined) = defined else {
        return ledger.fault(asked, "the definition has no such node");
    };
    for (row, name) in &defined.names {
        check_name(ledger, asked, verb, *row, name);
    }
    check_value(ledger, asked, verb, defined.node, data);
}

fn check_value(
    ledger: &mut Ledger,
    asked: &Asked,
    verb: Verb,
    node: NodeRef<'_>,
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
        match node.is_secret() {
            true => ledger.fault(asked, "the value, a secret, is not one that the node takes"),
            false => ledger.fault(asked, violation.to_string()),
        }
    }
}

fn check_name(ledger: &mut Ledger, asked: &Asked, verb: Verb, row: NodeRef<'_>, name: &str) {
    if matches!(name, "" | "." | ".." | "*") {
        let title = &row.name;
        ledger.fault(
            asked,
            format!("`{name}` cannot be the name of a `{{{title}}}`"),
        );
    } else if matches!(verb, Verb::Add | Verb::Replace) {
        if let Err(violation) = row.check_name(name) {
            ledger.fault(asked, format!("the name {{{}}}: {violation}", row.name));
        }
    }
}

/// Finds what no device takes for an address.
pub(super) fn check_uri(ledger: &mut Ledger, asked: &Asked) {
    if let Err(error) = LocUri::parse(&asked.uri) {
        ledger.fault(asked, error.to_string());
    }
    if let Some(verb) = Verb::parse(asked.verb.as_str()) {
        check_together(ledger, asked, verb);
    }
}

/// Finds what cannot stand in one Atomic with what is there already.
fn check_together(ledger: &mut Ledger, asked: &Asked, verb: Verb) {
    let Some(together) = &mut ledger.together else {
        return;
    };
    if let Some(reason) = together.add(verb, &asked.uri, is_user_scope(&asked.uri)) {
        ledger.fault(asked, reason);
    }
}
