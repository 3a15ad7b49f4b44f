//! Running the command, and what came of it.

use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run gave.
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.unwrap();
        write!(
            f,
            "exit code {code}\n--- out\n{}--- err\n{}",
            self.out, self.err
        )
    }
}

/// Runs the command in the folder of the test data, so that it names files in the same way on every machine.
pub(crate) fn csp(arguments: &[&str]) -> Outcome {
    csp_with(arguments, "")
}

/// The same, with a text on standard input.
pub(crate) fn csp_with(arguments: &[&str], input: &str) -> Outcome {
    csp_in(&data(), arguments, input)
}

/// The same, in another folder.
pub(crate) fn csp_in(folder: &Path, arguments: &[&str], input: &str) -> Outcome {
    let output = output(folder, arguments, input.as_bytes());
    Outcome {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What a run gives that takes and gives bytes.
pub(crate) fn output(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_csp"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input closes it.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// The folder of the test data.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

/// A path of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The text of a path, as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
