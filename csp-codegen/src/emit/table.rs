//! The schema table of a module: one line for each node, with only what differs from the defaults of the DDF.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ddf::{
    AllowedValues, ConflictResolution, DependencyGroup, DependencyKind, DynamicNodeNaming,
    Interval, Occurrence, RebootBehavior, Scope, ValueType,
};

use super::literal::text;
use crate::ir::{Fact, Module, Row};

pub(super) fn write(out: &mut String, module: &Module<'_>, runtime: &str) {
    let mut table = Table::default();
    let rows: Vec<String> = module.tree.rows.iter().map(|row| table.row(row)).collect();

    let _ = writeln!(
        out,
        "#[allow(dead_code, unused_imports, clippy::all)]\nmod table {{\n    use {runtime}::__private::*;\n"
    );
    let _ = write!(out, "    pub(super) const TREE: Tree = Tree {{ name: t(");
    text(out, module.tree.name);
    out.push_str("), roots: l(ROOTS), rows: l(ROWS) };\n\n    const ROOTS: &[Root] = &[\n");
    for (path, node) in &module.tree.roots {
        out.push_str("        Root { path: t(");
        text(out, path);
        let _ = writeln!(out, "), node: {node} }},");
    }
    out.push_str("    ];\n\n");
    for set in &table.access {
        let verbs: Vec<String> = set.iter().map(|verb| format!("Verb::{verb}")).collect();
        let _ = writeln!(
            out,
            "    const {}: AccessSet = AccessSet::of(&[{}]);",
            access_const(set),
            verbs.join(", ")
        );
    }
    for (prefix, kind, lists) in [
        ("CHOICES", "Choice", &table.choices),
        ("FACTS", "Fact", &table.facts),
        ("LIST", "", &table.lists),
    ] {
        let mut numbered: Vec<_> = lists.iter().collect();
        numbered.sort_by_key(|(_, number)| **number);
        for (list, number) in numbered {
            match list.split_once('\0') {
                Some((kind, list)) => drop(writeln!(
                    out,
                    "    const {prefix}_{number}: &[{kind}] = &[{list}];"
                )),
                None => drop(writeln!(
                    out,
                    "    const {prefix}_{number}: &[{kind}] = &[{list}];"
                )),
            }
        }
    }
    out.push_str("\n    const ROWS: &[Row] = &[\n");
    for row in rows {
        let _ = writeln!(out, "        {row}");
    }
    out.push_str("    ];\n}\n");
}

/// The lists that rows refer to, each written once: equal lists share a constant.
#[derive(Default)]
struct Table {
    access: BTreeSet<Vec<&'static str>>,
    choices: BTreeMap<String, usize>,
    facts: BTreeMap<String, usize>,
    /// Lists of other types: the type, a NUL, the elements.
    lists: BTreeMap<String, usize>,
}

impl Table {
    fn row(&mut self, row: &Row<'_>) -> String {
        let mut out = String::with_capacity(row.description.len() + 200);
        out.push_str("Row { name: t(");
        text(&mut out, row.name);
        out.push(')');
        if row.dynamic {
            out.push_str(", dynamic: true");
        }
        if let Some(parent) = row.parent {
            let _ = write!(out, ", parent: {parent}");
        }
        let _ = write!(out, ", end: {}, class: {}", row.end, row.class);
        let format = row.format.as_str();
        if format != "node" {
            let _ = write!(
                out,
                ", format: Format::{}{}",
                format[..1].to_ascii_uppercase(),
                &format[1..]
            );
        }
        if !row.verbs.is_empty() {
            let _ = write!(out, ", access: {}", access_const(&row.verbs));
            if !self.access.contains(&row.verbs) {
                self.access.insert(row.verbs.clone());
            }
        }
        match row.occurrence {
            Occurrence::One => {}
            Occurrence::ZeroOrOne => out.push_str(", occurrence: Occurrence::ZeroOrOne"),
            Occurrence::ZeroOrMore => out.push_str(", occurrence: Occurrence::ZeroOrMore"),
            Occurrence::OneOrMore => out.push_str(", occurrence: Occurrence::OneOrMore"),
            Occurrence::ZeroOrN(n) => drop(write!(
                out,
                ", occurrence: Occurrence::ZeroOrN({})",
                n.unwrap_or(0)
            )),
            Occurrence::OneOrN(n) => drop(write!(
                out,
                ", occurrence: Occurrence::OneOrN({})",
                n.unwrap_or(0)
            )),
        }
        if row.scope == Scope::Permanent {
            out.push_str(", scope: Scope::Permanent");
        }
        if let Some(default) = row.default {
            out.push_str(", default: Some(t(");
            text(&mut out, default);
            out.push_str("))");
        }
        if let Some(allowed) = row
            .allowed
            .map(|allowed| self.allowed(allowed))
            .filter(|allowed| allowed != "Allowed::Any")
        {
            let _ = write!(out, ", allowed: {allowed}");
        }
        if let Some(delimiter) = row.delimiter {
            let _ = write!(out, ", delimiter: Some({})", super::char_literal(delimiter));
        }
        if !row.description.is_empty() {
            out.push_str(", description: t(");
            text(&mut out, row.description);
            out.push(')');
        }
        if !row.facts.is_empty() {
            let facts: Vec<String> = row.facts.iter().map(|fact| self.fact(fact)).collect();
            let number = share(&mut self.facts, facts.join(", "));
            let _ = write!(out, ", facts: l(FACTS_{number})");
        }
        out.push_str(", ..Row::BASE },");
        out
    }

    fn allowed(&mut self, allowed: &AllowedValues) -> String {
        let described = allowed.text().unwrap_or_default();
        match allowed.value_type() {
            ValueType::Enum => format!("Allowed::Enum(l(CHOICES_{}))", self.choices(allowed)),
            ValueType::Flag => format!("Allowed::Flag(l(CHOICES_{}))", self.choices(allowed)),
            ValueType::Range => match allowed.ranges() {
                Some(ranges) => {
                    let intervals: Vec<String> = ranges
                        .intervals()
                        .iter()
                        .map(|interval| {
                            format!(
                                "({}, {})",
                                Interval::min(*interval),
                                Interval::max(*interval)
                            )
                        })
                        .collect();
                    format!(
                        "Allowed::Range(l(LIST_{}))",
                        share(
                            &mut self.lists,
                            format!("(i64, i64)\0{}", intervals.join(", "))
                        )
                    )
                }
                None => "Allowed::Any".to_owned(),
            },
            ValueType::RegEx if described.is_empty() => "Allowed::Any".to_owned(),
            ValueType::RegEx => format!("Allowed::RegEx({})", t(described)),
            ValueType::Admx => {
                let backing: Vec<String> = allowed
                    .admx()
                    .iter()
                    .map(|admx| {
                        format!(
                            "AdmxBacking {{ area: {}, name: {}, file: {} }}",
                            t(admx.area()),
                            t(admx.name()),
                            t(admx.file())
                        )
                    })
                    .collect();
                format!(
                    "Allowed::Admx(l(LIST_{}))",
                    share(
                        &mut self.lists,
                        format!("AdmxBacking\0{}", backing.join(", "))
                    )
                )
            }
            ValueType::Xsd => format!(
                "Allowed::Unevaluated(SchemaLanguage::Xsd, {})",
                t(described)
            ),
            ValueType::Json => format!(
                "Allowed::Unevaluated(SchemaLanguage::Json, {})",
                t(described)
            ),
            ValueType::Sddl => format!(
                "Allowed::Unevaluated(SchemaLanguage::Sddl, {})",
                t(described)
            ),
            ValueType::None => "Allowed::Any".to_owned(),
        }
    }

    fn choices(&mut self, allowed: &AllowedValues) -> usize {
        let choices: Vec<String> = allowed
            .values()
            .iter()
            .map(|value| {
                format!(
                    "Choice {{ value: {}, description: {} }}",
                    t(value.value()),
                    t(value.description().unwrap_or_default())
                )
            })
            .collect();
        share(&mut self.choices, choices.join(", "))
    }

    fn fact(&mut self, fact: &Fact<'_>) -> String {
        match fact {
            Fact::Title(title) => format!("Fact::Title({})", t(title)),
            Fact::Mime(mime) => format!("Fact::Mime({})", t(mime)),
            Fact::DdfName(name) => format!("Fact::DdfName({})", t(name)),
            Fact::CaseSensitive => "Fact::CaseSensitive".to_owned(),
            Fact::CaseInsensitive => "Fact::CaseInsensitive".to_owned(),
            Fact::Applicability {
                os_build,
                csp_version,
                editions,
                requires_azure_ad,
            } => format!(
                "Fact::Applicability(Applicability {{ os_build: {}, csp_version: {}, editions: {}, requires_azure_ad: {} }})",
                some(*os_build),
                some(*csp_version),
                some(*editions),
                some(*requires_azure_ad)
            ),
            Fact::Deprecated(build) => format!("Fact::Deprecated({})", t(build)),
            Fact::Naming(DynamicNodeNaming::ServerGeneratedUniqueIdentifier) => {
                "Fact::Naming(Naming::ServerGeneratedUniqueIdentifier)".to_owned()
            }
            Fact::Naming(DynamicNodeNaming::ClientInventory) => {
                "Fact::Naming(Naming::ClientInventory)".to_owned()
            }
            Fact::Naming(DynamicNodeNaming::UniqueName(prose)) => {
                format!("Fact::Naming(Naming::UniqueName({}))", t(prose))
            }
            Fact::ReplaceAppends => "Fact::ReplaceAppends".to_owned(),
            Fact::Reboot(reboot) => {
                format!("Fact::Reboot(RebootBehavior::{})", reboot_variant(*reboot))
            }
            Fact::Conflict(conflict) => format!(
                "Fact::Conflict(ConflictResolution::{})",
                conflict_variant(*conflict)
            ),
            Fact::GroupPolicy {
                name,
                area,
                element,
            } => {
                format!(
                    "Fact::GroupPolicy {{ name: {}, area: {}, element: {} }}",
                    t(name),
                    t(area),
                    t(element)
                )
            }
            Fact::AtomicRequired => "Fact::AtomicRequired".to_owned(),
            Fact::Dependency(group) => format!("Fact::Dependency({})", self.dependency(group)),
            Fact::CommonError(text) => format!("Fact::CommonError({})", t(text)),
        }
    }

    fn dependency(&mut self, group: &DependencyGroup) -> String {
        let mut dependencies = Vec::new();
        for dependency in group.dependencies() {
            let kind = match dependency.kind() {
                DependencyKind::DependsOn => "DependsOn",
                DependencyKind::Not => "Not",
            };
            let allowed = dependency.allowed_value().map_or_else(
                || "Allowed::Any".to_owned(),
                |allowed| self.allowed(allowed),
            );
            dependencies.push(format!(
                "Dependency {{ kind: DependencyKind::{kind}, uri: {}, allowed: {allowed} }}",
                t(dependency.uri())
            ));
        }
        let number = share(
            &mut self.lists,
            format!("Dependency\0{}", dependencies.join(", ")),
        );
        let changed = group.changed_allowed_values().map_or_else(
            || "None".to_owned(),
            |changed| format!("Some({})", self.allowed(changed)),
        );
        format!(
            "DependencyGroup {{ id: {}, changed: {changed}, dependencies: l(LIST_{number}) }}",
            t(group.friendly_id().unwrap_or_default())
        )
    }
}

fn share(lists: &mut BTreeMap<String, usize>, list: String) -> usize {
    let next = lists.len();
    *lists.entry(list).or_insert(next)
}

fn access_const(verbs: &[&str]) -> String {
    verbs
        .iter()
        .map(|verb| verb.to_ascii_uppercase())
        .collect::<Vec<_>>()
        .join("_")
}

fn t(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 5);
    out.push_str("t(");
    text(&mut out, value);
    out.push(')');
    out
}

fn some(value: Option<&str>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({})", t(value)))
}

fn reboot_variant(reboot: RebootBehavior) -> &'static str {
    match reboot {
        RebootBehavior::None => "None",
        RebootBehavior::Automatic => "Automatic",
        RebootBehavior::ServerInitiated => "ServerInitiated",
    }
}

fn conflict_variant(conflict: ConflictResolution) -> &'static str {
    match conflict {
        ConflictResolution::NoMerge => "NoMerge",
        ConflictResolution::LowestValueMostSecure => "LowestValueMostSecure",
        ConflictResolution::HighestValueMostSecure => "HighestValueMostSecure",
        ConflictResolution::LastWrite => "LastWrite",
        ConflictResolution::LowestValueMostSecureZeroHasNoLimits => {
            "LowestValueMostSecureZeroHasNoLimits"
        }
        ConflictResolution::HighestValueMostSecureZeroHasNoLimits => {
            "HighestValueMostSecureZeroHasNoLimits"
        }
    }
}
