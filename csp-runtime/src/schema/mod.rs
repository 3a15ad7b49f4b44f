//! Schema trees: every fact of every node of a CSP, as plain data, written by the generator as a `static` or loaded from a DDF at run time.
//!
//! A [`Tree`] is one list of [`Row`]s in document order, so that a subtree is a range and a child is a constant offset from its parent. Static
//! and loaded trees are the same type and compare equal.

mod allowed;
mod applicability;
mod check;
mod ddf;
mod fact;
mod row;
pub mod table;
mod tree;

pub use allowed::{AdmxBacking, Allowed, Choice, SchemaLanguage};
pub use applicability::{Applicability, Applies, OsBuild};
pub use check::{Checked, Violation, ViolationKind};
pub use fact::{
    ConflictResolution, Dependency, DependencyGroup, DependencyKind, Fact, Naming, RebootBehavior,
};
pub use row::{AccessSet, Format, Occurrence, Row, Scope, Verb};
pub use table::TableError;
pub use tree::{NodeId, NodeRef, Root, Table, Tree};

/// Text of a schema: borrowed from the literal in generated code, owned in a tree that was loaded.
pub type Text = std::borrow::Cow<'static, str>;
