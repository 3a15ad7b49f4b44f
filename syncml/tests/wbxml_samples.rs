//! WBXML that others wrote, and vectors made by hand: what each one gives.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "codec/check.rs"]
mod check;

use std::fs;
use std::path::PathBuf;

use check::{check, without_positions};
use csp_corpus::{baseline, shared};
use syncml::{DataForm, Encoding, Limits, Message, wbxml};

csp_corpus::tests! {
    &["wbxml/edge.tsv"] => vectors;
    &["wbxml/real"] => real_files, real_files_name_their_elements;
    &["wbxml/sessions"] => recorded_sessions;
    &["wbxml/broken"] => broken_files;
    &["wbxml/MANIFEST", "wbxml/extra"] => pairs_say_the_same, pairs_are_the_same_xml, xml_is_encoded;
}

/// What is read of each vector: the content of its `SyncBody` as XML, or why it is refused.
const VECTORS: &[(&str, &str)] = &[
    ("hdr-empty-minimal", "<Final/>"),
    ("version-1.1", "<Final/>"),
    ("version-1.2", "<Final/>"),
    ("version-04", "byte 0: the version of the WBXML"),
    ("pubid-syncml11", "<Final/>"),
    ("pubid-syncml10", "<Final/>"),
    ("pubid-text-nul", "<Final/>"),
    ("pubid-text-no-nul", "<Final/>"),
    ("pubid-overlong-mb", "<Final/>"),
    ("charset-ascii-3", "<Item><Data>a</Data></Item><Final/>"),
    ("charset-latin1-4", "byte 3: the character set of the WBXML"),
    ("str-i-empty", "<Item><Data/></Item><Final/>"),
    ("opaque-zero", "<Item><Data/></Item><Final/>"),
    ("opaque-text", "<Item><Data>a</Data></Item><Final/>"),
    (
        "opaque-trailing-nul",
        "<Item><Data>int</Data></Item><Final/>",
    ),
    ("mixed-text", "<Item><Data>hello w!!</Data></Item><Final/>"),
    ("str-t-middle", "<Item><Data>llo</Data></Item><Final/>"),
    ("entity-ascii", "<Item><Data>&amp;</Data></Item><Final/>"),
    ("entity-zero", "byte 10: the entity 0 "),
    ("entity-surrogate", "byte 10: the entity 55296 "),
    ("entity-over-10ffff", "byte 10: the entity 1114112 "),
    ("page-redundant", "<Final/>"),
    // The device answers 400 to the Item, which is no command.
    (
        "page-missing-switch-back",
        "<Item><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta><Next xmlns=\"syncml:metinf\">x</Next></Item><Final/>",
    ),
    ("page-5", "byte 10: there is no code page 5"),
    (
        "metinf-wrapper",
        "<Item><Meta><MetInf xmlns=\"syncml:metinf\"><Format>chr</Format></MetInf></Meta><Data>x</Data></Item><Final/>",
    ),
    ("tag-unknown-3d", "<unknown>x</unknown><Final/>"),
    ("tag-reserved-30", "<unknown>x</unknown><Final/>"),
    ("literal", "<Foo/><Final/>"),
    (
        "literal-in-data",
        "<Item><Data><enabled/></Data></Item><Final/>",
    ),
    ("nokia-xmlns-attr", "<Final/>"),
    ("pi", "<Final/>"),
    ("ext-i", "byte 10: the extension 0x40"),
    ("ext-t", "byte 10: the extension 0x80"),
    (
        "nextnonce-opaque-raw",
        "<Status><Chal><Meta><NextNonce xmlns=\"syncml:metinf\">Tm9uY2U=</NextNonce></Meta></Chal></Status><Final/>",
    ),
    (
        "nextnonce-str",
        "<Status><Chal><Meta><NextNonce xmlns=\"syncml:metinf\">Tm9uY2U=</NextNonce></Meta></Chal></Status><Final/>",
    ),
    // Octets, by OMA: libwbxml, which wrote base64 there, encoded it twice.
    (
        "nextnonce-opaque-base64",
        "<Status><Chal><Meta><NextNonce xmlns=\"syncml:metinf\">VG05dVkyVT0=</NextNonce></Meta></Chal></Status><Final/>",
    ),
    (
        "b64-str",
        "<Replace><Item><Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta><Data>AP8BQg==</Data></Item></Replace><Final/>",
    ),
    ("utf8-invalid-str", "byte 11: the byte 0xFF is not UTF-8"),
    (
        "utf8-invalid-opaque-chr",
        "byte 12: the byte 0xFF is not UTF-8",
    ),
    ("trailing-bytes", "byte 11: something stands after the end"),
    ("second-root", "byte 11: something stands after the end"),
    (
        "missing-end",
        "byte 10: the document ends before its elements do",
    ),
    ("end-first", "byte 5: an END closes nothing"),
    ("no-root", "byte 5: the document has no element"),
    ("empty", "byte 0: this is no WBXML"),
    (
        "text-at-root",
        "byte 5: there is text where only elements may be",
    ),
    (
        "str-i-unterminated",
        "byte 10: the string that begins here has no NUL",
    ),
    ("str-t-no-table", "byte 10: there is no string at 0"),
    (
        "opaque-too-long",
        "byte 10: an OPAQUE should have 127 bytes",
    ),
    (
        "opaque-2gb",
        "byte 10: an OPAQUE should have 2147483647 bytes",
    ),
    ("mb-6-bytes", "byte 11: the number has more than 32 bits"),
    (
        "strtbl-too-long",
        "byte 4: the string table should have 127 bytes",
    ),
    (
        "depth-200",
        "byte 69: elements are nested more than 64 deep",
    ),
];

fn vectors() {
    let text = fs::read_to_string(shared("wbxml/edge.tsv")).expect("the file can be read");
    let mut rows = text.lines().skip(1);
    for (name, expected) in VECTORS {
        let row = rows.next().expect("each row has its vector here");
        let mut columns = row.split('\t');
        assert_eq!(columns.next(), Some(*name));
        let hex = columns.next().unwrap_or_default();
        let bytes: Vec<u8> = (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("it is hexadecimal"))
            .collect();
        let message = Message::parse(&bytes);
        match wbxml::to_xml(&bytes, &Limits::default()) {
            Ok(xml) => {
                let xml = String::from_utf8(xml.bytes).expect("XML is UTF-8");
                let lines: String = xml.lines().map(str::trim_start).collect();
                let (_, body) = lines.split_once("<SyncBody>").expect("there is one");
                assert_eq!(body, format!("{expected}</SyncBody></SyncML>"), "{name}");
                assert!(message.is_ok(), "{name}: {message:?}");
            }
            Err(error) => {
                assert!(error.to_string().starts_with(expected), "{name}: {error}");
                assert!(message.is_err(), "{name}");
            }
        }
        check(&bytes);
    }
    assert_eq!(rows.next(), None, "it has a vector here, too");
}

/// The WBXML files of a folder and of those in it.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    fn collect(folder: PathBuf, files: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                collect(path, files);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "wbxml")
            {
                let bytes = fs::read(&path).expect("the file can be read");
                files.push((path.display().to_string(), bytes));
            }
        }
    }
    let mut files = Vec::new();
    collect(shared(folder), &mut files);
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

fn message<'b>(name: &str, bytes: &'b [u8]) -> Message<'b> {
    Message::parse(bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn real_files() {
    for (name, bytes) in files("wbxml/real") {
        check(&bytes);
        assert!(!message(&name, &bytes).commands.is_empty(), "{name}");
    }
}

/// What data synchronization has in its messages is no command of device management; its elements are there in the XML.
fn real_files_name_their_elements() {
    let bytes =
        fs::read(shared("wbxml/real/txsyncml/client_sync_init.wbxml")).expect("it is there");
    let ours = wbxml::to_xml(&bytes, &Limits::default()).expect("it is read");
    let theirs = fs::read(shared("wbxml/real/txsyncml/client_sync_init.xml")).expect("it is there");
    assert_eq!(outline(&ours.bytes), outline(&theirs));
}

fn broken_files() {
    for (name, bytes) in files("wbxml/broken") {
        for error in [
            Message::parse(&bytes).expect_err(&name),
            wbxml::to_xml(&bytes, &Limits::default()).expect_err(&name),
        ] {
            assert!(error.to_string().starts_with("byte "), "{name}: {error}");
        }
    }
}

/// Every message of the sessions means the same when it is written anew.
fn recorded_sessions() {
    let files = files("wbxml/sessions");
    assert_eq!(files.len(), 12);
    for (name, bytes) in files {
        check(&bytes);
        let message = message(&name, &bytes);
        let written = message.to_bytes().expect("what was read can be written");
        let again = Message::parse(&written).expect("what was written can be read");
        assert_eq!(
            without_positions(again),
            without_positions(message),
            "{name}"
        );
    }
}

/// The XML that WBXML was made of, and the WBXML in it, by name.
fn pairs() -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let mut pairs = Vec::new();
    for folder in ["wbxml", "wbxml/extra"] {
        for xml in csp_corpus::xml_files(&shared(folder)) {
            for version in ["t13", "n13", "n12"] {
                let path = xml.with_extension(format!("{version}.wbxml"));
                if let Ok(bytes) = fs::read(&path) {
                    let xml = fs::read(&xml).expect("the file can be read");
                    pairs.push((path.display().to_string(), xml, bytes));
                }
            }
        }
    }
    assert!(pairs.len() > 60, "{}", pairs.len());
    pairs
}

/// The document without what only other tools read.
fn without_doctype(xml: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(xml);
    let (before, rest) = text.split_once("<!DOCTYPE").expect("it has one");
    let (_, after) = rest.split_once('>').expect("it ends");
    format!("{before}{after}").into_bytes()
}

/// A message as both encodings have it, as far as libwbxml keeps it: no attributes, no white space around texts.
fn kept(mut message: Message<'_>) -> Vec<String> {
    message.encoding = Encoding::Xml;
    for data in message
        .items
        .iter_mut()
        .filter_map(|item| item.data.as_mut())
    {
        if data.form == DataForm::Markup {
            let lines = data.text.lines().map(str::trim);
            data.text = without_attributes(&lines.collect::<String>()).into();
        }
    }
    let xml = check::as_read_in_wbxml(message).to_bytes();
    outline(&xml.expect("what was read can be written"))
}

fn without_attributes(xml: &str) -> String {
    let tags = xml.split_inclusive('>').map(|piece| {
        let (before, tag) = piece.split_once('<').unwrap_or((piece, ""));
        match tag.split_once(char::is_whitespace) {
            Some((name, rest)) if rest.ends_with("/>") => format!("{before}<{name}/>"),
            Some((name, _)) => format!("{before}<{name}>"),
            None => piece.to_owned(),
        }
    });
    tags.collect()
}

fn pairs_say_the_same() {
    for (name, xml, bytes) in pairs() {
        check(&bytes);
        let xml = without_doctype(&xml);
        let (xml, wbxml) = (message(&name, &xml), message(&name, &bytes));
        assert_eq!(kept(wbxml), kept(xml), "{name}");
    }
}

/// The names and the texts of a document, a line each, without the white space around them.
fn outline(xml: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(xml).expect("it is UTF-8");
    let document = baseline::tree(text);
    let nodes = document.descendants();
    nodes
        .filter_map(|node| {
            if node.is_element() {
                Some(format!("<{}>", node.tag_name().name()))
            } else {
                node.text().filter(|_| node.is_text()).map(lines)
            }
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// libwbxml writes a line break as two characters.
fn lines(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

fn pairs_are_the_same_xml() {
    for (name, xml, bytes) in pairs() {
        let ours = wbxml::to_xml(&bytes, &Limits::default());
        let ours = ours.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(outline(&ours.bytes), outline(&xml), "{name}");
    }
}

/// What is encoded says what the XML says, which has markup as text.
fn xml_is_encoded() {
    for (name, xml, _) in pairs() {
        let bytes = wbxml::from_xml(&xml, &Limits::default());
        let bytes = bytes
            .unwrap_or_else(|error| panic!("{name}: {error}"))
            .bytes;
        assert_eq!(Encoding::of(&bytes), Encoding::WBXML);
        let xml = without_doctype(&xml);
        let (xml, wbxml) = (message(&name, &xml), message(&name, &bytes));
        let encoding = Encoding::Xml;
        let wbxml = without_positions(Message { encoding, ..wbxml });
        assert_eq!(
            wbxml,
            check::as_read_in_wbxml(without_positions(xml)),
            "{name}"
        );
    }
}
