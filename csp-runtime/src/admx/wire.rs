//! Between the elements of a policy and the text of its payload.

use std::collections::BTreeMap;

use csp_schema::AdmxPayload;

use super::element::Element;
use super::list::List;
use crate::value::{Admx, ReadValueError};

/// Takes the elements of a policy, one by one.
#[derive(Debug)]
pub struct ElementWriter(Admx);

impl ElementWriter {
    pub(super) fn new() -> Self {
        Self(Admx::enabled())
    }

    pub(super) fn finish(self) -> Admx {
        self.0
    }

    /// Writes an element.
    pub fn put<E: Element>(&mut self, id: &str, value: &E) {
        let mut text = String::new();
        value.write(&mut text);
        self.0.push(id, &text);
        if let Err(reason) = value.check() {
            self.0.fail(format!("the element `{id}`: {reason}"));
        }
    }

    /// Writes a list, the names of whose entries are a prefix with a number.
    pub fn list(&mut self, id: &str, prefix: &str, list: &List) {
        self.put(id, &list.named(prefix));
    }
}

/// Has the data of a policy by the ids of its elements.
#[derive(Debug)]
pub struct ElementReader<'p> {
    exact: BTreeMap<&'p str, &'p str>,
    /// Whether the letter case of an id counts on Windows is not known.
    folded: BTreeMap<String, &'p str>,
}

impl<'p> ElementReader<'p> {
    /// Of what is given twice, the first.
    pub(super) fn new(payload: &'p AdmxPayload) -> Self {
        let (mut exact, mut folded) = (BTreeMap::new(), BTreeMap::new());
        for entry in &payload.entries {
            let (id, value) = (entry.data.id.as_str(), entry.data.value.as_str());
            exact.entry(id).or_insert(value);
            folded.entry(id.to_lowercase()).or_insert(value);
        }
        Self { exact, folded }
    }

    /// Reads an element.
    ///
    /// # Errors
    ///
    /// It must be there and is missing, or has no value of its kind.
    pub fn take<E: Element>(&self, id: &str) -> Result<E, ReadValueError> {
        let exact = self.exact.get(id);
        let given = exact.or_else(|| self.folded.get(&id.to_lowercase()));
        let Some(text) = given else {
            return E::missing().ok_or_else(|| {
                let found = format!("<enabled/> without {id}");
                ReadValueError::new("a payload with each element of the policy", &found)
            });
        };
        E::read(text).map_err(|expected| ReadValueError::new(expected, &format!("{id}={text}")))
    }
}
