//! Overlays: a TOML file that mends facts of definitions and gives names to what is generated from them.

mod apply;
mod check;
mod fact;
mod name;
mod node;
mod read;
mod table;
mod value;

use std::sync::Arc;

use csp_source::{Report, Source};

use node::NodeEntry;

use crate::model::{Model, NameEntry};

/// Changes of what definitions say, and names for what is generated from them.
///
#[doc = include_str!("../../overlays/README.md")]
///
/// # From Rust
///
/// ```
/// let source = ddf::Source::new(
///     "names.toml",
///     r#"
/// [[name]]
/// path = "./Vendor/Contoso/Lamp/State"
/// type = "LampState"
/// constants = { 0 = "DARK", 1 = "LIT" }
/// why = "the definition calls them Off and On, as the switch does"
/// "#,
/// );
/// let mut report = ddf::Report::new();
/// let overlay = ddf::Overlay::parse(&source, &mut report);
/// assert!(report.is_empty(), "{report}");
/// let names: Vec<&str> = overlay.names().iter().map(ddf::NameEntry::name).collect();
/// assert_eq!(names, ["LampState", "DARK", "LIT"]);
/// ```
#[derive(Debug)]
pub struct Overlay {
    source: Arc<Source>,
    nodes: Vec<NodeEntry>,
    names: Vec<NameEntry>,
    /// Whether it is for more definitions than one run reads.
    is_for_all: bool,
}

impl Overlay {
    /// Reads an overlay. Every fault goes into the report; the overlay has the entries without one.
    pub fn parse(source: &Arc<Source>, report: &mut Report) -> Self {
        read::overlay(source, report)
    }

    /// What is known to be wrong in the definitions that Microsoft publishes.
    pub fn microsoft() -> Self {
        let source = Source::new(
            "microsoft.toml",
            include_str!("../../overlays/microsoft.toml"),
        );
        Self {
            is_for_all: true,
            ..Self::parse(&source, &mut Report::new())
        }
    }

    /// Changes the facts of a validated model, and gives it the names.
    ///
    /// An entry is applied where the file says what the entry expects; elsewhere a warning says what it found, also where the file was mended. What an
    /// entry makes is checked as the facts of a file are: of what the report said of a fact, nothing is left that was mended.
    pub fn apply(&self, model: &mut Model, report: &mut Report) {
        apply::overlay(self, model, report);
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The names that it gives, in the order of the file.
    pub fn names(&self) -> &[NameEntry] {
        &self.names
    }
}
