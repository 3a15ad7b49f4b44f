//! What generated code names, under one roof. Not for people: it changes with the generator.

pub use crate::access;
pub use crate::address::derived::At;
pub use crate::address::{Addr, Csp, Is, KindIs, Names, NodeAddress, NodeKind};
pub use crate::admx::element::{Element, read_number};
pub use crate::admx::policy::{Elements, ReadElements};
pub use crate::admx::wire::{ElementReader, ElementWriter};
pub use crate::admx::{ItemText, List, NamedList, Policy, Toggle};
pub use crate::derive::{
    CspNode, Describe, Destination, FactLine, Field, Fields, Inner, Interior, KeptText, Layout,
    Matches, NodeReader, ReadError, Says, StandsFor, Takes, Unread, choose_text, class_of,
    default_fault, definition, matching, rules_fault,
};
pub use crate::dispatch::Dispatcher;
pub use crate::value::{
    Admx, Bytes, Children, Delimited, Flags, IntChoice, Payload, ReadValueError, Secret, Time,
    Value, Xml,
};
pub use csp_schema::{AccessSet, Format, NodeDefinition, Tree, Verb};

pub use std::string::String;
pub use std::vec::Vec;

use std::fmt::Debug as _;

/// `Debug` of a named value: its constant, or its number where it has no name.
pub fn debug_choice(choice: &impl IntChoice, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    match choice.name() {
        Some(name) => f.write_str(name),
        None => choice.to_int().fmt(f),
    }
}

/// Named by code that has RegEx allowed values. Without the feature that evaluates them, the compiler says so there: a device would take every text.
#[cfg_attr(
    not(feature = "regex"),
    deprecated(
        note = "values are not checked against regular expressions; turn on the feature `regex` of `csp-runtime`"
    )
)]
pub const REGEX: () = ();

/// The shape of generated code that this runtime fits: the items that it names, and the lines of its table. Each generated file names it, so that
/// a generator and a runtime that do not fit give one readable error: this constant is not found. A line that older runtimes do not read needs the
/// next number as much as a new item does.
pub const ABI_2: () = ();

/// That, and the values of policies whose templates the generator was given: what names them names this in its place.
pub const ABI_3: () = ();
