//! What stands at a place of a file, also where somebody is typing.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use csp_profile::cursor::{Begun, Part, Tag, closed};
use csp_profile::{Carrier, Profile};
use proptest::prelude::*;

/// A file and the byte of its mark.
fn marked(text: &str) -> (String, usize) {
    let at = text.find('‸').unwrap();
    (text.replace('‸', ""), at)
}

/// What stands at the mark: the part, what of it is before the mark, and the address.
fn spot(text: &str) -> Option<String> {
    let (text, at) = marked(text);
    let profile = Profile::read("x", text.as_bytes(), None).unwrap();
    let spot = profile.spot(at)?;
    let address = spot.setting.and_then(|setting| setting.address.as_ref());
    let part = match spot.part {
        Part::Verb(place) => format!("verb {}", &text[place]),
        Part::Address(text, at) => format!("address {}", &text.as_str()[..at]),
        Part::Format(text) => format!("format {text}"),
        Part::Value(value, at) => format!("value {}", &value.text.as_str()[..at]),
    };
    let address = address.map_or("", |address| address.as_str());
    Some(format!("{} {address}: {part}", spot.command.verb))
}

#[test]
fn each_part_is_found_in_each_carrier() {
    let table = [
        (
            "<Re‸place><Item><Target><LocURI>./A/B</LocURI></Target></Item></Replace>",
            "Replace ./A/B: verb Replace",
        ),
        (
            "<Get><Item><Target><LocURI>./A‸/B</LocURI></Target></Item></Get>",
            "Get ./A/B: address ./A",
        ),
        (
            "<Get><Item><Target><LocURI>‸\n</LocURI></Target></Item></Get>",
            "Get : address ",
        ),
        (
            "<Add><Item><Target><LocURI>./A</LocURI></Target><Meta><Format>in‸t</Format></Meta></Item></Add>",
            "Add ./A: format int",
        ),
        (
            "<Add><Item><Target><LocURI>./A</LocURI></Target><Data>a&amp;b‸c</Data></Item></Add>",
            "Add ./A: value a&b",
        ),
        (
            "<Add><Item><Target><LocURI>./A</LocURI></Target><Data><![CDATA[<on‸/>]]></Data></Item></Add>",
            "Add ./A: value <on",
        ),
        (
            "{\"omaSettings\":[{\"omaUri\":\"./A/‸B\",\"@odata.type\":\"#microsoft.graph.omaSettingInteger\",\"value\":1}]}",
            "Replace ./A/B: address ./A/",
        ),
        (
            "{\"omaSettings\":[{\"value\":1‸2,\"omaUri\":\"./A/B\",\"@odata.type\":\"#microsoft.graph.omaSettingInteger\"}]}",
            "Replace ./A/B: value 1",
        ),
        ("OMA-URI,Value\n./A/‸B,1\n", "Replace ./A/B: address ./A/"),
        (
            "<DeclaredConfiguration><CSP name='./Vendor/X'><URI path='‸A/B' type='int'>1</URI></CSP></DeclaredConfiguration>",
            "Replace ./Vendor/X/A/B: address ./Vendor/X/",
        ),
        (
            "<wap-provisioningdoc><characteristic type='A'><parm name='B‸' value='1'/></characteristic></wap-provisioningdoc>",
            "Replace ./Vendor/MSFT/A/B: address ./Vendor/MSFT/A/B",
        ),
        // A document in a value, which is escaped.
        (
            "<Add><Item><Target><LocURI>./D</LocURI></Target><Data>&lt;DeclaredConfiguration&gt;&lt;CSP name='./X'&gt;&lt;URI path='A&amp;amp;‸B'/&gt;\
             &lt;/CSP&gt;&lt;/DeclaredConfiguration&gt;</Data></Item></Add>",
            "Replace ./X/A&B: address ./X/A&",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(spot(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(spot("<Get><CmdID>‸1</CmdID></Get>"), None);
}

#[test]
fn what_is_not_closed_is_read() {
    let table = [
        (
            "<Replace><Item><Target><LocURI>./A/B‸\n</Target></Item></Replace>",
            "Replace ./A/B: address ./A/B",
        ),
        (
            "<Replace><Item><Target><LocURI>./A/‸\n<Replace><Item><Target><LocURI>./C</LocURI></Target></Item></Replace>",
            "Replace ./A/: address ./A/",
        ),
        (
            "<Replace><Item><Target><LocURI>./A</LocURI></Target><Data>tr‸\n<Get><Item/></Get>",
            "Replace ./A: value tr",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(spot(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_file_that_ends_at_the_cursor_is_closed() {
    let table = [
        ("<A><B x=\"1", "<A><B x=\"1\"/>"),
        ("<A><B x=", "<A>"),
        ("<A><Da", "<A>"),
        ("<A><![CDATA[<x", "<A><![CDATA[<x]]>"),
        ("{\"a", "{\"a\":null}"),
        ("{\"a\": ", "{\"a\": 0}"),
        ("{\"a\": 1, ", "{\"a\": 1}"),
        ("[{\"a\": \"x\\", "[{\"a\": \"x\"}]"),
        ("[{\"a\": {\"b\": [1, \"}", "[{\"a\": {\"b\": [1, \"}\"]}}]"),
    ];
    for (before, expected) in table {
        assert_eq!(closed(before).as_deref(), Some(expected), "{before}");
    }
    assert_eq!(closed("<A><!-- x"), None);
}

#[test]
fn the_tag_that_is_typed_knows_what_it_stands_in() {
    let table = [
        ("‸", "", Begun::No, "Replace"),
        ("<‸", "", Begun::Start, "Replace"),
        (
            "<Replace><Item><Tar‸</Item></Replace>",
            "Replace/Item",
            Begun::Start,
            "Target",
        ),
        (
            "<Replace><Item>\n  ‸\n</Item>",
            "Replace/Item",
            Begun::No,
            "Target",
        ),
        ("<Replace><Item></Item></‸", "Replace", Begun::End, "Item"),
        (
            "<Add><Item><Target/><Meta><‸",
            "Add/Item/Meta",
            Begun::Start,
            "Format",
        ),
    ];
    for (text, open, begun, first) in table {
        let (text, at) = marked(text);
        let tag = Tag::at(&text, at).unwrap();
        assert_eq!(
            (tag.open.join("/").as_str(), tag.begun),
            (open, begun),
            "{text}"
        );
        assert_eq!(tag.names(Carrier::Fleet).first(), Some(&first), "{text}");
    }
    for text in ["<A>x ‸", "<A b='‸", "<A><!-- <‸", "<A><![CDATA[<‸"] {
        let (text, at) = marked(text);
        assert_eq!(Tag::at(&text, at), None, "{text}");
    }
}

proptest! {
    /// No text and no place in it make it panic, and what is closed can be read where the whole file can.
    #[test]
    fn any_cursor_is_taken(text in r#"([\[{"':,}\]\\<>/!\-A-a= &;]|<Add>|<Item>|<LocURI>|<!\[CDATA\[|]]>|</Item>|é|"omaUri"){0,40}"#, at in 0usize..120) {
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let _ = Tag::at(&text, at);
        if let Ok(profile) = Profile::read("x", text.as_bytes(), None) {
            let _ = profile.spot(at);
        }
        if let Some(closed) = closed(&text[..at]) {
            if let Ok(profile) = Profile::read("x", closed.as_bytes(), None) {
                let _ = profile.spot(at);
            }
        }
        let _ = Tag::at(&text, at + 1000);
    }
}
