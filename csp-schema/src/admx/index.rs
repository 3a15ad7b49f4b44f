//! The elements of a policy by their ids.

use std::collections::BTreeMap;

use super::element::AdmxElement;

pub(super) struct Index<'e> {
    elements: &'e [AdmxElement],
    exact: BTreeMap<&'e str, usize>,
    folded: BTreeMap<String, usize>,
}

impl<'e> Index<'e> {
    pub(super) fn of(elements: &'e [AdmxElement]) -> Self {
        let numbered = || elements.iter().enumerate();
        Self {
            elements,
            exact: numbered().map(|(at, element)| (&*element.id, at)).collect(),
            folded: numbered()
                .map(|(at, element)| (element.id.to_lowercase(), at))
                .collect(),
        }
    }

    /// The element of this id, else one whose id differs in letter case alone; and its place.
    pub(super) fn find(&self, id: &str) -> Option<(usize, &'e AdmxElement)> {
        let exact = self.exact.get(id);
        let at = *exact.or_else(|| self.folded.get(&id.to_lowercase()))?;
        Some((at, self.elements.get(at)?))
    }
}
