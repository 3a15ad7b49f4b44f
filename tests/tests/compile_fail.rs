//! Mistakes that must not compile, and what the compiler says of them. Each file of `ui` is one test.
//!
//! Beside a case `name.rs` stands `name.stderr`: for each error a line, `line:column error[CODE]: message`, and below it, indented, labels, notes
//! and helps. What is written there must be said, in that order, and no line of the case may have an error that is not written, nor one more often
//! than it is written: one mistake has one error. So the words of the compiler itself, which change with it, can be left out: a message may stop at
//! its code. `UI_BLESS=1` writes down what is said of cases
//! that have no file yet, to be read and cut by hand.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::{env, fs};

use csp_tests::files::root;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

fn main() {
    let arguments = Arguments::from_args();
    let cases = cases();
    let said = Arc::new(OnceLock::new());
    let trials = cases.iter().map(|case| {
        let (case, all, said) = (case.clone(), cases.clone(), Arc::clone(&said));
        Trial::test(stem(&case), move || {
            compare(&case, said.get_or_init(|| compile(&all)))
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/ui")).expect("the cases are read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    cases.sort();
    cases
}

fn stem(case: &Path) -> String {
    case.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// Checks every case as a program of one package, and returns the compiler's messages.
fn compile(cases: &[PathBuf]) -> Vec<Value> {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    fs::create_dir_all(&package).expect("the package is made");
    let mut manifest = format!(
        "[package]\nname = \"ui\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         csp-device = {{ path = {:?} }}\ncsp-runtime = {{ path = {:?}, features = [\"regex\"] }}\ncsp-server = {{ path = {:?} }}\ncsp-windows = {{ path = {:?} }}\ncsp-macros = {{ path = {:?}, features = [\"ddf\"] }}\n",
        root().join("csp-device"),
        root().join("csp-runtime"),
        root().join("csp-server"),
        root().join("csp-windows"),
        root().join("csp-macros"),
    );
    for case in cases {
        let _ = write!(
            manifest,
            "\n[[bin]]\nname = \"{}\"\npath = {case:?}\n",
            stem(case)
        );
    }
    fs::write(package.join("Cargo.toml"), manifest).expect("the manifest is written");
    fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock"))
        .expect("the lock file is copied");
    for name in ["broken.xml", "whole.xml", "whole.lock"] {
        fs::copy(root().join("tests/ui").join(name), package.join(name))
            .expect("what the macro reads is copied");
    }
    // The policies of a case of the generator, with their template.
    for name in [
        "policies.xml",
        "policies/lamps.admx",
        "policies/en-US/lamps.adml",
    ] {
        let from = root().join("csp-codegen/tests/cases").join(name);
        let to = package.join(from.file_name().expect("a file has a name"));
        fs::copy(from, to).expect("what the macro reads is copied");
    }
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "check",
            "--bins",
            "--offline",
            "--keep-going",
            "--message-format=json",
        ])
        .current_dir(&package)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages: Vec<Value> = lines
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let is_done = messages
        .iter()
        .any(|message| message["reason"] == "build-finished");
    assert!(
        is_done,
        "cargo did not get to the cases:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    messages
}

fn compare(case: &Path, messages: &[Value]) -> Result<(), Failed> {
    let name = stem(case);
    // As cargo does: what the compiler says several times in the same words and of the same place, it shows once.
    let mut shown = BTreeSet::new();
    let errors: Vec<String> = messages
        .iter()
        .filter(|message| message["target"]["name"] == name.as_str())
        .filter(|message| message["message"]["level"] == "error")
        .filter(|message| shown.insert(message["message"]["rendered"].to_string()))
        .filter_map(|message| describe(&message["message"]))
        .collect();
    let said = errors.concat();
    let file = case.with_extension("stderr");
    if env::var_os("UI_BLESS").is_some() && !file.exists() {
        fs::write(&file, &said)?;
    }
    let wanted = fs::read_to_string(&file).unwrap_or_default();
    match find(&said, &wanted) {
        Ok(()) => Ok(()),
        Err(what) => {
            Err(format!("{what}\n\nthe compiler said:\n{said}\n{}", file.display()).into())
        }
    }
}

/// An error as lines; `None` for the one that counts the others.
fn describe(message: &Value) -> Option<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let spans = message["spans"].as_array()?;
    let span = spans.iter().find(|span| span["is_primary"] == true)?;
    let code = match message["code"]["code"].as_str() {
        Some(code) => format!("error[{code}]"),
        None => "error".to_owned(),
    };
    let here = outermost(span);
    let mut out = format!(
        "{}:{} {code}: {}\n",
        here["line_start"],
        here["column_start"],
        without_paths(&text(&message["message"]))
    );
    for label in spans
        .iter()
        .map(|span| without_paths(&text(&span["label"])))
        .filter(|label| !label.is_empty())
    {
        let _ = writeln!(out, "    label: {label}");
    }
    for child in message["children"].as_array()? {
        let _ = writeln!(
            out,
            "    {}: {}",
            text(&child["level"]),
            without_paths(&text(&child["message"]))
        );
    }
    Some(out)
}

/// The place in the case that a span within a macro comes from.
fn outermost(mut span: &Value) -> &Value {
    while span["expansion"]["span"].is_object() {
        span = &span["expansion"]["span"];
    }
    span
}

/// A text that is the same on every machine: no folders, types without the modules that compilers show or leave out, further lines indented.
fn without_paths(text: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    let text = text.replace(&*folder.to_string_lossy(), "$DIR");
    let is_module = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut out = String::new();
    let mut parts = text.split("::").peekable();
    while let Some(part) = parts.next() {
        match parts.peek() {
            Some(_) if part.ends_with(is_module) => out.push_str(part.trim_end_matches(is_module)),
            Some(_) => out.extend([part, "::"]),
            None => out.push_str(part),
        }
    }
    out.replace('\n', "\n    | ")
}

/// Whether `said` has everything of `wanted` in its order, no error on another line, and none more often than it is wanted there.
fn find(said: &str, wanted: &str) -> Result<(), String> {
    let is_head = |line: &&str| !line.starts_with(' ');
    let place = |head: &str| head.split(':').next().map(str::to_owned);
    let places: Vec<_> = wanted.lines().filter(is_head).map(place).collect();
    if places.is_empty() {
        return Err("no error is expected: a case must say what the compiler says".to_owned());
    }
    if let Some(head) = said
        .lines()
        .filter(is_head)
        .find(|head| !places.contains(&place(head)))
    {
        return Err(format!("this error is not expected: {head}"));
    }
    // A line number ends at the first colon, so the same words elsewhere are another error.
    let named = |head: &str| Some((place(head)?, head.split_once(' ')?.1.to_owned()));
    let heads: Vec<_> = said.lines().filter(is_head).filter_map(named).collect();
    for (line, message) in &heads {
        let same = |head: &&(String, String)| head.0 == *line && head.1 == *message;
        let times = heads.iter().filter(same).count();
        let written = wanted.lines().filter(is_head).filter_map(named);
        let wished = written.filter(|(at, words)| at == line && message.starts_with(&**words));
        if times > wished.count().max(1) {
            return Err(format!(
                "this is said {times} times, on line {line}: {message}"
            ));
        }
    }
    let mut errors = split(said);
    for wanted in split(wanted) {
        let found = errors.iter().position(|said| {
            let mut lines = said.iter();
            said[0].starts_with(wanted[0])
                && wanted[1..]
                    .iter()
                    .all(|line| lines.any(|said| said == line))
        });
        match found {
            Some(at) => drop(errors.drain(..=at)),
            None => {
                return Err(format!(
                    "this was not said, or not here:\n{}",
                    wanted.join("\n")
                ));
            }
        }
    }
    Ok(())
}

/// The errors, each with its indented lines.
fn split(text: &str) -> Vec<Vec<&str>> {
    let mut errors: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        match errors.last_mut() {
            Some(error) if line.starts_with(' ') => error.push(line),
            _ => errors.push(vec![line]),
        }
    }
    errors
}
