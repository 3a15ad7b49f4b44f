//! The fields of a struct: a name and a type for each element of the policy.

use std::collections::BTreeSet;

use admx::{Element, ElementKind, Policy};

use super::distinct::distinct;
use super::docs;
use crate::ident::{self, Taken};
use crate::ir::{Field, FieldType};
use crate::lock::KeptModule;
use crate::lower::csp::Csp;

/// The fields of a struct of these rows, in the order of the template. `items` are the types of those that are enums. Fields whose names meet in Rust are
/// numbered, what is new behind what has a name.
pub(super) fn fields(
    csp: &Csp<'_>,
    policy: Policy<'_>,
    rows: &[u16],
    items: &[Option<String>],
    kept: Option<&KeptModule>,
) -> Vec<Field> {
    let places = rows.iter().map(|row| &csp.places[usize::from(*row)]);
    let own = places.filter_map(|place| kept?.values.type_at(place));
    let mut known = BTreeSet::new();
    let structs: Vec<&str> = own.filter(|own| known.insert(*own)).collect();
    let kept_name = |id: &str| {
        let mut names = structs.iter().filter_map(|of| kept?.field(of, id));
        names.next()
    };
    let mut used: Taken = std::iter::empty::<String>().collect();
    let names: Vec<Option<&str>> = distinct(policy)
        .map(|element| kept_name(element.id()).filter(|name| used.take(name)))
        .collect();
    let kept_names = structs.iter().filter_map(|of| Some(kept?.fields(of)));
    used.take_all(kept_names.flatten());
    let elements = distinct(policy).zip(names).zip(items);
    elements
        .map(|((element, name), items)| Field {
            name: match name {
                Some(name) => name.to_owned(),
                None => used.claim(ident::snake(element.id()), "_"),
            },
            docs: docs::field(element),
            id: element.id().to_owned(),
            value: field_type(element, items.as_ref()),
        })
        .collect()
}

fn field_type(element: Element<'_>, items: Option<&String>) -> FieldType {
    match (element.kind(), items) {
        (_, Some(items)) => FieldType::Items(items.clone()),
        (ElementKind::Boolean(_), _) => FieldType::Bool,
        (ElementKind::Decimal(_), _) => FieldType::U32,
        (ElementKind::LongDecimal(_), _) => FieldType::U64,
        (ElementKind::MultiText(_), _) => FieldType::Texts,
        (ElementKind::List(list), _) => {
            if list.explicit_value {
                FieldType::NamedList
            } else {
                FieldType::List(list.value_prefix.clone().unwrap_or_default())
            }
        }
        // A kind that is newer than this is a text too.
        _ => {
            if element.required() {
                FieldType::Text
            } else {
                FieldType::OptionalText
            }
        }
    }
}
