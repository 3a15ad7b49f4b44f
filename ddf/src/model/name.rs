//! The name that somebody gives to what is made of a node.

use std::ops::Range;
use std::sync::Arc;

use csp_source::Source;

/// What an overlay gives a name to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// The module of a root.
    Module,
    /// The type of a node.
    Type,
    /// The method of its parent's address that leads to a node.
    Method,
    /// The type of a node's values.
    ValueType,
    /// The constant of the allowed value of a node that [is](crate::AllowedValue::is) this.
    Constant(String),
}

/// A name for what is generated from one place.
#[derive(Debug, Clone)]
pub struct NameEntry {
    pub(crate) path: String,
    pub(crate) place: String,
    pub(crate) what: Named,
    pub(crate) name: String,
    pub(crate) why: Arc<str>,
    pub(crate) source: Arc<Source>,
    pub(crate) span: Range<usize>,
}

impl NameEntry {
    /// The path of the node, as it is written.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The place of the node: equal to [`Node::place`](crate::Node::place) of each node that the path stands for.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What has the name.
    pub fn what(&self) -> &Named {
        &self.what
    }

    /// The name: an identifier in the case of what it names, and no keyword.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Why it is a better one.
    pub fn why(&self) -> &str {
        &self.why
    }

    /// The overlay.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The bytes of the name in the overlay.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}
