//! What is read from WBXML, and what is refused.

use syncml::{
    Data, DataForm, Encoding, ErrorKind, Form, Limits, Message, Namespace, Verb, WbxmlVersion,
};

/// WBXML 1.3 of SyncML 1.2, with a string table.
fn document(table: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![3, 0xA4, 1, 0x6A, table.len() as u8];
    bytes.extend(table);
    bytes.extend(body);
    bytes
}

/// The same with one Replace, around what its Item holds.
fn replace(table: &[u8], item: &[u8]) -> Vec<u8> {
    let body = [
        &[0x6D, 0x2C, 0x6B, 0x60, 0x4B, 3, b'1', 0, 1, 0x54],
        item,
        &[1, 1, 0x12, 1, 1],
    ];
    document(table, &body.concat())
}

fn data(table: &[u8], content: &[u8]) -> Result<Data<'static>, syncml::Error> {
    let bytes = replace(table, &[&[0x4F], content, &[1]].concat());
    let message = Message::parse(&bytes)?;
    let data = message.items.first().and_then(|item| item.data.clone());
    Ok(data.map(Data::into_owned).unwrap_or_default())
}

fn text(content: &[u8]) -> String {
    let data = data(b"hello\0rest", content).expect("it is read");
    assert_eq!(data.form, DataForm::Text);
    data.text.into_owned()
}

#[test]
fn a_text_is_any_run_of_strings_octets_and_entities() {
    assert_eq!(text(b"\x03a\0"), "a");
    assert_eq!(text(b"\xC3\x03 a "), " a ");
    assert_eq!(text(b"\x83\x00\x03 w\0\xC3\x02!!"), "hello w!!");
    assert_eq!(text(b"\x83\x02"), "llo");
    // The NUL of the last one is not there.
    assert_eq!(text(b"\x83\x06"), "rest");
    assert_eq!(text(b"\x02\x26\x02\x8E\x30"), "&\u{730}");
    assert_eq!(text(b"\xC3\x04int\0"), "int", "libdmclient counts the NUL");
    assert_eq!(text(b""), "");
}

#[test]
fn markup_is_kept_as_markup() {
    // <enabled/><x>a&amp;b</x>, named by the table.
    let markup = data(b"enabled\0x\0", b"\x04\x00\x44\x08\x03a&b\0\x01").expect("it is read");
    assert_eq!(markup, Data::from_markup("<enabled/><x>a&amp;b</x>"));
    // A tree, in WBXML of its own or by its page.
    let tree = b"\x00\x02\x60\x77\x031.2\0\x01\x01";
    let nested = [
        &b"\x02\x00\x00\x6A\x1B-//OMA//DTD-DM-DDF 1.2//EN\0"[..],
        tree,
    ]
    .concat();
    let opaque = [&[0xC3, nested.len() as u8], &*nested].concat();
    let expected =
        Data::from_markup("<MgmtTree xmlns=\"syncml:dmddf1.2\"><VerDTD>1.2</VerDTD></MgmtTree>");
    assert_eq!(data(b"", &opaque).expect("it is read"), expected);
    let inline = [tree, &[0, 0][..]].concat();
    assert_eq!(data(b"", &inline).expect("it is read"), expected);
}

#[test]
fn octets_are_for_the_format_bin() {
    let bin = b"\x5A\x00\x01\x47\x03bin\0\x01\x01\x00\x00\x4F\xC3\x03\xFF\x00\x01\x01";
    let bytes = replace(b"", bin);
    let message = Message::parse(&bytes).expect("it is read");
    assert_eq!(message.items[0].data, Some(Data::from_base64("/wAB")));
    let b64 = b"\x5A\x00\x01\x47\x03b64\0\x01\x01\x00\x00\x4F\xC3\x04/wAB\x01";
    let bytes = replace(b"", b64);
    let message = Message::parse(&bytes).expect("it is read");
    assert_eq!(message.items[0].data, Some(Data::new("/wAB")));
}

#[test]
fn a_nonce_is_octets_or_base64() {
    for nonce in [&b"\xC3\x05Nonce"[..], b"\x03Tm9uY2U=\0"] {
        let body = [
            b"\x6D\x2C\x6B\x69\x49\x5A\x00\x01\x50",
            nonce,
            b"\x01\x01\x01\x00\x00\x01\x12\x01\x01",
        ];
        let bytes = document(b"", &body.concat());
        let message = Message::parse(&bytes).expect("it is read");
        let response = message.commands[0].response.as_ref().expect("of a Status");
        let rest = response.chal.as_ref().and_then(|chal| chal.rest.as_ref());
        let nonce = rest.and_then(|rest| rest.next_nonce.as_deref());
        assert_eq!(nonce, Some("Tm9uY2U="));
    }
}

#[test]
fn a_header_says_version_and_namespace() {
    let body = b"\x6A\x00\x6D\x2C\x6B\x12\x01\x01";
    for (start, version, namespace) in [
        (
            &b"\x03\xA4\x01"[..],
            WbxmlVersion::V1_3,
            Namespace::SyncMl12,
        ),
        (b"\x02\x9F\x53", WbxmlVersion::V1_2, Namespace::SyncMl11),
        (b"\x01\x9F\x51", WbxmlVersion::V1_1, Namespace::SyncMl10),
        (b"\x03\x01", WbxmlVersion::V1_3, Namespace::None),
    ] {
        let bytes = [start, body].concat();
        let message = Message::parse(&bytes).expect("it is read");
        assert_eq!(message.encoding, Encoding::Wbxml(version));
        assert_eq!(message.namespace, namespace);
        assert_eq!((message.form, message.is_final), (Form::Fragment, true));
    }
    // 1.0 has no character set.
    let message = Message::parse(b"\x00\xA4\x01\x00\x6D\x2C\x6B\x12\x01\x01").expect("it is read");
    assert_eq!(message.encoding, Encoding::Wbxml(WbxmlVersion::V1_0));
}

#[test]
fn what_is_unknown_is_an_unknown_command() {
    let bytes = document(
        b"Foo\0",
        b"\x6D\x2C\x6B\x7D\x4B\x031\0\x01\x01\x30\x04\x00\x12\x01\x01",
    );
    let message = Message::parse(&bytes).expect("it is read");
    let verbs: Vec<_> = message.commands.iter().map(|c| c.verb.clone()).collect();
    let unknown = |name: &'static str| Verb::Unknown(name.into());
    assert_eq!(
        verbs,
        [unknown("unknown"), unknown("unknown"), unknown("Foo")]
    );
    assert_eq!(message.commands[0].cmd_id, "1");
}

#[test]
fn positions_are_bytes() {
    let bytes = replace(b"", b"\x4F\x03a\0\x01");
    let message = Message::parse(&bytes).expect("it is read");
    assert_eq!(bytes[message.commands[0].offset as usize], 0x60);
    assert_eq!(bytes[message.items[0].offset as usize], 0x54);
}

fn refused(bytes: &[u8]) -> (ErrorKind, String) {
    let error = Message::parse(bytes).expect_err("it is refused");
    (error.kind(), error.to_string())
}

#[test]
fn what_is_malformed_is_refused_with_its_byte() {
    for (bytes, expected) in [
        (
            &b"\x04\xA4\x01\x6A\x00\x6D\x2C\x6B\x01\x01"[..],
            "byte 0: the version of the WBXML, 0x04, is none of 1.0 to 1.3: send it in 1.3",
        ),
        (
            b"\x03\x04\x6A\x00\x6D\x01",
            "byte 1: the public identifier is not SyncML's: send 1.2's, 0x1201",
        ),
        (
            b"\x03\xA4\x01\x04\x00\x6D\x01",
            "byte 3: the character set of the WBXML is neither UTF-8 (106) nor ASCII (3): send it in UTF-8",
        ),
        (
            b"\x03\xA4\x01\x6A\x09\x6D",
            "byte 4: the string table should have 9 bytes, and the document has only 1 more",
        ),
        (
            b"\x03\xA4\x01\x6A\x81",
            "byte 4: the document ends inside of a number: it is cut off",
        ),
        (
            b"\x03\xFF\xFF\xFF\xFF\xFF\x01\x6A\x00",
            "byte 1: the number has more than 32 bits, or more than 5 bytes",
        ),
        (
            b"\x03\xA4\x01\x6A\x00",
            "byte 5: the message has no element: send `<SyncML>` or a command",
        ),
        (
            b"\x03\xA4\x01\x6A\x00\x01",
            "byte 5: an END closes nothing: remove it",
        ),
        (
            b"\x03\xA4\x01\x6A\x00\x03x\0",
            "byte 5: there is text where only elements may be: remove it",
        ),
        (
            b"\x03\xA4\x01\x6A\x00\x6D\x2C\x6B\x12\x01",
            "byte 10: the document ends before its elements do: it is cut off",
        ),
        (
            b"\x03\xA4\x01\x6A\x00\x6D\x2C\x6B\x12\x01\x01\xFF",
            "byte 11: something stands after the end of the message: remove it",
        ),
        (
            b"\x03\xA4\x01\x6A\x00\x6D\x00\x05\x45",
            "byte 8: there is no code page 5: SyncML has 0, 1 and 2",
        ),
        (
            b"\x03\xA4\x01\x6A\x00\xAD\x05",
            "byte 7: the document ends before its elements do: it is cut off",
        ),
    ] {
        assert_eq!(refused(bytes).1, expected);
    }
    for (content, expected) in [
        (
            &b"\x02\x00"[..],
            "byte 16: the entity 0 (0x0) is no character of XML",
        ),
        (
            b"\x02\x83\xB0\x00",
            "byte 16: the entity 55296 (0xD800) is no character of XML",
        ),
        (
            b"\x03\xFF\0",
            "byte 17: the byte 0xFF is not UTF-8 here: send octets as OPAQUE with the Format `bin`",
        ),
        (
            b"\xC3\x01\xFF",
            "byte 18: the byte 0xFF is not UTF-8 here: send octets as OPAQUE with the Format `bin`",
        ),
        (
            b"\x03a\x0Bb\0",
            "byte 18: the character U+000B is not allowed in XML: remove it, or carry the value in base64",
        ),
        (
            b"\x83\x00",
            "byte 16: there is no string at 0 of the string table, which has 0 bytes",
        ),
        (
            b"\xC3\x7F",
            "byte 16: an OPAQUE should have 127 bytes, and the document has only 6 more",
        ),
        (
            b"\xC3\x87\xFF\xFF\xFF\x7F",
            "byte 16: an OPAQUE should have 2147483647 bytes, and the document has only 6 more",
        ),
        (
            b"\xC0",
            "byte 16: the extension 0xC0 has no meaning in SyncML",
        ),
    ] {
        let error = data(b"", content).expect_err("it is refused");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn attributes_and_instructions_are_passed_over() {
    let bytes = document(
        b"",
        b"\x43\x05\x03v\0\x01\xED\x04\x00\x03SYNCML:SYNCML1.2\0\x01\x2C\x6B\x43\x04\x00\x01\x12\x01\x01 \n",
    );
    assert!(Message::parse(&bytes).is_ok_and(|message| message.is_final));
}

#[test]
fn a_string_table_does_not_multiply_a_message() {
    // 64 texts of 1 KiB each, from 128 bytes.
    let bytes = {
        let mut bytes = vec![3, 0xA4, 1, 0x6A, 0x88, 0x00];
        bytes.extend([b'x'; 1024]);
        bytes.extend(b"\x6D\x2C\x6B\x60\x54\x4F");
        bytes.extend([0x83, 0].repeat(64));
        bytes.extend([1, 1, 1, 1, 1]);
        bytes
    };
    let within = |message_bytes| {
        let limits = Limits {
            message_bytes,
            ..Limits::default()
        };
        Message::parse_with(&bytes, &limits).map(|message| message.items.len())
    };
    assert!(matches!(within(64 << 10), Ok(1)));
    let error = within((64 << 10) - 1).expect_err("it is too much");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| {
        let mut bytes = document(b"", b"\x6D");
        bytes.extend(vec![0x6B; depth - 1]);
        bytes.extend(vec![1; depth]);
        Message::parse(&bytes)
            .map(drop)
            .map_err(|error| error.kind())
    };
    assert_eq!(nested(64), Ok(()));
    assert_eq!(nested(65), Err(ErrorKind::TooDeep));
    assert_eq!(nested(200_000), Err(ErrorKind::TooDeep));
}

/// The Format of a command, which is for several values, becomes `b64` once, and nothing else does.
#[test]
fn a_format_is_rewritten_where_it_stands() {
    let item = b"\x54\x6E\x57\x03./bin\0\x01\x01\x4F\xC3\x01\xFF\xC3\x01\xFE\x01\x01";
    let body = [
        b"\x6D\x2C\x6B\x45\x5A\x00\x01\x47\x03 bin\0\x01\x01\x00\x00",
        &item[..],
        item,
        b"\x01\x01\x01",
    ];
    let bytes = document(b"", &body.concat());
    let xml = syncml::wbxml::to_xml(&bytes, &Limits::default()).expect("it is WBXML");
    let xml = String::from_utf8(xml.bytes).expect("XML is UTF-8");
    assert_eq!(xml.matches("<LocURI>./bin</LocURI>").count(), 2, "{xml}");
    assert_eq!(xml.matches(">b64</Format>").count(), 1, "{xml}");
    assert_eq!(xml.matches("<Data>//4=</Data>").count(), 2, "{xml}");
}

/// Whatever the pieces of a value are, none is lost, and its XML says the same.
#[test]
fn a_value_in_pieces_is_one_value() {
    let bin = |content: &[u8]| {
        let meta = b"\x5A\x00\x01\x47\x03 bin\0\x01\x01\x00\x00\x4F";
        replace(b"x\0", &[meta, content, &[1]].concat())
    };
    let chr = |content: &[u8]| replace(b"x\0", &[&[0x4F], content, &[1]].concat());
    let tree = b"\xC3\x2B\x02\x00\x00\x6A\x1B-//OMA//DTD-DM-DDF 1.2//EN\0\x00\x02\x60\x77\x031.2\0\x01\x01";
    let tree = |rest: &[u8]| chr(&[tree, rest].concat());
    let in_xml = "<MgmtTree xmlns=\"syncml:dmddf1.2\"><VerDTD>1.2</VerDTD></MgmtTree>";
    for (bytes, expected) in [
        (bin(b"\xC3\x01\xFF\x02\x41\x03b\0\xC3\x01\xFE"), "/0Fi/g=="),
        (bin(b"\x03ab\0\xC3\x01\xFF"), "YWL/"),
        (bin(b"\xC3\x01\xFF\x02\x41"), "/0E="),
        (tree(b"\x02\x3C\xC3\x02a&"), &format!("{in_xml}&lt;a&amp;")),
        (tree(b"\x04\x00"), &format!("{in_xml}<x/>")),
        (chr(b"\xC3\x01&\x02\x3C\x04\x00"), "&amp;&lt;<x/>"),
    ] {
        let xml = syncml::wbxml::to_xml(&bytes, &Limits::default()).expect("it is WBXML");
        for bytes in [&bytes, &xml.bytes] {
            let message = Message::parse(bytes).expect("it is read");
            let data = message.items[0].data.as_ref().expect("there is one");
            assert_eq!(data.text, expected, "{bytes:?}");
        }
    }
    let element = bin(b"\xC3\x01\xFF\x04\x00");
    let (kind, message) = refused(&element);
    assert_eq!(
        (kind, &*message),
        (
            ErrorKind::Syntax,
            "byte 35: `x` stands among octets: remove it"
        )
    );
}

/// What is said of a value is said once, however many pieces it comes in: as many as a message has bytes.
#[test]
fn a_value_in_many_pieces_has_one_note() {
    let pieces = |count| b"\xC3\x01\xFF".repeat(count);
    let item = [
        &b"\x5A\x00\x01\x47\x03bin\0\x01\x01\x00\x00\x4F"[..],
        &pieces(1000),
        &[1],
    ];
    let bytes = replace(b"", &item.concat());
    let xml = syncml::wbxml::to_xml(&bytes, &Limits::default()).expect("it is WBXML");
    assert_eq!(
        xml.notes[1..],
        ["byte 29: Data has 1000 bytes, octets: they are base64 here"]
    );
}
