//! What a document is made of, whether or not this crate has a field for it: characteristics and parms.

use std::fmt;

/// A `characteristic`: a node with what is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Characteristic {
    /// `type`: the node's name.
    pub kind: String,
    /// What is in it, in its order.
    pub entries: Vec<Entry>,
}

/// What stands in a characteristic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A value.
    Parm(Parm),
    /// Another node.
    Characteristic(Characteristic),
}

/// A `parm`: a value, which may be a secret, so that it has no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Parm {
    /// `name`.
    pub name: String,
    /// `value`. A parm may say all by being there.
    pub value: Option<String>,
    /// `datatype`: `integer`, `boolean`, `string`, `float`, `date`, `time` or `binary`.
    pub datatype: Option<String>,
}

impl fmt::Debug for Parm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parm")
            .field("name", &self.name)
            .field("datatype", &self.datatype)
            .finish_non_exhaustive()
    }
}

impl Characteristic {
    /// These entries in nodes of these names, one in the other.
    pub(crate) fn nested(path: &[&str], entries: Vec<Entry>) -> Entry {
        let nest = |entries, kind: &&str| {
            let kind = (*kind).to_owned();
            vec![Entry::Characteristic(Self { kind, entries })]
        };
        let (outer, inner) = path.split_first().unwrap_or((&"", &[]));
        Entry::Characteristic(Self {
            kind: (*outer).to_owned(),
            entries: inner.iter().rev().fold(entries, nest),
        })
    }
}
