//! The file in which the examples keep what they know: whole, and its owner's alone.
#![allow(clippy::unwrap_used)]

use std::fs;

use csp_examples::file;

#[test]
fn what_is_saved_is_loaded_and_replaces_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("device.json");
    assert!(file::load::<Vec<u8>>(&path).unwrap().is_empty());
    // What a program that was killed left behind.
    fs::write(path.with_extension("new"), "longer than what comes").unwrap();
    for state in [vec![1_u8, 2], vec![3]] {
        file::save(&path, &state).unwrap();
        assert_eq!(file::load::<Vec<u8>>(&path).unwrap(), state);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Values and nonces are secrets; what was readable by others no longer is.
#[test]
#[cfg(unix)]
fn nobody_else_reads_what_is_saved() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("device.nonce");
    for left_over in [None, Some(path.clone()), Some(path.with_extension("new"))] {
        if let Some(left_over) = left_over {
            fs::write(&left_over, "[]").unwrap();
            fs::set_permissions(&left_over, fs::Permissions::from_mode(0o644)).unwrap();
        }
        file::save(&path, &[7_u8]).unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
