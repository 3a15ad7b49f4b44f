//! The door for `build.rs`: modules into `OUT_DIR`, and cargo's directives on standard output.

use std::path::{Path, PathBuf};

use crate::{Error, Generator};

impl Generator {
    /// Generates into `OUT_DIR`, one file for each CSP, and tells cargo which files to watch. Errors stop the build and show the definition's
    /// line and column.
    ///
    /// ```no_run
    /// // build.rs
    /// csp_codegen::Generator::new().file("ddf/ContosoAgent.xml").build_script();
    /// ```
    ///
    /// ```text
    /// // src/lib.rs
    /// pub mod contoso_agent {
    ///     include!(concat!(env!("OUT_DIR"), "/contoso_agent.rs"));
    /// }
    /// ```
    #[allow(clippy::print_stdout)]
    pub fn build_script(self) {
        for line in self.directives(std::env::var_os("OUT_DIR").map(PathBuf::from).as_deref()) {
            println!("{line}");
        }
    }

    fn directives(self, out_dir: Option<&Path>) -> Vec<String> {
        let mut lines: Vec<String> = self
            .paths()
            .iter()
            .map(|path| format!("cargo::rerun-if-changed={}", path.display()))
            .collect();
        let Some(out_dir) = out_dir else {
            lines.push(
                "cargo::error=OUT_DIR is not set: call build_script() from a build script"
                    .to_owned(),
            );
            return lines;
        };
        match self
            .command("build.rs")
            .generate()
            .and_then(|output| output.write(out_dir).map(|_| output))
        {
            Ok(output) => lines.extend(diagnostics(output.report())),
            Err(Error::Ddf(report)) => lines.extend(diagnostics(&report)),
            Err(error) => lines.push(format!("cargo::error={error}")),
        }
        lines
    }
}

/// Cargo shows one line for each directive: `file:line:column` and the message first, then the snippet.
fn diagnostics(report: &ddf::Report) -> Vec<String> {
    let mut lines = Vec::new();
    for diagnostic in report.iter() {
        let kind = match diagnostic.severity() {
            ddf::Severity::Error => "error",
            ddf::Severity::Warning => "warning",
        };
        lines.extend(
            diagnostic
                .render()
                .lines()
                .map(|line| format!("cargo::{kind}={line}")),
        );
    }
    lines
}
