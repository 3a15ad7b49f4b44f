//! The schema table of a module, in the text form that the runtime reads: an outline with only what differs from the DDF's defaults.
//!
//! A literal costs rustc nothing; the same facts as struct literals were a third of the compile time of all of Windows' definitions.

use std::fmt::Write as _;

use ddf::{
    AllowedValues, DependencyGroup, DependencyKind, DynamicNodeNaming, Interval, Occurrence, Scope,
    ValueType,
};

use crate::ir::{Fact, Row, Tree};
use crate::literal::is_shapeless;

/// The text of a schema table.
pub fn table(tree: &Tree<'_>) -> String {
    let mut out = String::with_capacity(tree.rows.len() * 300);
    line(&mut out, "csp", tree.name);
    let mut roots = tree.roots.iter();
    let mut depths: Vec<u16> = Vec::with_capacity(tree.rows.len());
    for row in &tree.rows {
        let depth = match row.parent {
            Some(parent) => depths.get(usize::from(parent)).map_or(0, |depth| depth + 1),
            None => {
                line(&mut out, "root", roots.next().map_or(".", |(path, _)| path));
                0
            }
        };
        depths.push(depth);
        node(&mut out, depth, row);
    }
    out
}

fn node(out: &mut String, depth: u16, row: &Row<'_>) {
    let _ = write!(out, "{depth} ");
    line(out, &row.class.to_string(), &row.name);
    if row.dynamic {
        out.push_str("  dynamic\n");
    }
    if row.format.as_str() != "node" {
        fact_line(out, "format", row.format.as_str());
    }
    if !row.verbs.is_empty() {
        fact_line(out, "access", &row.verbs.join(" "));
    }
    let occurrence = match row.occurrence {
        Occurrence::One => None,
        Occurrence::ZeroOrOne => Some("ZeroOrOne".to_owned()),
        Occurrence::ZeroOrMore => Some("ZeroOrMore".to_owned()),
        Occurrence::OneOrMore => Some("OneOrMore".to_owned()),
        Occurrence::ZeroOrN(n) => Some(format!("ZeroOrN {}", n.unwrap_or(0))),
        Occurrence::OneOrN(n) => Some(format!("OneOrN {}", n.unwrap_or(0))),
    };
    if let Some(occurrence) = occurrence {
        fact_line(out, "occurrence", &occurrence);
    }
    if row.scope == Scope::Permanent {
        out.push_str("  permanent\n");
    }
    if let Some(default) = row.default {
        fact_line(out, "default", default);
    }
    if let Some(delimiter) = row.delimiter {
        fact_line(out, "list", delimiter.encode_utf8(&mut [0; 4]));
    }
    if !row.description.is_empty() {
        fact_line(out, "description", row.description);
    }
    if let Some(values) = row.allowed {
        allowed(out, values, &row.constants);
    }
    for stated in &row.facts {
        fact(out, stated);
    }
}

fn allowed(out: &mut String, allowed: &AllowedValues, constants: &[(usize, String)]) {
    let text = allowed.text().unwrap_or_default();
    match allowed.value_type() {
        ValueType::None => {}
        ValueType::Enum => choices(out, "enum", allowed, constants),
        ValueType::Flag => choices(out, "flag", allowed, constants),
        ValueType::Range => {
            if let Some(ranges) = allowed.ranges() {
                out.push_str("  allowed range");
                for interval in ranges.intervals() {
                    let _ = write!(
                        out,
                        " {}..{}",
                        Interval::min(*interval),
                        Interval::max(*interval)
                    );
                }
                out.push('\n');
            }
        }
        ValueType::RegEx if text.is_empty() => {}
        ValueType::RegEx => fact_line(out, "allowed regex", text),
        ValueType::Admx => {
            out.push_str("  allowed admx\n");
            for admx in allowed.admx() {
                fact_line(out, "admx-area", admx.area());
                fact_line(out, "admx-name", admx.name());
                fact_line(out, "admx-file", admx.file());
            }
        }
        ValueType::Xsd => fact_line(out, "allowed xsd", text),
        ValueType::Json => fact_line(out, "allowed json", text),
        ValueType::Sddl => fact_line(out, "allowed sddl", text),
    }
}

fn choices(out: &mut String, kind: &str, allowed: &AllowedValues, constants: &[(usize, String)]) {
    let mut constants = constants.iter().peekable();
    fact_line(out, "allowed", kind);
    for (nth, choice) in allowed.values().iter().enumerate() {
        fact_line(out, "value", choice.value());
        if let Some((_, name)) = constants.next_if(|(of, _)| *of == nth) {
            fact_line(out, "constant", name);
        }
        if let Some(description) = choice
            .description()
            .filter(|description| !description.is_empty())
        {
            fact_line(out, "means", description);
        }
    }
}

fn fact(out: &mut String, fact: &Fact<'_>) {
    match fact {
        Fact::Title(title) => fact_line(out, "title", title),
        Fact::Mime(mime) => fact_line(out, "mime", mime),
        Fact::DdfName(name) => fact_line(out, "ddf-name", name),
        Fact::CaseSensitive => out.push_str("  case-sensitive\n"),
        Fact::CaseInsensitive => out.push_str("  case-insensitive\n"),
        Fact::Applicability {
            os_build,
            csp_version,
            editions,
            requires_azure_ad,
        } => {
            let parts = [
                ("os-build", os_build),
                ("csp-version", csp_version),
                ("editions", editions),
            ];
            for (key, text) in parts {
                if let Some(text) = text {
                    fact_line(out, key, text);
                }
            }
            if let Some(text) = requires_azure_ad {
                fact_line(out, "azure-ad", text);
            }
        }
        Fact::Deprecated(build) => fact_line(out, "deprecated", build),
        Fact::Naming(DynamicNodeNaming::ServerGeneratedUniqueIdentifier) => {
            out.push_str("  server-generated-names\n")
        }
        Fact::Naming(DynamicNodeNaming::ClientInventory) => out.push_str("  client-inventory\n"),
        Fact::Naming(DynamicNodeNaming::UniqueName(prose)) => fact_line(out, "unique-name", prose),
        Fact::ReplaceAppends => out.push_str("  replace-appends\n"),
        Fact::Reboot(reboot) => fact_line(out, "reboot", reboot.as_str()),
        Fact::Conflict(conflict) => fact_line(out, "conflict", conflict.as_str()),
        Fact::GroupPolicy {
            name,
            area,
            element,
        } => {
            fact_line(out, "group-policy", name);
            fact_line(out, "group-policy-area", area);
            if !element.is_empty() {
                fact_line(out, "group-policy-element", element);
            }
        }
        Fact::AtomicRequired => out.push_str("  atomic-required\n"),
        Fact::Dependency(group) => dependency(out, group),
        Fact::CommonError(text) => fact_line(out, "common-error", text),
    }
}

fn dependency(out: &mut String, group: &DependencyGroup) {
    fact_line(out, "group", group.friendly_id().unwrap_or_default());
    if let Some(changed) = group.changed_allowed_values() {
        out.push_str("  changed\n");
        allowed(out, changed, &[]);
    }
    for dependency in group.dependencies() {
        let key = match dependency.kind() {
            DependencyKind::DependsOn => "depends-on",
            DependencyKind::Not => "not",
        };
        fact_line(out, key, dependency.uri());
        if let Some(values) = dependency.allowed_value() {
            allowed(out, values, &[]);
        }
    }
}

/// A fact of the node above: a key and its text on one indented line.
fn fact_line(out: &mut String, key: &str, text: &str) {
    out.push_str("  ");
    line(out, key, text);
}

/// A key and its text on one line.
fn line(out: &mut String, key: &str, text: &str) {
    out.push_str(key);
    if !text.is_empty() {
        out.push(' ');
        escape(out, text);
    }
    out.push('\n');
}

fn escape(out: &mut String, text: &str) {
    let last = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    let mut written = 0;
    for (at, c) in text.char_indices() {
        let escaped = match c {
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            // So that the table fits into a raw string with one hash: rustc takes 255 of them at most.
            '"' if text[at + 1..].starts_with('#') => "\\u{22}",
            ' ' if at == 0 || at == last => "\\s",
            c if is_shapeless(c) => "",
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(escaped);
        if escaped.is_empty() {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
        written = at + c.len_utf8();
    }
    out.push_str(&text[written..]);
}
