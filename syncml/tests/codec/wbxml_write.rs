//! What is written as WBXML, byte for byte, and what is known of it before.

use allocation_counter::measure;
use syncml::{
    Data, Encoding, Form, Header, Item, Message, Meta, MetaRest, Response, StatusCode, Verb,
    WbxmlVersion, WriteError, Writer,
};

fn written(write: impl FnOnce(&mut Writer<'_>)) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = Writer::fragment_in(&mut out, Encoding::WBXML);
    write(&mut writer);
    writer.mark_final();
    writer.finish();
    out
}

/// What is between the SyncBody's tag and its Final.
fn body(write: impl FnOnce(&mut Writer<'_>)) -> Vec<u8> {
    let out = written(write);
    let start = b"\x03\xA4\x01\x6A\x00\x6D\x2C\x6B";
    let body = out.strip_prefix(start).expect("the beginning is the same");
    body.strip_suffix(b"\x12\x01\x01")
        .expect("the end is the same")
        .to_vec()
}

#[test]
fn texts_are_inline_and_pages_change_where_they_must() {
    let bytes = body(|writer| {
        let mut command = writer.command(&Verb::Replace, 12).expect("a verb");
        let item = Item {
            meta: Meta::format("int"),
            data: Some(Data::new("70")),
            ..Item::target("./A")
        };
        command.item(&item).expect("text");
        command
            .item(&Item {
                data: Some(Data::new("")),
                ..Item::target("./B")
            })
            .expect("text");
    });
    assert_eq!(
        bytes,
        b"\x60\x4B\x0312\0\x01\x54\x6E\x57\x03./A\0\x01\x01\x5A\x00\x01\x47\x03int\0\x01\x01\x00\x00\x4F\x0370\0\x01\x01\
          \x54\x6E\x57\x03./B\0\x01\x01\x0F\x01\x01"
    );
}

#[test]
fn the_version_is_that_of_the_request() {
    for (version, byte) in [
        (WbxmlVersion::V1_0, 1),
        (WbxmlVersion::V1_1, 1),
        (WbxmlVersion::V1_2, 2),
        (WbxmlVersion::V1_3, 3),
    ] {
        let mut out = Vec::new();
        Writer::fragment_in(&mut out, Encoding::Wbxml(version)).finish();
        assert_eq!(out[0], byte);
    }
}

#[test]
fn a_status_has_no_attribute() {
    let response = Response {
        cmd_ref: Some("5".into()),
        original_error: Some("0x86000002".into()),
        ..Response::default()
    };
    let bytes = body(|writer| drop(writer.status(2, StatusCode::NOT_FOUND, &response)));
    assert_eq!(
        bytes,
        b"\x69\x4B\x032\0\x01\x4C\x035\0\x01\x4F\x03404\0\x01\x01"
    );
}

#[test]
fn markup_and_octets_are_opaque() {
    let data = |meta: Meta<'static>, data| {
        let bytes = body(|writer| {
            let mut command = writer.command(&Verb::Add, "").expect("a verb");
            let item = Item {
                meta,
                data: Some(data),
                ..Item::default()
            };
            command.item(&item).expect("text");
        });
        let item = bytes.strip_prefix(b"\x45\x54").expect("Add, Item");
        item.strip_suffix(b"\x01\x01").expect("their ends").to_vec()
    };
    let bin = b"\x5A\x00\x01\x47\x03bin\0\x01\x01\x00\x00\x4F\xC3\x02\xFF\x00\x01";
    assert_eq!(
        data(Meta::default(), Data::from_markup("<a/>")),
        b"\x4F\xC3\x04<a/>\x01"
    );
    assert_eq!(data(Meta::default(), Data::from_base64("/wA=")), bin);
    assert_eq!(data(Meta::format("b64"), Data::from_base64("/wA=")), bin);
    assert_eq!(data(Meta::format("bin"), Data::new("/wA=")), bin);
    let b64 = b"\x5A\x00\x01\x47\x03b64\0\x01\x01\x00\x00\x4F\x03/wA=\0\x01";
    assert_eq!(data(Meta::format("b64"), Data::new("/wA=")), b64);
    let none = b"\x5A\x00\x01\x47\x03b64\0\x01\x01\x00\x00\x4F\x03/\0\x01";
    assert_eq!(
        data(Meta::format("bin"), Data::from_base64("/")),
        none,
        "it is no base64"
    );
}

/// The Format of a command is for its items.
#[test]
fn a_format_of_the_command_counts() {
    let bytes = body(|writer| {
        let mut command = writer.command(&Verb::Add, "").expect("a verb");
        command.meta(&Meta::format("bin")).expect("text");
        command
            .item(&Item {
                data: Some(Data::new("/wA=")),
                ..Item::default()
            })
            .expect("text");
    });
    let message = [
        b"\x03\xA4\x01\x6A\x00\x6D\x2C\x6B",
        &*bytes,
        b"\x12\x01\x01",
    ]
    .concat();
    let message = Message::parse(&message).expect("what is written is read");
    assert_eq!(message.items[0].data, Some(Data::from_base64("/wA=")));
}

#[test]
fn the_length_is_known_before_the_end() {
    let header = Header {
        session_id: "1".into(),
        meta: Meta {
            rest: Some(Box::new(MetaRest {
                max_msg_size: Some("5000".into()),
                ..MetaRest::default()
            })),
            ..Meta::default()
        },
        ..Header::default()
    };
    for encoding in [Encoding::Xml, Encoding::WBXML] {
        let mut out = b"before".to_vec();
        let mut writer = Writer::message_in(&mut out, encoding, &header).expect("text");
        let mut lengths = vec![writer.len()];
        let mut command = writer.command(&Verb::Alert, 1).expect("a verb");
        lengths.push(command.len());
        command.data(&Data::new("1224")).expect("text");
        let start = command.position();
        let item = Item {
            meta: Meta::format("chr"),
            ..Item::source("./A")
        };
        command.item(&item).expect("text");
        assert_eq!(command.elements_since(start), 5);
        let (with, again) = (command.len(), command.position());
        command.item(&item).expect("text");
        command.rollback(again);
        assert_eq!(command.len(), with);
        command.rollback(start);
        // The page is the one before, too.
        command.item(&item).expect("text");
        assert_eq!(command.len(), with);
        drop(command);
        let length = writer.len();
        writer.mark_final();
        assert_eq!(writer.len(), length);
        writer.finish();
        assert_eq!(out.len() - "before".len(), length, "{encoding:?}");
        assert!(lengths.iter().all(|&shorter| shorter < length));
        assert!(Message::parse(&out[6..]).is_ok_and(|message| message.form == Form::Message));
    }
}

#[test]
fn runs_of_commands_are_put_together() {
    let mut run = Vec::new();
    for number in [1, 2] {
        let mut writer = Writer::bare_in(&mut run, Encoding::WBXML);
        let mut command = writer.command(&Verb::Get, number).expect("a verb");
        command
            .item(&Item {
                meta: Meta::format("chr"),
                ..Item::target("./A")
            })
            .expect("text");
    }
    let out = written(|writer| writer.append(&run));
    let message = Message::parse(&out).expect("it is a message");
    assert_eq!(message.commands.len(), 2);
}

#[test]
fn what_has_no_token_is_not_written() {
    let mut out = Vec::new();
    let mut writer = Writer::fragment_in(&mut out, Encoding::WBXML);
    let before = writer.len();
    let error = writer
        .command(&Verb::Unknown("Foo".into()), 1)
        .expect_err("no token");
    assert!(matches!(error, WriteError::NoToken { .. }), "{error}");
    let mut command = writer.command(&Verb::Add, 1).expect("a verb");
    let error = command
        .data(&Data::new("\0"))
        .expect_err("no character of XML");
    assert!(matches!(
        error,
        WriteError::Character {
            element: "Data",
            character: '\0'
        }
    ));
    drop(command);
    assert!(writer.len() > before);
}

#[test]
fn a_message_of_one_get_allocates_as_in_xml() {
    let message = |encoding| {
        let mut out = Vec::new();
        let mut writer = Writer::message_in(
            &mut out,
            encoding,
            &Header {
                msg_id: "1".into(),
                ..Header::default()
            },
        )
        .expect("text");
        writer
            .command(&Verb::Get, 1)
            .expect("a verb")
            .item(&Item::target("./DevDetail/SwV"))
            .expect("text");
        writer.mark_final();
        writer.finish();
        out
    };
    for encoding in [Encoding::Xml, Encoding::WBXML] {
        let bytes = message(encoding);
        let reading = measure(|| {
            assert!(Message::parse(&bytes).is_ok_and(|message| message.items.len() == 1))
        });
        assert_eq!(reading.count_total, 2, "{encoding:?}");
        let parsed = Message::parse(&bytes).expect("it is a message");
        let mut out = Vec::with_capacity(4096);
        let writing = measure(|| assert!(parsed.encode_into(&mut out).is_ok()));
        assert_eq!((writing.count_total, &out), (0, &bytes), "{encoding:?}");
    }
}
