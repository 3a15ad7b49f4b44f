//! The type of an enum in a policy: its name, and a constant for each of its items.

use std::collections::BTreeMap;

use admx::{Choice, Element, ElementKind, Value};

use super::docs;
use super::free::Free;
use crate::ident;
use crate::ir::{Alias, ItemConstants, Items};
use crate::lock::KeptModule;
use crate::lower::csp::Csp;
use crate::lower::named::{Stated, named_values, own_names};

/// What the names of the enums of one struct go by.
pub(super) struct Naming<'a, 'm> {
    pub csp: &'a Csp<'m>,
    /// The struct, and its further names.
    pub name: &'a str,
    pub aliases: Vec<&'a Alias>,
    /// The rows of its nodes.
    pub rows: &'a [u16],
    pub free: &'a mut Free,
    pub kept: Option<&'a KeptModule>,
}

/// The type of an element; `None` of one that is no enum. Where the struct has further names, so has the type.
pub(super) fn items(
    element: Element<'_>,
    of: &mut Naming<'_, '_>,
    aliases: &mut Vec<Alias>,
) -> Option<Items> {
    if !matches!(element.kind(), ElementKind::Enum(_)) {
        return None;
    }
    let rows = of.rows.iter();
    let places = rows.map(|row| format!("{}/{}", of.csp.places[usize::from(*row)], element.id()));
    let places: Vec<String> = places.collect();
    let own = places.iter().filter_map(|place| of.kept?.constants(place));
    let own = own_names(own);
    Some(Items {
        name: of.named(element.id(), &places, aliases),
        docs: docs::items(element, of.name),
        constants: constants(element, &own),
        places,
    })
}

impl Naming<'_, '_> {
    /// The name of the type: one that a place of it has already, else that of the struct with the id behind it. Other names that its places have stay.
    fn named(&mut self, id: &str, places: &[String], aliases: &mut Vec<Alias>) -> String {
        let part = ident::pascal_part(id);
        let kept = self.kept.map(|kept| &kept.values);
        let own = places
            .iter()
            .filter_map(|place| Some((kept?.type_at(place)?, place)));
        let further = places.iter().flat_map(|place| {
            let names = kept.map_or(&[][..], |kept| kept.aliases_at(place));
            names.iter().map(move |name| (name.as_str(), place))
        });
        let mut names = own.chain(further).filter(|(name, _)| self.free.keep(name));
        let name = names.next().map(|(name, _)| name.to_owned());
        let mut others: Vec<(String, String)> = names
            .map(|(name, place)| (name.to_owned(), place.clone()))
            .collect();
        let name = name.unwrap_or_else(|| self.free.claim(of_struct(self.name, &part)));
        for of in &self.aliases {
            let other = of_struct(&of.name, &part);
            if self.free.take(&other) {
                others.push((other, format!("{}/{id}", of.place)));
            }
        }
        aliases.extend(others.into_iter().map(|(other, place)| Alias {
            name: other,
            target: name.clone(),
            place,
        }));
        name
    }
}

/// The name of the type of an element: what the struct's name ends with is not said again, as many a policy has one element of its own name.
fn of_struct(name: &str, part: &str) -> String {
    if name.ends_with(part) {
        format!("{name}Item")
    } else {
        format!("{name}{part}")
    }
}

/// The constants of the items; some have names already.
fn constants(element: Element<'_>, own: &BTreeMap<String, String>) -> ItemConstants {
    let number = |choice: Choice<'_>| match choice.value() {
        Value::Decimal(number) => Some(u64::from(*number)),
        Value::LongDecimal(number) => Some(*number),
        _ => None,
    };
    let numbers: Option<Vec<u64>> = element.choices().map(number).collect();
    match numbers {
        Some(numbers) => {
            let items = numbers.into_iter().zip(element.choices());
            let items = items.map(|(value, choice)| stated(choice, value));
            ItemConstants::Number(named_values(items, own))
        }
        None => {
            let items = element.choices();
            let items = items.map(|choice| stated(choice, choice.value().to_string()));
            ItemConstants::Text(named_values(items, own))
        }
    }
}

fn stated<V>(choice: Choice<'_>, value: V) -> Stated<'_, V> {
    let caption = choice.display_name().map(str::trim);
    Stated {
        value,
        description: caption.filter(|caption| !caption.is_empty()),
        doc: docs::item(choice),
    }
}
