//! Whatever the bytes are, reading them ends, with a model or with a diagnostic, and without a panic.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::PathBuf;

use ddf::Source;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// One small change to a text.
#[derive(Debug, Clone)]
enum Change {
    Truncate(Index),
    Delete(Index, usize),
    Insert(Index, &'static str),
    Swap(Index, Index),
    Byte(Index, u8),
}

fn change() -> impl Strategy<Value = Change> {
    let scraps = select(vec![
        "<",
        ">",
        "&",
        "\"",
        "'",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "<?",
        "<!DOCTYPE a [",
        "]",
        "/",
        "<Node>",
        "</Node>",
        "<NodeName>",
        "<Path>",
        "</MgmtTree>",
        "<MSFT:Enum>",
        "[",
        "[(-1)-",
        "99999999999999999999",
        "\u{0}",
        "\u{FEFF}",
        "\u{F000}",
        "\r\n",
        "xmlns=''",
        "xmlns:MSFT='urn:x'",
        "&#x0;",
        "&#xD800;",
        "é",
    ]);
    prop_oneof![
        any::<Index>().prop_map(Change::Truncate),
        (any::<Index>(), 1..40usize).prop_map(|(at, length)| Change::Delete(at, length)),
        (any::<Index>(), scraps).prop_map(|(at, scrap)| Change::Insert(at, scrap)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Swap(from, to)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let length = bytes.len().max(1);
    match change {
        Change::Truncate(at) => bytes.truncate(at.index(length)),
        Change::Delete(at, count) => {
            let start = at.index(length).min(bytes.len());
            let end = (start + count).min(bytes.len());
            bytes.drain(start..end);
        }
        Change::Insert(at, scrap) => {
            let at = at.index(length).min(bytes.len());
            bytes.splice(at..at, scrap.bytes());
        }
        Change::Swap(from, to) if !bytes.is_empty() => {
            bytes.swap(from.index(length), to.index(length))
        }
        Change::Byte(at, byte) if !bytes.is_empty() => bytes[at.index(length)] = *byte,
        _ => {}
    }
}

/// The files of `data`, good and bad.
fn seeds() -> Vec<Vec<u8>> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let folders = ["bad", "good"].map(|folder| fs::read_dir(data.join(folder)).unwrap());
    let mut files: Vec<PathBuf> = folders
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Asks everything that can be asked of what was read.
fn use_all(bytes: Vec<u8>) {
    let (model, report) = common::read_bytes("fuzz.xml", bytes);
    assert_eq!(
        model.documents().is_empty(),
        report.has_errors(),
        "{report}"
    );
    let rendered = report.render();
    assert_eq!(rendered.is_empty(), report.is_empty());
    for diagnostic in &report {
        let text = diagnostic.source().text();
        assert!(
            diagnostic.span().start <= text.len() && text.is_char_boundary(diagnostic.span().start)
        );
        assert!(diagnostic.line() >= 1 && diagnostic.column() >= 1);
    }
    for node in model.nodes() {
        let text = node.document().source().text();
        assert!(text[node.span()].starts_with("<"), "{node:?}");
        assert!(
            text.get(node.name_span()).is_some() && node.uri().starts_with('.'),
            "{node:?}"
        );
        assert_eq!(
            node.children()
                .map(|child| 1 + child.descendants().count())
                .sum::<usize>(),
            node.descendants().count()
        );
        assert!(node.children().all(|child| child.parent() == Some(node)));
        let _ = (node.applicability(), node.depth(), node.line());
    }
}

#[test]
fn the_seeds_are_read() {
    seeds().into_iter().for_each(use_all);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_files(seed in select(seeds()), changes in prop::collection::vec(change(), 1..6)) {
        let mut bytes = seed;
        changes.iter().for_each(|change| apply(&mut bytes, change));
        use_all(bytes);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        use_all(bytes);
    }

    #[test]
    fn positions_are_those_of_counting(lines in prop::collection::vec("[a-zé\u{1F4A1}]{0,40}|a{3000}é{3000}", 1..8), at in any::<Index>()) {
        let text = lines.join("\n");
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = places[at.index(places.len())];
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        prop_assert_eq!(Source::new("lines", text.as_str()).line_column(at), (line, column));
    }

    #[test]
    fn any_range_text(text in "[\\[\\]()0-9, -]{0,30}") {
        if let Some(ranges) = ddf::Ranges::parse(&text) {
            prop_assert!(ranges.intervals().iter().all(|interval| ranges.contains(interval.min())));
        }
    }
}
