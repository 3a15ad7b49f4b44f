//! JSON by what a definition says of it: a schema, or an example.

mod survey;

use std::collections::BTreeMap;

use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{PatternOptions, Validator};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::evaluated::cut;
use crate::place::offset;
use crate::{Evaluated, SchemaError, ValueError};

/// The longest schema and the longest value that are read.
const MAX_SCHEMA: usize = 64 << 10;
const MAX_VALUE: usize = 256 << 10;

/// What a definition says of a JSON document: a JSON schema of any draft, or an example.
///
/// A schema is an object that says so by `$schema`, or says a `type` that JSON has; the one that Microsoft publishes is an example. An example tells
/// that the value is JSON, and whether it is an object, an array, a text, a number or a truth value.
#[derive(Debug)]
pub struct JsonSchema(Says);

#[derive(Debug)]
enum Says {
    Schema(Box<Validator>),
    Example(&'static str),
}

impl JsonSchema {
    /// Reads what a definition says.
    ///
    /// # Errors
    ///
    /// What is no JSON, no schema by its draft, needs other documents, refers to itself, or would take work out of proportion to its length.
    pub fn new(text: &str) -> Result<Self, SchemaError> {
        if text.len() > MAX_SCHEMA {
            let message = format!("it has more than {MAX_SCHEMA} bytes");
            return Err(SchemaError::new(message));
        }
        let value = parse(text).map_err(|(at, message)| SchemaError::at(at, message))?;
        if !is_schema(&value) {
            return Ok(Self(Says::Example(kind(&value))));
        }
        survey::survey(&value).map_err(SchemaError::new)?;
        let validator = jsonschema::options()
            // In linear time, whatever the pattern.
            .with_pattern_options(PatternOptions::regex())
            .build(&value)
            .map_err(|error| SchemaError {
                offset: Some(place(text, error.instance_path())),
                message: cut(&error.to_string()),
            })?;
        Ok(Self(Says::Schema(Box::new(validator))))
    }

    /// Whether it is an example, which tells little of other values.
    pub const fn is_example(&self) -> bool {
        matches!(self.0, Says::Example(_))
    }

    /// Evaluates a value.
    ///
    /// # Errors
    ///
    /// Why the value is no JSON, or the first thing in it that the schema does not allow.
    pub fn check(&self, value: &str) -> Result<Evaluated, ValueError> {
        if value.len() > MAX_VALUE {
            let why = format!("a value of more than {MAX_VALUE} bytes is not evaluated");
            return Ok(Evaluated::Partly(why));
        }
        let parsed = parse(value).map_err(|(at, message)| ValueError::at(at, message))?;
        match &self.0 {
            Says::Schema(validator) => match validator.validate(&parsed) {
                Ok(()) => Ok(Evaluated::Whole),
                Err(error) => {
                    let path = error.instance_path();
                    let mut message = cut(&error.to_string());
                    if !path.as_str().is_empty() {
                        message = format!("{message}, at {}", cut(path.as_str()));
                    }
                    Err(ValueError::at(place(value, path), message))
                }
            },
            Says::Example(expected) if *expected != kind(&parsed) => Err(ValueError::at(
                place(value, &Location::new()),
                format!(
                    "expected {expected}, as in the example of the definition, found {}",
                    kind(&parsed)
                ),
            )),
            Says::Example(_) => Ok(Evaluated::Partly(
                "the definition shows an example of the JSON and no schema: what is in it is not evaluated".into(),
            )),
        }
    }
}

/// A document, or where and why it is none.
fn parse(text: &str) -> Result<Value, (usize, String)> {
    serde_json::from_str(text).map_err(|error| {
        let at = offset(text, error.line(), error.column());
        (at.unwrap_or_default(), format!("this is no JSON: {error}"))
    })
}

fn is_schema(value: &Value) -> bool {
    let is_type = |name: &Value| {
        let name = name.as_str().unwrap_or_default();
        [
            "array", "boolean", "integer", "null", "number", "object", "string",
        ]
        .contains(&name)
    };
    value.get("$schema").is_some_and(Value::is_string)
        || match value.get("type") {
            Some(Value::Array(types)) => !types.is_empty() && types.iter().all(is_type),
            Some(name) => is_type(name),
            None => false,
        }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Where the value at a path begins; where the path is not followed, the last value on it.
fn place(text: &str, path: &Location) -> usize {
    let mut rest = text.trim_start();
    for segment in path {
        let next = match segment {
            LocationSegment::Index(index) => {
                element(rest, index).or_else(|| member(rest, &index.to_string()))
            }
            LocationSegment::Property(name) => member(rest, &name),
        };
        let Some(next) = next else {
            break;
        };
        rest = next;
    }
    // Each is a part of the one before.
    rest.as_ptr() as usize - text.as_ptr() as usize
}

fn element(text: &str, index: usize) -> Option<&str> {
    let elements: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    elements.get(index).map(|value| value.get())
}

/// The last member of that name, which is the one that counts.
fn member<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let members: BTreeMap<String, &'t RawValue> = serde_json::from_str(text).ok()?;
    members.get(name).map(|value| value.get())
}
