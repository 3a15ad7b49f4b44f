//! A short round of what `fuzz/` does for hours: every input of the corpora, and as many new ones as a minute has room for, the same on every run.

#[path = "../../fuzz/src/mutate.rs"]
mod mutate;
#[path = "../../fuzz/src/targets/mod.rs"]
mod targets;

use csp_codegen::Generator;
use csp_tests::files::root;
use csp_tests::workshop::Workshop;
use ddf::Source;
use targets::{Random, TARGETS, Target, hostile};

#[test]
fn templates_are_read() {
    replay("templates", 600);
}

#[test]
fn definitions_are_read() {
    replay("ddf_parse", 300);
}

#[test]
fn definitions_generate() {
    replay("generate", 100);
}

#[test]
fn messages_are_read() {
    replay("syncml_parse", 1_000);
}

#[test]
fn wbxml_is_read() {
    replay("wbxml", 1_000);
}

#[test]
fn messages_are_answered() {
    replay("device", 500);
}

#[test]
fn commands_by_the_grammar_have_each_its_answer() {
    invent("commands", 600);
}

#[test]
fn dialogues_end_whatever_the_other_end_says() {
    invent("dialogue", 300);
}

#[test]
fn sessions_that_move_say_what_they_would_have_said() {
    invent("moved", 150);
}

#[test]
fn definitions_by_the_grammar_become_rust() {
    invent("definitions", 300);
}

#[test]
fn edited_locks_are_refused_or_give_each_name_once() {
    invent("lock", 300);
}

#[test]
fn profiles_are_read_written_and_mended() {
    replay("profile", 300);
}

#[test]
fn values_are_evaluated() {
    replay("value", 300);
}

/// What generates without an error builds without a warning.
#[test]
fn definitions_by_the_grammar_build() {
    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), "hostile");
    let mut lib = String::from("//! Hostile definitions.\n#![deny(warnings)]\n");
    let mut count = 0;
    for seed in 0..u32::MAX {
        let definition = hostile::definition(&seed.to_le_bytes());
        let generator = Generator::new().source(Source::new("hostile.xml", definition));
        let Ok(output) = generator.generate() else {
            continue;
        };
        for file in output.files() {
            workshop.file(format!("hostile/src/s{seed}/{}", file.name()), file.text());
        }
        workshop.file(format!("hostile/src/s{seed}/mod.rs"), output.index());
        lib.push_str(&format!("#[path = \"s{seed}/mod.rs\"]\npub mod s{seed};\n"));
        count += 1;
        if count == 40 {
            break;
        }
    }
    workshop.file("hostile/src/lib.rs", lib);
    let runtime = Workshop::runtime();
    let manifest = format!("edition = \"2024\"\n[dependencies]\ncsp-runtime = {runtime}\n");
    workshop.package("hostile", &manifest);
    let checked = workshop.cargo(&["check"], &[]);
    checked.unwrap_or_else(|error| panic!("{error}"));
}

fn target(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).unwrap()
}

/// Runs a target on its corpora, and on so many inputs that are made from them.
fn replay(name: &str, more: usize) {
    let target = target(name);
    assert!(!target.words.is_empty());
    let mut inputs = Vec::new();
    for folder in target.corpora {
        let entries = std::fs::read_dir(root().join(folder)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        inputs.extend(paths.filter(|path| path.is_file()));
    }
    inputs.sort();
    assert!(
        inputs.len() >= 5,
        "the corpus of {name} has {} inputs",
        inputs.len()
    );
    let inputs: Vec<Vec<u8>> = inputs
        .iter()
        .map(|path| {
            println!("{}", path.display());
            let input = std::fs::read(path).unwrap();
            (target.run)(&input);
            input
        })
        .collect();
    let mut random = Random::new(1);
    for _ in 0..more {
        let mut input = inputs[random.below(inputs.len())].clone();
        let other = random.below(inputs.len());
        mutate::mutate(&mut input, &inputs[other], target.words, &mut random);
        run(target, &input);
    }
}

/// Runs a target whose inputs are decisions.
fn invent(name: &str, count: u32) {
    for seed in 0..count {
        run(target(name), &seed.to_le_bytes());
    }
}

/// Runs a target. What breaks it is shown, to be put into the corpus once it is cut down.
fn run(target: &Target, input: &[u8]) {
    let ran = std::panic::catch_unwind(|| (target.run)(input));
    if let Err(panic) = ran {
        println!(
            "{} broke on {:?}",
            target.name,
            String::from_utf8_lossy(input)
        );
        std::panic::resume_unwind(panic);
    }
}
