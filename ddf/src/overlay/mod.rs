//! Overlays: a TOML file that mends facts of definitions and gives names to what is generated from them.

mod name;
mod read;
mod table;

use std::sync::Arc;

pub use name::{NameEntry, Named};

use crate::diagnostic::Report;
use crate::source::Source;

/// What one overlay changes: better names, for definitions that are not one's own.
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
    names: Vec<NameEntry>,
}

impl Overlay {
    /// Reads an overlay. Every fault goes into the report; the overlay has the entries without one.
    pub fn parse(source: &Arc<Source>, report: &mut Report) -> Self {
        read::overlay(source, report)
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
