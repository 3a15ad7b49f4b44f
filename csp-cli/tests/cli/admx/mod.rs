//! `csp admx`, on the templates of Contoso in `data/admx`.

mod check;
mod ddf;
mod diff;
mod list;
mod payload;
mod resolve;
mod show;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::run::{Outcome, csp, csp_in, data, text};

/// The definition of what a device offers for `lamps.admx` of an app, in a folder of its own.
pub(crate) fn definition(app: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let ddf = folder.path().join("lamps.xml");
    let file = "admx/lamps.admx";
    let made = csp(&["admx", "ddf", file, "--app", app, "--out", text(&ddf)]);
    assert_eq!(made.code, Some(0), "{made}");
    (folder, ddf)
}

/// The templates as a zip, as a server keeps them.
fn zipped() -> (TempDir, PathBuf) {
    let names = [
        "contoso.admx",
        "lamps.admx",
        "en-US/Contoso.adml",
        "en-US/lamps.adml",
    ];
    let files = names.map(|name| {
        let bytes = fs::read(data().join("admx").join(name)).unwrap();
        (format!("PolicyDefinitions/{name}"), bytes)
    });
    let files: Vec<_> = files
        .iter()
        .map(|(name, bytes)| csp_corpus::zip::File::new(name, bytes))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("templates.zip");
    fs::write(&zip, csp_corpus::zip::of(&files)).unwrap();
    (folder, zip)
}

/// Runs a command in a folder that has the templates, with each change made to `lamps.admx`.
fn in_changed(changes: &[(&str, &str)], arguments: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    copy(&data().join("admx"), folder.path());
    let file = folder.path().join("lamps.admx");
    let mut changed = fs::read_to_string(&file).unwrap();
    for (from, to) in changes {
        assert!(changed.contains(from), "{from}");
        changed = changed.replacen(from, to, 1);
    }
    fs::write(&file, changed).unwrap();
    let old = data().join("admx");
    let arguments: Vec<&str> = arguments
        .iter()
        .map(|argument| {
            if *argument == "OLD" {
                text(&old)
            } else {
                argument
            }
        })
        .collect();
    csp_in(folder.path(), &arguments, "")
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}
