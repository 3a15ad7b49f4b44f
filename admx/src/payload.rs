//! Payloads of policies: what the node of an ADMX-backed policy takes (Microsoft's page "Understanding ADMX policies").

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::model::{Choice, DecimalElement, Element, ElementKind, ListElement, Policy, Value};

/// What stands between the texts of a list. XML names it by this character, which no text has.
const JOINT: char = '\u{F000}';

/// Of how many unknown ids the one that was meant is looked for: each is held against every element.
const MAX_ASKED: usize = 16;
/// How many elements a policy may have for all of them to be told.
const MAX_SHOWN: usize = 32;

/// Why a value cannot stand in the payload of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PayloadError {
    /// The id of the element.
    pub element: String,
    /// What is wrong, and what to write.
    pub message: String,
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "element {}: {}", self.element, self.message)
    }
}

impl std::error::Error for PayloadError {}

/// The payload that disables a policy. It holds no values.
pub const DISABLED: &str = "<disabled/>";

impl Policy<'_> {
    /// The payload that enables this policy, with values for its elements by their ids.
    ///
    /// An id that is given several times gives the texts of a multiText or the values of a list, in their order; those of a list with explicit names are
    /// written `name=value`. Each element is written, in the order of the file, because devices refuse a payload that lacks one: optional texts and lists
    /// that are not given are empty. It is one line, since line breaks between elements fail in Intune's reports.
    ///
    /// # Errors
    ///
    /// Every value that the element cannot have, every element that must be given and is not, every id that there is not.
    ///
    /// ```
    /// # let admx = admx::decode("lamp.admx", br#"<policyDefinitions><categories><category name="L" displayName="L"/></categories><policies>
    /// # <policy name="Dim" class="Machine" displayName="Dim" key="Software\Policies\Contoso"><parentCategory ref="L"/><elements>
    /// # <decimal id="Percent" valueName="Percent" maxValue="100"/><multiText id="Rooms" valueName="Rooms"/></elements></policy></policies></policyDefinitions>"#.to_vec())?;
    /// # let set = admx::PolicySet::read([admx], admx::DEFAULT_LANGUAGE, &mut admx::Report::new());
    /// let dim = set.any_policy("Dim").unwrap();
    /// let payload = dim.payload(&[("Percent", "50"), ("Rooms", "Hall"), ("Rooms", "Stairs")]);
    /// assert_eq!(
    ///     payload.as_deref(),
    ///     Ok(r#"<enabled/><data id="Percent" value="50"/><data id="Rooms" value="Hall&#xF000;Stairs"/>"#),
    /// );
    /// let errors = dim.payload(&[("Percent", "500")]).unwrap_err();
    /// assert_eq!(errors[0].to_string(), "element Percent: `500` is not from 0 to 100");
    /// # Ok::<(), csp_source::Diagnostic>(())
    /// ```
    pub fn payload(&self, values: &[(&str, &str)]) -> Result<String, Vec<PayloadError>> {
        let mut given: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, value) in values {
            given.entry(id).or_default().push(value);
        }
        let mut errors = Vec::new();
        let mut payload = String::from("<enabled/>");
        for element in self.elements() {
            let id = element.id();
            let values = given.remove(id).unwrap_or_default();
            match written(element, &values) {
                Ok(value) => {
                    payload.push_str("<data id=\"");
                    escape(&mut payload, id);
                    payload.push_str("\" value=\"");
                    escape(&mut payload, &value);
                    payload.push_str("\"/>");
                }
                Err(message) => errors.push(PayloadError {
                    element: id.to_owned(),
                    message,
                }),
            }
        }
        let ids: Vec<&str> = self.elements().map(|element| element.id()).collect();
        let unknown = given.into_keys().enumerate();
        errors.extend(unknown.map(|(nth, id)| self.unknown(id, &ids, nth < MAX_ASKED)));
        if errors.is_empty() {
            Ok(payload)
        } else {
            Err(errors)
        }
    }

    fn unknown(&self, id: &str, ids: &[&str], is_asked: bool) -> PayloadError {
        let mut message = format!("the policy `{}` has no such element; it has ", self.name());
        match ids.get(..MAX_SHOWN) {
            Some(first) => message += &format!("{} and more", first.join(", ")),
            None if ids.is_empty() => message += "none: the payload is `<enabled/>` alone",
            None => message += &ids.join(", "),
        }
        PayloadError {
            element: id.to_owned(),
            message: if is_asked {
                csp_source::help(id, ids, &[], &message)
            } else {
                message
            },
        }
    }
}

/// What stands in the payload for an element.
fn written(element: Element<'_>, values: &[&str]) -> Result<String, String> {
    let illegal = |value: &&&str| value.chars().any(|c| c == JOINT || is_no_xml(c));
    if let Some(value) = values.iter().find(illegal) {
        return Err(format!(
            "{value:?} has a character that a payload cannot hold"
        ));
    }
    let is_enum = matches!(element.kind(), ElementKind::Enum(_));
    if element.required() && !is_enum && values.iter().all(|value| value.is_empty()) {
        return Err("it must not be empty".to_owned());
    }
    match element.kind() {
        ElementKind::Boolean(_) => boolean(one(values)?.ok_or("set it to `true` or `false`")?),
        ElementKind::Decimal(limits) => decimal(limits, one(values)?, u32::MAX.into()),
        ElementKind::LongDecimal(limits) => decimal(limits, one(values)?, u64::MAX),
        ElementKind::Text(text) => {
            let value = one(values)?.unwrap_or_default();
            fits(value, text.max_length)?;
            Ok(value.to_owned())
        }
        ElementKind::MultiText(text) => {
            values
                .iter()
                .try_for_each(|value| fits(value, text.max_length))?;
            let most = text.max_strings.filter(|most| *most > 0);
            match most.filter(|most| values.len() as u64 > *most) {
                Some(most) => Err(format!(
                    "there are {} texts; {most} is the most",
                    values.len()
                )),
                None => Ok(values.join(&JOINT.to_string())),
            }
        }
        ElementKind::List(list) => pairs(list, values),
        ElementKind::Enum(_) => choice(element, one(values)?),
    }
}

fn one<'v>(values: &[&'v str]) -> Result<Option<&'v str>, String> {
    match values {
        [] => Ok(None),
        [value] => Ok(Some(value)),
        _ => Err(format!("it has one value, and {} are given", values.len())),
    }
}

fn boolean(value: &str) -> Result<String, String> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "1" => Ok("true".to_owned()),
        "false" | "0" => Ok("false".to_owned()),
        _ => Err(format!("`{value}` is neither `true` nor `false`")),
    }
}

/// A limit that the file does not state is not held against a value: which of Windows' parts do so, no source says.
fn decimal(limits: &DecimalElement, value: Option<&str>, most: u64) -> Result<String, String> {
    let (least, most) = (limits.min.unwrap_or(0), limits.max.unwrap_or(most));
    let value = value.ok_or_else(|| format!("set it to a number from {least} to {most}"))?;
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value.parse().ok().filter(|_| is_number);
    let number: u64 =
        number.ok_or_else(|| format!("`{value}` is not a number in decimal digits"))?;
    if (least..=most).contains(&number) {
        Ok(number.to_string())
    } else {
        Err(format!("`{value}` is not from {least} to {most}"))
    }
}

fn fits(value: &str, most: Option<u64>) -> Result<(), String> {
    // Windows counts units of UTF-16.
    let length = value.encode_utf16().count() as u64;
    match most.filter(|most| length > *most) {
        Some(most) => Err(format!("it has {length} characters; {most} is the most")),
        None => Ok(()),
    }
}

/// Names and values by turns. Group Policy numbers what has no names of its own, and a device leaves that to the server.
fn pairs(list: &ListElement, values: &[&str]) -> Result<String, String> {
    let mut names = BTreeSet::new();
    let mut parts = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let (name, value) = if list.explicit_value {
            let pair = value.split_once('=');
            let pair = pair.ok_or_else(|| format!("`{value}` is no `name=value`"))?;
            (pair.0.to_owned(), pair.1)
        } else {
            let prefix = list.value_prefix.as_deref().unwrap_or_default();
            (format!("{prefix}{}", at + 1), *value)
        };
        if !names.insert(name.to_lowercase()) {
            return Err(format!("the name `{name}` is given twice"));
        }
        parts.extend([name, value.to_owned()]);
    }
    Ok(parts.join(&JOINT.to_string()))
}

/// No source says what Windows wants for a choice that deletes the registry value: it is nothing here.
fn choice(element: Element<'_>, value: Option<&str>) -> Result<String, String> {
    let in_payload = |choice: &Choice<'_>| match choice.value() {
        Value::Delete => String::new(),
        value => value.to_string(),
    };
    let list = || {
        let choices = element.choices().map(|choice| {
            let value = match in_payload(&choice) {
                value if value.is_empty() => "nothing".to_owned(),
                value => format!("`{value}`"),
            };
            match choice.display_name() {
                Some(name) => format!("{value} ({})", name.trim()),
                None => value,
            }
        });
        choices.collect::<Vec<_>>().join(", ")
    };
    let value = value.ok_or_else(|| format!("set it to one of {}", list()))?;
    if element.choices().any(|choice| in_payload(&choice) == value) {
        return Ok(value.to_owned());
    }
    let named = element.choices().find(|choice| {
        let name = choice.display_name().unwrap_or_default();
        !value.is_empty() && name.trim().to_lowercase() == value.to_lowercase()
    });
    Err(match named {
        Some(choice) if *choice.value() == Value::Delete => {
            format!("`{value}` is the name of a choice; its value is the empty text")
        }
        Some(choice) => format!(
            "`{value}` is the name of a choice; its value is `{}`",
            choice.value()
        ),
        None => format!("`{value}` is no value of a choice; they are {}", list()),
    })
}

/// Whether XML 1.0 cannot hold a character.
fn is_no_xml(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Appends a text as the value of an attribute. The joint is an entity, as in Microsoft's samples: the character itself is lost in tools that do
/// not show it. Line breaks are too, since a reader of XML makes spaces of them.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            JOINT => out.push_str("&#xF000;"),
            c => out.push(c),
        }
    }
}
