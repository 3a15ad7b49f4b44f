//! `csp codegen --out` where several run at once in one folder, and where runs are killed.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use crate::codegen::Place;

const RUNS: usize = 6;

/// A run on all definitions.
const ALL: &str = "many --out src";

/// A folder with one definition, which describes a few dozen CSPs.
fn many() -> Place {
    let place = Place::new();
    let good = place.read("faulty/Good.xml");
    fs::create_dir(place.0.path().join("many")).unwrap();
    for nth in 0..30 {
        let name = format!("<NodeName>Good{nth}</NodeName>");
        let text = good.replacen("<NodeName>Good</NodeName>", &name, 1);
        place.write(&format!("many/Good{nth}.xml"), &text);
    }
    place
}

fn start(place: &Place, arguments: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_csp"))
        .arg("codegen")
        .args(arguments.split(' '))
        .current_dir(place.0.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What one undisturbed run writes.
fn expected() -> Vec<String> {
    let place = many();
    assert_eq!(place.codegen("many --out src").code, Some(0));
    let files = place.list("src");
    assert!(files.len() > 30, "{files:?}");
    files
}

#[test]
fn runs_at_once_leave_what_one_leaves() {
    let expected = expected();
    for _ in 0..5 {
        let place = many();
        let runs: Vec<Child> = (0..RUNS).map(|_| start(&place, ALL)).collect();
        for run in runs {
            let output = run.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
        assert_eq!(place.list("src"), expected);
        assert_eq!(place.codegen("many --out src --check").code, Some(0));
    }
}

/// The next run puts right what a killed one left, and leaves nothing of it behind.
#[test]
fn a_run_that_is_killed_hinders_no_other() {
    let expected = expected();
    let place = many();
    let begin = Instant::now();
    assert!(start(&place, ALL).wait().unwrap().success());
    let run = begin.elapsed();
    let mut killed = 0;
    for round in 0..30 {
        fs::remove_dir_all(place.0.path().join("src")).unwrap();
        let mut doomed = start(&place, ALL);
        thread::sleep(run.mul_f64(f64::from(round) / 25.0));
        doomed.kill().unwrap();
        killed += usize::from(!doomed.wait().unwrap().success());
        let outcome = place.codegen("many --out src");
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert_eq!(place.list("src"), expected);
        assert_eq!(place.codegen("many --out src --check").code, Some(0));
    }
    assert!(killed > 3, "{killed} were killed in time");
}

/// Runs on different definitions, each of which knows its own alone: in the end all are there, with their pages, features and names.
#[test]
fn runs_at_once_on_different_definitions_lose_nothing() {
    let arguments =
        |paths: &str| format!("{paths} --out src --manifest goods --lock src/names.lock");
    let paths: Vec<String> = (0..RUNS).map(|nth| format!("many/Good{nth}.xml")).collect();
    let whole = many();
    assert_eq!(whole.codegen(&arguments(&paths.join(" "))).code, Some(0));
    for _ in 0..5 {
        let place = many();
        let runs: Vec<Child> = paths
            .iter()
            .map(|path| start(&place, &arguments(path)))
            .collect();
        for run in runs {
            let output = run.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
        assert_eq!(place.list("src"), whole.list("src"));
        for file in whole.list("src") {
            let file = format!("src/{file}");
            assert_eq!(place.read(&file), whole.read(&file), "{file}");
        }
    }
}

/// A run that is killed takes nothing from another at work in the same folder, nor from what a person wrote, and the next puts right what it left.
#[test]
fn a_run_that_is_killed_takes_nothing_from_others() {
    let options = "--out src --lock src/names.lock --accept";
    let (doomed, other) = (format!("lamp {options}"), "many --out src");
    let place = many();
    let begin = Instant::now();
    assert_eq!(
        place
            .codegen(&format!("many {options} --manifest goods"))
            .code,
        Some(0)
    );
    let run = begin.elapsed();
    place.edit("src/Cargo.toml", "[features]", "# By hand.\n[features]");
    let good = place.read("faulty/Good.xml");
    let names = place.read("src/names.lock");
    // With one module more, and without it.
    let mut whole = Vec::new();
    for text in [Some(&good), None] {
        toggle(&place, text);
        assert_eq!(place.codegen(&doomed).code, Some(0));
        whole.push(everything(&place));
    }
    let mut killed = 0;
    for round in 0..30 {
        toggle(&place, (round % 2 == 0).then_some(&good));
        let mut child = start(&place, &doomed);
        let survivor = start(&place, other);
        thread::sleep(run.mul_f64(f64::from(round) / 40.0));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        let output = survivor.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        assert!(
            place
                .read("src/Cargo.toml")
                .contains("# By hand.\n[features]\n")
        );
        let kept = place.read("src/names.lock");
        assert!(
            names
                .lines()
                .all(|name| kept.lines().any(|line| line == name)),
            "{kept}"
        );
        let outcome = place.codegen(&doomed);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(
            everything(&place) == whole[round as usize % 2],
            "{:?}",
            place.list("src")
        );
    }
    assert!(killed > 3, "{killed} were killed in time");
}

/// Writes a second definition beside the lamp's, or removes it.
fn toggle(place: &Place, definition: Option<&String>) {
    match definition {
        Some(text) => place.write("lamp/Good.xml", text),
        None => fs::remove_file(place.0.path().join("lamp/Good.xml")).unwrap(),
    }
}

/// Every file of the output, with its text.
fn everything(place: &Place) -> Vec<(String, String)> {
    let files = place.list("src").into_iter();
    let with_text = |file| {
        let text = place.read(&format!("src/{file}"));
        (file, text)
    };
    files.map(with_text).collect()
}
