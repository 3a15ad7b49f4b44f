//! Which policies share a struct: those whose elements are the same.

use std::collections::BTreeMap;

use admx::{Choice, Element, ElementKind, Policy, Value};

use super::backed::Backed;
use super::distinct::distinct;

/// The structs of a CSP.
pub(in crate::lower) struct Structs<'p> {
    /// The struct of each class, by its place among them.
    pub of: Vec<Option<u16>>,
    /// The policy of which each is made: that of its first class.
    pub policies: Vec<Policy<'p>>,
}

/// Gives the policies that have elements their structs.
///
/// Elements are the same by id, kind, limits, and by the values of an enum with the ids of their texts: what one value means to two policies may differ.
/// No text itself decides, so that an edit of words in a template changes no type.
pub(in crate::lower) fn structs<'p>(backed: &Backed<'p>) -> Structs<'p> {
    let mut known: BTreeMap<Vec<Key<'p>>, u16> = BTreeMap::new();
    let mut structs = Structs {
        of: Vec::with_capacity(backed.len()),
        policies: Vec::new(),
    };
    for policy in backed {
        let with_elements = policy.filter(|policy| policy.elements().len() > 0);
        structs.of.push(with_elements.map(|policy| {
            let file = policy.file().name();
            let mut key: Vec<Key<'p>> = distinct(policy).map(|it| key(it, file)).collect();
            key.sort();
            let next = structs.policies.len() as u16;
            *known.entry(key).or_insert_with(|| {
                structs.policies.push(policy);
                next
            })
        }));
    }
    structs
}

/// What of an element decides about the struct.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'p> {
    id: &'p str,
    kind: &'static str,
    required: bool,
    limits: [Option<u64>; 2],
    /// What the names of a list begin with; a list whose names people give has none.
    prefix: Option<&'p str>,
    items: Vec<Item<'p>>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Item<'p> {
    value: String,
    is_number: bool,
    /// The file, and what it refers to for the text for people.
    caption: (&'p str, &'p str),
}

fn key<'p>(element: Element<'p>, file: &'p str) -> Key<'p> {
    let (mut limits, mut prefix) = ([None, None], None);
    match element.kind() {
        ElementKind::Decimal(number) | ElementKind::LongDecimal(number) => {
            limits = [number.min, number.max];
        }
        ElementKind::Text(text) => limits = [text.max_length, None],
        ElementKind::MultiText(texts) => limits = [texts.max_length, texts.max_strings],
        ElementKind::List(list) if !list.explicit_value => {
            prefix = Some(list.value_prefix.as_deref().unwrap_or_default());
        }
        _ => {}
    }
    let mut items: Vec<Item<'p>> = element.choices().map(|it| item(it, file)).collect();
    items.sort();
    Key {
        id: element.id(),
        kind: element.kind().as_str(),
        required: element.required(),
        limits,
        prefix,
        items,
    }
}

fn item<'p>(choice: Choice<'p>, file: &'p str) -> Item<'p> {
    let caption = choice.display_name_reference();
    Item {
        value: choice.value().to_string(),
        is_number: matches!(choice.value(), Value::Decimal(_) | Value::LongDecimal(_)),
        caption: (file, caption.map_or("", |reference| &reference.text)),
    }
}
