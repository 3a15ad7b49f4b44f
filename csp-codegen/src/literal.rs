//! Literals and doc comments: text of any content as Rust source.

use csp_schema::table::is_shapeless;

/// A string literal.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        escape(&mut out, c, '"');
    }
    out.push('"');
    out
}

/// A raw string literal that holds the lines of a schema table as they are; in these no quote stands before a hash.
pub(crate) fn raw(lines: &str) -> String {
    format!("r#\"\n{lines}\"#")
}

/// A character literal.
pub(crate) fn char_literal(c: char) -> String {
    let mut out = String::from("'");
    escape(&mut out, c, '\'');
    out.push('\'');
    out
}

/// Escapes by a rule of our own, so that the text does not depend on the Unicode tables of the toolchain that built the generator: what has no
/// shape of its own, or turns the direction of text, is written by number.
fn escape(out: &mut String, c: char, quote: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if c == quote => {
            out.push('\\');
            out.push(c);
        }
        ' '..='~' => out.push(c),
        c if is_shapeless(c) => {
            use std::fmt::Write as _;
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
        c => out.push(c),
    }
}
