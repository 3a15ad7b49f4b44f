//! Lint: what is wrong with a profile, at the character where it is wrong, and what to write instead.
//!
//! A [`Linter`] has definitions and options; it reads a file, runs every [`Rule`] of [`RULES`] over it and gives its [`Finding`]s. [`Linter::fix`]
//! changes the bytes that are wrong and nothing else. A rule is a file in `rules/` and a line of the list there: its examples are its tests, and its
//! words the page that people read.
//!
//! ```
//! use csp_profile::lint::{Definitions, Linter, Options};
//! use csp_schema::Tree;
//!
//! let lamp = Tree::load("csp Lamp\nroot ./Vendor/Contoso\n0 0 Lamp\n1 1 Brightness\n  format int\n  access Get Replace\n")?;
//! let linter = Linter::new(Definitions::new([lamp], false), Options::default());
//! let file = b"<Replace><Item><Target><LocURI>./Vendor/Contoso/Lamp/Brigthness</LocURI></Target>\
//!     <Meta><Format xmlns='syncml:metinf'>int</Format></Meta><Data>7</Data></Item></Replace>";
//! let linted = linter.lint("lamp.xml", file);
//! assert_eq!(linted.findings[0].rule, "uri-unknown-node");
//! assert_eq!(linted.findings[0].label, "did you mean `Brightness`?");
//! # Ok::<(), csp_schema::TableError>(())
//! ```

mod account;
mod address;
mod cmd_id;
mod definitions;
mod dialect;
mod escape;
mod file;
mod file_set;
mod finding;
mod findings;
mod fix;
mod fleet;
mod fleet_version;
mod form;
mod ingest;
mod linter;
mod options;
mod page;
mod payload;
mod repeated;
mod rule;
mod rules;
mod run;
mod suppress;
mod value_place;
mod variable;

pub use address::{Address, Found, Meant, Target};
pub use definitions::{Below, DefinitionTree, Definitions};
pub use dialect::Dialect;
pub use file::{File, Subject};
pub use file_set::FileSet;
pub use finding::{Edit, Finding, Fix, Level};
pub use findings::{Findings, MAX_FINDINGS};
pub use fix::{Fixed, edits};
pub use fleet_version::FleetVersion;
pub use linter::{Linted, Linter};
pub use options::{Options, UnknownNodes};
pub use page::page;
pub use rule::{Check, Example, LAMP, Rule};
pub use rules::{RULES, rule};
