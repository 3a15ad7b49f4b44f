//! Microsoft's extensions as real DDF files write them: one row, or one test, for each quirk.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{clean, first, kiosk, leaf, node};
use ddf::{
    ConflictResolution, DependencyKind, DynamicNodeNaming, ListDelimiter, OsBuild, OsBuilds,
    Ranges, RebootBehavior, ReplaceBehavior, ValueType,
};

#[test]
fn ranges() {
    const MAX: i64 = i64::MAX;
    type Intervals = Option<&'static [(i64, i64)]>;
    let cases: [(&str, Intervals); 26] = [
        ("[1-100]", Some(&[(1, 100)])),
        ("[0-4294967295]", Some(&[(0, 4_294_967_295)])),
        ("[5]", Some(&[(5, 5)])),
        ("[6,17]", Some(&[(6, 6), (17, 17)])),
        ("[(-1)-4294967295]", Some(&[(-1, 4_294_967_295)])),
        ("[(-1)-2147483647]", Some(&[(-1, 2_147_483_647)])),
        ("[-1-5]", Some(&[(-1, 5)])),
        ("[-5--1]", Some(&[(-5, -1)])),
        ("[(-5)-(-1)]", Some(&[(-5, -1)])),
        ("[(-1)]", Some(&[(-1, -1)])),
        ("[1-5],[8]", Some(&[(1, 5), (8, 8)])),
        ("[1-5] , [8-9]", Some(&[(1, 5), (8, 9)])),
        (" [ 1 - 5 ] ", Some(&[(1, 5)])),
        ("[0,4320]", Some(&[(0, 4320)])),
        ("[0,1,2]", Some(&[(0, 0), (1, 1), (2, 2)])),
        ("[0-9223372036854775807]", Some(&[(0, MAX)])),
        ("[0-9223372036854775808]", None),
        ("[5-1]", None),
        ("[]", None),
        ("", None),
        ("1-5", None),
        ("[1-5", None),
        ("[1-5],", None),
        ("[1-5][8]", None),
        ("[a-b]", None),
        ("[1-2-3]", None),
    ];
    for (text, expected) in cases {
        let ranges = Ranges::parse(text);
        let intervals = ranges.as_ref().map(|ranges| {
            ranges
                .intervals()
                .iter()
                .map(|interval| (interval.min(), interval.max()))
                .collect::<Vec<_>>()
        });
        assert_eq!(intervals.as_deref(), expected, "{text}");
        if let Some(ranges) = ranges.filter(|_| text != "[0,4320]") {
            assert_eq!(Ranges::parse(&ranges.to_string()), Some(ranges), "{text}");
        }
    }
    let six_or_seventeen = Ranges::parse("[6,17]").unwrap();
    assert!(
        six_or_seventeen.contains(6)
            && six_or_seventeen.contains(17)
            && !six_or_seventeen.contains(7)
    );
}

#[test]
fn a_range_may_be_written_in_enums() {
    let written = "<MSFT:AllowedValues ValueType=\"Range\"><MSFT:Enum><MSFT:Value>[1-5]</MSFT:Value></MSFT:Enum>\
                   <MSFT:Enum><MSFT:Value>[8]</MSFT:Value></MSFT:Enum></MSFT:AllowedValues>";
    let model = leaf(written);
    let allowed = first(&model).allowed_values().unwrap();
    assert_eq!(allowed.ranges().unwrap().to_string(), "[1-5],[8]");
    assert_eq!(allowed.values().len(), 2);
}

#[test]
fn value_types() {
    let names = [
        "ADMX", "ENUM", "Flag", "JSON", "None", "Range", "RegEx", "SDDL", "XSD",
    ];
    assert_eq!(ValueType::ALL.map(ValueType::as_str), names);
    let content = |value_type| match value_type {
        ValueType::Admx => {
            "<MSFT:AdmxBacked Area=\"Kiosk~AT~Screen\" Name=\"Dim\" File=\"Kiosk.admx\"/>"
        }
        ValueType::Enum | ValueType::Flag => "<MSFT:Enum><MSFT:Value>0x1</MSFT:Value></MSFT:Enum>",
        ValueType::Range => "<MSFT:Value>[1]</MSFT:Value>",
        ValueType::None | ValueType::Sddl => "",
        ValueType::Json => {
            "<MSFT:Value><![CDATA[\"<x>\"]]></MSFT:Value><MSFT:ValueDescription>d</MSFT:ValueDescription>"
        }
        _ => {
            "<MSFT:Value><![CDATA[<schema xmlns='http://www.w3.org/2001/XMLSchema'/>]]></MSFT:Value><MSFT:ValueDescription>d</MSFT:ValueDescription>"
        }
    };
    for value_type in ValueType::ALL {
        let model = leaf(&format!(
            "<MSFT:AllowedValues ValueType=\"{value_type}\">{}</MSFT:AllowedValues>",
            content(value_type)
        ));
        let allowed = first(&model).allowed_values().unwrap();
        assert_eq!(allowed.value_type(), value_type);
        match value_type {
            ValueType::Admx => {
                let admx = &allowed.admx()[0];
                assert_eq!(
                    (admx.area(), admx.name(), admx.file()),
                    ("Kiosk~AT~Screen", "Dim", "Kiosk.admx")
                );
            }
            ValueType::Enum | ValueType::Flag => assert_eq!(allowed.values()[0].value(), "0x1"),
            ValueType::RegEx | ValueType::Xsd | ValueType::Json => {
                let text = match value_type {
                    ValueType::Json => "\"<x>\"",
                    _ => "<schema xmlns='http://www.w3.org/2001/XMLSchema'/>",
                };
                assert_eq!(
                    (allowed.text(), allowed.text_description()),
                    (Some(text), Some("d"))
                );
            }
            _ => {}
        }
    }
}

#[test]
fn enum_values_with_and_without_enums() {
    let bare = "<MSFT:Value>0</MSFT:Value><MSFT:ValueDescription>Off</MSFT:ValueDescription><MSFT:Value>1</MSFT:Value>";
    let wrapped = "<MSFT:Enum><MSFT:ValueDescription>Off</MSFT:ValueDescription><MSFT:Value>0</MSFT:Value></MSFT:Enum>\
                   <MSFT:Enum><MSFT:Value>1</MSFT:Value></MSFT:Enum>";
    for content in [bare, wrapped] {
        let model = leaf(&format!(
            "<MSFT:AllowedValues ValueType=\"ENUM\">{content}</MSFT:AllowedValues>"
        ));
        let values: Vec<_> = first(&model)
            .allowed_values()
            .unwrap()
            .values()
            .iter()
            .map(|v| (v.value(), v.description()))
            .collect();
        assert_eq!(values, [("0", Some("Off")), ("1", None)]);
    }
}

#[test]
fn list_delimiters() {
    let cases = [
        (";", Some(";"), Some(';')),
        (",", Some(","), Some(',')),
        ("|", Some("|"), Some('|')),
        ("0xF000", Some("\u{F000}"), Some('\u{F000}')),
        ("\\xF000", Some("\u{F000}"), Some('\u{F000}')),
        ("\\uF000", Some("\u{F000}"), Some('\u{F000}')),
        ("&#xF000;", Some("\u{F000}"), Some('\u{F000}')),
        ("\u{F000}", Some("\u{F000}"), Some('\u{F000}')),
        ("0x", Some("0x"), None),
        ("::", Some("::"), None),
        ("", None, None),
    ];
    for (written, text, character) in cases {
        let delimiter = ListDelimiter::new(written);
        assert_eq!(
            (
                delimiter.as_written(),
                delimiter.as_str(),
                delimiter.as_char()
            ),
            (written, text, character)
        );
    }
    for written in ["&#xF000;", "&amp;#xF000;"] {
        let model = leaf(&format!(
            "<MSFT:AllowedValues ValueType=\"None\"><MSFT:List Delimiter=\"{written}\"/></MSFT:AllowedValues>"
        ));
        let delimiter = first(&model)
            .allowed_values()
            .unwrap()
            .list_delimiter()
            .unwrap();
        assert_eq!(delimiter.as_char(), Some('\u{F000}'), "{written}");
    }
}

#[test]
fn dynamic_naming() {
    let cases = [
        (
            "<MSFT:ServerGeneratedUniqueIdentifier/>",
            DynamicNodeNaming::ServerGeneratedUniqueIdentifier,
        ),
        (
            "<MSFT:ClientInventory/>",
            DynamicNodeNaming::ClientInventory,
        ),
        (
            "<MSFT:UniqueName>A name (unique).</MSFT:UniqueName>",
            DynamicNodeNaming::UniqueName("A name (unique).".to_owned()),
        ),
        (
            "<MSFT:UniqueName/>",
            DynamicNodeNaming::UniqueName(String::new()),
        ),
    ];
    for (written, expected) in cases {
        let model = leaf(&format!(
            "<MSFT:DynamicNodeNaming>{written}</MSFT:DynamicNodeNaming>"
        ));
        assert_eq!(first(&model).dynamic_naming(), Some(&expected));
    }
}

#[test]
fn dependencies() {
    let model = leaf(
        "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId=\"Zone\">\
         <MSFT:DependencyChangedAllowedValues ValueType=\"Range\"><MSFT:Value>[7-365]</MSFT:Value></MSFT:DependencyChangedAllowedValues>\
         <MSFT:Dependency Type=\"DependsOn\"><MSFT:DependencyUri>Vendor/Contoso/Kiosk/[Zone]</MSFT:DependencyUri>\
         <MSFT:DependencyAllowedValue ValueType=\"Range\"><MSFT:Value>[1]</MSFT:Value></MSFT:DependencyAllowedValue></MSFT:Dependency>\
         <MSFT:Dependency Type=\"Not\"><MSFT:DependencyUri>Vendor/Contoso/Kiosk/Off</MSFT:DependencyUri></MSFT:Dependency>\
         </MSFT:DependencyGroup><MSFT:DependencyGroup/></MSFT:DependencyBehavior>",
    );
    let groups = first(&model).dependencies();
    assert_eq!(
        (
            groups.len(),
            groups[0].friendly_id(),
            groups[1].friendly_id()
        ),
        (2, Some("Zone"), None)
    );
    assert_eq!(
        groups[0]
            .changed_allowed_values()
            .unwrap()
            .ranges()
            .unwrap()
            .to_string(),
        "[7-365]"
    );
    let [depends, not] = groups[0].dependencies() else {
        panic!("{groups:?}")
    };
    assert_eq!(
        (depends.kind(), depends.uri()),
        (DependencyKind::DependsOn, "Vendor/Contoso/Kiosk/[Zone]")
    );
    assert!(
        depends
            .allowed_value()
            .unwrap()
            .ranges()
            .unwrap()
            .contains(1)
    );
    assert_eq!(
        (not.kind(), not.allowed_value()),
        (DependencyKind::Not, None)
    );
}

#[test]
fn behaviors_as_words_and_as_elements() {
    let model = leaf(
        "<MSFT:ConflictResolution>HighestValueMostSecure</MSFT:ConflictResolution>\
         <MSFT:ReplaceBehavior><MSFT:Append/></MSFT:ReplaceBehavior><MSFT:RebootBehavior> Automatic </MSFT:RebootBehavior>\
         <MSFT:AtomicRequired/><MSFT:Deprecated OsBuildDeprecated=\"10.0.22000\"/>\
         <MSFT:GpMapping GpEnglishName=\"A &lt; B\" GpAreaPath=\"A~B\"/>\
         <MSFT:CommonErrorResults><MSFT:CommonErrorOne>Full.</MSFT:CommonErrorOne></MSFT:CommonErrorResults>",
    );
    let node = first(&model);
    assert_eq!(
        node.conflict_resolution(),
        Some(ConflictResolution::HighestValueMostSecure)
    );
    assert_eq!(node.replace_behavior(), Some(ReplaceBehavior::Append));
    assert_eq!(node.reboot_behavior(), Some(RebootBehavior::Automatic));
    assert!(node.atomic_required());
    assert_eq!(node.deprecated().unwrap().os_build(), Some("10.0.22000"));
    let mapping = node.gp_mapping().unwrap();
    assert_eq!(
        (
            mapping.english_name(),
            mapping.area_path(),
            mapping.element()
        ),
        (Some("A < B"), Some("A~B"), None)
    );
    let error = &node.common_error_results()[0];
    assert_eq!((error.name(), error.text()), ("CommonErrorOne", "Full."));
    let bare = leaf("<MSFT:Deprecated/>");
    assert_eq!(first(&bare).deprecated().unwrap().os_build(), None);
    assert_eq!(
        (
            first(&bare).conflict_resolution(),
            first(&bare).atomic_required()
        ),
        (None, false)
    );
}

#[test]
fn applicability_is_inherited_fact_by_fact() {
    let of = |facts: &str| format!("<MSFT:Applicability>{facts}</MSFT:Applicability>");
    let build = "<MSFT:OsBuildVersion>10.0.19041, 10.0.18362.329</MSFT:OsBuildVersion>";
    let version = "<MSFT:CspVersion>9.9</MSFT:CspVersion><MSFT:RequiresAzureAd/>";
    let editions = "<MSFT:EditionAllowList>0x4;0x1B;0x88*;</MSFT:EditionAllowList>";
    let grandchild = node("C", "int", &of(version), "");
    let child = node("B", "node", &of(editions), &grandchild) + &node("D", "int", "", "");
    let model = clean(&kiosk(&node("A", "node", &of(build), &child)));
    let [root, a, b, c, d] = model.nodes().collect::<Vec<_>>()[..] else {
        panic!("{model:?}")
    };
    assert_eq!(root.applicability(), ddf::Applicability::default());
    assert_eq!(
        (a.own_applicability(), root.own_applicability()),
        (Some(a.applicability()), None)
    );
    let facts = c.applicability();
    assert_eq!(
        facts.os_builds().unwrap().text(),
        "10.0.19041, 10.0.18362.329"
    );
    assert_eq!(
        (facts.csp_version(), facts.requires_azure_ad()),
        (Some("9.9"), Some(true))
    );
    assert_eq!(facts.editions().unwrap().text(), "0x4;0x1B;0x88*;");
    assert_eq!(facts.editions().unwrap().ids(), [0x4, 0x1B, 0x88]);
    assert!(facts.editions().unwrap().contains(0x88) && !facts.editions().unwrap().contains(0x89));
    assert_eq!(c.own_applicability().unwrap().os_builds(), None);
    assert_eq!(
        (
            b.applicability().csp_version(),
            d.applicability().editions()
        ),
        (None, None)
    );
}

#[test]
fn builds() {
    let branches = "10.0.22000, 10.0.19044.1706, 10.0.19043.1706";
    assert_eq!(
        OsBuilds::new(branches).lowest(),
        OsBuild::parse("10.0.19043.1706")
    );
    assert_eq!(OsBuilds::new("99.9.99999").lowest(), None);
}
