//! `.ci/run` fails when any of its steps does, and its last line says how many tests there were.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use csp_tests::files::root;

/// In the place of cargo: `test` says what two test programs say, and the step that `$BREAKS` names fails.
const CARGO: &str = "#!/bin/sh
if [ \"$1\" = test ]; then
  echo 'test result: ok. 3 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.01s'
  [ \"$BREAKS\" = test ] && failed=4 || failed=0
  echo \"test result: maybe. 50 passed; $failed failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\"
fi
[ \"$1\" != \"$BREAKS\" ]
";

/// Runs it with a step that fails: whether it succeeds, and its last line.
fn run(breaks: &str) -> (bool, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ci");
    fs::create_dir_all(&folder).unwrap();
    for program in ["cargo", "rustup"] {
        let path = folder.join(program);
        fs::write(&path, CARGO).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let output = Command::new(root().join(".ci/run"))
        .env("PATH", path)
        .env("BREAKS", breaks)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let last = text.lines().last().unwrap_or_default();
    (output.status.success(), last.to_owned())
}

#[test]
fn the_last_line_counts_the_tests_whatever_fails() {
    let all = "53 passed, 0 failed, 3 skipped";
    assert_eq!(run("nothing"), (true, all.to_owned()));
    let failed = "53 passed, 4 failed, 3 skipped";
    assert_eq!(run("test"), (false, failed.to_owned()));
    for before in ["fmt", "clippy"] {
        let none = "0 passed, 0 failed, 0 skipped";
        assert_eq!(run(before), (false, none.to_owned()), "{before}");
    }
    for after in ["xtask", "doc", "build", "package"] {
        assert_eq!(run(after), (false, all.to_owned()), "{after}");
    }
}
