//! Literals and doc comments: text of any content as Rust source.

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

/// Characters that have no shape of their own or change the direction of text: rustc refuses some of them in source, and nobody sees the others.
pub(crate) fn is_shapeless(c: char) -> bool {
    matches!(c, '\0'..='\x1F' | '\x7F'..='\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..)
}
