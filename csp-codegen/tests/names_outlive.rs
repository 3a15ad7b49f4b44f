//! Names outlive a drop: an edit of words changes none of them, and with a lock an edit of the structure changes none without a refusal.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says how much it tried"
)]

#[path = "names_outlive/edit.rs"]
mod edit;
#[path = "names_outlive/promise.rs"]
mod promise;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use csp_codegen::{Followed, Generator, Output};
use csp_corpus::synthetic::{self, Dice};
use csp_corpus::{shared, xml_files};
use ddf::Source;

csp_corpus::tests! {
    &[] => words_decide_about_no_name_of_the_made_up_set,
        words_decide_about_no_name_of_the_five_definitions,
        files_decide_about_no_name,
        a_lock_keeps_or_refuses_what_is_made_up,
        a_lock_keeps_or_refuses_what_the_five_definitions_have;
    &["ddf/2024-05"] => words_decide_about_no_name_of_the_published_set,
        a_lock_keeps_or_refuses_what_is_published;
}

/// Definitions: the names of files, and their texts.
type Set = Vec<(String, String)>;

fn made_up() -> Set {
    let files = synthetic::files().into_iter();
    files.map(|file| (file.name, file.text)).collect()
}

fn read(folder: &Path) -> Set {
    let files = xml_files(folder).into_iter();
    files
        .map(|file| {
            let text = fs::read_to_string(&file).expect("the definition is text");
            (file.display().to_string(), text)
        })
        .collect()
}

/// Some of a large set, of all its kinds.
fn every_sixth(set: Set) -> Set {
    set.into_iter().step_by(6).collect()
}

fn five() -> Set {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../ddf/definitions"))
}

/// Generates; `None` when the definitions are not right any more.
fn generate(set: &Set, lock: Option<&Path>) -> Option<Output> {
    let mut generator = Generator::new();
    for (name, text) in set {
        generator = generator.source(Source::new(name.as_str(), text.as_str()));
    }
    let lock = lock.unwrap_or(Path::new("a new.lock"));
    generator.lock(lock).generate().ok()
}

fn follow(output: &Output) -> Followed {
    output.follow(&BTreeSet::new())
}

/// The lines of a lock but the constants, which are named by words.
fn without_constants(lock: &str) -> Vec<&str> {
    let lines = lock.lines();
    lines.filter(|line| !line.contains(" constant ")).collect()
}

/// The lines of a lock without what descriptions say now.
fn undescribed(lock: &str) -> Vec<&str> {
    let lines = lock.lines();
    lines
        .map(|line| line.split(" described ").next().unwrap_or(line))
        .collect()
}

fn words_decide_about_no_name(set: &Set, seeds: usize, permille: usize) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let lock = folder.path().join("names.lock");
    let before = generate(set, None)
        .expect("the set generates")
        .lock()
        .text();
    fs::write(&lock, &before).expect("the lock is written");
    for seed in 0..seeds {
        let mut dice = Dice::new(seed);
        let texts = set
            .iter()
            .map(|(name, text)| (name.clone(), edit::words(text, &mut dice, permille)));
        let edited: Set = texts.collect();
        assert_ne!(&edited, set);
        let after = generate(&edited, None).expect("words break nothing");
        assert_eq!(
            without_constants(&after.lock().text()),
            without_constants(&before),
            "seed {seed}"
        );
        let kept = generate(&edited, Some(&lock)).expect("words break nothing");
        let followed = follow(&kept);
        assert!(
            followed.refusals.is_empty(),
            "seed {seed}: {:#?}",
            followed.refusals
        );
        assert_eq!(
            undescribed(&kept.lock().text()),
            undescribed(&before),
            "seed {seed}"
        );
    }
}

fn words_decide_about_no_name_of_the_made_up_set() {
    words_decide_about_no_name(&every_sixth(made_up()), 1, 300);
}

fn words_decide_about_no_name_of_the_five_definitions() {
    words_decide_about_no_name(&five(), 6, 150);
    words_decide_about_no_name(&five(), 2, 900);
}

fn words_decide_about_no_name_of_the_published_set() {
    words_decide_about_no_name(&every_sixth(read(&shared("ddf/2024-05"))), 1, 300);
}

/// In any order, and whatever is read with them: another vendor's copy of every CSP, and other definitions.
fn files_decide_about_no_name() {
    let set: Set = five().into_iter().chain(made_up().split_off(270)).collect();
    let before = generate(&set, None)
        .expect("the set generates")
        .lock()
        .text();
    let mut backwards = set.clone();
    backwards.reverse();
    for (nth, (name, _)) in backwards.iter_mut().enumerate() {
        *name = format!("{nth}.xml");
    }
    let after = generate(&backwards, None).expect("the set generates");
    assert_eq!(after.lock().text(), before);
    let mut more: Set = set
        .iter()
        .map(|(name, text)| {
            (
                format!("0{name}"),
                text.replace("Vendor/MSFT", "Vendor/Fabrikam")
                    .replace("Vendor/Contoso", "Vendor/Northwind"),
            )
        })
        .collect();
    more.extend(made_up().drain(..20));
    more.extend(backwards);
    let after = generate(&more, None)
        .expect("the set generates")
        .lock()
        .text();
    let lines: BTreeSet<&str> = after.lines().collect();
    assert_eq!(before.lines().find(|line| !lines.contains(line)), None);
}

/// The lines that one of two locks has and the other does not.
fn apart(one: &str, other: &str) -> Vec<String> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (one, other) = (lines(one), lines(other));
    one.symmetric_difference(&other).cloned().collect()
}

/// Edits the structure step by step, each step with the lock of the one before.
fn keeps_or_refuses(set: &Set, seeds: usize, steps: usize) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let lock = folder.path().join("names.lock");
    let (mut generated, mut refused) = (0, 0);
    for seed in 0..seeds {
        let mut dice = Dice::new(seed);
        let mut now = set.clone();
        let mut before = generate(&now, None)
            .expect("the set generates")
            .lock()
            .text();
        for step in 0..steps {
            let mut next = now.clone();
            for _ in 0..=dice.below(3) {
                match dice.below(24) {
                    0 if next.len() > 1 => drop(next.remove(dice.below(next.len()))),
                    1 => next.push(dice.one_of(&set.iter().collect::<Vec<_>>()).clone()),
                    _ => {
                        let file = dice.below(next.len());
                        next[file].1 = edit::structure(&next[file].1, &mut dice);
                    }
                }
            }
            if dice.below(4) == 0 {
                let file = dice.below(next.len());
                next[file].1 = edit::words(&next[file].1, &mut dice, 100);
            }
            fs::write(&lock, &before).expect("the lock is written");
            let Some(output) = generate(&next, Some(&lock)) else {
                continue;
            };
            generated += 1;
            let at = format!("seed {seed}, step {step}");
            let followed = follow(&output);
            let after = followed.lock.text();
            let broken = promise::broken(&before, &after, &followed.refusals);
            refused += usize::from(!followed.refusals.is_empty());
            if !broken.is_empty() {
                panic!("{at}: {broken:#?}\nrefused: {:#?}", followed.refusals);
            }
            for file in output.files() {
                syn::parse_file(file.text())
                    .unwrap_or_else(|error| panic!("{at}: {}: {error}", file.name()));
            }
            // Accepted, it is stable.
            fs::write(&lock, &after).expect("the lock is written");
            let again = generate(&next, Some(&lock)).expect("it generates again");
            let stable = follow(&again);
            assert_eq!(
                (stable.refusals, stable.contradictions),
                (Vec::new(), Vec::new()),
                "{at}"
            );
            assert_eq!(apart(&after, &stable.lock.text()), [""; 0], "{at}");
            (now, before) = (next, after);
        }
    }
    println!(
        "{generated} of {} steps generated, {refused} of them were refused",
        seeds * steps
    );
    assert!(generated > seeds * steps / 4 && refused > generated / 8);
}

fn a_lock_keeps_or_refuses_what_is_made_up() {
    let made_up = made_up();
    for part in made_up.chunks(5).step_by(30) {
        keeps_or_refuses(&part.to_vec(), 4, 10);
    }
}

fn a_lock_keeps_or_refuses_what_the_five_definitions_have() {
    keeps_or_refuses(&five(), 6, 12);
}

fn a_lock_keeps_or_refuses_what_is_published() {
    let published = read(&shared("ddf/2024-05"));
    for part in published.chunks(6).step_by(20) {
        keeps_or_refuses(&part.to_vec(), 3, 10);
    }
}
