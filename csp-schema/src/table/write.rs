//! Writing: rows become lines, with only what differs from the DDF's defaults.

use std::fmt::Write as _;

use super::elements;
use super::text::TableText;
use crate::{
    Allowed, Choice, DependencyGroup, DependencyKind, Fact, Format, Naming, Occurrence, Row,
    SchemaLanguage, Scope, Tree,
};

/// What a row takes in published definitions.
const BYTES_A_ROW: usize = 300;

impl Tree {
    /// The text of the table, which [`load`](Tree::load) reads.
    pub fn to_table(&self) -> String {
        let table = self.table();
        let mut out = TableText::with_capacity(table.rows.len() * BYTES_A_ROW);
        out.csp(&table.name);
        let mut roots = table.roots.iter();
        let mut depths: Vec<usize> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let depth = match row.parent {
                Row::NO_PARENT => {
                    out.root(roots.next().map_or(".", |root| &root.path));
                    0
                }
                parent => depths.get(usize::from(parent)).map_or(0, |depth| depth + 1),
            };
            depths.push(depth);
            out.node(depth, usize::from(row.class), &row.name);
            facts(&mut out, row);
        }
        out.into_text()
    }
}

fn facts(out: &mut TableText, row: &Row) {
    if row.dynamic {
        out.fact("dynamic", "");
    }
    if row.format != Format::Node {
        out.fact("format", row.format.as_str());
    }
    let verbs: Vec<&str> = row.access.iter().map(crate::Verb::as_str).collect();
    if !verbs.is_empty() {
        out.fact("access", &verbs.join(" "));
    }
    let occurrence = row.occurrence.as_str();
    match row.occurrence {
        Occurrence::One => {}
        Occurrence::ZeroOrN(n) | Occurrence::OneOrN(n) => {
            out.fact("occurrence", &format!("{occurrence} {n}"));
        }
        _ => out.fact("occurrence", occurrence),
    }
    if row.scope == Scope::Permanent {
        out.fact("permanent", "");
    }
    if let Some(default) = &row.default {
        out.fact("default", default);
    }
    if let Some(delimiter) = row.delimiter {
        out.fact("list", delimiter.encode_utf8(&mut [0; 4]));
    }
    if !row.description.is_empty() {
        out.fact("description", &row.description);
    }
    allowed(out, &row.allowed);
    for stated in &row.facts {
        fact(out, stated);
    }
}

fn allowed(out: &mut TableText, allowed: &Allowed) {
    match allowed {
        Allowed::Any => {}
        Allowed::Enum(choices) => self::choices(out, "enum", choices),
        Allowed::Flag(choices) => self::choices(out, "flag", choices),
        Allowed::Range(intervals) => {
            let mut text = String::from("range");
            for (low, high) in intervals {
                let _ = write!(text, " {low}..{high}");
            }
            out.fact("allowed", &text);
        }
        Allowed::RegEx(pattern) => out.fact("allowed regex", pattern),
        Allowed::Admx(policies) => {
            out.fact("allowed", "admx");
            elements::write(out, policies);
        }
        Allowed::Schema(SchemaLanguage::Xsd, text) => out.fact("allowed xsd", text),
        Allowed::Schema(SchemaLanguage::Json, text) => out.fact("allowed json", text),
        Allowed::Schema(SchemaLanguage::Sddl, text) => out.fact("allowed sddl", text),
    }
}

fn choices(out: &mut TableText, kind: &str, choices: &[Choice]) {
    out.fact("allowed", kind);
    for choice in choices {
        out.fact("value", &choice.value);
        if !choice.constant.is_empty() {
            out.fact("constant", &choice.constant);
        }
        if !choice.description.is_empty() {
            out.fact("means", &choice.description);
        }
    }
}

fn fact(out: &mut TableText, fact: &Fact) {
    match fact {
        Fact::Title(title) => out.fact("title", title),
        Fact::Mime(mime) => out.fact("mime", mime),
        Fact::DdfName(name) => out.fact("ddf-name", name),
        Fact::CaseSensitive => out.fact("case-sensitive", ""),
        Fact::CaseInsensitive => out.fact("case-insensitive", ""),
        Fact::Applicability(stated) => {
            let parts = [
                ("os-build", &stated.os_build),
                ("csp-version", &stated.csp_version),
                ("editions", &stated.editions),
                ("azure-ad", &stated.requires_azure_ad),
            ];
            for (key, text) in parts {
                if let Some(text) = text {
                    out.fact(key, text);
                }
            }
        }
        Fact::Deprecated(build) => out.fact("deprecated", build),
        Fact::Naming(Naming::ServerGeneratedUniqueIdentifier) => {
            out.fact("server-generated-names", "");
        }
        Fact::Naming(Naming::ClientInventory) => out.fact("client-inventory", ""),
        Fact::Naming(Naming::UniqueName(prose)) => out.fact("unique-name", prose),
        Fact::ReplaceAppends => out.fact("replace-appends", ""),
        Fact::Reboot(reboot) => out.fact("reboot", reboot.as_str()),
        Fact::Conflict(conflict) => out.fact("conflict", conflict.as_str()),
        Fact::GroupPolicy {
            name,
            area,
            element,
        } => {
            out.fact("group-policy", name);
            out.fact("group-policy-area", area);
            if !element.is_empty() {
                out.fact("group-policy-element", element);
            }
        }
        Fact::AtomicRequired => out.fact("atomic-required", ""),
        Fact::Dependency(group) => dependency(out, group),
        Fact::CommonError(text) => out.fact("common-error", text),
    }
}

fn dependency(out: &mut TableText, group: &DependencyGroup) {
    out.fact("group", &group.id);
    if let Some(changed) = &group.changed {
        out.fact("changed", "");
        allowed(out, changed);
    }
    for dependency in &group.dependencies {
        let key = match dependency.kind {
            DependencyKind::DependsOn => "depends-on",
            DependencyKind::Not => "not",
        };
        out.fact(key, &dependency.uri);
        allowed(out, &dependency.allowed);
    }
}
