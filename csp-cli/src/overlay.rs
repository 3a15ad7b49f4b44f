//! The overlays that the commands take.

use std::path::{Path, PathBuf};

use clap::Args;
use csp_codegen::Generator;
use ddf::{Overlay, Report};

/// The word for the overlay that the command has in it.
const MICROSOFT: &str = "microsoft";

/// What is changed of the definitions before anything is made of them.
#[derive(Args, Clone, Default)]
pub(crate) struct Overlays {
    /// A TOML file that mends facts of the definitions and gives names to what is generated, or the word `microsoft`: the mends for Microsoft's files that come with this command. May be given several times; each meets what those before it made.
    #[arg(long = "overlay", value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Overlays {
    /// The generator with these overlays.
    pub(crate) fn on(&self, generator: Generator) -> Generator {
        self.files.iter().fold(generator, |generator, file| {
            if is_microsoft(file) {
                generator.microsoft_overlay()
            } else {
                generator.overlay(file)
            }
        })
    }

    /// These, or others where there are none.
    pub(crate) fn or(&self, others: &[PathBuf]) -> Self {
        let files = if self.is_empty() { others } else { &self.files };
        Self {
            files: files.to_vec(),
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What a report says of the overlays.
    pub(crate) fn said(&self, report: &Report) -> Report {
        let name = |file: &PathBuf| {
            if is_microsoft(file) {
                Overlay::microsoft().source().name().to_owned()
            } else {
                file.to_string_lossy().into_owned()
            }
        };
        let names: Vec<String> = self.files.iter().map(name).collect();
        let mut said = Report::new();
        let of_overlays = report
            .iter()
            .filter(|diagnostic| names.iter().any(|name| name == diagnostic.source().name()));
        said.extend(of_overlays.cloned());
        said
    }
}

fn is_microsoft(file: &Path) -> bool {
    file.as_os_str() == MICROSOFT
}
