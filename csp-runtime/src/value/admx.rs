//! ADMX-backed policies: a value that enables or disables a policy and gives the data of its elements.

use std::collections::BTreeSet;

pub use csp_schema::AdmxData;
use csp_schema::{ADMX_JOINT, parse_admx as parse};

use super::{Payload, ReadValueError, Value, WriteValueError};

/// The value of an ADMX-backed policy, as a server writes it.
///
/// ```
/// use csp_runtime::value::{Admx, Payload};
///
/// let mut text = String::new();
/// Payload::<Admx>::write(&Admx::enabled().data("Proxy", "10.0.0.1"), &mut text);
/// assert_eq!(text, r#"<enabled/><data id="Proxy" value="10.0.0.1"/>"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admx {
    text: String,
    ids: BTreeSet<String>,
    /// Why no text stands for it.
    fault: Option<WriteValueError>,
}

impl Admx {
    /// The policy is on.
    pub fn enabled() -> Self {
        Self::new("<enabled/>")
    }

    /// The policy is off, and data does nothing. (Not configured is no value at all: Delete the node.)
    pub fn disabled() -> Self {
        Self::new("<disabled/>")
    }

    fn new(state: &str) -> Self {
        Self {
            text: state.to_owned(),
            ids: BTreeSet::new(),
            fault: None,
        }
    }

    /// Sets an element of the policy, by the id that the ADMX file gives it. One that is set twice cannot be written: a request says so when it is
    /// finished.
    #[must_use]
    pub fn data(mut self, id: &str, value: &str) -> Self {
        self.push(id, value);
        self
    }

    pub(crate) fn push(&mut self, id: &str, value: &str) {
        let (id, value) = (id.to_owned(), value.to_owned());
        if !self.ids.insert(id.clone()) {
            self.fail(format!("the element `{id}` is given twice"));
        }
        self.text.push_str(&AdmxData { id, value }.to_xml());
    }

    /// Nothing of it is written: for the first of these reasons.
    pub(crate) fn fail(&mut self, reason: String) {
        self.fault.get_or_insert(WriteValueError { reason });
    }

    /// Sets a list element of the policy: names and values, which ADMX payloads join by U+F000. One that contains that character cannot be
    /// written: a request says so when it is finished.
    #[must_use]
    pub fn list(mut self, id: &str, entries: &[(&str, &str)]) -> Self {
        let parts: Vec<&str> = entries
            .iter()
            .flat_map(|(name, value)| [*name, *value])
            .collect();
        if parts.iter().any(|part| part.contains(ADMX_JOINT)) {
            self.fail(format!(
                "a name or a value of the list `{id}` contains U+F000, which stands between them"
            ));
        }
        self.data(id, &parts.join(ADMX_JOINT.encode_utf8(&mut [0; 4])))
    }
}

impl Payload<Admx> for Admx {
    fn write(&self, out: &mut String) {
        out.push_str(&self.text);
    }

    fn check(&self) -> Result<(), WriteValueError> {
        self.fault.clone().map_or(Ok(()), Err)
    }
}

impl Value for Admx {
    type Read<'a> = AdmxPolicy<'a>;

    fn read(text: &str) -> Result<AdmxPolicy<'_>, ReadValueError> {
        Ok(AdmxPolicy { text })
    }
}

/// The value of an ADMX-backed policy, as it was read. Devices hand values back in forms of their own, so reading never refuses one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdmxPolicy<'a> {
    text: &'a str,
}

impl<'a> AdmxPolicy<'a> {
    /// The text as it stands.
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// Whether the policy is on (`true`), off (`false`), or the text does not say (`None`).
    pub fn is_enabled(&self) -> Option<bool> {
        parse(self.text).ok().map(|payload| payload.is_enabled)
    }

    /// The data elements, empty when the text is not an ADMX payload.
    pub fn data(&self) -> Vec<AdmxData> {
        let entries = parse(self.text).map(|payload| payload.entries);
        let data = entries.into_iter().flatten().map(|entry| entry.data);
        data.collect()
    }
}
