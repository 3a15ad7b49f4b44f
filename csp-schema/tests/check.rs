//! Which texts a node takes: every format and every kind of allowed values, and what is said of a text that is refused.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use csp_schema::Tree;
use csp_schema::{Checked, ViolationKind};

/// A tree of one leaf with these facts.
fn leaf(facts: &[&str]) -> Tree {
    let facts = facts.join("\n");
    Tree::load(&format!("csp T\nroot .\n0 0 T\n1 1 Leaf\n{facts}\n")).unwrap()
}

/// The kind and the message of the violation; `None` where there is none.
fn refused(tree: &Tree, text: &str) -> Option<(ViolationKind, String)> {
    let violation = tree.node(1).unwrap().check(text).err()?;
    Some((violation.kind(), violation.to_string()))
}

const FORMAT: ViolationKind = ViolationKind::Format;
const VALUE: ViolationKind = ViolationKind::AllowedValues;

#[test]
fn formats() {
    for (format, good, bad) in [
        (
            "int",
            &["0", " -5 ", "4294967295", "0x1F", "+3"][..],
            &["", "abc", "1.5", "0x", "99999999999999999999"][..],
        ),
        (
            "bool",
            &["true", "False", "1", "0", " TRUE "],
            &["", "2", "yes"],
        ),
        ("float", &["1.5", "-2e3", "4"], &["", "much", "1,5"]),
        ("b64", &["", "AAAA", "AA==", "AA", "AA\nAA"], &["%%%", "A"]),
        ("bin", &["AAAA"], &["nope!"]),
        ("date", &["20010711", "2001-07-11"], &["2001", "20011340"]),
        ("time", &["20010711T163817Z", "16:38:17"], &["noon", ""]),
        ("chr", &["", "anything <at> all"], &[]),
        ("xml", &["", "<x/>"], &[]),
        ("null", &["", "anything"], &[]),
    ] {
        let tree = leaf(&[&format!("format {format}")]);
        for text in good {
            assert_eq!(refused(&tree, text), None, "{format}: {text}");
        }
        for text in bad {
            assert_eq!(
                refused(&tree, text).map(|(kind, _)| kind),
                Some(FORMAT),
                "{format}: {text}"
            );
        }
    }
}

#[test]
fn allowed_values() {
    for (facts, good, bad) in [
        (
            &["format int", "allowed enum", "value 0", "value 0x10"][..],
            &["0", "00", "16", "0x10"][..],
            &["1"][..],
        ),
        (
            &["format bool", "allowed enum", "value True"],
            &["true", "1", "TRUE"],
            &["false", "0"],
        ),
        // A published bool has the values 0, 1, 2, 4 and 8.
        (
            &["format bool", "allowed enum", "value 0", "value 2"],
            &["0", "false", "2"],
            &["true"],
        ),
        (
            &["format chr", "allowed enum", "value Red", "value "],
            &["Red", "red", ""],
            &["Reds", "R ed"],
        ),
        (
            &["format int", "allowed flag", "value 0x1", "value 8"],
            &["0", "1", "9", "0x9"],
            &["2", "-1"],
        ),
        (
            &["format int", "allowed range -1..5 20..20"],
            &["-1", "5", "20"],
            &["6", "-2", "21"],
        ),
        (
            &["format chr", "allowed range 1..5"],
            &["3"],
            &["6", "three"],
        ),
        (
            &["format chr", "allowed regex ^[a-z]+$"],
            &["abc"],
            &["ABC", "a1"],
        ),
        (
            &["format chr", "allowed admx"],
            &[
                "<enabled/>",
                "<Disabled/>",
                "<enabled/><Data id=\"a\" value=\"b\"/>",
            ],
            &[
                "",
                "on",
                "<enabled/><disabled/>",
                "<data id=\"a\" value=\"b\"/>",
            ],
        ),
        (
            &["format chr", "list ;", "allowed enum", "value a", "value b"],
            &["", "a", "a;b", "a;b;"],
            &["a;c", ";a"],
        ),
        (
            &["format int", "list ,", "allowed range 1..5"],
            &["1,2,5"],
            &["1,6"],
        ),
        (
            &["format chr", "list ;", "allowed regex ([a-z]+;?)+"],
            &["a;b", "a"],
            &["a;1"],
        ),
    ] {
        let tree = leaf(facts);
        for text in good {
            assert_eq!(refused(&tree, text), None, "{facts:?}: {text}");
        }
        for text in bad {
            assert_eq!(
                refused(&tree, text).map(|(kind, _)| kind),
                Some(VALUE),
                "{facts:?}: {text}"
            );
        }
    }
}

#[test]
fn a_refusal_says_what_is_allowed() {
    for (facts, text, message) in [
        (
            &["format int"][..],
            "many",
            "expected a decimal integer, found `many`",
        ),
        (
            &["format int", "allowed enum", "value 0", "value 1"],
            "2",
            "`2` is not one of `0`, `1`",
        ),
        (
            &["format int", "allowed enum", "value 0"],
            "x",
            "expected a decimal integer, found `x`",
        ),
        (
            &["format int", "allowed flag", "value 1", "value 2"],
            "4",
            "`4` has bits other than those of `1`, `2`",
        ),
        (
            &["format int", "allowed range 1..5 9..9"],
            "7",
            "`7` is not within 1 to 5, 9",
        ),
        (
            &["format chr", "allowed regex [a-z]+"],
            "A",
            "`A` does not match the regular expression `[a-z]+`",
        ),
        (
            &["format chr", "allowed admx"],
            "",
            "`<enabled/>` or `<disabled/>` is missing",
        ),
    ] {
        assert_eq!(refused(&leaf(facts), text).unwrap().1, message);
    }
    let long = "x".repeat(500);
    assert!(refused(&leaf(&["format int"]), &long).unwrap().1.len() < 120);
}

#[test]
fn what_is_not_evaluated_is_said_to_be_so() {
    for (allowed, why) in [
        (
            "xsd <a/>",
            if cfg!(feature = "xsd") {
                "the XML schema of the node cannot be evaluated: Root element must be xs:schema, found 'a'"
            } else {
                "the XML schema of the node is not evaluated: the feature `xsd` is off"
            },
        ),
        (
            "json \"\"",
            if cfg!(feature = "json") {
                "the definition shows an example of the JSON and no schema: what is in it is not evaluated"
            } else {
                "the JSON of the node is not evaluated: the feature `json` is off"
            },
        ),
        (
            "regex (?=x)y",
            "the regular expression `(?=x)y` cannot be evaluated",
        ),
    ] {
        let tree = leaf(&["format chr", &format!("allowed {allowed}")]);
        let checked = tree.node(1).unwrap().check("\"text\"");
        assert_eq!(
            checked,
            Ok(Checked::NotEvaluated(why.to_owned())),
            "{allowed}"
        );
    }
    // The format is looked at all the same.
    assert!(refused(&leaf(&["format b64", "allowed xsd x"]), "%").is_some());
}

/// What is wrong, and at which byte.
fn place(facts: &[&str], text: &str) -> Option<(usize, String)> {
    let error = leaf(facts).node(1).unwrap().check(text).err()?;
    Some((error.offset()?, error.to_string()))
}

#[test]
#[cfg(feature = "xsd")]
fn xml_is_checked_by_its_schema() {
    let schema = r#"allowed xsd <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="lamp"><xs:complexType><xs:attribute name="watts" type="xs:unsignedByte"/></xs:complexType></xs:element></xs:schema>"#;
    let facts = ["format chr", schema];
    let lamp = leaf(&facts);
    assert_eq!(
        lamp.node(1).unwrap().check(r#"<lamp watts="8"/>"#),
        Ok(Checked::Valid)
    );
    let (at, why) = place(&facts, r#"<lamp watts="256"/>"#).unwrap();
    assert_eq!(at, 6);
    assert!(why.contains("in the attribute `watts`, at /lamp"), "{why}");
    assert_eq!(place(&facts, "<lamp><bulb/></lamp>").unwrap().0, 6);
}

#[test]
#[cfg(feature = "json")]
fn json_is_checked_by_its_schema() {
    let facts = [
        "format chr",
        r#"allowed json {"type": "object", "properties": {"watts": {"maximum": 9}}}"#,
    ];
    let lamp = leaf(&facts);
    assert_eq!(
        lamp.node(1).unwrap().check(r#"{"watts": 9}"#),
        Ok(Checked::Valid)
    );
    let (at, why) = place(&facts, r#"{"watts": 10}"#).unwrap();
    assert_eq!(
        (at, why.as_str()),
        (10, "10 is greater than the maximum of 9, at /watts")
    );
}

#[test]
fn security_descriptors_are_checked_one_or_several() {
    let one = ["format chr", "allowed sddl"];
    assert_eq!(
        leaf(&one).node(1).unwrap().check("D:(A;;GA;;;BA)"),
        Ok(Checked::Valid)
    );
    let (at, why) = place(&one, "D:(A;;GA;;;Bob)").unwrap();
    assert_eq!(at, 11);
    assert!(why.starts_with("`Bob` is no SID"), "{why}");
    // The place is that in the whole list, and a condition may have the delimiter in it.
    let list = ["format chr", "list ,", "allowed sddl"];
    let node = |text: &str| leaf(&list).node(1).unwrap().check(text);
    assert_eq!(node("O:BA,O:SY"), Ok(Checked::Valid));
    assert!(matches!(
        node("D:(XA;;GA;;;BA;(Member_of {SID(BA),SID(SY)}))"),
        Ok(Checked::NotEvaluated(_))
    ));
    assert_eq!(place(&list, "O:BA,O:XYZ").unwrap().0, 7);
}

#[test]
fn names_are_checked_by_patterns_and_never_by_prose() {
    let pattern = leaf(&["dynamic", "allowed regex [A-Z]{3}"]);
    let node = pattern.node(1).unwrap();
    assert!(node.check_name("ABC").is_ok() && node.check_name("abc").is_err());
    let prose = leaf(&["dynamic", "unique-name A GUID (in braces)."]);
    assert!(prose.node(1).unwrap().check_name("(").is_ok());
}
