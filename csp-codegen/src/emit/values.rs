//! The value types of a module: newtypes with a constant for each named value.

use std::fmt::Write as _;

use crate::ir::{Constant, Constants, Module, ValueType};
use crate::literal::{doc_lines, text};

pub(super) fn write(out: &mut String, module: &Module<'_>, runtime: &str) {
    for value in &module.values {
        match &value.constants {
            Constants::Int(constants) => {
                int(out, value, constants, runtime);
            }
            Constants::Flags(constants) => {
                int(out, value, constants, runtime);
                flags(out, &value.name, runtime);
            }
            Constants::Text(constants) => chr(out, value, constants, runtime),
        }
    }
    for alias in &module.value_aliases {
        let _ = writeln!(
            out,
            "#[allow(unused_imports)]\npub use self::{} as {};\n",
            alias.target, alias.name
        );
    }
}

fn int(out: &mut String, value: &ValueType<'_>, constants: &[Constant<i64>], runtime: &str) {
    let name = &value.name;
    doc_lines(out, "", &value.docs);
    let _ = writeln!(
        out,
        "#[allow(dead_code)]\n#[derive(Clone, Copy, PartialEq, Eq)]\npub struct {name}(pub i64);\n"
    );
    let _ = writeln!(out, "#[allow(dead_code)]\nimpl {name} {{");
    for constant in constants {
        let _ = writeln!(
            out,
            "    /// {}\n    pub const {}: Self = Self({});",
            constant.doc, constant.name, constant.value
        );
    }
    let _ = writeln!(
        out,
        "}}\n\nimpl {runtime}::__private::IntChoice for {name} {{"
    );
    let _ = write!(out, "    const NAMES: &'static [(&'static str, i64)] = &[");
    for (at, constant) in constants.iter().enumerate() {
        let _ = write!(
            out,
            "{}(\"{}\", {})",
            if at > 0 { ", " } else { "" },
            constant.name,
            constant.value
        );
    }
    let _ = writeln!(
        out,
        "];\n    #[inline]\n    fn from_int(value: i64) -> Self {{\n        Self(value)\n    }}\n    #[inline]\n    fn to_int(self) -> i64 {{\n        self.0\n    }}\n}}\n"
    );
    let _ = writeln!(
        out,
        "impl ::core::fmt::Debug for {name} {{\n    #[inline]\n    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {{\n        \
         {runtime}::__private::debug_choice(f, \"{name}\", <Self as {runtime}::__private::IntChoice>::NAMES, self.0)\n    }}\n}}\n"
    );
}

fn flags(out: &mut String, name: &str, runtime: &str) {
    let _ = writeln!(out, "impl {runtime}::__private::Flags for {name} {{}}\n");
    let _ = writeln!(
        out,
        "impl ::core::ops::BitOr for {name} {{\n    type Output = Self;\n    fn bitor(self, other: Self) -> Self {{\n        Self(self.0 | other.0)\n    }}\n}}\n"
    );
}

fn chr(out: &mut String, value: &ValueType<'_>, constants: &[Constant<&str>], runtime: &str) {
    let name = &value.name;
    doc_lines(out, "", &value.docs);
    let _ = writeln!(
        out,
        "#[allow(dead_code)]\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub struct {name}<'a>(pub &'a str);\n"
    );
    let _ = writeln!(out, "#[allow(dead_code)]\nimpl {name}<'_> {{");
    for constant in constants {
        let _ = write!(
            out,
            "    /// {}\n    pub const {}: {name}<'static> = {name}(",
            constant.doc, constant.name
        );
        text(out, constant.value);
        out.push_str(");\n");
    }
    let _ = writeln!(
        out,
        "}}\n\nimpl {runtime}::__private::Value for {name}<'static> {{\n    type Read<'a> = {name}<'a>;"
    );
    let _ = writeln!(
        out,
        "    fn read(text: &str) -> ::core::result::Result<{name}<'_>, {runtime}::__private::Unreadable> {{\n        ::core::result::Result::Ok({name}(text))\n    }}\n}}\n"
    );
    let _ = writeln!(
        out,
        "impl {runtime}::__private::Payload<{name}<'static>> for {name}<'_> {{\n    fn write(&self, out: &mut {runtime}::__private::String) {{\n        out.push_str(self.0);\n    }}\n}}\n"
    );
}
