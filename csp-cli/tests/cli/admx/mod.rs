//! `csp admx`, on the templates of Contoso in `data/admx`.

mod check;
mod ddf;
mod diff;
mod list;
mod payload;
mod resolve;
mod show;

use std::fs;
use std::path::Path;

use crate::run::{Outcome, csp_in};
use crate::run::{data, text};

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
