//! `csp wbxml`, and WBXML given to other commands.

use std::fs;

use insta::assert_snapshot;

use crate::run::{csp_with, data, output, text};

/// A device is asked for octets and told a nonce, with an attribute, a name from the string table and an unknown tag.
const MESSAGE: &[u8] = b"\x02\x00\x00\x6A\x22-//SYNCML//DTD SyncML 1.2//EN\0Foo\0\
    \x6D\x2C\x6B\
    \x60\x4B\x031\0\x01\x54\x6E\x57\x03./A\0\x01\x01\x5A\x00\x01\x47\x03bin\0\x01\x01\x00\x00\x4F\xC3\x03\xFF\x00\x01\x01\x01\x01\
    \x69\x49\x5A\x00\x01\x50\xC3\x05Nonce\x01\x01\x01\x00\x00\x01\
    \x44\x1E\x03--\0\x01\x3D\x92\x05\x03v\0\x01\x01\x01";

const GET: &str = "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr/><SyncBody><Get><CmdID>1</CmdID><Item><Target>\
    <LocURI> ./Vendor/MSFT/ApplicationControl </LocURI></Target></Item></Get><Final/></SyncBody></SyncML>";

/// What a run gives that is understood.
fn run(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let output = output(&data(), arguments, input);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*error), (Some(0), ""));
    output.stdout
}

fn encode(xml: &str) -> Vec<u8> {
    run(&["wbxml", "encode"], xml.as_bytes())
}

fn decode(wbxml: &[u8]) -> String {
    String::from_utf8(run(&["wbxml", "decode", "-"], wbxml)).unwrap()
}

/// Why a run ends with 2 and prints nothing.
fn refused(arguments: &[&str], input: &[u8]) -> String {
    let output = output(&data(), arguments, input);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn decoding_prints_xml_and_says_what_that_cannot_carry() {
    assert_snapshot!(decode(MESSAGE));
}

#[test]
fn encoding_is_compact_and_comes_back() {
    let wbxml = encode(GET);
    assert_eq!(
        wbxml,
        b"\x03\xA4\x01\x6A\x00\x6D\x2C\x6B\x53\x4B\x031\0\x01\x54\x6E\x57\x03./Vendor/MSFT/ApplicationControl\0\x01\x01\x01\x01\x12\x01\x01"
    );
    let xml = decode(&wbxml);
    assert_eq!(encode(&xml), wbxml);
    let doctype = "<?xml version=\"1.0\"?>\n<!DOCTYPE SyncML PUBLIC \"-//SYNCML//DTD SyncML 1.2//EN\" \"http://example.test/a.dtd\">\n";
    assert_eq!(
        encode(&format!("{doctype}{xml}")),
        wbxml,
        "as other tools write it"
    );
}

/// A comment of XML may not have two hyphens in it; a name may, and what is said of it stands in one.
#[test]
fn a_name_with_hyphens_does_not_end_the_comment() {
    for name in ["a--b", "a---b", "a-----"] {
        let mut message = vec![3, 0xA4, 1, 0x6A, name.len() as u8];
        message.extend(name.as_bytes());
        message.extend(b"\x6D\x6B\x84\x00\x05\x01\x01\x01");
        let xml = decode(&message);
        let (comment, element) = xml.split_once("-->").unwrap();
        assert!(comment.contains("the attributes of a-"), "{comment}");
        assert!(
            !comment.trim_start_matches("<!--").contains("--"),
            "{comment}"
        );
        assert!(element.contains(&format!("<{name}/>")), "{element}");
        encode(&xml);
    }
}

/// A prefix would be bound to nothing: WBXML has no namespaces but those of its code pages.
#[test]
fn a_name_with_a_prefix_loses_it() {
    let names = b"a:Odd\0b:c\0";
    let mut message = vec![3, 0xA4, 1, 0x6A, names.len() as u8];
    message.extend(names);
    // An element beside the header, and one in a value.
    message.extend(
        b"\x6D\x6C\x01\x6B\x44\x00\x03v\0\x01\x60\x54\x4F\x44\x06\x04\x06\x01\x01\x01\x01\x01\x01",
    );
    let xml = decode(&message);
    let document = roxmltree::Document::parse(&xml).unwrap();
    let names = document.descendants().filter(roxmltree::Node::is_element);
    let names: Vec<&str> = names.map(|node| node.tag_name().name()).collect();
    assert_eq!(
        names,
        [
            "SyncML", "SyncHdr", "SyncBody", "Odd", "Replace", "Item", "Data", "c", "c"
        ]
    );
    assert!(
        xml.contains("byte 19: the prefix of a:Odd is left out"),
        "{xml}"
    );
    encode(&xml);
}

/// WBXML has one root.
#[test]
fn commands_get_a_message_around_them() {
    let whole = encode("<SyncML><SyncHdr/><SyncBody><Get/><Get/></SyncBody></SyncML>");
    for part in ["<Get/><Get/>", "<SyncBody><Get/><Get/></SyncBody>"] {
        assert_eq!(encode(part), whole);
    }
}

#[test]
fn files_are_read_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let (xml, wbxml) = (folder.path().join("a.xml"), folder.path().join("a.wbxml"));
    fs::write(&xml, GET).unwrap();
    fs::write(&wbxml, run(&["wbxml", "encode", text(&xml)], b"")).unwrap();
    let decoded = run(&["wbxml", "decode", text(&wbxml)], b"");
    assert_eq!(decode(&encode(GET)).as_bytes(), decoded);
    let absent = output(folder.path(), &["wbxml", "decode", "absent"], b"");
    assert_eq!(absent.status.code(), Some(1));
}

#[test]
fn what_wbxml_does_not_carry_is_said() {
    let xml = "<SyncML><SyncBody><Status><Data msft:originalerror=\"0x80070057\">500</Data></Status><Odd/></SyncBody></SyncML>";
    let outcome = output(&data(), &["wbxml", "encode"], xml.as_bytes());
    assert_eq!(outcome.status.code(), Some(0));
    assert_eq!(
        String::from_utf8(outcome.stderr).unwrap(),
        "standard input: byte 26: the attribute `msft:originalerror` of Data is left out, which WBXML does not carry\n"
    );
    assert!(decode(&outcome.stdout).contains("<Data>500</Data>\n    </Status>\n    <Odd/>"));
}

#[test]
fn what_cannot_be_read_is_refused_with_its_byte() {
    let cut_off = &MESSAGE[..MESSAGE.len() - 1];
    for command in [&["wbxml", "decode"][..], &["respond"]] {
        assert_eq!(
            refused(command, cut_off),
            format!(
                "error: standard input: byte {}: the document ends before its elements do: it is cut off\n",
                cut_off.len()
            )
        );
    }
    assert_eq!(
        refused(&["wbxml", "decode"], GET.as_bytes()),
        "error: standard input: byte 0: this is no WBXML, which begins with its version (0x03 for 1.3)\n"
    );
    assert_eq!(
        refused(&["wbxml", "encode"], MESSAGE),
        "error: standard input: byte 0: this is WBXML already\n"
    );
    assert_eq!(
        refused(&["wbxml", "encode"], b"<Get>\n<Item>"),
        "error: standard input: byte 12 (line 2, column 7): the message ends without `</Item>` for the element that begins at line 2, column 1: it is cut off\n"
    );
    let two = refused(&["wbxml", "encode"], b"<SyncML/><Get/>");
    assert!(
        two.contains("byte 9 (line 1, column 10): `<Get>` stands after the end"),
        "{two}"
    );
}

/// The byte is that of the file, also where its text is decoded first.
#[test]
fn what_is_wrong_with_utf_16_is_told_at_the_byte_of_the_file() {
    let utf_16 = |mark: &str, text: &str| -> Vec<u8> {
        let units = mark.encode_utf16().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let text = "<Get><!--\u{e4}\u{1F600}-->\n<Item></Get>";
    for (mark, bytes) in [("", 0), ("\u{FEFF}", 2)] {
        let error = refused(&["wbxml", "encode"], &utf_16(mark, text));
        // 22 units stand before the end tag that does not fit.
        let place = format!("byte {} (line 2, column 7): ", bytes + 2 * 22);
        assert!(error.contains(&place), "{error}");
        let error = refused(&["respond"], &utf_16(mark, text));
        assert!(error.contains("line 2, column 7"), "{error}");
        let mut half = utf_16(mark, text);
        half.truncate(half.len() - 1);
        let place = format!("byte {} (", half.len() - 1);
        let error = refused(&["wbxml", "encode"], &half);
        assert!(error.contains(&place), "{error}");
    }
    let odd =
        "<SyncML><SyncBody>\u{1F600}\u{e4}<Status a=\"\"/><Status b=\"\"/></SyncBody></SyncML>";
    let outcome = output(&data(), &["wbxml", "encode"], &utf_16("\u{FEFF}", odd));
    let error = String::from_utf8(outcome.stderr).unwrap();
    for (byte, name) in [(2 + 2 * 21, 'a'), (2 + 2 * 35, 'b')] {
        let note = format!("byte {byte}: the attribute `{name}` of Status");
        assert!(error.contains(&note), "{note} in {error}");
    }
}

#[test]
fn a_device_answers_in_the_encoding_of_the_message() {
    let answer = run(&["respond"], &encode(GET));
    let in_xml = csp_with(&["respond"], GET).out;
    assert_eq!(decode(&answer), decode(&encode(&in_xml)));
    // In the version of the request, too.
    let mut request = encode(GET);
    request[0] = 1;
    assert_eq!(run(&["respond"], &request)[0], 1);
}

#[test]
fn an_answer_in_wbxml_is_explained_as_xml() {
    let told = String::from_utf8(run(&["respond", "--explain"], &encode(GET))).unwrap();
    assert!(
        told.starts_with("<SyncML xmlns=\"SYNCML:SYNCML1.2\">\n  <SyncHdr/>"),
        "{told}"
    );
}

#[test]
fn a_state_is_kept_between_messages_of_either_encoding() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let policies =
        "./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders";
    let message = |verb| {
        format!(
            "<SyncBody><{verb}><CmdID>1</CmdID><Item><Target><LocURI>{policies}/Contoso</LocURI></Target></Item></{verb}></SyncBody>"
        )
    };
    run(
        &["respond", "--state", text(&state)],
        &encode(&message("Add")),
    );
    let answer = csp_with(&["respond", "--state", text(&state)], &message("Get"));
    assert!(
        answer.out.contains("<Cmd>Get</Cmd><Data>200</Data>"),
        "{answer}"
    );
}
