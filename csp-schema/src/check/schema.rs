//! Values by a language that is not the DDF's own: XML schemas, JSON schemas and security descriptors.

use csp_check::check_sddl;

use super::{CheckError, Checked, ViolationKind};
use crate::SchemaLanguage;

/// Whether a text is what `schema` describes.
pub(super) fn check(
    language: SchemaLanguage,
    schema: &str,
    text: &str,
) -> Result<Checked, CheckError> {
    match language {
        SchemaLanguage::Xsd => xsd(schema, text),
        SchemaLanguage::Json => json(schema, text),
        SchemaLanguage::Sddl => result(check_sddl(text)),
    }
}

fn result(
    evaluated: Result<csp_check::Evaluated, csp_check::ValueError>,
) -> Result<Checked, CheckError> {
    match evaluated {
        Ok(csp_check::Evaluated::Whole) => Ok(Checked::Valid),
        Ok(csp_check::Evaluated::Partly(why)) => Ok(Checked::NotEvaluated(why)),
        Err(error) => Err(CheckError {
            kind: ViolationKind::AllowedValues,
            message: error.to_string(),
            offset: error.offset(),
        }),
    }
}

/// How many schemas stay compiled: a published set has nine.
#[cfg(any(feature = "json", feature = "xsd"))]
const KEPT: usize = 64;

#[cfg(feature = "xsd")]
fn xsd(schema: &str, text: &str) -> Result<Checked, CheckError> {
    use csp_check::XmlSchema;

    static SCHEMAS: super::compiled::Cache<XmlSchema> = super::compiled::Cache::new(KEPT);
    match SCHEMAS.get(schema, XmlSchema::new) {
        Ok(compiled) => result(compiled.check(text)),
        Err(why) => Ok(Checked::NotEvaluated(format!(
            "the XML schema of the node cannot be evaluated: {why}"
        ))),
    }
}

/// Without the feature `xsd` no XML schema is evaluated.
#[cfg(not(feature = "xsd"))]
fn xsd(_schema: &str, _text: &str) -> Result<Checked, CheckError> {
    Ok(Checked::NotEvaluated(
        "the XML schema of the node is not evaluated: the feature `xsd` is off".into(),
    ))
}

#[cfg(feature = "json")]
fn json(schema: &str, text: &str) -> Result<Checked, CheckError> {
    use csp_check::JsonSchema;

    static SCHEMAS: super::compiled::Cache<JsonSchema> = super::compiled::Cache::new(KEPT);
    match SCHEMAS.get(schema, JsonSchema::new) {
        Ok(compiled) => result(compiled.check(text)),
        Err(why) => Ok(Checked::NotEvaluated(format!(
            "the JSON schema of the node cannot be evaluated: {why}"
        ))),
    }
}

/// Without the feature `json` no JSON is looked at.
#[cfg(not(feature = "json"))]
fn json(_schema: &str, _text: &str) -> Result<Checked, CheckError> {
    Ok(Checked::NotEvaluated(
        "the JSON of the node is not evaluated: the feature `json` is off".into(),
    ))
}
