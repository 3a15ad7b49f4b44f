//! The inputs with which fuzzing begins, among them those that once broke something: what `fuzz/` asks of every input holds for them.

#[path = "../../fuzz/src/targets.rs"]
mod targets;

use csp_tests::files::root;
use targets::{TARGETS, Target};

#[test]
fn definitions_are_read() {
    replay("ddf_parse");
}

#[test]
fn definitions_generate() {
    replay("generate");
}

#[test]
fn messages_are_read() {
    replay("syncml_parse");
}

#[test]
fn messages_are_answered() {
    replay("device");
}

fn replay(name: &str) {
    let target: &Target = TARGETS.iter().find(|target| target.name == name).unwrap();
    assert!(!target.words.is_empty());
    let mut inputs = 0;
    for folder in target.corpora {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                println!(
                    "{}: {}",
                    path.display(),
                    (target.run)(&std::fs::read(&path).unwrap())
                );
                inputs += 1;
            }
        }
    }
    assert!(inputs >= 5, "the corpus of {name} has {inputs} inputs");
}
