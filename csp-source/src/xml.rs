//! The text as an XML tree, or the one diagnostic that says why it is none.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use roxmltree::Error;

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::kind::Kind;
use crate::scan;
use crate::source::Source;

/// The text of `source` for [`tree`], once its bounds and tags are found to be in order: without
/// the DOCTYPE, where the kind has one, which nothing reads. Every byte keeps its place.
///
/// # Errors
///
/// The first fault of its tags, a bound that it exceeds, or a DOCTYPE that may not be there.
pub fn checked_text<'s>(source: &'s Arc<Source>, kind: &Kind) -> Result<Cow<'s, str>, Diagnostic> {
    let text = source.text();
    let Some(doctype) = scan::check(source, kind)? else {
        return Ok(Cow::Borrowed(text));
    };
    if !kind.has_doctype {
        let start = doctype.start..doctype.start + "<!DOCTYPE".len();
        let message = format!("{} has no DOCTYPE", kind.name);
        let diagnostic = Diagnostic::new(kind.codes.entity_declared, source, start, message);
        return Err(diagnostic.with_help("remove it"));
    }
    let (before, rest) = text.split_at(doctype.start);
    let (doctype, after) = rest.split_at(doctype.len());
    let blank: String = doctype
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    Ok(Cow::Owned([before, &blank, after].concat()))
}

/// Builds the XML tree of `text`, which is the [`checked_text`] of `source`.
///
/// # Errors
///
/// The first place at which it is not well-formed.
pub fn tree<'x>(
    source: &Arc<Source>,
    text: &'x str,
    kind: &Kind,
) -> Result<roxmltree::Document<'x>, Diagnostic> {
    roxmltree::Document::parse(text).map_err(|error| explain(source, &error, kind))
}

fn explain(source: &Arc<Source>, error: &Error, kind: &Kind) -> Diagnostic {
    let position = error.pos();
    let start = source.offset(position.row as usize, position.col as usize);
    let fault = |code: &'static Code, message: String| {
        Diagnostic::new(code, source, word_at(source.text(), start), message)
    };
    match error {
        Error::UnknownNamespace(prefix, _) => {
            let known = kind.prefixes.iter().find(|(known, _)| known == prefix);
            let namespace = known.map_or("...", |(_, namespace)| namespace);
            fault(
                kind.codes.undeclared_prefix,
                format!("the prefix `{prefix}` is not declared"),
            )
            .with_help(format!(
                "declare it on the root element: `<{} xmlns:{prefix}=\"{namespace}\">`",
                kind.root
            ))
        }
        Error::UnknownEntityReference(name, _) => fault(
            kind.codes.unknown_entity,
            format!("the entity `&{name};` is not known"),
        ),
        Error::MalformedEntityReference(_) => fault(
            kind.codes.unknown_entity,
            "`&` does not begin an entity or a character reference".to_owned(),
        )
        .with_help("write `&amp;` for the character itself"),
        Error::NoRootNode => fault(
            kind.codes.not_xml,
            "there is no element in the file".to_owned(),
        ),
        Error::UnknownToken(_) => fault(kind.codes.not_xml, "the text here is not XML".to_owned()),
        Error::NonXmlChar(character, _) => fault(
            kind.codes.ill_formed,
            format!(
                "the character U+{:04X} may not stand in XML",
                u32::from(*character)
            ),
        )
        .with_help("remove it"),
        Error::DuplicatedAttribute(name, _) => fault(
            kind.codes.ill_formed,
            format!("the attribute `{name}` is given twice"),
        )
        .with_help("keep one of the two"),
        Error::UnexpectedDeclaration(_) => fault(
            kind.codes.ill_formed,
            "the XML declaration is not at the start of the file".to_owned(),
        )
        .with_help("move it to the first line, or remove it"),
        other => fault(kind.codes.ill_formed, described(other)),
    }
}

/// The builder's own words without the position that it appends: the diagnostic has its own.
fn described(error: &Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at ") {
        Some((before, position)) if position.contains(':') => before.to_owned(),
        _ => text,
    }
}

/// The run of name characters at `start`, so that a whole tag name is marked and not one letter.
fn word_at(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or("");
    let lead = usize::from(rest.starts_with(['<', '&']));
    let name = rest.get(lead..).unwrap_or("");
    let length =
        name.find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.' | ';')));
    start..start + lead + length.unwrap_or(name.len())
}
