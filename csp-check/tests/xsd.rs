//! XML schemas: right and wrong values with their places, and schemas and values that are made to cost.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use csp_check::{Evaluated, XmlSchema};

fn schema(body: &str) -> XmlSchema {
    XmlSchema::new(&text(body)).unwrap()
}

fn text(body: &str) -> String {
    format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">{body}</xs:schema>"#
    )
}

/// A policy of gates: everything that published schemas are made of.
fn gates() -> XmlSchema {
    schema(
        r#"
        <xs:import namespace="urn:lock" schemaLocation="lock.xsd"/>
        <xs:element name="Gates" type="GatesType">
          <xs:unique name="EachOnce"><xs:selector xpath="Gate/*"/><xs:field xpath="@Id"/></xs:unique>
        </xs:element>
        <xs:complexType name="GatesType">
          <xs:sequence>
            <xs:element name="Gate" minOccurs="0" maxOccurs="unbounded">
              <xs:complexType>
                <xs:sequence>
                  <xs:choice minOccurs="0" maxOccurs="unbounded">
                    <xs:element name="Guard" type="GuardType" minOccurs="0" maxOccurs="unbounded"/>
                    <xs:element name="Dog" type="GuardType" minOccurs="0" maxOccurs="unbounded"/>
                  </xs:choice>
                  <xs:element name="Note" minOccurs="0" maxOccurs="3" type="ShortText"/>
                </xs:sequence>
                <xs:attribute name="Side" type="SideType" use="required"/>
              </xs:complexType>
            </xs:element>
            <xs:element name="Opening" minOccurs="0" type="OpeningType"/>
            <xs:element name="Lock" minOccurs="0">
              <xs:complexType><xs:sequence>
                <xs:element xmlns:q="urn:lock" ref="q:Device"/>
              </xs:sequence></xs:complexType>
            </xs:element>
            <xs:element name="Extra" minOccurs="0">
              <xs:complexType mixed="true"><xs:sequence>
                <xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
              </xs:sequence></xs:complexType>
            </xs:element>
          </xs:sequence>
          <xs:attribute name="Version" type="xs:decimal" use="required"/>
        </xs:complexType>
        <xs:complexType name="GuardType">
          <xs:all>
            <xs:element name="Shift" type="xs:unsignedByte"/>
            <xs:element name="Armed" type="xs:boolean" minOccurs="0"/>
          </xs:all>
          <xs:attributeGroup ref="Identity"/>
          <xs:attribute name="Days" type="DaysType"/>
          <xs:attribute name="Range" type="RangeType"/>
        </xs:complexType>
        <xs:complexType name="OpeningType"><xs:simpleContent><xs:extension base="xs:dateTime">
          <xs:attribute name="repeat" type="Week"/>
        </xs:extension></xs:simpleContent></xs:complexType>
        <xs:attributeGroup name="Identity"><xs:attribute name="Id" type="IdType" use="required"/></xs:attributeGroup>
        <xs:simpleType name="Week" final="restriction"><xs:restriction base="xs:unsignedByte">
          <xs:minInclusive value="1"/><xs:maxInclusive value="127"/>
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="SideType"><xs:restriction base="xs:string">
          <xs:enumeration value="North"/><xs:enumeration value="South"/>
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="ShortText"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="5"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="IdType"><xs:restriction base="xs:string"><xs:pattern value="[0-9A-F]{4}"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="DaysType"><xs:list itemType="Day"/></xs:simpleType>
        <xs:simpleType name="RangeType"><xs:union memberTypes="Numbers Star"/></xs:simpleType>
        <xs:simpleType name="Numbers"><xs:restriction base="xs:string"><xs:pattern value="[0-9]+-[0-9]+"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Star"><xs:restriction base="xs:string"><xs:enumeration value="*"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Day"><xs:restriction base="xs:string"><xs:enumeration value="Mon"/><xs:enumeration value="Tue"/></xs:restriction></xs:simpleType>
        "#,
    )
}

#[test]
fn right_values_are_right() {
    let gates = gates();
    for value in [
        r#"<Gates Version="1"/>"#,
        "\u{FEFF}\n<?xml version=\"1.0\"?>\n<Gates Version=\"1.0\"><!-- none --></Gates>\n",
        r#"<Gates Version="1"><Gate Side="North"/></Gates>"#,
        r#"<Gates Version="1"><Gate Side="South"><Dog Id="0001"><Armed>1</Armed><Shift>2</Shift></Dog><Guard Id="0002" Days="Mon Tue" Range="*"><Shift>255</Shift></Guard><Note>a</Note><Note>b</Note></Gate></Gates>"#,
        r#"<Gates Version="1"><Opening repeat="127">2026-11-21T18:00:00Z</Opening></Gates>"#,
        r#"<Gates Version="1"><Extra>text <any xmlns="urn:other" x="1"/></Extra></Gates>"#,
        r#"<Gates Version="1"><Gate Side="North"><Dog Id="0001"><Shift><![CDATA[7]]></Shift></Dog></Gate></Gates>"#,
    ] {
        assert_eq!(gates.check(value), Ok(Evaluated::Whole), "{value}");
    }
}

#[test]
fn wrong_values_are_told_at_their_place() {
    let gates = gates();
    // What the place begins with, and a part of the message.
    for (value, place, why) in [
        (r#"<Gate Side="North"/>"#, "<Gate ", "not declared"),
        (
            r#"<Gates xmlns="urn:x" Version="1"/>"#,
            "<Gates",
            "not declared",
        ),
        (r#"<Gates/>"#, "<Gates", "'Version' is missing"),
        (r#" <Gates Version="one"/>"#, "Version=", "decimal"),
        (
            r#"<Gates Version="1"><Gate Side="West"/></Gates>"#,
            "Side=",
            "'West'",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North" Size="2"/></Gates>"#,
            "Size=",
            "'Size' is not allowed",
        ),
        (
            r#"<Gates Version="1"><Gat Side="North"/></Gates>"#,
            "<Gat ",
            "'Gat' is not allowed",
        ),
        (
            r#"<Gates Version="1"><Opening>2026-02-29T00:00:00</Opening></Gates>"#,
            "<Opening",
            "dateTime",
        ),
        (
            r#"<Gates Version="1"><Opening repeat="128">2026-02-28T00:00:00</Opening></Gates>"#,
            "repeat=",
            "127",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Note/></Gate></Gates>"#,
            "<Note/>",
            "minLength",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Note>123456</Note></Gate></Gates>"#,
            "<Note>",
            "maxLength",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Note>a</Note><Note>a</Note><Note>a</Note><Note>4</Note></Gate></Gates>"#,
            "<Note>4",
            "not allowed",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Dog Id="0001"/></Gate></Gates>"#,
            "<Dog",
            "incomplete",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Dog Id="{1}"><Shift>1</Shift></Dog></Gate></Gates>"#,
            "Id=",
            "pattern",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Dog Id="0001" Days="Mon Sun"><Shift>1</Shift></Dog></Gate></Gates>"#,
            "Days=",
            "'Sun'",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Dog Id="0001" Range="1"><Shift>1</Shift></Dog></Gate></Gates>"#,
            "Range=",
            "union",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Dog Id="0001"><Shift>256</Shift></Dog></Gate></Gates>"#,
            "<Shift>",
            "unsignedByte",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Dog Id="0001"><Shift>1</Shift><Armed>True</Armed></Dog></Gate></Gates>"#,
            "<Armed>",
            "boolean",
        ),
        (
            r#"<Gates Version="1"><Gate Side="North"><Dog Id="0001"><Shift>1</Shift></Dog><Dog Id="0001"><Shift>1</Shift></Dog></Gate></Gates>"#,
            "",
            "duplicate",
        ),
        (r#"<Gates Version="1">text</Gates>"#, "<Gates", "text"),
        (
            r#"<Gates Version="1"><Lock/></Gates>"#,
            "<Lock",
            "incomplete",
        ),
        (
            r#"<Gates Version="1"><Lock><Device/></Lock></Gates>"#,
            "<Device",
            "not allowed",
        ),
        (
            r#"<Gates Version="1"><Opening xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/></Gates>"#,
            "",
            "nil",
        ),
        (r#"<Gates Version="1">"#, "", "no XML"),
        (
            r#"<Gates Version="1"><Gate Side="&who;"/></Gates>"#,
            "",
            "no XML",
        ),
        ("", "", "no XML"),
        ("gates", "gates", "no XML"),
        (
            r#"<!DOCTYPE Gates [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Gates Version="&b;"/>"#,
            "<!DOCTYPE",
            "refused",
        ),
    ] {
        let error = gates.check(value).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(why), "{value}: {message}");
        let at = value.get(error.offset().unwrap()..).unwrap();
        assert!(at.starts_with(place), "{value}: {message}\nat {at}");
    }
    // A fault is told in the same words each time.
    let wrong = r#"<Gates Version="1"><Gate Side="North"><Dog b="1" a="2"/></Gate></Gates>"#;
    let error = gates.check(wrong).unwrap_err();
    for _ in 0..20 {
        assert_eq!(gates.check(wrong).unwrap_err(), error);
        assert_eq!(self::gates().check(wrong).unwrap_err(), error);
    }
}

#[test]
fn what_an_import_would_say_is_not_evaluated_and_the_rest_is() {
    let gates = gates();
    let lock = r#"<Lock><Device xmlns="urn:lock"><Anything/></Device></Lock>"#;
    let value = format!(r#"<Gates Version="1">{lock}</Gates>"#);
    let Ok(Evaluated::Partly(why)) = gates.check(&value) else {
        panic!("{:?}", gates.check(&value));
    };
    assert!(why.contains("`urn:lock` is not evaluated"), "{why}");
    let wrong = format!(r#"<Gates Version="x">{lock}</Gates>"#);
    assert!(gates.check(&wrong).is_err());
}

#[test]
fn a_text_that_is_no_schema_is_told_at_its_place() {
    for (text, place, why) in [
        ("", 0, "no root element"),
        ("an XML file", 0, "outside the root element"),
        ("<a/>", 0, "must be xs:schema"),
        ("\n<xs:schema/>", 1, ""),
        (
            &*text(
                "<xs:element name='a'><xs:complexType><xs:attributeGroup ref='b'/></xs:complexType></xs:element>",
            ),
            107,
            "'b'",
        ),
        (&text("<xs:element/>"), 91, "name"),
        (
            &text(
                "<xs:simpleType name='p'><xs:restriction base='xs:string'><xs:pattern value='['/></xs:restriction></xs:simpleType>",
            ),
            91,
            "pattern",
        ),
        (
            &text("<xs:include schemaLocation='/etc/hosts'/>"),
            91,
            "another file",
        ),
        (
            &text("<xs:redefine schemaLocation='file:///etc/hosts'/>"),
            91,
            "another file",
        ),
        (
            &text(
                "<xs:import namespace='urn:x' schemaLocation='/etc/hosts'/><xs:element name='a'><xs:complexType><xs:attribute name='b' xmlns:x='urn:x' type='x:T'/></xs:complexType></xs:element>",
            ),
            149,
            "T'",
        ),
        (
            &format!("<!DOCTYPE a [<!ENTITY b 'c'>]>{}", text("")),
            0,
            "document type",
        ),
    ] {
        let error = XmlSchema::new(text).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(why), "{text}: {message}");
        assert!(!message.contains(".xsd"), "{text}: {message}");
        let at = error.offset().unwrap();
        assert!(
            at.abs_diff(place) <= 60 && at <= text.len(),
            "{text}: {message} at {at}"
        );
    }
    // An import that nothing is taken from is never read.
    let unused =
        text("<xs:import namespace='urn:x' schemaLocation='/etc/hosts'/><xs:element name='a'/>");
    assert_eq!(
        XmlSchema::new(&unused).unwrap().check("<a/>"),
        Ok(Evaluated::Whole)
    );
}

/// Each would take minutes, or the stack, were it not refused or bounded.
#[test]
fn hostile_schemas_are_refused() {
    let twice = |name: &str, end: &str, one: &dyn Fn(usize) -> String| {
        let chain: String = (0..60).map(one).collect();
        let _ = name;
        text(&(chain + end))
    };
    let model = |inner: &str| {
        text(&format!(
            "<xs:element name='r'><xs:complexType>{inner}</xs:complexType></xs:element>"
        ))
    };
    for (what, hostile) in [
        (
            "groups",
            twice(
                "g",
                "<xs:group name='g60'><xs:sequence><xs:element name='a'/></xs:sequence></xs:group>",
                &|i| {
                    let next = i + 1;
                    format!(
                        "<xs:group name='g{i}'><xs:sequence><xs:group ref='g{next}'/><xs:group ref='g{next}'/></xs:sequence></xs:group>"
                    )
                },
            ),
        ),
        (
            "attributes",
            twice(
                "a",
                "<xs:attributeGroup name='a60'><xs:attribute name='b'/></xs:attributeGroup>",
                &|i| {
                    let next = i + 1;
                    format!(
                        "<xs:attributeGroup name='a{i}'><xs:attributeGroup ref='a{next}'/><xs:attributeGroup ref='a{next}'/></xs:attributeGroup>"
                    )
                },
            ),
        ),
        (
            "unions",
            twice(
                "u",
                "<xs:simpleType name='u60'><xs:restriction base='xs:int'/></xs:simpleType>",
                &|i| {
                    let next = i + 1;
                    format!(
                        "<xs:simpleType name='u{i}'><xs:union memberTypes='u{next} u{next}'/></xs:simpleType>"
                    )
                },
            ),
        ),
        (
            "circle",
            text("<xs:group name='g'><xs:sequence><xs:group ref='g'/></xs:sequence></xs:group>"),
        ),
        (
            "types in a circle",
            text(
                "<xs:simpleType name='a'><xs:restriction base='b'/></xs:simpleType><xs:simpleType name='b'><xs:restriction base='a'/></xs:simpleType>",
            ),
        ),
        (
            "deep",
            model(&("<xs:sequence>".repeat(3000) + &"</xs:sequence>".repeat(3000))),
        ),
        (
            "counted",
            model(
                &("<xs:sequence minOccurs='0' maxOccurs='100'>".repeat(8)
                    + "<xs:element name='a' maxOccurs='9'/>"
                    + &"</xs:sequence>".repeat(8)),
            ),
        ),
        (
            "counted through a group",
            text(
                "<xs:group name='g'><xs:sequence><xs:element name='a' maxOccurs='99'/></xs:sequence></xs:group><xs:element name='r'><xs:complexType><xs:sequence maxOccurs='99'><xs:group ref='g'/></xs:sequence></xs:complexType></xs:element>",
            ),
        ),
        (
            "ambiguous",
            model(
                "<xs:sequence><xs:element name='a' minOccurs='0'/><xs:element name='a'/></xs:sequence>",
            ),
        ),
        (
            "pattern",
            text(
                "<xs:simpleType name='p'><xs:restriction base='xs:string'><xs:pattern value='((a{1,1000}){1,1000}){1,1000}'/></xs:restriction></xs:simpleType>",
            ),
        ),
        ("long", text(&"<xs:element name='a'/>".repeat(4000))),
    ] {
        assert!(XmlSchema::new(&hostile).is_err(), "{what}");
    }
}

#[test]
fn hostile_values_are_bounded() {
    let any = schema("<xs:element name='r'/>");
    let partly =
        |schema: &XmlSchema, value: &str| matches!(schema.check(value), Ok(Evaluated::Partly(_)));
    assert!(partly(
        &any,
        &("<r>".repeat(20_000) + &"</r>".repeat(20_000))
    ));
    assert!(partly(&any, &format!("<r>{}</r>", "x".repeat(2 << 20))));
    assert!(partly(&any, &format!("<r>{}</r>", "x".repeat(200 << 10))));
    let attributes: String = (0..1000).map(|i| format!(" a{i}=''")).collect();
    assert!(partly(&any, &format!("<r{attributes}/>")));
    // One that is read to its end, and one that is stopped at the first of many faults.
    let counted = schema(
        "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' minOccurs='1000000' maxOccurs='2000000'/></xs:sequence></xs:complexType></xs:element>",
    );
    assert!(
        counted
            .check(&format!("<r>{}</r>", "<a/>".repeat(1000)))
            .is_err()
    );
    let wrong = format!("<r>{}</r>", "<b/>".repeat(100_000));
    assert_eq!(counted.check(&wrong).unwrap_err().offset(), Some(3));
    // A pattern that others backtrack in.
    let pattern = schema(
        "<xs:element name='r'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='(a+)+b'/></xs:restriction></xs:simpleType></xs:element>",
    );
    let error = pattern
        .check(&format!("<r>{}</r>", "a".repeat(100_000)))
        .unwrap_err();
    assert!(error.to_string().len() < 1000);
    // Neither the schema nor another is read from where a value points to.
    assert_eq!(any.check(r#"<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:noNamespaceSchemaLocation="/etc/hosts"/>"#), Ok(Evaluated::Whole));
}

#[test]
fn a_schema_that_has_seen_much_is_made_anew_and_says_the_same() {
    let any =
        schema("<xs:element name='r'><xs:complexType><xs:sequence/></xs:complexType></xs:element>");
    let spaces = " ".repeat(100 << 10);
    for _ in 0..200 {
        assert_eq!(any.check(&format!("<r>{spaces}</r>")), Ok(Evaluated::Whole));
    }
    assert!(any.check("<r><a/></r>").is_err());
}

#[test]
fn a_type_that_is_nowhere_is_no_fault_of_the_value() {
    let lacking = schema("<xs:element name='a' type='b'/><xs:element name='c'/>");
    let Ok(Evaluated::Partly(why)) = lacking.check("<a/>") else {
        panic!("{:?}", lacking.check("<a/>"));
    };
    assert!(why.contains("'b' not found"), "{why}");
    assert_eq!(lacking.check("<c/>"), Ok(Evaluated::Whole));
}
