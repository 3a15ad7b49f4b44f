//! The value types of a module: a type with a constant for each named value.

use crate::ir::{Constant, Constants, Module, ValueType};
use crate::literal::text;

use super::source::SourceText;
use super::{Style, may_be_unused};

pub(super) fn write(out: &mut SourceText, module: &Module<'_>, style: &Style) {
    for value in &module.values {
        out.gap();
        match &value.constants {
            Constants::Int(constants) | Constants::Flags(constants) => {
                integers(out, value, generic(&value.constants), constants, style);
            }
            Constants::Text(constants) => texts(out, value, constants, style),
        }
    }
    for alias in &module.value_aliases {
        out.gap();
        if !style.shared {
            out.line(format_args!("#[allow(unused_imports)]"));
        }
        out.line(format_args!(
            "pub use self::{} as {};",
            alias.target, alias.name
        ));
    }
}

/// What a type of values wraps, in a word.
pub fn kind(constants: &Constants<'_>) -> &'static str {
    match constants {
        Constants::Int(_) => "Int",
        Constants::Flags(_) => "Flags",
        Constants::Text(_) => "Text",
    }
}

/// The module's own type of which the values of an ENUM or a Flag are.
pub(super) fn generic(constants: &Constants<'_>) -> &'static str {
    match constants {
        Constants::Flags(_) => "Flags",
        _ => "Choice",
    }
}

/// `kind` is the module's own generic type of such values. Its parameter is the kind of node as a function pointer: that compares, so that the
/// constants can be patterns.
fn integers(
    out: &mut SourceText,
    value: &ValueType<'_>,
    kind: &str,
    constants: &[Constant<i64>],
    style: &Style,
) {
    let name = &value.name;
    out.docs(&value.docs);
    may_be_unused(out, style);
    out.definition(
        &format!("pub type {name}"),
        &format!("{kind}<fn() -> node::{}>", value.node_type),
    );
    out.gap();
    may_be_unused(out, style);
    out.block(format_args!("impl {name}"), |out| {
        for Constant {
            name, value, doc, ..
        } in constants
        {
            out.doc(doc);
            // Without a call, which costs the compiler more in each constant than a plain value does.
            out.definition(
                &format!("pub const {name}: Self"),
                &format!("Self({value}, ::core::marker::PhantomData)"),
            );
        }
    });
}

fn texts(out: &mut SourceText, value: &ValueType<'_>, constants: &[Constant<&str>], style: &Style) {
    let (name, rt) = (&value.name, format!("{}::__private", style.runtime));
    out.docs(&value.docs);
    may_be_unused(out, style);
    out.line(format_args!(
        "#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]"
    ));
    out.line(format_args!("pub struct {name}<'a>(pub &'a str);"));
    out.gap();
    may_be_unused(out, style);
    out.block(format_args!("impl {name}<'_>"), |out| {
        for constant in constants {
            out.doc(&constant.doc);
            out.definition(
                &format!("pub const {}: {name}<'static>", constant.name),
                &format!("{name}({})", text(constant.value)),
            );
        }
    });
    out.gap();
    out.block(
        format_args!("impl {rt}::Value for {name}<'static>"),
        |out| {
            out.line(format_args!("type Read<'a> = {name}<'a>;"));
            let returned = format!("::core::result::Result<{name}<'_>, {rt}::ReadValueError>");
            out.block(format_args!("fn read(text: &str) -> {returned}"), |out| {
                out.line(format_args!("::core::result::Result::Ok({name}(text))"));
            });
        },
    );
    out.gap();
    let payload = format!("{rt}::Payload<{name}<'static>>");
    out.block(format_args!("impl {payload} for {name}<'_>"), |out| {
        let head = format!("fn write(&self, out: &mut {rt}::String)");
        out.block(format_args!("{head}"), |out| {
            out.line(format_args!("out.push_str(self.0);"));
        });
    });
}
