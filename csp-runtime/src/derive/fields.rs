//! The shapes around a node's type: a node that may be missing, one that is named at run time, and one that cannot be read.

use std::collections::BTreeMap;

use super::{CspNode, Describe, Destination, Layout, NodeReader, ReadError, Takes};
use csp_schema::Format;

impl<T: CspNode> CspNode for Option<T> {
    type Value = T::Value;
    type Wire = T::Wire;
    const LAYOUT: &'static Layout = T::LAYOUT;
    const FORMAT: Format = T::FORMAT;
    const TAKES: Takes = T::TAKES;
    const DELIMITER: Option<char> = T::DELIMITER;
    const DEFAULT: Option<&'static str> = T::DEFAULT;

    fn describe(node: &mut Describe) {
        node.fact("occurrence", "ZeroOrOne");
        T::describe(node);
    }

    fn write_to(&self, node: Destination<'_>) {
        if let Some(value) = self {
            value.write_to(node);
        }
    }

    fn read_from(node: NodeReader<'_>) -> Result<Self, ReadError> {
        if !node.exists() {
            return Ok(None);
        }
        let is_blank = node.is_blank();
        match T::read_from(node) {
            // Devices list a number or a state that they have not got yet as a node without text.
            Err(_) if is_blank => Ok(None),
            read => read.map(Some),
        }
    }
}

impl<T: CspNode> CspNode for BTreeMap<String, T> {
    type Value = T::Value;
    type Wire = T::Wire;
    const LAYOUT: &'static Layout = T::LAYOUT;
    const FORMAT: Format = T::FORMAT;
    const TAKES: Takes = T::TAKES;
    const DELIMITER: Option<char> = T::DELIMITER;
    const DEFAULT: Option<&'static str> = T::DEFAULT;
    const DYNAMIC: bool = true;

    fn describe(node: &mut Describe) {
        node.fact("dynamic", "");
        node.fact("occurrence", "ZeroOrMore");
        T::describe(node);
    }

    fn write_to(&self, mut node: Destination<'_>) {
        for (name, value) in self {
            value.write_to(node.named(name));
        }
    }

    fn read_from(node: NodeReader<'_>) -> Result<Self, ReadError> {
        node.instances()
            .map(|(name, instance)| Ok((name.to_owned(), T::read_from(instance)?)))
            .collect()
    }
}

/// What stands in a struct for a node that cannot be read, because it does not permit Get.
#[diagnostic::on_unimplemented(
    message = "the node of this field does not permit Get, so no reader can fill in a `{Self}`",
    label = "make this `Option<{Self}>`, or `()` for a node without a value",
    note = "or add Get to the field's operations: `#[csp(access = \"Get, ..\")]`"
)]
pub trait Unread {
    /// The value that says nothing.
    fn unread() -> Self;
}

impl<T> Unread for Option<T> {
    fn unread() -> Self {
        None
    }
}

impl Unread for () {
    fn unread() -> Self {}
}
