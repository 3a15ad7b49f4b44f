//! What a device answers, situation by situation: every file below `cases/` is a test, in either encoding. `cases/README.md` says how to read and write one.

#![allow(clippy::panic, reason = "a test says what it expects")]

mod case;
mod demo;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use syncml::Encoding;

fn main() -> std::io::Result<()> {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let trials = files.iter().flat_map(|file| {
        let name = file.strip_prefix(&root).unwrap_or(file).with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        [(Encoding::Xml, ""), (Encoding::WBXML, " in WBXML")].map(|(encoding, suffix)| {
            let file = file.clone();
            Trial::test(format!("{name}{suffix}"), move || run(&file, encoding))
        })
    });
    let trials: Vec<_> = trials.collect();
    assert!(!trials.is_empty(), "no case files below {}", root.display());
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(file: &Path, encoding: Encoding) -> Result<(), Failed> {
    let text = std::fs::read_to_string(file)?;
    let case = case::Case::parse(&text)?;
    case.run(encoding)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
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
