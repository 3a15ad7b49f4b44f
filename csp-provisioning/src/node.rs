//! A document as it is read: characteristics and parms with their places, out of which the typed parts are taken.

use crate::entry::{Characteristic, Entry, Parm};
use crate::error::Fault;

/// A characteristic of a document, and where it begins.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: String,
    pub(crate) parts: Vec<Part>,
    pub(crate) offset: usize,
}

#[derive(Debug)]
pub(crate) enum Part {
    Parm(Parm, usize),
    Node(Node),
}

impl Node {
    /// The only parm of this name.
    pub(crate) fn take_parm(&mut self, name: &str) -> Result<Option<(Parm, usize)>, Fault> {
        let is_it = |part: &Part| matches!(part, Part::Parm(parm, _) if parm.name == name);
        let Some(at) = self.parts.iter().position(is_it) else {
            return Ok(None);
        };
        let Part::Parm(parm, offset) = self.parts.remove(at) else {
            return Ok(None);
        };
        match self.parts.iter().find(|part| is_it(part)) {
            Some(Part::Parm(_, offset)) => Err(Fault::new(
                *offset,
                format!(
                    "`{name}` is there twice in `{}`: keep one of the two",
                    self.kind
                ),
            )),
            _ => Ok(Some((parm, offset))),
        }
    }

    /// The text of a parm that may be missing.
    pub(crate) fn take_text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some((parm, offset)) = self.take_parm(name)? else {
            return Ok(None);
        };
        let missing = || Fault::new(offset, format!("`{name}` has no `value`: write it"));
        parm.value.map(Some).ok_or_else(missing)
    }

    /// The text of a parm that Windows requires.
    pub(crate) fn require(&mut self, name: &str) -> Result<String, Fault> {
        match self.take_text(name)? {
            Some(text) if !text.is_empty() => Ok(text),
            _ => Err(Fault::new(
                self.offset,
                format!(
                    "`{}` has no `{name}`, which Windows requires: add `<parm name=\"{name}\" value=\"..\"/>`",
                    self.kind
                ),
            )),
        }
    }

    /// What a parm means that is no text.
    pub(crate) fn take<T>(
        &mut self,
        name: &str,
        wanted: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let offset = self.offset_of(name);
        let Some(text) = self.take_text(name)? else {
            return Ok(None);
        };
        match read(text.trim()) {
            Some(value) => Ok(Some(value)),
            None => Err(Fault::new(
                offset,
                format!("`{name}` is no {wanted}: write one"),
            )),
        }
    }

    pub(crate) fn take_number(&mut self, name: &str) -> Result<Option<u32>, Fault> {
        self.take(name, "whole number from 0 to 4294967295", |text| {
            text.parse().ok()
        })
    }

    pub(crate) fn take_bool(&mut self, name: &str) -> Result<Option<bool>, Fault> {
        self.take(name, "`true` or `false`", |text| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
    }

    /// Where a parm is, or else the characteristic.
    pub(crate) fn offset_of(&self, name: &str) -> usize {
        let place = self.parts.iter().find_map(|part| match part {
            Part::Parm(parm, offset) if parm.name == name => Some(*offset),
            _ => None,
        });
        place.unwrap_or(self.offset)
    }

    /// The text of a parm, which stays where it is.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.parts.iter().find_map(|part| match part {
            Part::Parm(parm, _) if parm.name == name => parm.value.as_deref(),
            _ => None,
        })
    }

    /// Whether there is a parm of this name.
    pub(crate) fn has_parm(&self, name: &str) -> bool {
        let is_it = |part: &Part| matches!(part, Part::Parm(parm, _) if parm.name == name);
        self.parts.iter().any(is_it)
    }

    /// All characteristics in it of this name, or which this is asked of.
    pub(crate) fn take_nodes(&mut self, is_wanted: impl Fn(&Self) -> bool) -> Vec<Self> {
        let (taken, left) = std::mem::take(&mut self.parts)
            .into_iter()
            .partition(|part| matches!(part, Part::Node(node) if is_wanted(node)));
        self.parts = left;
        let taken: Vec<Part> = taken;
        let nodes = taken.into_iter().filter_map(|part| match part {
            Part::Node(node) => Some(node),
            Part::Parm(..) => None,
        });
        nodes.collect()
    }

    /// The only characteristic of this name.
    pub(crate) fn take_node(&mut self, kind: &str) -> Result<Option<Self>, Fault> {
        let mut nodes = self.take_nodes(|node| node.kind == kind).into_iter();
        match (nodes.next(), nodes.next()) {
            (Some(_), Some(second)) => Err(Fault::new(
                second.offset,
                format!(
                    "`{kind}` is there twice in `{}`: keep one of the two",
                    self.kind
                ),
            )),
            (first, _) => Ok(first),
        }
    }

    /// What is left.
    pub(crate) fn rest(self) -> Vec<Entry> {
        let entry = |part| match part {
            Part::Parm(parm, _) => Entry::Parm(parm),
            Part::Node(node) => Entry::Characteristic(node.into_characteristic()),
        };
        self.parts.into_iter().map(entry).collect()
    }

    pub(crate) fn into_characteristic(mut self) -> Characteristic {
        Characteristic {
            kind: std::mem::take(&mut self.kind),
            entries: self.rest(),
        }
    }
}
