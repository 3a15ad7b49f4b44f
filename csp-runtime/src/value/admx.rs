//! ADMX-backed policies: a value that enables or disables a policy and gives the data of its elements.

pub use csp_schema::AdmxData;
use csp_schema::parse_admx as parse;

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
    /// Why no text stands for it.
    fault: Option<WriteValueError>,
}

/// What ADMX payloads join the names and values of a list element by.
const JOINT: char = '\u{F000}';

impl Admx {
    /// The policy is on.
    pub fn enabled() -> Self {
        Self {
            text: "<enabled/>".to_owned(),
            fault: None,
        }
    }

    /// The policy is off. (Not configured is no value at all: Delete the node.)
    pub fn disabled() -> Self {
        Self {
            text: "<disabled/>".to_owned(),
            fault: None,
        }
    }

    /// Sets an element of the policy, by the id that the ADMX file gives it.
    #[must_use]
    pub fn data(mut self, id: &str, value: &str) -> Self {
        self.text.push_str("<data id=\"");
        escape_attribute(id, &mut self.text);
        self.text.push_str("\" value=\"");
        escape_attribute(value, &mut self.text);
        self.text.push_str("\"/>");
        self
    }

    /// Sets a list element of the policy: names and values, which ADMX payloads join by U+F000. One that contains that character cannot be
    /// written: a request says so when it is finished.
    #[must_use]
    pub fn list(mut self, id: &str, entries: &[(&str, &str)]) -> Self {
        let parts: Vec<&str> = entries
            .iter()
            .flat_map(|(name, value)| [*name, *value])
            .collect();
        if parts.iter().any(|part| part.contains(JOINT)) {
            self.fault.get_or_insert_with(|| WriteValueError {
                reason: format!(
                    "a name or a value of the list `{id}` contains U+F000, which stands between them"
                ),
            });
        }
        self.data(id, &parts.join(JOINT.encode_utf8(&mut [0; 4])))
    }
}

fn escape_attribute(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c => out.push(c),
        }
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
        parse(self.text).ok().map(|(enabled, _)| enabled)
    }

    /// The data elements, empty when the text is not an ADMX payload.
    pub fn data(&self) -> Vec<AdmxData> {
        parse(self.text).map(|(_, data)| data).unwrap_or_default()
    }
}
