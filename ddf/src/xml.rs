//! The text as an XML tree, or the one diagnostic that says why it is none.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use roxmltree::Error;

use crate::codes::{self, Code};
use crate::diagnostic::Diagnostic;
use crate::scan;
use crate::source::Source;

/// The namespace of Microsoft's extensions to the DDF.
pub const MICROSOFT: &str = "http://schemas.microsoft.com/MobileDevice/DM";

/// The text of `source` for [`tree`], once its bounds and tags are found to be in order: without
/// the DOCTYPE, which every published DDF has and nothing reads. Every byte keeps its place.
pub(crate) fn checked_text(source: &Arc<Source>) -> Result<Cow<'_, str>, Diagnostic> {
    let text = source.text();
    let Some(doctype) = scan::check(source)? else {
        return Ok(Cow::Borrowed(text));
    };
    let (before, rest) = text.split_at(doctype.start);
    let (doctype, after) = rest.split_at(doctype.len());
    let blank: String = doctype
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    Ok(Cow::Owned([before, &blank, after].concat()))
}

/// Builds the XML tree of `text`, which is the [`checked_text`] of `source`.
pub(crate) fn tree<'x>(
    source: &Arc<Source>,
    text: &'x str,
) -> Result<roxmltree::Document<'x>, Diagnostic> {
    roxmltree::Document::parse(text).map_err(|error| explain(source, &error))
}

fn explain(source: &Arc<Source>, error: &Error) -> Diagnostic {
    let position = error.pos();
    let start = source.offset(position.row as usize, position.col as usize);
    let fault = |code: &'static Code, message: String| {
        Diagnostic::new(code, source, word_at(source.text(), start), message)
    };
    match error {
        Error::UnknownNamespace(prefix, _) => {
            let namespace = if prefix == "MSFT" { MICROSOFT } else { "..." };
            fault(
                &codes::UNDECLARED_PREFIX,
                format!("the prefix `{prefix}` is not declared"),
            )
            .with_help(format!(
                "declare it on the root element: `<MgmtTree xmlns:{prefix}=\"{namespace}\">`"
            ))
        }
        Error::UnknownEntityReference(name, _) => fault(
            &codes::UNKNOWN_ENTITY,
            format!("the entity `&{name};` is not known"),
        ),
        Error::MalformedEntityReference(_) => fault(
            &codes::UNKNOWN_ENTITY,
            "`&` does not begin an entity or a character reference".to_owned(),
        )
        .with_help("write `&amp;` for the character itself"),
        Error::NoRootNode => fault(
            &codes::NOT_XML,
            "there is no element in the file".to_owned(),
        ),
        Error::UnknownToken(_) => fault(&codes::NOT_XML, "the text here is not XML".to_owned()),
        Error::NonXmlChar(character, _) => fault(
            &codes::ILL_FORMED,
            format!(
                "the character U+{:04X} may not stand in XML",
                u32::from(*character)
            ),
        )
        .with_help("remove it"),
        Error::DuplicatedAttribute(name, _) => fault(
            &codes::ILL_FORMED,
            format!("the attribute `{name}` is given twice"),
        )
        .with_help("keep one of the two"),
        Error::UnexpectedDeclaration(_) => fault(
            &codes::ILL_FORMED,
            "the XML declaration is not at the start of the file".to_owned(),
        )
        .with_help("move it to the first line, or remove it"),
        other => fault(&codes::ILL_FORMED, described(other)),
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
