//! The elements of a policy, each once.

use std::collections::BTreeSet;

use admx::{Element, Policy};

/// The elements of a policy; of those with one id, which a faulty template may have, the first.
pub(super) fn distinct<'p>(policy: Policy<'p>) -> impl Iterator<Item = Element<'p>> {
    let mut known = BTreeSet::new();
    let elements = policy.elements();
    elements.filter(move |element| known.insert(element.id()))
}
