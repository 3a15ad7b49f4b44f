//! Writes, for generated modules with policies, a test to be compiled with them: a random value of each policy by its own type, and its address. What is
//! done with them stands in `probe/policies.rs`.

use std::fmt::Write as _;

use csp_codegen::ir::{Field, FieldType, Ir, ItemConstants, Module};
use csp_schema::{AdmxElement, AdmxElementKind, Allowed};

use crate::files::root;

/// The source of a test crate that takes every policy of the modules on a trip; `path` is the path of the module that holds them all. What stands for
/// `DEVICE` makes the device.
pub fn trips(ir: &Ir<'_>, path: &str, device: &str) -> String {
    let mut out = format!(
        "//! Written by the tests of the generator.\n#[path = {:?}]\nmod policies;\n\n#[test]\nfn every_policy_comes_back_as_it_was() {{\n    let mut trip = policies::Trip::new({device});\n",
        root().join("tests/probe/policies.rs")
    );
    let mut policies = String::new();
    for (nth, module) in ir.modules.iter().enumerate() {
        let _ = writeln!(
            policies,
            "\n/// The policies of a module.\nmod of_{nth} {{\n    use {path}::{} as csp;\n    use crate::policies::*;\n\n    pub(crate) fn trips(trip: &mut Trip) {{",
            module.name
        );
        of_module(&mut policies, module);
        policies.push_str("    }\n}\n");
        let _ = writeln!(out, "    of_{nth}::trips(&mut trip);");
    }
    out.push_str("    trip.end();\n}\n");
    out + &policies
}

/// A trip to each place of a policy.
fn of_module(out: &mut String, module: &Module<'_>) {
    for (row, facts) in (0..).zip(&module.tree.table().rows) {
        let Allowed::Admx(policies) = &facts.allowed else {
            continue;
        };
        let elements = policies.iter().find_map(|policy| policy.elements.as_ref());
        let of = module.payloads.iter().find(|it| it.rows.contains(&row));
        let address = address(module, row);
        let _ = match (of, elements) {
            (Some(of), Some(elements)) => {
                let fields: Vec<String> = of
                    .fields
                    .iter()
                    .map(|field| format!("{}: {}", field.name, value(module, field, elements)))
                    .collect();
                writeln!(
                    out,
                    "        trip.policy({address}, |dice| csp::{} {{ {} }});",
                    of.name,
                    fields.join(", ")
                )
            }
            _ => writeln!(out, "        trip.toggle({address});"),
        };
    }
}

/// The address of a node, from the function of its root on.
fn address(module: &Module<'_>, row: u16) -> String {
    let rows = &module.tree.table().rows;
    if let Some(entry) = module.entries.iter().find(|entry| entry.row == row) {
        return format!("csp::{}()", entry.name);
    }
    let parent = rows[usize::from(row)].parent;
    let kind = &module.nodes[usize::from(rows[usize::from(parent)].class)];
    let mut children = kind.children.iter();
    let child = children.find(|child| parent + child.offset == row);
    format!("{}.{}()", address(module, parent), child.unwrap().method)
}

/// A random value of a field, within the limits of its element.
fn value(module: &Module<'_>, field: &Field, elements: &[AdmxElement]) -> String {
    let element = elements.iter().find(|element| *element.id == *field.id);
    let element = element.unwrap();
    let most = |most: Option<u64>| most.unwrap_or(40).min(40);
    match (&field.value, &element.kind) {
        (FieldType::Bool, _) => "dice.bool()".to_owned(),
        (FieldType::U32, AdmxElementKind::Decimal { min, max }) => {
            let max = max.unwrap_or(u32::MAX.into());
            format!("dice.number({}, {max}) as u32", min.unwrap_or(0))
        }
        (FieldType::U64, AdmxElementKind::LongDecimal { min, max }) => {
            let max = max.unwrap_or(u64::MAX);
            format!("dice.number({}, {max})", min.unwrap_or(0))
        }
        (FieldType::Text, AdmxElementKind::Text { max_length }) => {
            format!("dice.text({})", most(*max_length))
        }
        (FieldType::OptionalText, AdmxElementKind::Text { max_length }) => {
            format!("dice.optional({})", most(*max_length))
        }
        (FieldType::Texts, AdmxElementKind::MultiText { max_length, .. }) => {
            format!("dice.texts({})", most(*max_length))
        }
        (FieldType::List(_), _) => "dice.list()".to_owned(),
        (FieldType::NamedList, _) => "dice.named_list()".to_owned(),
        (FieldType::Items(name), _) => {
            let items = module.items.iter().find(|items| items.name == *name);
            let names: Vec<String> = match &items.unwrap().constants {
                ItemConstants::Number(list) => list.iter().map(|it| it.name.clone()).collect(),
                ItemConstants::Text(list) => list.iter().map(|it| it.name.clone()).collect(),
            };
            let all: Vec<String> = names
                .iter()
                .map(|item| format!("csp::{name}::{item}"))
                .collect();
            format!("dice.one_of([{}])", all.join(", "))
        }
        (value, kind) => panic!("{}: {value:?} for {kind:?}", field.id),
    }
}
