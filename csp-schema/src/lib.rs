//! What CSP definitions say, as data: trees of rows, the text that holds them, LocURIs, the check of values, applicability.
//!
//! This is the room of whoever asks what a definition allows: the generator writes these rows, the runtime and its devices answer by them, tools
//! explain them. It knows neither DDF files nor messages.
//!
//! A [`Tree`] is one list of [`Row`]s in document order, so that a subtree is a range and a child is a constant offset from its parent. Static
//! and loaded trees are the same type and compare equal.
//!
//! ```
//! use csp_schema::{Tree, Verb};
//!
//! let tree = Tree::load(
//!     "csp Lamp
//! root ./Device/Vendor/Contoso
//! 0 0 Lamp
//!   access Get
//! 1 1 Brightness
//!   format int
//!   access Get Replace
//!   allowed range 0..100
//! ",
//! )?;
//! let brightness = tree.nodes().find(|node| node.name == "Brightness").ok_or("no such node")?;
//! assert_eq!(brightness.uri(), "./Device/Vendor/Contoso/Lamp/Brightness");
//! assert!(brightness.permits(Verb::Replace));
//! assert!(brightness.check("80").is_ok());
//! assert_eq!(brightness.check("800").unwrap_err().to_string(), "`800` is not within 0 to 100");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! `regex` checks values against RegEx allowed values, `xsd` XML against the schema of its definition and `json` JSON against its schema or example;
//! without it they are reported as not evaluated. Security descriptors (SDDL) are always evaluated.

#![forbid(unsafe_code)]

mod admx;
mod allowed;
pub mod app_policy;
mod applicability;
mod check;
mod ddf;
mod edition;
mod fact;
mod list;
mod row;
pub mod same_node;
mod short;
pub mod table;
mod tree;
pub mod uri;

pub use admx::{
    ADMX_JOINT, AdmxCheck, AdmxData, AdmxElement, AdmxElementKind, AdmxEntry, AdmxFault,
    AdmxFaultKind, AdmxPayload, check_admx, in_admx_quotes, parse_admx, same_admx,
};
pub use allowed::{AdmxBacking, Allowed, Choice, SchemaLanguage};
pub use applicability::{Applicability, Applies};
pub use check::{CheckError, Checked, ViolationKind};
pub use csp_check::{
    OsBuild, RELEASES, Release, UnknownRelease, decode_base64, encode_base64, is_base64, is_date,
    is_float, is_same, is_time, parse_bool, parse_float, parse_int,
};
pub use edition::{EDITIONS, Edition, EditionName, UnknownEdition};
pub use fact::{
    ConflictResolution, Dependency, DependencyGroup, DependencyKind, Fact, Naming, RebootBehavior,
};
pub use list::split_list;
pub use row::{AccessSet, Format, Occurrence, Row, Scope, Verb};
pub use table::TableError;
pub use tree::{NodeDefinition, NodeId, Root, Table, Tree};

/// Text of a schema: borrowed from the literal in generated code, owned in a tree that was loaded.
pub type Text = std::borrow::Cow<'static, str>;
