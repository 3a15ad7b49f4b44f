//! Writing: rows become lines, with only what differs from the DDF's defaults.

use std::fmt::Write as _;

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
        let mut out = TableText(String::with_capacity(table.rows.len() * BYTES_A_ROW));
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

/// The text of a table as it grows: the lines of a tree, or of what describes itself line by line.
#[derive(Debug, Default)]
pub struct TableText(String);

impl TableText {
    /// The name of the CSP.
    pub fn csp(&mut self, name: &str) {
        self.line("csp", name);
    }

    /// Where the next root hangs.
    pub fn root(&mut self, path: &str) {
        self.line("root", path);
    }

    /// Begins a node: how deep it stands below its root, its class, and its name.
    pub fn node(&mut self, depth: usize, class: usize, name: &str) {
        let _ = write!(self.0, "{depth} {class}");
        self.end_line(name);
    }

    /// States a fact of the node above: its key, and its text where the key does not say it all.
    pub fn fact(&mut self, key: &str, text: &str) {
        self.0.push_str("  ");
        self.line(key, text);
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.0
    }

    fn line(&mut self, key: &str, text: &str) {
        self.0.push_str(key);
        self.end_line(text);
    }

    fn end_line(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.push(' ');
            escape(&mut self.0, text);
        }
        self.0.push('\n');
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
            for policy in policies {
                out.fact("admx-area", &policy.area);
                out.fact("admx-name", &policy.name);
                out.fact("admx-file", &policy.file);
            }
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

fn escape(out: &mut String, text: &str) {
    // Nearly every text, which is looked at a byte at a time.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'\\' | b'"');
    if text.bytes().all(is_plain) && !text.starts_with(' ') && !text.ends_with(' ') {
        return out.push_str(text);
    }
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

/// Whether a character has no shape of its own or changes the direction of text: rustc refuses some of them in source, and nobody sees the others.
pub fn is_shapeless(c: char) -> bool {
    matches!(c, '\0'..='\x1F' | '\x7F'..='\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..)
}
