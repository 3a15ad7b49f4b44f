//! XML schemas, as definitions carry them, and values by them.

mod place;
mod survey;
mod watch;

use std::fmt;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use xsd_schema::validation::{
    DriveWithError, SchemaValidator, ValidationError, ValidationFlags, ValidationSubject,
    drive_quick_xml_with,
};
use xsd_schema::xml::ParseLimits;
use xsd_schema::{SchemaLoader, SchemaResult, SchemaSet, SchemaSetBuilder};

use crate::evaluated::cut;
use crate::{Evaluated, SchemaError, ValueError};
use survey::{Imported, survey};
use watch::{Stop, Watch};

/// The longest schema that is read: four times the longest published one. What the library does with the alternatives of a choice grows with their
/// square.
const MAX_SCHEMA: usize = 64 << 10;

/// The longest value that is read.
const MAX_VALUE: usize = 1 << 20;

/// The longest text or attribute in a value, and the deepest element: the library reads a number, and looks for what must be unique below an element,
/// in a time that grows with their square.
const MAX_TEXT: usize = 128 << 10;
const MAX_DEPTH: usize = 128;

/// After how many bytes of values a schema is compiled anew: it keeps the names of all that it has seen.
const MAX_SEEN: usize = 16 << 20;

/// An XML schema of a definition.
///
/// Nothing is read but its text: of a namespace that it imports, any element may stand where it names one, and is not looked at.
pub struct XmlSchema {
    text: String,
    imported: Imported,
    compiled: Mutex<Compiled>,
}

struct Compiled {
    set: SchemaSet,
    seen: usize,
}

impl fmt::Debug for XmlSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("XmlSchema").field(&self.text).finish()
    }
}

impl XmlSchema {
    /// Compiles a schema.
    ///
    /// # Errors
    ///
    /// What is no XML schema 1.0, needs other files (an import aside), or would take work out of proportion to its length.
    pub fn new(text: &str) -> Result<Self, SchemaError> {
        if text.len() > MAX_SCHEMA {
            let message = format!("it has more than {MAX_SCHEMA} bytes");
            return Err(SchemaError::new(message));
        }
        let imported = survey(text)?;
        let set = compile(text, &imported)?;
        Ok(Self {
            text: text.to_owned(),
            imported,
            compiled: Mutex::new(Compiled { set, seen: 0 }),
        })
    }

    /// Evaluates a value by the schema.
    ///
    /// # Errors
    ///
    /// The first thing in the value that the schema does not allow, or why the value is no XML.
    pub fn check(&self, value: &str) -> Result<Evaluated, ValueError> {
        if value.len() > MAX_VALUE {
            let why = format!("a value of more than {MAX_VALUE} bytes is not evaluated");
            return Ok(Evaluated::Partly(why));
        }
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if compiled.seen > MAX_SEEN {
            if let Ok(set) = compile(&self.text, &self.imported) {
                *compiled = Compiled { set, seen: 0 };
            }
        }
        compiled.seen += value.len();
        check(&compiled.set, &self.imported, value)
    }
}

fn check(set: &SchemaSet, imported: &Imported, value: &str) -> Result<Evaluated, ValueError> {
    // White space before the document and a byte order mark are no part of it.
    let document = value.trim_start_matches('\u{FEFF}').trim_start();
    let before = value.len() - document.len();
    let flags = ValidationFlags::default() - ValidationFlags::BUILD_PSVI_TYPED_VALUES;
    let validator = SchemaValidator::new(set, flags);
    let first = watch::First::default();
    let mut runtime = validator.start_run(&first);
    runtime.set_parse_limits(
        ParseLimits::none()
            .with_max_depth(MAX_DEPTH)
            .with_max_name_bytes(1 << 10)
            .with_max_namespace_uri_bytes(4 << 10)
            .with_max_attributes(256)
            .with_max_namespace_declarations(64)
            .with_max_namespaces_in_scope(256)
            .with_max_attribute_value_bytes(MAX_TEXT)
            .with_max_text_bytes(MAX_TEXT),
    );
    let mut watch = Watch::new(&first, imported);
    let driven = drive_quick_xml_with(document.as_bytes(), &mut runtime, set, &mut watch);
    match driven {
        Ok(_) => {
            if let Err(error) = runtime.end_validation() {
                first.note(error);
            }
        }
        // What was found is below.
        Err(DriveWithError::Hook(Stop::Found)) => {}
        Err(DriveWithError::Hook(Stop::Doctype(at))) => {
            let message = "a document type declaration is refused";
            return Err(ValueError::at(before + at, message));
        }
        Err(DriveWithError::NotWellFormed(fault)) => {
            let at = usize::try_from(fault.position()).unwrap_or(usize::MAX);
            let message = format!("this is no XML: {}", fault.message());
            return Err(ValueError::at(
                (before + at).min(value.len()),
                cut(&message),
            ));
        }
        Err(other) => {
            return Ok(Evaluated::Partly(format!(
                "the XML is not evaluated: {}",
                cut(&other.to_string())
            )));
        }
    }
    let unknown = watch.unknown();
    drop(runtime);
    match (first.take(), unknown) {
        (Some((error, _)), _) if is_of_schema(&error) => Ok(Evaluated::Partly(format!(
            "the XML schema cannot be evaluated: {}",
            cut(&error.message)
        ))),
        (Some((error, start)), _) => {
            let at = match error.subject() {
                Some(ValidationSubject::Attribute(name)) => {
                    place::attribute(document, start, name.local_name())
                }
                _ => start,
            };
            Err(ValueError::at(before + at, describe(&error)))
        }
        (None, Some(namespace)) => Ok(Evaluated::Partly(format!(
            "what is of the namespace `{}` is not evaluated: the definition does not carry its schema",
            cut(&namespace)
        ))),
        (None, None) => Ok(Evaluated::Whole),
    }
}

/// Whether a fault is the schema's, found only where a value needs what is wrong: a type that is nowhere, a content model with too many states.
fn is_of_schema(error: &ValidationError) -> bool {
    error.constraint.starts_with("src-") || error.constraint == "validation-preparation-failed"
}

/// What is wrong, and in which element.
fn describe(error: &ValidationError) -> String {
    let mut text = cut(&error.message);
    if let Some(ValidationSubject::Attribute(name)) = error.subject() {
        let _ = write!(text, ", in the attribute `{}`", cut(name.local_name()));
    }
    if let Some(path) = error.element_path() {
        let _ = write!(text, ", at {}", cut(path));
    }
    text
}

/// Reads nothing: a schema is what the definition carries.
#[derive(Debug)]
struct Nothing;

impl SchemaLoader for Nothing {
    fn load(&self, location: &str) -> SchemaResult<String> {
        Err(xsd_schema::SchemaError::ResolutionError {
            message: format!("`{location}` is not read"),
        })
    }

    fn can_load(&self, _location: &str) -> bool {
        true
    }
}

fn compile(text: &str, imported: &Imported) -> Result<SchemaSet, SchemaError> {
    let trimmed = text.trim_start_matches('\u{FEFF}').trim();
    let before = text.find(trimmed).unwrap_or_default();
    let mut builder = SchemaSetBuilder::with_loader(Box::new(Nothing))
        .add_source(trimmed, "schema.xsd")
        .map_err(|error| refused(&error, trimmed, before))?;
    for (number, (namespace, elements)) in imported.iter().enumerate() {
        let stand_in = stand_in(namespace, elements.iter().map(String::as_str));
        builder = builder
            .add_source(&stand_in, &format!("imported-{number}.xsd"))
            .map_err(|error| SchemaError::new(cut(&error.to_string())))?;
    }
    let compiled = builder
        .compile()
        .map_err(|error| refused(&error, trimmed, before))?;
    Ok(compiled.into_schema_set())
}

/// A schema of elements that may be anything.
fn stand_in<'a>(namespace: &str, elements: impl Iterator<Item = &'a str>) -> String {
    let target = match namespace {
        "" => String::new(),
        _ => format!(" targetNamespace=\"{}\"", escape(namespace)),
    };
    let mut text = format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"{target}>");
    for name in elements {
        let _ = write!(text, "<xs:element name=\"{}\"/>", escape(name));
    }
    text + "</xs:schema>"
}

fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

/// What the library says of a schema, without the names of files, which there are none of.
fn refused(error: &xsd_schema::SchemaError, text: &str, before: usize) -> SchemaError {
    use xsd_schema::SchemaError as Refused;
    let message = match error {
        Refused::XmlError { message, .. }
        | Refused::StructuralError { message, .. }
        | Refused::NamespaceError { message, .. }
        | Refused::FeatureError { message, .. }
        | Refused::ResolutionError { message } => message.clone(),
        Refused::LimitExceeded { message, max, .. } => {
            format!("{message}, and the limit is {max}")
        }
        other => other.to_string(),
    };
    let offset = error
        .location()
        .filter(|location| location.base_uri.ends_with("schema.xsd"))
        .and_then(|location| crate::place::offset(text, location.line, location.column));
    // What it could not read is nothing that there is.
    let message = message
        .split("; schema documents that could not be read")
        .next()
        .unwrap_or_default();
    SchemaError {
        message: cut(message),
        offset: offset.map(|offset| before + offset),
    }
}
