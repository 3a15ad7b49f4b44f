//! The values of ADMX-backed policies whose templates are read: which policies share a struct, its fields, the types of its enums.
//!
//! ```text
//! class of nodes -> policy -> struct (shared by what its elements are) -> fields
//!                                                                    \--> items
//! ```

mod backed;
mod distinct;
mod docs;
mod fields;
mod free;
mod items;
mod shared;

use super::csp::Csp;
use super::names::Names;
use crate::ir::{Alias, Items, Payload};
use crate::lock::KeptModule;

pub(super) use backed::{Backed, backed};
pub(super) use docs::help;
pub(super) use free::Free;
pub(super) use shared::{Structs, structs};

/// The structs of a CSP, before they have fields.
pub(super) struct Unfilled<'a, 'm, 'p> {
    pub csp: &'a Csp<'m>,
    pub structs: Structs<'p>,
    /// The names of the structs, and of everything else beside them.
    pub names: &'a Names,
    /// Which of the names are those of structs: from this one on.
    pub first: usize,
    /// The rows of each struct.
    pub rows: Vec<Vec<u16>>,
    /// The names that nobody has beside them.
    pub free: Free,
    pub kept: Option<&'a KeptModule>,
}

/// The structs of a CSP with the types of their enums.
pub(super) struct Payloads {
    pub payloads: Vec<Payload>,
    pub items: Vec<Items>,
    /// Further names of the types of enums.
    pub aliases: Vec<Alias>,
}

/// Gives each struct its fields, and each enum in one its type.
pub(super) fn payloads(unfilled: Unfilled<'_, '_, '_>) -> Payloads {
    let mut done = Payloads {
        payloads: Vec::new(),
        items: Vec::new(),
        aliases: Vec::new(),
    };
    let Unfilled {
        csp,
        structs,
        names,
        first,
        rows,
        mut free,
        kept,
    } = unfilled;
    let mut aliases: Vec<Vec<&Alias>> = vec![Vec::new(); names.types.len()];
    for (alias, of) in &names.aliases {
        aliases[usize::from(*of)].push(alias);
    }
    let own = names.types.iter().zip(aliases).skip(first);
    for (((name, aliases), policy), rows) in own.zip(structs.policies).zip(rows) {
        let mut of = items::Naming {
            csp,
            name,
            aliases,
            rows: &rows,
            free: &mut free,
            kept,
        };
        let mut item_names = Vec::new();
        for element in distinct::distinct(policy) {
            let items = items::items(element, &mut of, &mut done.aliases);
            item_names.push(items.as_ref().map(|items| items.name.clone()));
            done.items.extend(items);
        }
        done.payloads.push(Payload {
            name: name.clone(),
            docs: docs::payload(csp, policy, &rows),
            fields: fields::fields(csp, policy, &rows, &item_names, kept),
            rows,
        });
    }
    done
}
