//! Documents that may lie in `../shared`, beside the checkout, and tests that need them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Trial};

/// A path below `../shared`, whether it is there or not.
pub fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path)
}

/// Why a test that needs these paths below `../shared` cannot run; `None` where all are there.
pub fn absent(needs: &[&str]) -> Option<String> {
    let path = needs.iter().find(|path| !shared(path).exists())?;
    Some(format!("../shared/{path} is absent"))
}

/// The XML files of a folder, sorted.
pub fn xml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .collect();
    files.sort();
    files
}

/// A test function by its name, and the paths below `../shared` that it needs.
pub struct Test {
    pub name: &'static str,
    pub needs: &'static [&'static str],
    pub run: fn(),
}

/// Runs the tests of a source file as `cargo test` wants it. Those whose documents are absent are ignored, which libtest can only decide when it
/// compiles.
///
/// # Panics
///
/// A function of the file is marked `#[test]`: without libtest, the compiler drops it.
pub fn run(source: &str, tests: Vec<Test>) -> ExitCode {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(source);
    let text = fs::read_to_string(&source).unwrap_or_default();
    let is_marked = text.lines().any(|line| line.trim() == "#[test]");
    assert!(
        !is_marked,
        "{}: add it to `tests!` instead of marking it #[test]",
        source.display()
    );
    let trials = tests.into_iter().map(|test| {
        Trial::ignorable_test(test.name, move || {
            if let Some(absent) = absent(test.needs) {
                return Ok(Completion::ignored_with(absent));
            }
            (test.run)();
            Ok(Completion::Completed)
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

/// The `main` of a test file with `harness = false`: its tests by what they need of `../shared`. What needs nothing stands at `&[]`.
///
/// ```
/// fn every_sample_is_read() {}
/// fn it_is_what_is_published() {}
///
/// csp_corpus::tests! {
///     &["seeds"] => every_sample_is_read;
///     &["seeds", "ddf/2024-05"] => it_is_what_is_published;
/// }
/// ```
#[macro_export]
macro_rules! tests {
    ($($needs:expr => $($test:ident),+ $(,)?;)+) => {
        fn main() -> std::process::ExitCode {
            $crate::run(file!(), vec![$($($crate::Test {
                name: stringify!($test),
                needs: $needs,
                run: $test,
            }),+),+])
        }
    };
}
