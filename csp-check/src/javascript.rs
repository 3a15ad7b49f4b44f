//! Patterns in JavaScript's dialect, for pages that check values themselves.

use std::fmt::Write as _;

use regex_syntax::Parser;
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

use crate::pattern::{PatternError, whole};

/// How long a translated pattern is at most: a class such as `\w` names hundreds of ranges.
const MOST: usize = 8192;

/// What a word is made of to the engine that evaluates patterns here (Unicode Technical Standard 18, annex C).
const WORD: &str = r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]";

/// A pattern of a definition for JavaScript, with the flag `u`: it matches the same texts as [`Pattern`](crate::Pattern) does.
///
/// # Errors
///
/// What that has no way to evaluate either, what would be too long, and repetitions in repetitions, on which JavaScript's engines may work for hours.
///
/// ```
/// assert_eq!(csp_check::javascript_pattern("[0-9]{2}")?, "^[0-9]{2}$");
/// assert!(csp_check::javascript_pattern("(a+)+").is_err());
/// # Ok::<(), csp_check::PatternError>(())
/// ```
pub fn javascript_pattern(pattern: &str) -> Result<String, PatternError> {
    let hir = Parser::new()
        .parse(&whole(pattern)?)
        .map_err(|error| PatternError::new(&error))?;
    let mut out = String::new();
    write(&hir, false, &mut out)?;
    Ok(out)
}

fn write(hir: &Hir, is_repeated: bool, out: &mut String) -> Result<(), PatternError> {
    match hir.kind() {
        HirKind::Empty => out.push_str("(?:)"),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).map_err(|_| refused("octets"))?;
            text.chars().for_each(|c| push_char(c, out));
        }
        HirKind::Class(class) => write_class(class, out)?,
        HirKind::Look(look) => match look {
            Look::Start => out.push('^'),
            Look::End => out.push('$'),
            Look::WordUnicode => {
                let _ = write!(out, "(?:(?<={WORD})(?!{WORD})|(?<!{WORD})(?={WORD}))");
            }
            Look::WordUnicodeNegate => {
                let _ = write!(out, "(?:(?<={WORD})(?={WORD})|(?<!{WORD})(?!{WORD}))");
            }
            _ => return Err(refused("a boundary that JavaScript lacks")),
        },
        HirKind::Repetition(repetition) => write_repetition(repetition, is_repeated, out)?,
        HirKind::Capture(capture) => write_group(&capture.sub, is_repeated, out)?,
        HirKind::Concat(parts) => {
            for part in parts {
                match part.kind() {
                    HirKind::Alternation(_) => write_group(part, is_repeated, out)?,
                    _ => write(part, is_repeated, out)?,
                }
            }
        }
        HirKind::Alternation(parts) => {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    out.push('|');
                }
                write(part, is_repeated, out)?;
            }
        }
    }
    match out.len() > MOST {
        true => Err(refused("a class of very many characters")),
        false => Ok(()),
    }
}

fn write_group(hir: &Hir, is_repeated: bool, out: &mut String) -> Result<(), PatternError> {
    out.push_str("(?:");
    write(hir, is_repeated, out)?;
    out.push(')');
    Ok(())
}

fn write_repetition(
    repetition: &Repetition,
    is_repeated: bool,
    out: &mut String,
) -> Result<(), PatternError> {
    let is_endless = repetition.max.is_none();
    if is_endless && is_repeated {
        return Err(refused("a repetition in a repetition"));
    }
    match repetition.sub.kind() {
        HirKind::Class(_) => write(&repetition.sub, is_repeated || is_endless, out)?,
        _ => write_group(&repetition.sub, is_repeated || is_endless, out)?,
    }
    let _ = match (repetition.min, repetition.max) {
        (0, Some(1)) => write!(out, "?"),
        (0, None) => write!(out, "*"),
        (1, None) => write!(out, "+"),
        (min, None) => write!(out, "{{{min},}}"),
        (min, Some(max)) if min == max => write!(out, "{{{min}}}"),
        (min, Some(max)) => write!(out, "{{{min},{max}}}"),
    };
    if !repetition.greedy {
        out.push('?');
    }
    Ok(())
}

fn write_class(class: &Class, out: &mut String) -> Result<(), PatternError> {
    let Class::Unicode(class) = class else {
        return Err(refused("octets"));
    };
    out.push('[');
    for range in class.iter() {
        push_char(range.start(), out);
        if range.end() > range.start() {
            out.push('-');
            push_char(range.end(), out);
        }
    }
    out.push(']');
    Ok(())
}

/// A character that stands for itself, in a class too.
fn push_char(c: char, out: &mut String) {
    let _ = match c.is_ascii_alphanumeric() {
        true => write!(out, "{c}"),
        false if u32::from(c) < 0x100 => write!(out, "\\x{:02x}", u32::from(c)),
        false => write!(out, "\\u{{{:x}}}", u32::from(c)),
    };
}

fn refused(what: &str) -> PatternError {
    PatternError::new(&format_args!("it has {what}"))
}
