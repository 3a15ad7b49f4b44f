//! What generated code names, under one roof. Not for people: it changes with the generator.

pub use crate::access;
pub use crate::address::{Addr, Csp, Kind, Leaf, Node};
pub use crate::schema::{
    AccessSet, AdmxBacking, Allowed, Applicability, Choice, ConflictResolution, Dependency,
    DependencyGroup, DependencyKind, Fact, Format, List, Naming, Occurrence, RebootBehavior, Root,
    Row, SchemaLanguage, Scope, Text, Tree, Verb,
};
pub use crate::value::{
    Admx, Bytes, Children, Delimited, Flags, IntChoice, Payload, Secret, Time, Unreadable, Value,
    Xml,
};

/// The shape of generated code that this runtime fits. Each generated file names it, so that a generator and a runtime that do not fit give one
/// readable error: this constant is not found.
pub const ABI_1: () = ();
