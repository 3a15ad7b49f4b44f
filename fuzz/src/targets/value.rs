//! What must be true of a value and of the schema that it is evaluated by, whatever they are.

use csp_check::{Evaluated, JsonSchema, SchemaError, ValueError, XmlSchema, check_sddl};

/// Evaluates what stands behind a line of `====` by what stands before it, as XSD, as JSON Schema and as SDDL: faults have their place in the text.
pub(super) fn value(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let (schema, value) = text.split_once("\n====\n").unwrap_or(("", &text));
    [
        by(
            schema,
            XmlSchema::new(schema),
            |schema| schema.check(value),
            value,
        ),
        by(
            schema,
            JsonSchema::new(schema),
            |schema| schema.check(value),
            value,
        ),
        told(check_sddl(value), value),
    ]
    .join(" ")
}

fn by<S>(
    text: &str,
    schema: Result<S, SchemaError>,
    check: impl Fn(&S) -> Result<Evaluated, ValueError>,
    value: &str,
) -> &'static str {
    match schema {
        Err(error) => {
            assert!(
                error.offset().is_none_or(|at| text.is_char_boundary(at)),
                "{error}"
            );
            assert!(!error.to_string().is_empty());
            "no schema"
        }
        Ok(schema) => {
            let once = check(&schema);
            assert_eq!(once, check(&schema), "it is the same the second time");
            told(once, value)
        }
    }
}

fn told(evaluated: Result<Evaluated, ValueError>, value: &str) -> &'static str {
    match evaluated {
        Ok(Evaluated::Whole) => "right",
        Ok(Evaluated::Partly(why)) => {
            assert!(!why.is_empty());
            "not evaluated"
        }
        Err(error) => {
            assert!(
                error.offset().is_none_or(|at| value.is_char_boundary(at)),
                "{error}"
            );
            assert!(!error.to_string().is_empty());
            "wrong"
        }
    }
}
