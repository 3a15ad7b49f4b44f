//! Tests as `cargo test` runs them, each with what it needs.

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Completion, Trial};

use crate::axe;
use crate::driver::Driver;

/// A test by its name.
pub struct Test {
    pub name: &'static str,
    /// Whether it asks for the rules of accessibility.
    pub needs_axe: bool,
    /// Why it cannot run, where something else that it needs is absent.
    pub absent: Option<String>,
    pub run: fn(&Driver),
}

/// Runs tests with one driver, which ends with them, also where some fail. What is absent is said of each test that it leaves out.
pub fn run(tests: Vec<Test>) -> ExitCode {
    let driver: Arc<OnceLock<Result<Driver, String>>> = Arc::default();
    let shared = Arc::clone(&driver);
    let trials = tests.into_iter().map(|test| {
        let driver = Arc::clone(&shared);
        Trial::ignorable_test(test.name, move || {
            if let Some(absent) = test.absent {
                return Ok(Completion::ignored_with(absent));
            }
            if test.needs_axe && !axe::path().is_file() {
                let absent = "axe-core is absent: .ci/run puts it into target/axe";
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
