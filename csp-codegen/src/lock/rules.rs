//! What a lock must be as a whole, so that what goes by it compiles: each name can stand where it stands, and nothing has two.

use std::collections::{BTreeMap, BTreeSet};

use crate::ident;
use crate::reserved::{FUNCTIONS, IN_MODULE, IN_NODE};

use super::entry::{Entry, Meaning};
use super::view::split;
use super::{module_of, shown};

/// What is wrong with a lock: the number of the line, and the reason.
type Fault = (usize, String);

/// Checks the lines of a lock, each with its number.
pub(super) fn check(lines: &[(usize, Entry)]) -> Result<(), Fault> {
    for (number, entry) in lines {
        if !can_stand(entry) {
            let name = shown(&entry.name);
            let reason = format!(
                "`{name}` is no name that generated code can have for this: it is in the wrong place or case, a keyword, or a name that generated code has itself"
            );
            return Err((*number, reason));
        }
    }
    meanings(lines)?;
    owners(lines)
}

/// Whether a name is one that can be generated where it stands.
fn can_stand(entry: &Entry) -> bool {
    let path: Vec<&str> = entry.name.split("::").collect();
    match (&entry.meaning, path.as_slice()) {
        (Meaning::Module(_), [name]) => ident::is_module(name),
        (Meaning::Root(_), [_, name]) => ident::is_snake(name) && !FUNCTIONS.contains(name),
        (Meaning::Node { .. } | Meaning::Alias { .. }, [_, "node", name]) => {
            ident::is_pascal(name) && !IN_NODE.contains(name)
        }
        (Meaning::Value { .. } | Meaning::Alias { .. }, [_, name]) => {
            ident::is_pascal(name) && !IN_MODULE.contains(name)
        }
        (Meaning::Child(_) | Meaning::Name(_), [_, "node", _, name]) => ident::is_snake(name),
        (Meaning::Field { .. }, [_, owner, name]) => *owner != "node" && ident::is_snake(name),
        (Meaning::Constant { .. }, [_, _, name]) => ident::is_shouty(name),
        _ => false,
    }
}

/// Two names for one thing are a leftover of a merge.
fn meanings(lines: &[(usize, Entry)]) -> Result<(), Fault> {
    let mut known: BTreeMap<(&str, &str, String), &str> = BTreeMap::new();
    for (number, entry) in lines {
        let (scope, _) = split(&entry.name);
        let (kind, what) = match &entry.meaning {
            Meaning::Module(root) => ("module", root.to_ascii_lowercase()),
            Meaning::Root(place) => ("root", place.clone()),
            Meaning::Node { place, .. } | Meaning::Value { place, .. } => ("type", place.clone()),
            Meaning::Child(wire) => ("child", wire.clone()),
            Meaning::Name(nth) => ("name", nth.clone()),
            Meaning::Field { id, .. } => ("field", id.clone()),
            Meaning::Constant { value, .. } => ("constant", value.clone()),
            // A place may give several.
            Meaning::Alias { .. } => continue,
        };
        let first = known.entry((scope, kind, what)).or_insert(&entry.name);
        if *first != entry.name {
            let (first, name) = (shown(first), shown(&entry.name));
            let reason =
                format!("`{name}` stands for what `{first}` stands for: keep one of the lines");
            return Err((*number, reason));
        }
    }
    Ok(())
}

/// What stands in a module or in a type has a line for that.
fn owners(lines: &[(usize, Entry)]) -> Result<(), Fault> {
    let (mut modules, mut types) = (BTreeSet::new(), BTreeSet::new());
    for (_, entry) in lines {
        match &entry.meaning {
            Meaning::Module(_) => drop(modules.insert(entry.name.as_str())),
            Meaning::Node { .. } | Meaning::Value { .. } => {
                types.insert(entry.name.as_str());
            }
            _ => {}
        }
    }
    for (number, entry) in lines {
        let (scope, _) = split(&entry.name);
        let module = module_of(&entry.name);
        let of = match &entry.meaning {
            Meaning::Alias { of, .. } => format!("{scope}::{of}"),
            Meaning::Child(_)
            | Meaning::Name(_)
            | Meaning::Field { .. }
            | Meaning::Constant { .. } => scope.to_owned(),
            _ => String::new(),
        };
        let missing = match (modules.contains(module), of.as_str()) {
            (false, _) => module,
            (true, of) if !of.is_empty() && !types.contains(of) => of,
            _ => continue,
        };
        let reason = format!(
            "no line says what `{}` is, to which `{}` belongs: put it back, or take this one out",
            shown(missing),
            shown(&entry.name)
        );
        return Err((*number, reason));
    }
    Ok(())
}
