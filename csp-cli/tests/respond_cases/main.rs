//! The cases of the device, answered by `csp respond` from definitions instead of from tables: the same requests, the same answers.
//!
//! A case whose settings the command has no option for is the library's alone.
#![allow(clippy::panic, reason = "a test says what it expects")]

mod definition;
#[path = "../../../csp-runtime/tests/case/request.rs"]
mod request;
#[path = "../../../csp-runtime/tests/case/transcript.rs"]
mod transcript;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

type State = BTreeMap<String, Option<String>>;

fn main() -> std::io::Result<()> {
    let arguments = Arguments::from_args();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../csp-runtime/tests");
    let definitions = tempfile::tempdir()?;
    definition::write(&runtime.join("demo"), definitions.path())?;
    let root = runtime.join("cases");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let trials: Vec<Trial> = files
        .into_iter()
        .map(|file| {
            let name = file.strip_prefix(&root).unwrap_or(&file).with_extension("");
            let name = name.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&file)?;
            let is_for_the_library = Case::parse(&text).options().is_none();
            let definitions = definitions.path().to_owned();
            Ok(Trial::test(name, move || run(&text, &definitions))
                .with_ignored_flag(is_for_the_library))
        })
        .collect::<std::io::Result<_>>()?;
    assert!(!trials.is_empty(), "no case files below {}", root.display());
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(definitions);
    conclusion.exit()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "case")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// The lines of a case file, by section.
struct Case<'t> {
    sections: Vec<(&'t str, Vec<&'t str>)>,
}

impl<'t> Case<'t> {
    fn parse(text: &'t str) -> Self {
        let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("--- ") {
                sections.push((name.trim(), Vec::new()));
            } else if let Some((_, lines)) = sections.last_mut() {
                if !line.trim().is_empty() && !line.starts_with('#') {
                    lines.push(line);
                }
            }
        }
        Self { sections }
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &[&'t str]> {
        let named = self
            .sections
            .iter()
            .filter(move |(section, _)| *section == name);
        named.map(|(_, lines)| lines.as_slice())
    }

    /// The options for the settings; `None` where a setting has none, or where a node can be in no definition.
    fn options(&self) -> Option<Vec<&'static str>> {
        let settings = self.all("settings").flatten();
        let options = settings.map(|setting| match *setting {
            "user = none" => Some("--no-user"),
            "profile = strict" => Some("--strict"),
            _ => None,
        });
        // An interior node that permits nothing is read as one that permits Get.
        let is_definable = !self
            .all("request")
            .flatten()
            .any(|line| line.contains("/Blank"));
        options.collect::<Option<_>>().filter(|_| is_definable)
    }

    fn state(&self, section: &str) -> Option<State> {
        let lines = self.all(section).next()?.iter();
        let entries = lines.map(|line| match line.split_once(" = ") {
            Some((uri, value)) => (uri.trim().to_owned(), Some(transcript::unescape(value))),
            None => match line.trim_end().strip_suffix(" =") {
                Some(uri) => (uri.trim().to_owned(), Some(String::new())),
                None => (line.trim().to_owned(), None),
            },
        });
        Some(entries.collect())
    }
}

fn run(text: &str, definitions: &Path) -> Result<(), Failed> {
    let case = Case::parse(text);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("state.json");
    let state = case.state("state").unwrap_or_default();
    fs::write(&file, serde_json::to_vec(&state)?)?;
    for (request, expected) in case.all("request").zip(case.all("reply")) {
        let request = request::build(request)?;
        let reply = respond(
            &request,
            definitions,
            &file,
            &case.options().unwrap_or_default(),
        )?;
        let found = transcript::of(&reply)?;
        let expected: Vec<&str> = expected.iter().map(|line| line.trim_end()).collect();
        if found != expected {
            return Err(format!(
                "the reply differs\n--- expected\n{}\n--- found\n{}",
                expected.join("\n"),
                found.join("\n")
            )
            .into());
        }
    }
    if let Some(expected) = case.state("state after") {
        let found: State = serde_json::from_slice(&fs::read(&file)?)?;
        if found != expected {
            return Err(format!(
                "the state differs\n--- expected\n{expected:#?}\n--- found\n{found:#?}"
            )
            .into());
        }
    }
    Ok(())
}

fn respond(
    request: &str,
    definitions: &Path,
    state: &Path,
    options: &[&str],
) -> Result<Vec<u8>, Failed> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_csp"))
        .arg("respond")
        .args(options)
        .arg("--ddf")
        .arg(definitions)
        .arg("--state")
        .arg(state)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(request.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(output.stdout)
}
