//! One line of a lock: a public name, what kind of name it is, and what it stands for.

use crate::field::{conflict, escape, unescape};

use super::shown;

/// What a public name stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// A module: the path of its root without the scope.
    Module(String),
    /// A function that returns a root's address: the root's place.
    Root(String),
    /// A kind of node: its AccessType, the type of its value, and a place.
    Node {
        access: String,
        value: String,
        place: String,
    },
    /// A type of values: what it wraps, and the place of a node that has it.
    Value { kind: String, place: String },
    /// Another name of a type, which the type's own name and the place that gave the name follow.
    Alias { of: String, place: String },
    /// A method that returns a child's address: the child's name on the wire.
    Child(String),
    /// A method that returns a dynamic name: its number on the way from the root, from 0.
    Name(String),
    /// A field of a struct: the id of the element of the policy, and the type of its value.
    Field { id: String, value: String },
    /// A constant: its value, and the name that its description would give it where that is another.
    Constant {
        value: String,
        described: Option<String>,
    },
}

/// A line of a lock.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// The name as a path from the index, without the marks of raw identifiers before the module.
    pub name: String,
    pub meaning: Meaning,
}

impl Entry {
    /// Reads a line; the error says what is wrong with it.
    pub(crate) fn parse(line: &str) -> Result<Self, String> {
        if let Some(reason) = conflict(line) {
            return Err(reason);
        }
        let mut fields = line.split(' ');
        let name = fields.next().unwrap_or_default();
        if !is_path(name) {
            return Err(format!("`{}` is no path of a Rust item", shown(name)));
        }
        let Some(kind) = fields.next() else {
            return Err(format!(
                "`{}` has no meaning beside it: a line is a name, its kind and what it stands for. Locks of earlier versions held names alone; delete the file, and generate with the definitions that it was made from",
                shown(name)
            ));
        };
        let fields: Vec<String> = fields.map(unescape).collect();
        let meaning = match (kind, fields.as_slice()) {
            ("module", [path]) => Meaning::Module(path.clone()),
            ("root", [place]) => Meaning::Root(place.clone()),
            ("node", [access, value, place]) => Meaning::Node {
                access: access.clone(),
                value: value.clone(),
                place: place.clone(),
            },
            ("value", [kind, place]) => Meaning::Value {
                kind: kind.clone(),
                place: place.clone(),
            },
            ("alias", [of, place]) => Meaning::Alias {
                of: of.clone(),
                place: place.clone(),
            },
            ("child", [wire]) => Meaning::Child(wire.clone()),
            ("name", [nth]) => Meaning::Name(nth.clone()),
            ("field", [id, value]) => Meaning::Field {
                id: id.clone(),
                value: value.clone(),
            },
            ("constant", [value]) => Meaning::Constant {
                value: value.clone(),
                described: None,
            },
            ("constant", [value, word, described]) if word == "described" => Meaning::Constant {
                value: value.clone(),
                described: Some(described.clone()),
            },
            _ => return Err(format!("`{}` is no line of a lock", shown(line))),
        };
        let name = name.to_owned();
        Ok(Self { name, meaning })
    }

    /// The line.
    pub(crate) fn line(&self) -> String {
        let (kind, fields): (&str, Vec<&str>) = match &self.meaning {
            Meaning::Module(path) => ("module", vec![path]),
            Meaning::Root(place) => ("root", vec![place]),
            Meaning::Node {
                access,
                value,
                place,
            } => ("node", vec![access, value, place]),
            Meaning::Value { kind, place } => ("value", vec![kind, place]),
            Meaning::Alias { of, place } => ("alias", vec![of, place]),
            Meaning::Child(wire) => ("child", vec![wire]),
            Meaning::Name(nth) => ("name", vec![nth]),
            Meaning::Field { id, value } => ("field", vec![id, value]),
            Meaning::Constant {
                value,
                described: None,
            } => ("constant", vec![value]),
            Meaning::Constant {
                value,
                described: Some(described),
            } => ("constant", vec![value, "described", described]),
        };
        let mut line = format!("{} {kind}", self.name);
        for field in fields {
            line.push(' ');
            escape(field, &mut line);
        }
        line
    }
}

/// Whether a text can be the path of an item.
fn is_path(text: &str) -> bool {
    text.split("::").all(|segment| {
        let name = segment.strip_prefix("r#").unwrap_or(segment);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_were_written() {
        for line in [
            "wi_fi module Vendor/MSFT/WiFi",
            "wi_fi::device root ./Device/Vendor/MSFT/WiFi",
            "wi_fi::node::Profile node AddDeleteGet Children ./Device/Vendor/MSFT/WiFi/Profile/{}",
            "wi_fi::node::Ports node Get Delimited<i64,'%20'> ./Device/Vendor/MSFT/WiFi/Ports",
            "wi_fi::Cost value Int ./Device/Vendor/MSFT/WiFi/Cost",
            "wi_fi::UserCost alias Cost ./User/Vendor/MSFT/WiFi/Cost",
            "wi_fi::node::Profile::r#type child Type",
            "wi_fi::node::Profile::ssid name 0",
            "policy::Dim value Payload ./Device/Vendor/MSFT/Policy/Config/Lamps/Dim",
            "policy::Dim::percent field Percent u32",
            "policy::DimMode value Number ./Device/Vendor/MSFT/Policy/Config/Lamps/Dim/Mode",
            "wi_fi::Cost::FIXED constant 2",
            "wi_fi::Cost::FIXED constant 100%25%20%C2%A0 described ALL_OF_IT",
        ] {
            let entry = Entry::parse(line);
            assert_eq!(entry.map(|entry| entry.line()).as_deref(), Ok(line));
        }
        for line in [
            "<<<<<<< main",
            "wi_fi",
            "wi_fi module",
            "wi_fi module a b",
            "wi_fi::Cost::FIXED constant 2 named FIXED",
            " wi_fi module a",
        ] {
            assert!(Entry::parse(line).is_err(), "{line}");
        }
    }
}
