//! Tests as `cargo test` runs them, each with what it needs.

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Completion, Trial};

use crate::axe;
use crate::driver::Driver;

/// A test by its name, with what it needs beside a browser.
pub struct Test {
    name: &'static str,
    run: fn(&Driver),
    needs_axe: bool,
    /// Paths below `../shared`.
    needs: &'static [&'static str],
}

impl Test {
    pub fn new(name: &'static str, run: fn(&Driver)) -> Self {
        Self {
            name,
            run,
            needs_axe: false,
            needs: &[],
        }
    }

    /// The same, with the rules of accessibility.
    #[must_use]
    pub fn with_axe(self) -> Self {
        Self {
            needs_axe: true,
            ..self
        }
    }

    /// The same, with documents that may lie in `../shared`.
    #[must_use]
    pub fn with_shared(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }

    /// Why it cannot run; the browser is looked for when the first that could starts.
    fn absent(&self) -> Option<String> {
        let axe = "axe-core is absent: .ci/run puts it into target/axe";
        let lacks_axe = self.needs_axe && !axe::path().is_file();
        csp_corpus::absent(self.needs).or_else(|| lacks_axe.then(|| axe.to_owned()))
    }
}

/// Runs tests with one driver, which ends with them, also where some fail. What is absent is said of each test that it leaves out.
pub fn run(tests: Vec<Test>) -> ExitCode {
    let driver: Arc<OnceLock<Result<Driver, String>>> = Arc::default();
    let shared = Arc::clone(&driver);
    let trials = tests.into_iter().map(|test| {
        let driver = Arc::clone(&shared);
        Trial::ignorable_test(test.name, move || {
            if let Some(absent) = test.absent() {
                return Ok(Completion::ignored_with(absent));
            }
            match driver.get_or_init(Driver::start) {
                Err(absent) => Ok(Completion::ignored_with(absent.as_str())),
                Ok(driver) => {
                    (test.run)(driver);
                    Ok(Completion::Completed)
                }
            }
        })
    });
    let done = libtest_mimic::run(&Arguments::from_args(), trials.collect());
    // A thread may still hold it, and a process that nobody ends outlives the tests.
    if let Some(Ok(driver)) = driver.get() {
        driver.end();
    }
    done.exit_code()
}
