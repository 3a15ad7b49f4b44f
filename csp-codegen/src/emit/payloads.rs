//! The values of policies: a struct for the elements of each, and the types of the enums in them.

use crate::ir::{Constant, Field, FieldType, ItemConstants, Items, Module, Payload};
use crate::literal::text;

use super::source::SourceText;
use super::{Style, may_be_unused};

pub(super) fn write(out: &mut SourceText, module: &Module<'_>, style: &Style) {
    let rt = format!("{}::__private", style.runtime);
    for payload in &module.payloads {
        structure(out, payload, style, &rt);
    }
    for items in &module.items {
        enumeration(out, items, style, &rt);
    }
}

/// The type of a field in a word.
pub fn field_type(value: &FieldType) -> String {
    match value {
        FieldType::Bool => "bool",
        FieldType::U32 => "u32",
        FieldType::U64 => "u64",
        FieldType::Text => "String",
        FieldType::OptionalText => "Option<String>",
        FieldType::Texts => "Vec<String>",
        FieldType::List(_) => "List",
        FieldType::NamedList => "NamedList",
        FieldType::Items(name) => name,
    }
    .to_owned()
}

/// What the type of an enum wraps, in a word.
pub fn items_kind(constants: &ItemConstants) -> &'static str {
    match constants {
        ItemConstants::Number(_) => "Number",
        ItemConstants::Text(_) => "ItemText",
    }
}

/// The type of a field, in a module where any name may mean something else.
fn written_type(value: &FieldType, rt: &str) -> String {
    match value {
        FieldType::Text => format!("{rt}::String"),
        FieldType::OptionalText => format!("::core::option::Option<{rt}::String>"),
        FieldType::Texts => format!("{rt}::Vec<{rt}::String>"),
        FieldType::List(_) => format!("{rt}::List"),
        FieldType::NamedList => format!("{rt}::NamedList"),
        FieldType::Bool | FieldType::U32 | FieldType::U64 | FieldType::Items(_) => {
            field_type(value)
        }
    }
}

fn structure(out: &mut SourceText, payload: &Payload, style: &Style, rt: &str) {
    let name = &payload.name;
    out.gap();
    out.docs(&payload.docs);
    may_be_unused(out, style);
    out.line(format_args!("#[derive(Debug, Clone, PartialEq, Eq)]"));
    out.block(format_args!("pub struct {name}"), |out| {
        for field in &payload.fields {
            out.docs(&field.docs);
            let value = written_type(&field.value, rt);
            out.line(format_args!("pub {}: {value},", field.name));
        }
    });
    out.gap();
    out.block(format_args!("impl {rt}::Elements for {name}"), |out| {
        // Whoever uses a policy pays for its functions, and a large set has many that nobody does.
        out.line(format_args!("#[inline]"));
        let head = format!("fn write(&self, to: &mut {rt}::ElementWriter)");
        out.block(format_args!("{head}"), |out| {
            for field in &payload.fields {
                put(out, field);
            }
        });
        out.line(format_args!("#[inline]"));
        let result = format!("{rt}::ReadElements<Self>");
        let head = format!("fn read(from: &{rt}::ElementReader<'_>) -> {result}");
        out.block(format_args!("{head}"), |out| {
            out.call("::core::result::Result::Ok(Self ", ")", |out| {
                for Field { name, id, .. } in &payload.fields {
                    out.line(format_args!("{name}: from.take({})?,", text(id)));
                }
            });
        });
    });
}

fn put(
    out: &mut SourceText,
    Field {
        name, id, value, ..
    }: &Field,
) {
    let id = text(id);
    match value {
        FieldType::List(prefix) => {
            out.line(format_args!(
                "to.list({id}, {}, &self.{name});",
                text(prefix)
            ));
        }
        _ => out.line(format_args!("to.put({id}, &self.{name});")),
    }
}

fn enumeration(out: &mut SourceText, items: &Items, style: &Style, rt: &str) {
    let name = &items.name;
    let (also, wrapped) = match &items.constants {
        ItemConstants::Number(_) => ("Copy, ", "u64".to_owned()),
        ItemConstants::Text(_) => ("", format!("{rt}::ItemText")),
    };
    out.gap();
    out.docs(&items.docs);
    may_be_unused(out, style);
    out.line(format_args!(
        "#[derive(Debug, Clone, {also}PartialEq, Eq, Hash)]"
    ));
    out.line(format_args!("pub struct {name}(pub {wrapped});"));
    out.gap();
    may_be_unused(out, style);
    out.block(format_args!("impl {name}"), |out| match &items.constants {
        ItemConstants::Number(constants) => {
            for it in constants {
                constant(out, it, &it.value.to_string());
            }
        }
        ItemConstants::Text(constants) => {
            for it in constants {
                let value = format!("{wrapped}::known({})", text(&it.value));
                constant(out, it, &value);
            }
            out.doc("The value with this text, whether it has a constant or not.");
            let all: Vec<String> = constants.iter().map(|it| text(&it.value)).collect();
            out.line(format_args!("#[inline]"));
            out.block(format_args!("pub fn new(text: &str) -> Self"), |out| {
                let all = all.join(", ");
                out.line(format_args!("Self({wrapped}::among(text, &[{all}]))"));
            });
        }
    });
    let (write, read) = match &items.constants {
        ItemConstants::Number(_) => (
            format!("{rt}::Element::write(&self.0, out);"),
            format!("{rt}::read_number(text).map(Self)"),
        ),
        ItemConstants::Text(_) => (
            "out.push_str(self.0.as_str());".to_owned(),
            "::core::result::Result::Ok(Self::new(text))".to_owned(),
        ),
    };
    element(out, name, rt, [&write, &read]);
}

/// A value of an enum, by what its type wraps.
fn constant<T>(out: &mut SourceText, constant: &Constant<T>, wrapped: &str) {
    out.doc(&constant.doc);
    let head = format!("pub const {}: Self", constant.name);
    out.definition(&head, &format!("Self({wrapped})"));
}

/// How the type of an enum is written and read.
fn element(out: &mut SourceText, name: &str, rt: &str, [write, read]: [&str; 2]) {
    out.gap();
    out.block(format_args!("impl {rt}::Element for {name}"), |out| {
        out.line(format_args!("#[inline]"));
        let head = format!("fn write(&self, out: &mut {rt}::String)");
        out.block(format_args!("{head}"), |out| {
            out.line(format_args!("{write}"))
        });
        let result = "::core::result::Result<Self, &'static str>";
        out.line(format_args!("#[inline]"));
        let head = format!("fn read(text: &str) -> {result}");
        out.block(format_args!("{head}"), |out| {
            out.line(format_args!("{read}"))
        });
    });
}
