//! A value that its definition's schema refuses is found where it is wrong, in whatever form it stands in the file.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use csp_profile::lint::{Definitions, Finding, Linter, Options};
use csp_schema::Tree;

/// A document with an attribute and a number; JSON with a number; a security descriptor.
const DEFINITIONS: &str = "csp Lamp\nroot ./Device/Vendor/Contoso\n0 0 Lamp\n  access Get\n\
1 1 Scene\n  format chr\n  access Add Delete Get Replace\n  allowed xsd <xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"Scene\"><xs:complexType><xs:sequence><xs:element name=\"Color\" maxOccurs=\"9\"><xs:complexType><xs:attribute name=\"level\" type=\"xs:int\"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>\n\
1 2 Plan\n  format chr\n  access Add Delete Get Replace\n  allowed json {\"type\": \"object\", \"properties\": {\"level\": {\"type\": \"integer\"}}}\n\
1 3 Rights\n  format chr\n  access Add Delete Get Replace\n  allowed sddl -\n";

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

fn file(node: &str, data: &str) -> String {
    let uri = format!("./Device/Vendor/Contoso/Lamp/{node}");
    format!(
        "<Replace>\n <Item>\n  <Target><LocURI>{uri}</LocURI></Target>\n  <Data>{data}</Data>\n </Item>\n</Replace>\n"
    )
}

/// What is found by this rule.
fn found(rule: &str, text: &str) -> Vec<Finding> {
    let definitions = Definitions::new([Tree::load(DEFINITIONS).unwrap()], false);
    let linted = Linter::new(definitions, Options::default()).lint("x.xml", text.as_bytes());
    let findings = linted.findings.into_iter();
    findings.filter(|finding| finding.rule == rule).collect()
}

/// The line of the one finding, and what stands in the file at its place.
fn place(rule: &str, text: &str) -> (usize, String) {
    let all = found(rule, text);
    let [finding] = all.as_slice() else {
        panic!("{text}\n{all:#?}");
    };
    (finding.start.line, text[finding.place.clone()].to_owned())
}

#[test]
fn a_place_inside_of_xml_is_the_one_in_the_file() {
    let rule = "value-xml-schema";
    let scene = |inner: &str| format!("<Scene>\n<Color level=\"1\"/>\n{inner}\n</Scene>");
    for (inner, plain, coded) in [
        ("<Colour/>", "<Colour", "&lt;Colour"),
        ("<Color level=\"dim\"/>", "level", "level"),
        ("<Color levle=\"1\"/>", "levle", "levle"),
    ] {
        let value = scene(inner);
        let cdata = file("Scene", &format!("<![CDATA[{value}]]>"));
        assert_eq!(place(rule, &cdata), (6, plain.to_owned()));
        assert_eq!(
            place(rule, &file("Scene", &escaped(&value))),
            (6, coded.to_owned())
        );
        // A character of the value may be any of its references, and line ends may be two bytes.
        let entities = escaped(&value)
            .replace("&lt;", "&#60;")
            .replace("Scene", "Sc&#x65;n&#101;")
            .replace('\n', "\r\n");
        let coded = coded.replace("&lt;", "&#60;");
        assert_eq!(place(rule, &file("Scene", &entities)), (6, coded));
        assert_eq!(place(rule, &file("Scene", &value)), (6, plain.to_owned()));
    }
}

#[test]
fn a_place_inside_of_json_and_sddl_is_the_one_in_the_file() {
    let rule = "value-not-allowed";
    let json = "{\n \"a\": \"<&>\",\n \"level\": \"dim\"\n}";
    let dim = (6, "\"dim\"".to_owned());
    assert_eq!(place(rule, &file("Plan", &escaped(json))), dim);
    let cdata = file("Plan", &format!("<![CDATA[{json}]]>"));
    assert_eq!(place(rule, &cdata), dim);
    let sddl = file("Rights", "D:(A;;CC;;;&#83;Y)(A;;CC;;;Users)");
    assert_eq!(place(rule, &sddl), (4, "Users".to_owned()));
    let policy = format!(
        "{{\"omaSettings\": [{{\"@odata.type\": \"#microsoft.graph.omaSettingString\", \"displayName\": \"a\",\n \
         \"omaUri\": \"./Device/Vendor/Contoso/Lamp/Plan\",\n \"value\": {}}}]}}",
        "\"{\\\"a\\\": \\u0022b\\u0022, \\\"level\\\": 1.5}\""
    );
    assert_eq!(place(rule, &policy), (3, "1.5".to_owned()));
}

#[test]
fn what_is_no_xml_is_said_in_our_words() {
    for (value, words, plain) in [
        (
            "<Scene><Color level=\"1 & 2\"/></Scene>",
            "a bare `&`: write `&amp;`",
            "&",
        ),
        (
            "<Scene><Color level=\"&nbsp;\"/></Scene>",
            "`&nbsp;` is no entity of XML: write the character, or `&amp;` for `&`",
            "&nbsp;",
        ),
        (
            "<Scene><Color level=1/></Scene>",
            "the value of an attribute is not in straight quotes: write `\"` around it",
            "<Color level=1",
        ),
        (
            "<Scene><Color/>",
            "`<Scene>` is not closed: write `</Scene>`",
            "",
        ),
    ] {
        let text = file("Scene", &escaped(value));
        let all = found("value-xml-schema", &text);
        assert_eq!(all.len(), 1, "{value}: {all:#?}");
        assert_eq!(all[0].message, words);
        if !plain.is_empty() {
            assert_eq!(&text[all[0].place.clone()], escaped(plain));
        }
    }
}
