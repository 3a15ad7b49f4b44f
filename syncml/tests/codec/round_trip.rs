//! Reading and writing are inverse, and no bytes make the reader panic or accept what is not XML.

use proptest::collection::vec;
use proptest::prelude::*;
use syncml::StatusCode;
use syncml::{Data, ErrorKind, Item, Message, Response, Writer};

use crate::check::{check, without_positions};
use crate::messages::{message, text};

/// Messages of our own that between them have every construct.
const SEEDS: &[&str] = &[
    "<SyncML xmlns='SYNCML:SYNCML1.1'><SyncHdr><VerDTD>1.2</VerDTD>\
     <SessionID> 1 </SessionID><Source><LocURI>d</LocURI><LocName>n</LocName></Source><Cred><Meta><Type>t</Type></Meta>\
     <Data>x</Data></Cred></SyncHdr><SyncBody xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\"><Status>\
     <CmdID>1</CmdID><Data msft:originalerror=\"0x1&#x32;\">404</Data><Chal><Meta><NextNonce>n</NextNonce></Meta></Chal>\
     </Status><Final/></SyncBody></SyncML>",
    "<!-- run --><Atomic><CmdID>1</CmdID><Add><Item><Target>./A</Target><Meta><a:Format>int</a:Format></Meta>\
     <Data> &lt;<![CDATA[ ]]&gt; ]]>&amp;&#xF000; </Data><MoreData/></Item></Add><bogus/></Atomic><?p i?>\n<Exec>\
     <Item><Data>\n<Job id='{1}' x=\"'\"><a>&quot;</a><!-- c --></Job>\n</Data></Item></Exec>",
];

/// What may stand before a message.
const PROLOG: &str = "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-16\"?>\n";

/// An edit: where (as a part of the length), how much is removed, and what is put there.
fn edit() -> BoxedStrategy<(f64, usize, &'static [u8])> {
    let pieces: Vec<&'static [u8]> = vec![
        b"",
        b"<",
        b">",
        b"/",
        b"</",
        b"&",
        b";",
        b"\"",
        b"'",
        b"=",
        b" ",
        b":",
        b"-->",
        b"<!--",
        b"<![CDATA[",
        b"]]>",
        b"<?xml?>",
        b"<!DOCTYPE",
        b"<Data>",
        b"</Data>",
        b"<Item>",
        b"<Atomic>",
        b"x",
        b"\0",
        b"\x01",
        b"\xFF",
        b"\xC3",
        "\u{2014}".as_bytes(),
        "\u{201D}".as_bytes(),
        "\u{FEFF}".as_bytes(),
        "\u{FFFF}".as_bytes(),
    ];
    (0.0..1.0, 0..8usize, prop::sample::select(pieces)).boxed()
}

fn mutate(mut bytes: Vec<u8>, edits: &[(f64, usize, &[u8])]) -> Vec<u8> {
    for (at, removed, put) in edits {
        let start = (bytes.len() as f64 * at) as usize;
        let end = (start + removed).min(bytes.len());
        bytes.splice(start..end, put.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(message in message()) {
        let bytes = message.to_bytes().expect("every text can be carried");
        let read = Message::parse(&bytes).map_err(|error| {
            TestCaseError::fail(format!("{error}\n{}", String::from_utf8_lossy(&bytes)))
        })?;
        prop_assert_eq!(without_positions(read), message);
    }

    #[test]
    fn what_is_written_is_xml(message in message()) {
        let bytes = message.to_bytes().expect("every text can be carried");
        let xml = std::str::from_utf8(&bytes).expect("what is written is UTF-8");
        match roxmltree::Document::parse(xml) {
            // Raw markup keeps prefixes that are declared outside of it.
            Ok(_) | Err(roxmltree::Error::UnknownNamespace(..)) => {}
            Err(error) => prop_assert!(false, "{error}\n{xml}"),
        }
    }

    /// A reader that turns carriage returns and attributes' white space into something else, as
    /// XML asks, still reads every character.
    #[test]
    fn another_reader_reads_the_same_text(value in text(), error in text()) {
        let response = Response { original_error: Some(error.clone()), ..Response::default() };
        let mut out = Vec::new();
        let mut writer = Writer::fragment(&mut out);
        let mut status = writer.status(1, StatusCode::OK, &response).expect("every text can be carried");
        let item = Item { data: Some(Data::new(value.clone())), ..Item::default() };
        status.item(&item).expect("every text can be carried");
        drop(status);
        writer.finish();
        let xml = std::str::from_utf8(&out).expect("what is written is UTF-8");
        let document = roxmltree::Document::parse(xml).expect("what is written is XML");
        let data: Vec<_> = document.descendants().filter(|node| node.has_tag_name("Data")).collect();
        let [code, data] = data[..] else { panic!("there are two Data elements") };
        let name = ("http://schemas.microsoft.com/MobileDevice/MDM", "originalerror");
        prop_assert_eq!(code.attribute(name), Some(&*error));
        prop_assert_eq!(data.text().unwrap_or_default(), &*value);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in vec(any::<u8>(), 0..64)) {
        check(&bytes);
    }

    #[test]
    fn no_edit_breaks_the_reader(seed in 0..SEEDS.len(), edits in vec(edit(), 1..6)) {
        check(&mutate(format!("{PROLOG}{}", SEEDS[seed]).into_bytes(), &edits));
    }

    /// Another reader agrees on what is XML.
    #[test]
    fn what_is_read_is_xml(seed in 0..SEEDS.len(), edits in vec(edit(), 1..6)) {
        let bytes = mutate(SEEDS[seed].as_bytes().to_vec(), &edits);
        let Ok(xml) = std::str::from_utf8(&bytes) else { return Ok(()) };
        let ours = Message::parse(&bytes);
        // A run of commands has several roots, which XML does not allow: give it one.
        let one_root = format!("<root>{}</root>", xml.trim_start_matches('\u{FEFF}'));
        let theirs = roxmltree::Document::parse(&one_root);
        match (ours.as_ref().map_err(|error| error.kind()), theirs) {
            (Ok(_), Err(error)) => {
                use roxmltree::Error;
                let lenient = matches!(
                    error,
                    Error::UnknownNamespace(..) | Error::DuplicatedAttribute(..) | Error::InvalidComment(..)
                        | Error::InvalidCharacterData(..) | Error::UnexpectedDeclaration(..)
                );
                prop_assert!(lenient, "accepted what is not XML: {error}\n{one_root}");
            }
            (
                Err(ErrorKind::Truncated | ErrorKind::MismatchedTag | ErrorKind::Entity | ErrorKind::Encoding),
                Ok(_),
            ) => prop_assert!(false, "refused what is XML: {}\n{one_root}", ours.expect_err("it was refused")),
            _ => {}
        }
    }
}
