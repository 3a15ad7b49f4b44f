//! OMA's elements as real DDF files write them: one row, or one test, for each quirk.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{clean, codes, first, kiosk, leaf, node, read, tree};
use ddf::{Access, CaseSense, Format, Model, Occurrence, Operation, Scope};

fn uris(model: &Model) -> Vec<String> {
    model.nodes().map(|node| node.uri()).collect()
}

#[test]
fn formats() {
    let names = [
        "b64", "bin", "bool", "chr", "date", "float", "int", "node", "null", "time", "xml",
    ];
    assert_eq!(Format::ALL.map(Format::as_str), names);
    for format in Format::ALL {
        let model = clean(&kiosk(&node("Screen", format.as_str(), "", "")));
        assert_eq!(first(&model).format(), format);
        assert_eq!(first(&model).is_leaf(), format != Format::Node);
    }
}

#[test]
fn operations() {
    for operations in 1..1u32 << Operation::ALL.len() {
        let expected: Access = Operation::ALL
            .into_iter()
            .filter(|op| operations & (1 << *op as u32) != 0)
            .collect();
        let written: String = expected
            .iter()
            .map(|operation| format!("<{operation}></{operation}>"))
            .collect();
        let text = kiosk(&node("Screen", "int", "", ""));
        let at = text.rfind("<Get/>").unwrap();
        let model = clean(&format!(
            "{}{written}{}",
            &text[..at],
            &text[at + "<Get/>".len()..]
        ));
        assert_eq!(first(&model).access(), expected);
    }
}

#[test]
fn occurrences() {
    let cases = [
        ("", Occurrence::One, "One"),
        ("<Occurrence/>", Occurrence::One, "One"),
        ("<Occurrence><One/></Occurrence>", Occurrence::One, "One"),
        (
            "<Occurrence><ZeroOrOne/></Occurrence>",
            Occurrence::ZeroOrOne,
            "ZeroOrOne",
        ),
        (
            "<Occurrence><ZeroOrMore/></Occurrence>",
            Occurrence::ZeroOrMore,
            "ZeroOrMore",
        ),
        (
            "<Occurrence><OneOrMore/></Occurrence>",
            Occurrence::OneOrMore,
            "OneOrMore",
        ),
        (
            "<Occurrence><ZeroOrN/></Occurrence>",
            Occurrence::ZeroOrN(None),
            "ZeroOrN",
        ),
        (
            "<Occurrence><ZeroOrN> 5 </ZeroOrN></Occurrence>",
            Occurrence::ZeroOrN(Some(5)),
            "ZeroOrN:5",
        ),
        (
            "<Occurrence><OneOrN/></Occurrence>",
            Occurrence::OneOrN(None),
            "OneOrN",
        ),
        (
            "<Occurrence><OneOrN>65536</OneOrN></Occurrence>",
            Occurrence::OneOrN(Some(65536)),
            "OneOrN:65536",
        ),
    ];
    for (written, expected, shown) in cases {
        let model = leaf(written);
        assert_eq!(first(&model).occurrence(), expected, "{written}");
        assert_eq!(first(&model).occurrence().to_string(), shown);
    }
}

#[test]
fn scope_and_case_have_the_defaults_of_oma() {
    for (written, scope) in [
        ("", Scope::Dynamic),
        ("<Scope/>", Scope::Dynamic),
        ("<Scope><Permanent/></Scope>", Scope::Permanent),
    ] {
        assert_eq!(first(&leaf(written)).scope(), scope, "{written}");
    }
    let cases = [
        ("", None, false),
        (
            "<CaseSense><CS/></CaseSense>",
            Some(CaseSense::Sensitive),
            true,
        ),
        (
            "<CaseSense><CIS/></CaseSense>",
            Some(CaseSense::Insensitive),
            false,
        ),
    ];
    for (written, stated, sensitive) in cases {
        let model = leaf(written);
        assert_eq!(
            (
                first(&model).case_sense(),
                first(&model).is_case_sensitive()
            ),
            (stated, sensitive)
        );
    }
}

#[test]
fn types() {
    let cases: [(&str, &[&str], Option<&str>); 6] = [
        ("<DFType><MIME/></DFType>", &[], None),
        ("<DFType><DDFName></DDFName></DFType>", &[], None),
        (
            "<DFType><MIME>text/plain</MIME><MIME>text/xml</MIME></DFType>",
            &["text/plain", "text/xml"],
            None,
        ),
        (
            "<DFType><DDFName>com.microsoft/1.0/MDM/Kiosk</DDFName></DFType>",
            &[],
            Some("com.microsoft/1.0/MDM/Kiosk"),
        ),
        (
            "<DFType><DDFName/><MIME>text/plain</MIME></DFType>",
            &["text/plain"],
            None,
        ),
        ("", &[], None),
    ];
    for (written, mimes, ddf_name) in cases {
        let model = leaf(written);
        assert_eq!(
            (first(&model).mimes(), first(&model).ddf_name()),
            (
                mimes
                    .iter()
                    .map(|m| (*m).to_owned())
                    .collect::<Vec<_>>()
                    .as_slice(),
                ddf_name
            )
        );
    }
}

#[test]
fn texts_are_kept_as_written() {
    let cases = [
        ("", None),
        ("<DefaultValue/>", Some("")),
        ("<DefaultValue></DefaultValue>", Some("")),
        ("<DefaultValue> 5\n</DefaultValue>", Some(" 5\n")),
        (
            "<DefaultValue>a<![CDATA[<b>]]>&lt;c&gt;</DefaultValue>",
            Some("a<b><c>"),
        ),
        (
            "<DefaultValue>a<!-- not this -->b<?nor this?>c</DefaultValue>",
            Some("abc"),
        ),
    ];
    for (written, value) in cases {
        let leaf = clean(&kiosk(&node("Screen", "chr", written, "")));
        assert_eq!(first(&leaf).default_value(), value, "{written}");
    }
}

#[test]
fn children_come_in_any_order() {
    let text = tree(
        "<Node><DFProperties><DFType><MIME>text/plain</MIME></DFType><DefaultValue>1</DefaultValue>\
         <CaseSense><CS/></CaseSense><DFTitle>T</DFTitle><DFFormat><node/></DFFormat><Description>D</Description>\
         <AccessType><Get/></AccessType></DFProperties><Node><DFProperties><DFFormat><int/></DFFormat><AccessType><Get/>\
         </AccessType></DFProperties><NodeName>B</NodeName></Node><Path>./Vendor/Contoso</Path><NodeName>A</NodeName></Node>",
    );
    let model = clean(&text);
    assert_eq!(uris(&model), ["./Vendor/Contoso/A", "./Vendor/Contoso/A/B"]);
    let root = model.nodes().next().unwrap();
    assert_eq!(
        (root.default_value(), root.description(), root.title()),
        (Some("1"), Some("D"), Some("T"))
    );
}

#[test]
fn the_head_of_a_document() {
    let head =
        "<MSFT:Diagnostics></MSFT:Diagnostics><Man>Contoso</Man><Mod>K1</Mod><VerDTD>1.2</VerDTD>";
    let model = clean(&kiosk("").replace("<VerDTD>1.2</VerDTD>", head));
    let document = &model.documents()[0];
    assert_eq!(
        (
            document.ver_dtd(),
            document.manufacturer(),
            document.model()
        ),
        (Some("1.2"), Some("Contoso"), Some("K1"))
    );
    assert!(document.has_diagnostics_marker());
    assert!(!clean(&kiosk("")).documents()[0].has_diagnostics_marker());
}

#[test]
fn value_and_run_time_properties() {
    let text = kiosk(&node(
        "Screen",
        "int",
        "",
        "<Value>5</Value><RTProperties><ACL>Get=*</ACL></RTProperties>",
    ));
    let model = clean(&text);
    assert_eq!(first(&model).value(), Some("5"));
    assert_eq!(
        first(&model).rt_properties(),
        Some("<RTProperties><ACL>Get=*</ACL></RTProperties>")
    );
}

#[test]
fn elements_of_another_vendor_are_not_microsofts() {
    let foreign = "<c:Deprecated xmlns:c=\"https://contoso.example/\" Since=\"5\"/>";
    let (model, report) = read(&[("kiosk.xml", &kiosk(&node("Screen", "int", foreign, "")))]);
    assert_eq!(codes(&report), ["DDF0025"]);
    assert_eq!(first(&model).deprecated(), None);
    assert_eq!(first(&model).extensions()[0].xml(), foreign);
}

#[test]
fn what_is_not_known_is_kept() {
    let unknown = "<MSFT:Colour Depth=\"24\"><a>&amp;</a></MSFT:Colour>";
    let (model, report) = read(&[("kiosk.xml", &kiosk(&node("Screen", "int", unknown, "")))]);
    assert_eq!(codes(&report), ["DDF0025"]);
    let extension = &first(&model).extensions()[0];
    assert_eq!(
        (extension.name(), extension.xml()),
        ("MSFT:Colour", unknown)
    );
    assert_eq!(
        &first(&model).document().source().text()[extension.span()],
        unknown
    );
    let word = "<MSFT:RebootBehavior>Later</MSFT:RebootBehavior>";
    let (model, report) = read(&[("kiosk.xml", &kiosk(&node("Screen", "int", word, "")))]);
    assert_eq!(codes(&report), ["DDF0056"]);
    assert_eq!(
        (
            first(&model).reboot_behavior(),
            first(&model).extensions()[0].xml()
        ),
        (None, word)
    );
}
