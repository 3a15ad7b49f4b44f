//! `csp codegen --out` where several run at once in one folder, and where runs are killed.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use crate::codegen::Place;

const RUNS: usize = 6;

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

fn start(place: &Place) -> Child {
    Command::new(env!("CARGO_BIN_EXE_csp"))
        .args(["codegen", "many", "--out", "src"])
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
        let runs: Vec<Child> = (0..RUNS).map(|_| start(&place)).collect();
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
    assert!(start(&place).wait().unwrap().success());
    let run = begin.elapsed();
    let mut killed = 0;
    for round in 0..30 {
        fs::remove_dir_all(place.0.path().join("src")).unwrap();
        let mut doomed = start(&place);
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
