//! What nobody should send: it is refused with a position or read as far as it goes, and nothing panics.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use csp_profile::{Carrier, MAX_BYTES, MAX_FAULTS, Profile};
use proptest::prelude::*;

fn refusal(bytes: &[u8]) -> String {
    Profile::read("x", bytes, None).unwrap_err().to_string()
}

#[test]
fn what_is_no_profile_is_refused_with_what_to_do() {
    assert_eq!(refusal(b""), "x: the file is empty: write a command");
    assert_eq!(
        refusal(b"\xEF\xBB\xBF \n"),
        "x: the file is empty: write a command"
    );
    assert!(refusal(b"<html/>").starts_with("x: this is no SyncML, no Fleet profile"));
    assert!(refusal(b"<MgmtTree><LocURI/></MgmtTree>").starts_with("x: this is no SyncML"));
    assert!(refusal(b"hello").starts_with("x: this is no SyncML"));
    assert!(
        refusal(b"<Replace>\xFF</Replace>").starts_with("x:1:10: the byte 0xFF is not UTF-8 here")
    );
    assert!(refusal(b"<Replace>\n\0</Replace>").starts_with("x:2:1: "));
    assert!(refusal(b"OMA-URI\n\0\n").starts_with("x:2:1: "));
    assert!(refusal(&vec![b' '; MAX_BYTES + 1]).starts_with("x: the file has more than "));
}

#[test]
fn a_document_type_is_refused() {
    let bomb = b"<?xml version=\"1.0\"?>\n<!DOCTYPE Replace [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<Replace>&b;</Replace>";
    assert_eq!(
        refusal(bomb),
        "x:2:1: a document type declaration is not allowed: remove it"
    );
}

#[test]
fn depth_is_bounded() {
    let deep = |nth: usize| {
        format!(
            "<Replace>{}{}</Replace>",
            "<a>".repeat(nth),
            "</a>".repeat(nth)
        )
    };
    assert!(Profile::read("x", deep(127).as_bytes(), None).is_ok());
    assert!(
        refusal(deep(128).as_bytes()).starts_with("x:1:391: more than 128 elements are nested")
    );
    assert!(refusal(deep(1_000_000).as_bytes()).starts_with("x:1:391: "));
    assert!(refusal("<Atomic>".repeat(1_000_000).as_bytes()).contains("are nested"));
    assert!(refusal("[".repeat(1_000_000).as_bytes()).contains("JSON"));
    assert!(refusal("{\"a\":".repeat(1_000_000).as_bytes()).contains("JSON"));
    // In a document inside of a value, it is a fault of the value.
    let inner = format!(
        "<DeclaredConfiguration>{}</DeclaredConfiguration>",
        "<a>".repeat(500)
    );
    let outer = format!("<Add><Item><Data><![CDATA[{inner}]]></Data></Item></Add>");
    let profile = Profile::read("x", outer.as_bytes(), None).unwrap();
    assert!(
        profile
            .faults
            .iter()
            .any(|fault| fault.message.contains("are nested"))
    );
}

/// A byte order mark behind what begins no element: places behind it are still those of the file.
#[test]
fn a_byte_order_mark_inside_of_a_file_moves_no_place() {
    let text = "<Replace><\u{FEFF}3</Data>&</Replace>";
    let profile = Profile::read("x", text.as_bytes(), None).unwrap();
    let place = |message: &str| {
        let mut faults = profile.faults.iter();
        let fault = faults.find(|fault| fault.message.contains(message));
        &text[fault.unwrap().place.clone()]
    };
    assert_eq!(place("begins no element"), "<");
    assert_eq!(place("a bare `&`"), "&");
}

#[test]
fn faults_are_told_up_to_a_bound() {
    let profile = Profile::read(
        "x",
        format!("<Replace>{}</Replace>", "<x/>&".repeat(20_000)).as_bytes(),
        None,
    )
    .unwrap();
    assert_eq!(profile.faults.len(), MAX_FAULTS + 1);
    assert!(
        profile
            .faults
            .iter()
            .any(|fault| fault.message.contains("the others are not told"))
    );
}

#[test]
fn utf_16_is_read_as_utf_8_is() {
    let text = "<Replace><Item><Target><LocURI>./Vendor/MSFT/\u{FC}/\u{1F600}</LocURI></Target></Item></Replace>";
    let utf_8 = Profile::read("x", format!("\u{FEFF}{text}").as_bytes(), None).unwrap();
    let units = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{FEFF}{text}")
            .encode_utf16()
            .flat_map(to_bytes)
            .collect()
    };
    for bytes in [units(u16::to_le_bytes), units(u16::to_be_bytes)] {
        let utf_16 = Profile::read("x", &bytes, None).unwrap();
        assert!(utf_16.source.is_utf16());
        assert_eq!(format!("{utf_16:#}"), format!("{utf_8:#}"));
    }
}

#[test]
fn numbers_of_any_size_are_kept_or_said() {
    let huge = "9".repeat(400);
    let file = format!(
        "{{\"omaSettings\": [{{\"@odata.type\": \"#microsoft.graph.omaSettingInteger\", \"omaUri\": \"./Vendor/MSFT/X/Y\", \"value\": {huge}}}, {{\"@odata.type\": \"#microsoft.graph.omaSettingFloatingPoint\", \"omaUri\": \"./Vendor/MSFT/X/Z\", \"value\": 1e999}}]}}"
    );
    let profile = Profile::read("x", file.as_bytes(), None).unwrap();
    let values: Vec<&str> = profile
        .settings()
        .map(|(_, setting)| setting.value.as_ref().unwrap().text.as_str())
        .collect();
    assert_eq!(values, [&huge, "1e999"]);
    let output = profile.write(Carrier::Intune);
    assert!(!output.is_whole());
    assert_eq!(output.losses.len(), 2, "{:?}", output.losses);
}

#[test]
fn a_long_name_is_not_copied_to_every_node_below_it() {
    let name = "n".repeat(100_000);
    let file = format!(
        "<wap-provisioningdoc><characteristic type=\"{name}\">{}</characteristic></wap-provisioningdoc>",
        "<parm name=\"a\"/>".repeat(1000)
    );
    let profile = Profile::read("x", file.as_bytes(), None).unwrap();
    assert_eq!(profile.settings().count(), 0);
    assert!(
        profile
            .faults
            .iter()
            .any(|fault| fault.message.contains("more than 4096 bytes"))
    );
}

/// The files that are read elsewhere, which are of every carrier.
fn files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Reads in every way, and writes what was read in every way.
fn survives(bytes: &[u8]) {
    for carrier in Carrier::ALL.map(Some).into_iter().chain([None]) {
        let Ok(profile) = Profile::read("x", bytes, carrier) else {
            continue;
        };
        let text = profile.source.as_str();
        for fault in &profile.faults {
            assert!(text.get(fault.place.clone()).is_some(), "{fault:?}");
        }
        for (command, setting) in profile.settings() {
            assert!(text.get(command.place.clone()).is_some());
            for text_ in [&setting.address, &setting.format, &setting.mime]
                .into_iter()
                .flatten()
            {
                assert!(text.get(text_.place()).is_some(), "{text_:?}");
            }
        }
        let _ = format!("{profile:#}");
        for to in Carrier::ALL {
            let _ = profile.write(to);
        }
    }
}

#[test]
fn a_file_may_end_anywhere() {
    for file in files() {
        for end in (0..file.len()).step_by(7) {
            survives(&file[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn spoiled_files_are_survived(nth in any::<prop::sample::Index>(), spoils in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"<>&\"'/;,=:!?[]{}\\-\n\0a\xC3".to_vec())), 1..6)) {
        let files = files();
        let mut file = files[nth.index(files.len())].clone();
        for (at, byte) in spoils {
            let at = at.index(file.len());
            file[at] = byte;
        }
        survives(&file);
    }
}
