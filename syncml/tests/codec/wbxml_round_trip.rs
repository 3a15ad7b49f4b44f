//! Reading and writing WBXML are inverse, so is the way by XML, and no bytes break the reader.

use std::borrow::Cow;

use proptest::collection::vec;
use proptest::prelude::*;
use syncml::{
    Data, DataForm, Encoding, Item, Limits, Message, Meta, Verb, WbxmlVersion, WriteError, Writer,
    wbxml,
};

use crate::check::{as_read_in_wbxml, check, without_positions};
use crate::messages::{message, text};

fn version() -> impl Strategy<Value = WbxmlVersion> {
    prop::sample::select(vec![
        WbxmlVersion::V1_1,
        WbxmlVersion::V1_2,
        WbxmlVersion::V1_3,
    ])
}

/// The message in WBXML, unless it has a command that only XML has a name for.
fn in_wbxml(message: &Message<'static>, version: WbxmlVersion) -> Option<Vec<u8>> {
    let message = Message {
        encoding: Encoding::Wbxml(version),
        ..message.clone()
    };
    match message.to_bytes() {
        Err(WriteError::NoToken { .. }) => None,
        bytes => Some(bytes.expect("every text can be carried")),
    }
}

/// An edit: where (as a part of the length), how much is removed, and what is put there.
fn edit() -> BoxedStrategy<(f64, usize, Vec<u8>)> {
    let tokens = prop::sample::select(vec![
        vec![],
        vec![0, 1],
        vec![0, 5],
        vec![1],
        vec![2, 0x26],
        vec![3, b'x', 0],
        vec![4, 0],
        vec![0x83, 0],
        vec![0xC3, 2, 1, 2],
        vec![0x43, 4, 1],
        vec![0xED, 5, 3, 0, 1],
        vec![0x4F],
        vec![0xFF],
    ]);
    let piece = prop_oneof![tokens, vec(any::<u8>(), 1..3)];
    (0.0..1.0, 0..4usize, piece).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_as_wbxml_is_read_back(message in message(), version in version()) {
        let Some(bytes) = in_wbxml(&message, version) else { return Ok(()) };
        let read = Message::parse(&bytes).map_err(|error| TestCaseError::fail(format!("{error}\n{bytes:X?}")))?;
        let expected = Message { encoding: Encoding::Wbxml(version), ..message };
        prop_assert_eq!(without_positions(read), as_read_in_wbxml(expected));
    }

    /// The XML of WBXML says the same to the reader of messages. Where a text is blank, XML that is indented cannot tell it from the indentation.
    #[test]
    fn the_xml_of_wbxml_is_the_same_message(message in message()) {
        let Some(bytes) = in_wbxml(&message, WbxmlVersion::V1_3) else { return Ok(()) };
        let xml = wbxml::to_xml(&bytes, &Limits::default()).expect("what was written is WBXML");
        let read = Message::parse(&xml.bytes).map_err(|error| {
            TestCaseError::fail(format!("{error}\n{}", String::from_utf8_lossy(&xml.bytes)))
        })?;
        let expected = as_read_in_wbxml(message);
        prop_assert_eq!(without_positions(read), expected);
    }

    /// Octets go as they are in WBXML and as base64 in XML.
    #[test]
    fn octets_are_carried_by_either(octets in vec(any::<u8>(), 0..40), name in text()) {
        let mut base64 = String::new();
        csp_check::encode_base64(&octets, &mut base64);
        let item = Item {
            data: Some(Data::from_base64(base64.clone())),
            ..Item::target(Cow::Owned(name.trim_ascii().to_owned()))
        };
        for (encoding, format, form) in [
            (Encoding::Xml, "b64", DataForm::Text),
            (Encoding::WBXML, "bin", if octets.is_empty() { DataForm::Text } else { DataForm::Octets }),
        ] {
            let mut out = Vec::new();
            let mut writer = Writer::fragment_in(&mut out, encoding);
            writer.command(&Verb::Add, 1).expect("a verb").item(&item).expect("every text can be carried");
            writer.finish();
            let read = Message::parse(&out).expect("what was written is a message");
            let data = Data { text: base64.clone().into(), form };
            prop_assert_eq!(&read.items[0].data, &Some(data));
            prop_assert_eq!(&read.items[0].meta, &Meta::format(format));
            let raw = out.windows(octets.len().max(1)).any(|window| window == octets);
            prop_assert!(encoding == Encoding::Xml || octets.is_empty() || raw);
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in vec(any::<u8>(), 0..64)) {
        check(&[&[3, 0xA4, 1, 0x6A, 0], &*bytes].concat());
        check(&[&[2], &*bytes].concat());
    }

    #[test]
    fn no_edit_breaks_the_reader(message in message(), edits in vec(edit(), 1..6)) {
        let Some(mut bytes) = in_wbxml(&message, WbxmlVersion::V1_2) else { return Ok(()) };
        for (at, removed, put) in edits {
            let start = (bytes.len() as f64 * at) as usize;
            let end = (start + removed).min(bytes.len());
            bytes.splice(start..end, put);
        }
        check(&bytes);
        let xml = wbxml::to_xml(&bytes, &Limits::default());
        let message = Message::parse(&bytes);
        if let Ok(xml) = &xml {
            let text = String::from_utf8(xml.bytes.clone()).expect("XML is UTF-8");
            prop_assert!(syncml::first_forbidden(&text).is_none());
        }
        // What is no message may still be WBXML; what is no WBXML is no message.
        prop_assert!(xml.is_ok() || message.is_err(), "{:?}", xml.err());
    }
}
