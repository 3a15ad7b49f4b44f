//! Input that is not what it should be: other encodings, bytes that are no text, sizes and shapes
//! that would exhaust a careless reader. Each gives a diagnostic, soon, or is read.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::time::{Duration, Instant};

use common::{codes, kiosk, node, read, read_bytes, tree};
use ddf::{
    MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_FAULTS, MAX_NAMESPACES, MAX_URI,
    Report, Source,
};

/// The only diagnostic, as `code line:column message`.
fn only(report: &Report) -> String {
    let diagnostics: Vec<_> = report.iter().collect();
    let [diagnostic] = diagnostics.as_slice() else {
        panic!("not one diagnostic:\n{report}")
    };
    let (line, column) = (diagnostic.line(), diagnostic.column());
    format!(
        "{} {line}:{column} {}",
        diagnostic.code(),
        diagnostic.message()
    )
}

fn utf16(text: &str, mark: bool, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let text = if mark {
        format!("\u{FEFF}{text}")
    } else {
        text.to_owned()
    };
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn encodings() {
    let text = kiosk(&node("Größe \u{1F4A1}", "int", "", ""));
    let declared = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{text}");
    let cases = [
        ("UTF-8", text.clone().into_bytes()),
        ("UTF-8 with a mark", format!("\u{FEFF}{text}").into_bytes()),
        (
            "UTF-8 that says it is UTF-16",
            declared.clone().into_bytes(),
        ),
        (
            "UTF-16LE with a mark",
            utf16(&declared, true, u16::to_le_bytes),
        ),
        (
            "UTF-16BE with a mark",
            utf16(&declared, true, u16::to_be_bytes),
        ),
        (
            "UTF-16LE without a mark",
            utf16(&declared, false, u16::to_le_bytes),
        ),
        (
            "UTF-16BE without a mark",
            utf16(&declared, false, u16::to_be_bytes),
        ),
    ];
    for (what, bytes) in cases {
        let (model, report) = read_bytes("kiosk.xml", bytes);
        assert!(report.is_empty(), "{what}: {report}");
        assert_eq!(
            model.nodes().nth(1).unwrap().name(),
            Some("Größe \u{1F4A1}"),
            "{what}"
        );
    }
}

#[test]
fn bytes_that_are_no_text() {
    let mut latin1 = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<MgmtTree>Gr".to_vec();
    latin1.extend([0xF6, 0xDF]);
    latin1.extend(b"e</MgmtTree>");
    let mut marked = "\u{FEFF}<MgmtTree>\n".as_bytes().to_vec();
    marked.push(0xC0);
    let mut lone = utf16("<MgmtTree>\n", true, u16::to_le_bytes);
    lone.extend([0x00, 0xD8, b'<', 0x00]);
    let mut odd = utf16("<MgmtTree>", true, u16::to_le_bytes);
    odd.push(b'<');
    let cases = [
        (latin1, "DDF0002 2:13 byte 0xF6 is not UTF-8"),
        (marked, "DDF0002 2:1 byte 0xC0 is not UTF-8"),
        (lone, "DDF0002 2:1 half of a surrogate pair is not UTF-16"),
        (
            odd,
            "DDF0002 1:11 UTF-16 has two bytes to a unit, and the last unit has one",
        ),
        (
            vec![0x50, 0x4D, 0x03, 0x04, 0xFF],
            "DDF0002 1:5 byte 0xFF is not UTF-8",
        ),
        (
            vec![0x50, 0x4B, 0x03, 0x04, 0xFF],
            "DDF0002 1:1 the file is a zip",
        ),
        (
            vec![0x03, 0xA4, 0x01, 0x6A, 0x00, 0x60],
            "DDF0002 1:1 the file is WBXML, the binary form of SyncML and of its trees",
        ),
        (
            vec![0x02, 0x00, 0x00, 0x6A, 0x1D],
            "DDF0002 1:1 the file is WBXML, the binary form of SyncML and of its trees",
        ),
        (vec![], "DDF0003 1:1 there is no element in the file"),
        (vec![0; 64], "DDF0003 1:1 there is no element in the file"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(only(&read_bytes("bytes.xml", bytes).1), expected);
    }
}

#[test]
fn the_encoding_that_a_file_declares_is_in_the_help() {
    let bytes = b"<?xml version='1.0' encoding='windows-1252'?><a>\xFC</a>".to_vec();
    let diagnostic = ddf::decode("bytes.xml", bytes).unwrap_err();
    assert_eq!(
        diagnostic.help(),
        "the file says it is windows-1252; save it as UTF-8, and say so"
    );
}

/// Reads a text and says whether that took less than a few seconds, in a debug build on a busy
/// machine.
fn soon(text: &str) -> Report {
    let start = Instant::now();
    let (_, report) = read(&[("hostile.xml", text)]);
    assert!(!report.render().is_empty());
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
    report
}

#[test]
fn too_large() {
    let (_, report) = read_bytes("large.xml", vec![b' '; 200 << 20]);
    assert_eq!(
        only(&report),
        format!(
            "DDF0001 1:1 the file has more than {MAX_BYTES} bytes, which is the most that is read"
        )
    );
    // The same bound holds for a text that nobody decoded.
    assert_eq!(codes(&soon(&" ".repeat(MAX_BYTES + 1))), ["DDF0001"]);
    assert_eq!(codes(&soon(&" ".repeat(MAX_BYTES))), ["DDF0003"]);
}

#[test]
fn too_deep() {
    for (open, close) in [
        ("<Node>", "</Node>"),
        ("<a>", ""),
        ("<MgmtTree>", "</MgmtTree>"),
    ] {
        let text = open.repeat(100_000) + &close.repeat(100_000);
        let at = MAX_DEPTH * open.len() + 1;
        let message = format!("elements are nested more than {MAX_DEPTH} deep");
        assert_eq!(only(&soon(&text)), format!("DDF0004 1:{at} {message}"));
    }
}

#[test]
fn as_deep_as_can_be() {
    let nodes = MAX_DEPTH - 4; // MgmtTree, the root, and below the last node its properties
    let deep = (0..nodes - 2).fold(String::new(), |inner, _| node("a", "node", "", &inner));
    let (model, report) = read(&[("deep.xml", &kiosk(&deep))]);
    assert!(report.is_empty(), "{report}");
    let last = model.nodes().last().unwrap();
    assert_eq!(last.depth(), nodes - 2);
    assert!(last.uri().ends_with("/a/a/a"));
}

#[test]
fn too_many_parts() {
    let elements = "<a/>".repeat(MAX_ELEMENTS + 1);
    assert_eq!(
        codes(&soon(&format!("<MgmtTree>{elements}</MgmtTree>"))),
        ["DDF0005"]
    );
    let attributes: String = (0..=MAX_ATTRIBUTES).map(|n| format!(" a{n}=''")).collect();
    assert_eq!(
        codes(&soon(&format!("<MgmtTree{attributes}/>"))),
        ["DDF0005"]
    );
    let namespaces: String = (0..=MAX_NAMESPACES)
        .map(|n| format!("<a xmlns:n{n}='urn:{n}'/>"))
        .collect();
    assert_eq!(
        codes(&soon(&format!("<MgmtTree>{namespaces}</MgmtTree>"))),
        ["DDF0005"]
    );
}

#[test]
fn faults_are_listed_up_to_a_bound() {
    let nodes = node("A", "string", "", "").repeat(5 * MAX_FAULTS);
    let report = soon(&kiosk(&nodes));
    let reading = report
        .iter()
        .filter(|diagnostic| diagnostic.code().id() == "DDF0030")
        .count();
    let naming = report
        .iter()
        .filter(|diagnostic| diagnostic.code().id() == "DDF0060")
        .count();
    assert_eq!((reading, naming), (MAX_FAULTS - 1, MAX_FAULTS - 1));
    assert_eq!(
        report
            .iter()
            .filter(|diagnostic| diagnostic.code().id() == "DDF0070")
            .count(),
        2
    );
}

#[test]
fn warnings_do_not_hide_an_error() {
    let many = "<Foreign/>".repeat(2 * MAX_FAULTS);
    let (model, report) = read(&[("many.xml", &tree(&many))]);
    assert_eq!(
        (report.error_count(), report.warning_count()),
        (1, MAX_FAULTS)
    );
    assert!(model.documents().is_empty());
}

#[test]
fn uris_that_are_too_long() {
    let name = "n".repeat(MAX_URI - "./Device/Vendor/Contoso/Kiosk/".len());
    let (model, report) = read(&[("long.xml", &kiosk(&node(&name, "int", "", "")))]);
    assert!(report.is_empty(), "{report}");
    assert_eq!(model.nodes().last().unwrap().uri().len(), MAX_URI);
    let inner = node("a", "node", "", &node("b", "int", "", ""));
    let report = soon(&kiosk(&node(&name, "node", "", &inner)));
    assert_eq!(codes(&report), ["DDF0047"]);
    // One long name above many faults must not be repeated by each of them.
    let many = node("A", "int", "<Foreign/>", "").repeat(20_000);
    let report = soon(&kiosk(&node(&"n".repeat(4 << 20), "node", "", &many)));
    assert!(
        report
            .iter()
            .all(|diagnostic| diagnostic.node().is_none() && diagnostic.message().len() < 1000)
    );
}

/// What is made of a model says the URI and the applicability of every node: a few bytes of the file would become megabytes.
#[test]
fn what_nodes_repeat_stays_in_proportion_to_the_file() {
    let leaves: String = (0..1000)
        .map(|n| node(&format!("N{n}"), "int", "", ""))
        .collect();
    let builds = "10.0.19041, ".repeat(300);
    let applicability = format!(
        "<MSFT:Applicability><MSFT:OsBuildVersion>{builds}10.0.19041</MSFT:OsBuildVersion></MSFT:Applicability>"
    );
    let long = "n".repeat(3000);
    for (name, properties) in [(long.as_str(), ""), ("Short", applicability.as_str())] {
        let screens = node(name, "node", properties, &leaves);
        let report = soon(&kiosk(&screens));
        let diagnostic = report.iter().next().unwrap();
        assert_eq!(codes(&report), ["DDF0048"], "{report}");
        assert!(diagnostic.node().unwrap().ends_with(name));
        assert_eq!(diagnostic.label(), "1000 nodes repeat this");
    }
    // A name of common length, and a long one above a few nodes, are no fault.
    let few = node(&long, "node", "", &node("A", "int", "", ""));
    let screens = node("AnInteriorNodeWithALongName", "node", "", &leaves);
    let (_, report) = read(&[("common.xml", &kiosk(&(few + &screens)))]);
    assert!(report.is_empty(), "{report}");
}

#[test]
fn wide_trees_take_time_in_proportion() {
    let nodes: String = (0..30_000)
        .map(|n| node(&format!("N{n}"), "int", "", ""))
        .collect();
    let start = Instant::now();
    let (model, report) = read(&[("wide.xml", &kiosk(&nodes))]);
    assert!(report.is_empty(), "{report}");
    assert_eq!(model.nodes().next().unwrap().children().count(), 30_000);
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_doctype_without_entities_is_read() {
    let doctypes = [
        "<!DOCTYPE MgmtTree PUBLIC \" -//OMA//DTD-DM-DDF 1.2//EN\" \"http://www.openmobilealliance.org/tech/DTD/DM_DDF-V1_2.dtd\"\n\
         [<?oma-dm-ddf-ver supported-versions=\"1.2\"?>]>",
        "<!DOCTYPE MgmtTree>",
        "<!DOCTYPE MgmtTree [ <!-- > ]]> <!ENTITY in a comment --> <?p <!ENTITY ?> ]>",
        "<!DOCTYPE MgmtTree [ <!ELEMENT MgmtTree ANY> <!ATTLIST MgmtTree a CDATA \"> <!ENTITY\"> ]>",
    ];
    for doctype in doctypes {
        let (_, report) = read(&[(
            "doctype.xml",
            &format!("<?xml version=\"1.0\"?>{doctype}{}", kiosk("")),
        )]);
        assert!(report.is_empty(), "{doctype}: {report}");
    }
}

#[test]
fn an_entity_is_refused_wherever_it_is_declared() {
    let doctypes = [
        "<!DOCTYPE m [<!ENTITY a 'b'>]>",
        "<!DOCTYPE m [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]>",
        "<!DOCTYPE m SYSTEM 'x' [ <?pi?> <!-- c --> <!ELEMENT m ANY>\n<!ENTITY a SYSTEM 'http://localhost/'>]>",
    ];
    for doctype in doctypes {
        let (_, report) = read(&[("entity.xml", &format!("{doctype}{}", tree("")))]);
        assert_eq!(codes(&report), ["DDF0006"], "{doctype}");
    }
}

#[test]
fn documents_are_read_on_several_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Source>();
    shared::<ddf::Document>();
    shared::<ddf::Model>();
    shared::<ddf::Diagnostic>();
}
