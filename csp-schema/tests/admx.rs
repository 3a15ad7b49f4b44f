//! Payloads of ADMX-backed policies by the elements that their definitions give: what is wrong, where, and what to write.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use csp_schema::{
    AdmxFaultKind, Allowed, Checked, NodeDefinition, Tree, ViolationKind, check_admx, same_admx,
};

const LAMP: &str = "csp L
root .
0 0 L
1 1 Policy
  format chr
  allowed admx
  admx-area a
  admx-name Lamp
  admx-file Lamp.admx
  admx-elements
  admx-element boolean On
  admx-element decimal Percent
  admx-required
  admx-min 1
  admx-max 100
  admx-element enum Mode
  admx-item 10
  admx-caption Bright
  admx-item 20
  admx-caption Dim
  admx-element list Rooms
  admx-element list Names
  admx-explicit-names
  admx-element text Label
  admx-max-length 5
  admx-element multiText Notes
  admx-max-length 3
  admx-max-strings 2
  admx-element longDecimal Serial
  admx-max 9000000000
  admx-element decimal Free
  admx-element text Words
";

const GOOD: [(&str, &str); 10] = [
    ("On", "true"),
    ("Percent", "50"),
    ("Mode", "10"),
    ("Rooms", "1&#xF000;hall"),
    ("Names", ""),
    ("Label", "a"),
    ("Notes", ""),
    ("Serial", "5000000000"),
    ("Free", "9999"),
    ("Words", ""),
];

fn tree() -> Tree {
    Tree::load(LAMP).unwrap()
}

fn node(tree: &Tree) -> NodeDefinition<'_> {
    tree.node(1).unwrap()
}

/// A payload that is good but for these values; without an element where there is none.
fn payload(changed: &[(&str, Option<&str>)]) -> String {
    let mut payload = String::from("<enabled/>");
    for (id, value) in GOOD {
        let change = changed.iter().find(|(changed, _)| *changed == id);
        if let Some(value) = change.map_or(Some(value), |(_, value)| *value) {
            payload += &format!("<data id=\"{id}\" value=\"{value}\"/>");
        }
    }
    payload
}

/// The kinds, places and replacements of all faults.
fn faults(text: &str) -> Vec<(AdmxFaultKind, String, Option<String>)> {
    let tree = tree();
    let Allowed::Admx(policies) = &node(&tree).row().allowed else {
        return Vec::new();
    };
    let faults = check_admx(policies, text).faults.into_iter();
    faults
        .map(|fault| {
            let place = text.get(fault.span).unwrap().to_owned();
            (fault.kind, place, fault.replacement)
        })
        .collect()
}

fn message(text: &str) -> String {
    let error = node(&tree()).check(text).unwrap_err();
    error.to_string()
}

#[test]
fn a_payload_with_every_element_is_valid() {
    let tree = tree();
    assert_eq!(node(&tree).check(&payload(&[])), Ok(Checked::Valid));
    assert_eq!(node(&tree).check("<disabled/>"), Ok(Checked::Valid));
    for (id, value) in [
        ("On", "FALSE"),
        ("On", "1"),
        ("Percent", "100"),
        ("Percent", "007"),
        ("Rooms", ""),
        ("Names", "a&#xF000;1&#xF000;b&#xF000;"),
        ("Label", ""),
        ("Label", "äöüäö"),
        ("Notes", "abc&#xF000;def"),
    ] {
        let payload = payload(&[(id, Some(value))]);
        assert_eq!(node(&tree).check(&payload), Ok(Checked::Valid), "{payload}");
    }
}

#[test]
fn each_value_is_checked_by_its_kind() {
    use AdmxFaultKind::{DefaultLength, DefaultLimit, Length, List, Value};
    let long = "x".repeat(1024);
    for (id, value, kind, meant) in [
        ("On", "yes", Value, None),
        ("Percent", "0", Value, None),
        ("Percent", "101", Value, None),
        ("Percent", "99999999999999999999999", Value, None),
        ("Percent", "0x10", Value, Some("16")),
        ("Percent", "many", Value, None),
        ("Mode", "0", Value, Some("10")),
        ("Mode", "1", Value, Some("20")),
        ("Mode", "2", Value, None),
        ("Mode", "dim", Value, Some("20")),
        ("Rooms", "hall", List, Some("1&#xF000;hall")),
        ("Rooms", "1&#xF000;a&#xF000;1&#xF000;b", List, None),
        ("Names", "a&#xF000;1&#xF000;A&#xF000;2", List, None),
        ("Names", "a&#xF000;1&#xF000;b", List, None),
        ("Names", "a&amp;#xF000;1", List, Some("a&#xF000;1")),
        ("Label", "abcdef", Length, None),
        ("Notes", "abcd", Length, None),
        ("Notes", "a&#xF000;b&#xF000;c", Value, None),
        ("Notes", "a&#13;&#10;b", List, Some("a&#xF000;b")),
        ("Mode", "brihgt", Value, Some("10")),
        ("Free", "10000", DefaultLimit, None),
        ("Words", &long, DefaultLength, None),
        ("Serial", "-1", Value, None),
    ] {
        let meant = meant.map(str::to_owned);
        let text = payload(&[(id, Some(value))]);
        assert_eq!(faults(&text), [(kind, value.to_owned(), meant)], "{id}");
    }
    let empty = payload(&[("Percent", Some("")), ("Mode", Some(""))]);
    let places: Vec<_> = faults(&empty).into_iter().map(|fault| fault.1).collect();
    assert_eq!(
        places,
        [
            "<data id=\"Percent\" value=\"\"/>",
            "<data id=\"Mode\" value=\"\"/>"
        ]
    );
}

/// No source says which parts of Windows keep to the limits of lengths.
#[test]
fn what_is_too_long_is_told_and_taken() {
    let tree = tree();
    for (id, value) in [("Label", "abcdef"), ("Notes", "abcd")] {
        let payload = payload(&[(id, Some(value))]);
        assert_eq!(node(&tree).check(&payload), Ok(Checked::Valid), "{payload}");
    }
}

#[test]
fn a_message_says_what_to_write() {
    for (id, value, expected) in [
        (
            "Mode",
            "1",
            "element `Mode`: `1` is the value of no item; if it is the place of `20` (Dim), write `20`",
        ),
        (
            "Mode",
            "Bright",
            "element `Mode`: `Bright` is the caption of an item: write its value, `10`",
        ),
        (
            "Mode",
            "5",
            "element `Mode`: `5` is not one of `10` (Bright), `20` (Dim)",
        ),
        (
            "Percent",
            "500",
            "element `Percent`: `500` is not from 1 to 100",
        ),
        (
            "Names",
            "a",
            "element `Names`: a list is names and values by turns, with U+F000 between them, and this has 1 parts",
        ),
    ] {
        assert_eq!(message(&payload(&[(id, Some(value))])), expected);
    }
    assert_eq!(
        message(&payload(&[("Mode", None)])),
        "the element `Mode` of the policy Lamp is missing: write `<data id=\"Mode\" value=\"..\"/>` with one of `10` (Bright), `20` (Dim)"
    );
}

#[test]
fn ids_are_those_of_the_elements() {
    use AdmxFaultKind::{DuplicateElement, IdCase, MissingElement, UnknownElement};
    let text = payload(&[("On", None), ("Percent", None)]);
    let on = "<data id=\"On\" value=\"false\"/>".to_owned();
    let percent = "<data id=\"Percent\" value=\"1\"/>".to_owned();
    assert_eq!(
        faults(&text),
        [
            (MissingElement, String::new(), Some(on)),
            (MissingElement, String::new(), Some(percent))
        ]
    );
    let tree = tree();
    let stray = payload(&[]) + "<data id=\"Other\" value=\"\"/>";
    assert_eq!(faults(&stray), [(UnknownElement, "Other".to_owned(), None)]);
    let error = node(&tree).check(&stray).unwrap_err();
    assert_eq!(error.kind(), ViolationKind::UnknownPart);
    assert_eq!(error.offset(), stray.find("Other"));
    // A device passes over what it does not know and refuses what it lacks, which is told first.
    let both = payload(&[("On", None)]) + "<data id=\"Other\" value=\"\"/>";
    let error = node(&tree).check(&both).unwrap_err();
    assert_eq!(error.kind(), ViolationKind::MissingPart);

    let other_case = payload(&[]).replace("\"On\"", "\"on\"");
    let meant = Some("On".to_owned());
    assert_eq!(faults(&other_case), [(IdCase, "on".to_owned(), meant)]);
    assert_eq!(node(&tree).check(&other_case), Ok(Checked::Valid));
    for id in ["On", "on"] {
        let twice = payload(&[]) + &format!("<data id=\"{id}\" value=\"true\"/>");
        let told = faults(&twice);
        assert!(
            told.contains(&(DuplicateElement, id.to_owned(), None)),
            "{told:?}"
        );
    }
}

#[test]
fn without_elements_the_shape_is_checked_and_the_rest_is_not_evaluated() {
    let table = "csp L\nroot .\n0 0 L\n1 1 P\nformat chr\nallowed admx\nadmx-area a\nadmx-name Lamp\nadmx-file Lamp.admx";
    let unknown = Tree::load(table).unwrap();
    let why = "which elements the policy Lamp has stands in Lamp.admx, which is not given: its data is not evaluated";
    let check = |text: &str| node(&unknown).check(text);
    assert_eq!(
        check("<enabled/><data id='a' value='b'/>"),
        Ok(Checked::NotEvaluated(why.to_owned()))
    );
    assert_eq!(check("<disabled/>"), Ok(Checked::Valid));
    let twice = check("<enabled/><data id='a' value='b'/><data id='a' value='c'/>");
    assert_eq!(
        twice.unwrap_err().to_string(),
        "the element `a` is given twice"
    );
    // Known to have none is another thing.
    let none = Tree::load(&format!("{table}\nadmx-elements")).unwrap();
    assert_ne!(none, unknown);
    assert_eq!(node(&none).check("<enabled/>"), Ok(Checked::Valid));
    let error = node(&none).check("<enabled/><data id='a' value='b'/>");
    assert_eq!(
        error.unwrap_err().to_string(),
        "the policy Lamp has no element `a`; it has none: `<enabled/>` is all"
    );
}

#[test]
fn data_of_a_disabled_policy_is_told_and_does_not_matter() {
    let text = "<disabled/> <data id='a' value='b'/><data id='c' value='d'/>";
    let data = "<data id='a' value='b'/><data id='c' value='d'/>".to_owned();
    assert_eq!(
        faults(text),
        [(AdmxFaultKind::WithoutEffect, data, Some(String::new()))]
    );
    assert_eq!(node(&tree()).check(text), Ok(Checked::Valid));
}

#[test]
fn what_is_no_payload_is_told_at_its_place() {
    for (text, place) in [
        ("", ""),
        ("1", "1"),
        ("<enabled/>x", "x"),
        ("<enabled/>&amp;", "&amp;"),
        ("<enabled/><![CDATA[x]]>", "<![CDATA[x]]>"),
        ("<enabled/><disabled/>", "<disabled/>"),
        ("<enabled>", "<enabled>"),
        ("<enabled/><data id='a'/>", "<data id='a'/>"),
        (
            "<enabled/><data id='a' id='b' value=''/>",
            "<data id='a' id='b' value=''/>",
        ),
        ("<enabled/><data id='a' value='&'/>", "&"),
        ("<enabled/><other/>", "<other/>"),
        ("<enabled/><data id=a/>", "<data id=a/>"),
    ] {
        let told = faults(text);
        assert_eq!(
            told,
            [(AdmxFaultKind::Shape, place.to_owned(), None)],
            "{text}"
        );
    }
}

#[test]
fn payloads_are_compared_by_what_they_set() {
    let tree = tree();
    let Allowed::Admx(policies) = &node(&tree).row().allowed else {
        return;
    };
    let same = |one: &str, other: &str| {
        let same = same_admx(policies, one, other);
        assert_eq!(same, same_admx(policies, other, one));
        same
    };
    let one = payload(&[]);
    let mut parts: Vec<&str> = one.split_inclusive("/>").collect();
    parts.reverse();
    let other = parts
        .join("\r\n")
        .to_uppercase()
        .replace("\"TRUE\"", "\"1\"");
    let other = other.replace("VALUE=", "value=").replace("ID=", "id=");
    let other = other
        .replace("HALL", "hall")
        .replace("\"A\"", "\"a\"")
        .replace("&#XF000;", "\u{F000}");
    let other = other.replace("\"50\"", "\"050\"");
    assert_eq!(same(&one, &other), Some(true), "{other}");
    let pairs = |value| payload(&[("Names", Some(value))]);
    let turned = [
        pairs("a&#xF000;1&#xF000;b&#xF000;2"),
        pairs("b&#xF000;2&#xF000;a&#xF000;1"),
    ];
    assert_eq!(same(&turned[0], &turned[1]), Some(true));
    assert_eq!(
        same("<disabled/>", "<disabled/><data id='x' value=''/>"),
        Some(true)
    );
    assert_eq!(same(&one, "<disabled/>"), Some(false));
    assert_eq!(same(&one, &payload(&[("Label", Some("A"))])), Some(false));
    assert_eq!(same(&one, &payload(&[("Label", None)])), Some(false));
    assert_eq!(same(&one, "x"), None);
}

#[test]
fn the_names_that_were_meant_are_told_with_those_that_there_are() {
    let renamed =
        |from: &str, to: &str| payload(&[]).replace(&format!("\"{from}\""), &format!("\"{to}\""));
    let percent = Some("Percent".to_owned());
    let slip = renamed("Percent", "Percnt");
    let (kind, place) = (AdmxFaultKind::UnknownElement, "Percnt".to_owned());
    assert_eq!(faults(&slip)[0], (kind, place, percent));
    let tree = tree();
    let Allowed::Admx(policies) = &node(&tree).row().allowed else {
        return;
    };
    let told = check_admx(policies, &slip).faults[0].to_string();
    assert!(
        told.starts_with("the policy Lamp has no element `Percnt`; it has `On`, `Percent`,"),
        "{told}"
    );
    assert!(told.ends_with("; did you mean `Percent`?"), "{told}");
    // One that is given is not what another one means.
    let again = payload(&[]) + "<data id=\"Percnt\" value=\"1\"/>";
    assert!(
        !message(&again).contains("did you mean"),
        "{}",
        message(&again)
    );
    assert_eq!(
        message(&payload(&[("Mode", Some("brihgt"))])),
        "element `Mode`: `brihgt` is not one of `10` (Bright), `20` (Dim); did you mean `10` (Bright)?"
    );
}

#[test]
fn limits_that_are_no_file_s_own_keep_nothing_out() {
    let tree = tree();
    for (id, value) in [("Free", "10000".to_owned()), ("Words", "x".repeat(1024))] {
        let payload = payload(&[(id, Some(&value))]);
        assert_eq!(node(&tree).check(&payload), Ok(Checked::Valid), "{id}");
    }
}

#[test]
fn an_example_has_every_element_and_is_valid() {
    let tree = tree();
    let Allowed::Admx(policies) = &node(&tree).row().allowed else {
        return;
    };
    let example = policies[0].example();
    assert_eq!(check_admx(policies, &example).faults, []);
    assert!(
        example.contains("<data id=\"Rooms\" value=\"1&#xF000;VALUE\"/>"),
        "{example}"
    );
    let none = csp_schema::AdmxBacking {
        elements: None,
        ..policies[0].clone()
    };
    assert_eq!(none.example(), "<enabled/>");
}

#[test]
fn a_table_holds_the_elements() {
    let tree = tree();
    assert_eq!(Tree::load(&tree.to_table()).unwrap(), tree);
    for line in ["admx-min 1", "admx-required", "admx-element text X"] {
        let table = format!("csp L\nroot .\n0 0 L\n1 1 P\nallowed admx\nadmx-area a\n{line}");
        assert_eq!(Tree::load(&table).unwrap_err().line, 7, "{line}");
    }
    for line in ["admx-min 1", "admx-caption x", "admx-element ? x"] {
        let table = format!(
            "csp L\nroot .\n0 0 L\n1 1 P\nallowed admx\nadmx-area a\nadmx-elements\nadmx-element enum X\n{line}"
        );
        assert_eq!(Tree::load(&table).unwrap_err().line, 9, "{line}");
    }
}

#[test]
fn a_check_grows_with_its_payload_alone() {
    // Work is counted by what is said of it: each stray element is told once, in a message of bounded length.
    let stray: String = (0..20_000)
        .map(|at| format!("<data id=\"x{at}\" value=\"\"/>"))
        .collect();
    let told = faults(&(payload(&[]) + &stray));
    assert_eq!(told.len(), 20_000);
    let long = "x".repeat(100_000);
    for id in ["On", "Percent", "Mode"] {
        assert!(message(&payload(&[(id, Some(&long))])).len() < 300, "{id}");
    }
}
