//! JSON schemas and examples: right and wrong values with their places, and schemas that are made to cost.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use csp_check::{Evaluated, JsonSchema};

const LAMP: &str = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["watts"],
  "additionalProperties": false,
  "properties": {
    "watts": { "type": "integer", "minimum": 1, "maximum": 100 },
    "color": { "enum": ["red", "blue"] },
    "rooms": { "type": "array", "items": { "$ref": "#/$defs/room" }, "uniqueItems": true },
    "1": { "pattern": "^[a-z]+$" }
  },
  "$defs": { "room": { "type": "string", "maxLength": 5 } }
}"##;

#[test]
fn values_are_evaluated_by_a_schema() {
    let lamp = JsonSchema::new(LAMP).unwrap();
    assert!(!lamp.is_example());
    for value in [
        r#"{"watts": 1}"#,
        r#" { "watts": 100, "color": "red", "rooms": ["a", "b"], "1": "x" } "#,
    ] {
        assert_eq!(lamp.check(value), Ok(Evaluated::Whole), "{value}");
    }
    for (value, place, why) in [
        ("", "", "no JSON"),
        ("{", "", "no JSON"),
        ("{'watts': 1}", "'", "no JSON"),
        (r#"{"watts": 1,}"#, "", "no JSON"),
        ("// no\n{\"watts\": 1}", "//", "no JSON"),
        ("[]", "[", "object"),
        ("{}", "{", "watts"),
        (r#"{"watts": 0}"#, "0", "minimum"),
        (r#"{"watts": "1"}"#, "\"1\"", "integer"),
        (r#"{"watts": 1.5}"#, "1.5", "integer"),
        (r#"{"watts": 5, "watts": 101}"#, "101", "maximum"),
        (r#"{"watts": 1, "colour": "red"}"#, "{", "colour"),
        (r#"{"watts": 1, "color": "green"}"#, "\"green\"", "red"),
        (
            r#"{"watts": 1, "rooms": ["a", "kitchen"]}"#,
            "\"kitchen\"",
            "5",
        ),
        (r#"{"watts": 1, "rooms": ["a", "a"]}"#, "[", "non-unique"),
        (r#"{"watts": 1, "1": "É"}"#, "\"É\"", "[a-z]"),
    ] {
        let error = lamp.check(value).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(why), "{value}: {message}");
        let at = value.get(error.offset().unwrap()..).unwrap();
        assert!(at.starts_with(place), "{value}: {message}\nat {at}");
        for _ in 0..5 {
            let again = JsonSchema::new(LAMP).unwrap();
            assert_eq!(again.check(value), Err(error.clone()));
        }
    }
}

#[test]
fn an_example_tells_that_a_value_is_json_and_of_which_kind() {
    let example = JsonSchema::new(r#"{"type": "fluorescent", "watts": 8}"#).unwrap();
    assert!(example.is_example());
    let Ok(Evaluated::Partly(why)) = example.check(r#"{"volts": 8}"#) else {
        panic!("{:?}", example.check("{}"));
    };
    assert!(why.contains("no schema"), "{why}");
    assert_eq!(
        example.check(" []").unwrap_err().to_string(),
        "expected an object, as in the example of the definition, found an array"
    );
    assert_eq!(example.check(" []").unwrap_err().offset(), Some(1));
    assert!(example.check("{watts: 8}").is_err());
}

#[test]
fn what_is_no_schema_or_would_cost_too_much_is_refused() {
    let doubling: String = (0..60)
        .map(|i| format!(r##""d{i}": {{"allOf": [{{"$ref": "#/$defs/d{0}"}}, {{"$ref": "#/$defs/d{0}"}}]}}, "##, i + 1))
        .collect();
    for (schema, why) in [
        ("", "no JSON"),
        ("{", "no JSON"),
        (r#"{"type": "object", "properties": 1}"#, "object"),
        (r#"{"type": "string", "minLength": -1}"#, "minimum"),
        (r#"{"type": "string", "pattern": "("}"#, "regex"),
        (r#"{"type": "string", "pattern": "(?=x)x"}"#, ""),
        (r#"{"$schema": "https://example.com/other"}"#, ""),
        (
            r#"{"type": "object", "$ref": "https://example.com/a.json"}"#,
            "not in it",
        ),
        (
            r#"{"type": "object", "$ref": "file:///etc/hosts"}"#,
            "not in it",
        ),
        (
            r##"{"type": "object", "$ref": "#/$defs/none"}"##,
            "not in it",
        ),
        (
            r##"{"type": "object", "allOf": [{"$ref": "#"}]}"##,
            "itself",
        ),
        (
            r##"{"type": "object", "properties": {"a": {"anyOf": [{"$ref": "#"}, {"$ref": "#"}]}}}"##,
            "itself",
        ),
        (r##"{"type": "object", "$dynamicRef": "#a"}"##, "depends"),
        (
            &format!(
                r##"{{"type": "object", "$defs": {{{doubling} "d60": true}}, "$ref": "#/$defs/d0"}}"##
            ),
            "more than",
        ),
        (
            &format!(
                r#"{{"type": "object", "a": {}1{}}}"#,
                "[".repeat(5000),
                "]".repeat(5000)
            ),
            "",
        ),
        (
            &format!(r#"{{"type": "object", "a": "{}"}}"#, "x".repeat(70_000)),
            "bytes",
        ),
    ] {
        let error = JsonSchema::new(schema).unwrap_err();
        assert!(error.to_string().contains(why), "{schema}: {error}");
    }
}

#[test]
fn hostile_values_are_bounded() {
    let any = JsonSchema::new(r#"{"type": ["object", "array"], "uniqueItems": true}"#).unwrap();
    assert!(
        any.check(&("[".repeat(100_000) + &"]".repeat(100_000)))
            .is_err()
    );
    let long = format!("[\"{}\"]", "x".repeat(300_000));
    assert!(matches!(any.check(&long), Ok(Evaluated::Partly(_))));
    let many: Vec<String> = (0..30_000).map(|i| i.to_string()).collect();
    assert_eq!(
        any.check(&format!("[{}]", many.join(","))),
        Ok(Evaluated::Whole)
    );
    let pattern = JsonSchema::new(r#"{"type": "string", "pattern": "^(a+)+b$"}"#).unwrap();
    let error = pattern
        .check(&format!("\"{}\"", "a".repeat(100_000)))
        .unwrap_err();
    assert!(error.to_string().len() < 1000);
}
