//! What is read from a file of each carrier, with the place of every part; and what becomes of it in every other carrier.
//!
//! The files stand in `tests/cases`, the outlines and what is written in `tests/snapshots`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use csp_profile::{Carrier, LossKind, Profile, write};
use insta::assert_snapshot;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn name(file: &Path) -> &str {
    file.file_name().unwrap().to_str().unwrap()
}

fn read(file: &Path) -> Profile {
    Profile::read(name(file), &fs::read(file).unwrap(), None).unwrap()
}

#[test]
fn every_file_is_read_as_a_person_sees_it() {
    for file in files() {
        let profile = read(&file);
        assert_snapshot!(
            format!("read__{}", name(&file)),
            format!("{}\n{profile:#}", profile.carrier.name())
        );
    }
}

#[test]
fn every_place_holds_what_is_said_to_stand_there() {
    for file in files() {
        let profile = read(&file);
        let text = profile.source.as_str();
        for (command, setting) in profile.settings() {
            assert!(text.get(command.place.clone()).is_some());
            assert!(text.get(setting.place.clone()).is_some());
            for part in [&setting.address, &setting.mime].into_iter().flatten() {
                let there = &text[part.place()];
                let last = part.as_str().rsplit('/').next().unwrap();
                assert!(
                    there.contains(last) || last.contains(' '),
                    "{}: {part} is {there}",
                    name(&file)
                );
            }
        }
    }
}

#[test]
fn every_carrier_says_what_it_cannot_hold() {
    for to in Carrier::ALL {
        let mut said = String::new();
        for file in files() {
            let profiles = [read(&file)];
            let output = write(&profiles, to);
            writeln!(said, "=== {}", name(&file)).unwrap();
            said += &output.text;
            for loss in &output.losses {
                let kind = match loss.kind {
                    LossKind::LeftOut => "left out",
                    LossKind::Changed => "changed",
                };
                writeln!(said, "{kind}: {}", loss.display(&profiles)).unwrap();
            }
        }
        assert_snapshot!(format!("write__{}", to.name()), said);
    }
}
