//! Policies in every shape that people keep them in: one, an array, Graph's answer to a list, the settings alone.

use jsonc_parser::ast::{Object, Value as JsonValue};
use syncml::Verb;

use super::json::{Json, parse};
use super::types::{NAMESPACE, POLICY, format};
use crate::carrier::windc;
use crate::error::ReadError;
use crate::faults::Faults;
use crate::model::{Command, Entry, FaultKind, Field, Group, GroupKind, Setting, Value, ValueForm};
use crate::source::Source;
use crate::text::Text;

pub(in crate::carrier) fn read(
    source: &Source,
    faults: &mut Faults,
) -> Result<Vec<Entry>, ReadError> {
    let mut entries = Vec::new();
    if let Some(value) = parse(source)? {
        let json = Json { source };
        Reader { json, faults }.top(&value, &mut entries);
    }
    Ok(entries)
}

struct Reader<'s, 'f> {
    json: Json<'s>,
    faults: &'f mut Faults,
}

impl Reader<'_, '_> {
    fn top(&mut self, value: &JsonValue<'_>, entries: &mut Vec<Entry>) {
        match value {
            JsonValue::Array(array) => {
                for element in &array.elements {
                    self.top(element, entries);
                }
            }
            JsonValue::Object(object) => self.object(object, entries),
            other => {
                let place = self.json.place(other);
                self.faults.push(
                    FaultKind::Unknown,
                    place,
                    "this is no policy and no setting: write an object",
                );
            }
        }
    }

    fn object(&mut self, object: &Object<'_>, entries: &mut Vec<Entry>) {
        let kind = get(object, "@odata.type").map(|kind| self.json.text(kind));
        let kind = kind.as_ref().map_or("", Text::as_str);
        if get(object, "omaSettings").is_some() {
            let group = self.policy(object);
            entries.push(Entry::Group(group));
        } else if get(object, "omaUri").is_some() || kind.contains("omaSetting") {
            let command = self.setting(object);
            entries.push(Entry::Command(command));
        } else if let (Some(list @ JsonValue::Array(_)), true) =
            (get(object, "value"), kind.is_empty())
        {
            self.top(list, entries);
        } else {
            // Another policy: what is in it are no OMA-URIs.
            let group = self.policy(object);
            let place = self.json.place(object);
            let message = "this has no `omaSettings`: settings of other policies than custom ones have no OMA-URI";
            self.faults
                .push(FaultKind::Unknown, place.start..place.start + 1, message);
            entries.push(Entry::Group(group));
        }
    }

    fn policy(&mut self, object: &Object<'_>) -> Group {
        let mut group = Group::new(GroupKind::Policy, self.json.place(object));
        self.duplicates(object);
        for property in &object.properties {
            let name = self.json.name(property);
            let value = self.json.text(&property.value);
            match (name.as_str(), &property.value) {
                ("omaSettings", JsonValue::Array(settings)) => {
                    self.settings(&settings.elements, &mut group)
                }
                ("omaSettings", other) => {
                    let place = self.json.place(other);
                    self.faults.push(
                        FaultKind::Value,
                        place,
                        "`omaSettings` is an array of settings",
                    );
                }
                (_, JsonValue::NullKeyword(_)) => {}
                ("@odata.type", _) => {
                    if value.as_str().trim_start_matches('#') != POLICY.trim_start_matches('#') {
                        let message =
                            format!("`{value}` is no custom policy of Windows: write `{POLICY}`");
                        self.faults.push(FaultKind::Value, value.place(), message);
                    }
                    group.fields.push(Field { name, value });
                }
                _ => group.fields.push(Field { name, value }),
            }
        }
        group
    }

    fn settings(&mut self, settings: &[JsonValue<'_>], group: &mut Group) {
        for setting in settings {
            match setting {
                JsonValue::Object(setting) => {
                    let command = self.setting(setting);
                    group.entries.push(Entry::Command(command));
                }
                other => {
                    let place = self.json.place(other);
                    self.faults.push(
                        FaultKind::Unknown,
                        place,
                        "this is no setting: write an object with an `omaUri`",
                    );
                }
            }
        }
    }

    fn setting(&mut self, object: &Object<'_>) -> Command {
        let place = self.json.place(object);
        let mut setting = Setting {
            place: place.clone(),
            ..Setting::default()
        };
        self.duplicates(object);
        // In the reverse order, so that the first of two counts.
        for property in object.properties.iter().rev() {
            let name = self.json.name(property);
            let text = self.json.text(&property.value);
            let said = (!matches!(property.value, JsonValue::NullKeyword(_))).then_some(text);
            match (name.as_str(), said) {
                ("value", _) | (_, None) => {}
                ("@odata.type", Some(kind)) => setting.format = self.format(kind),
                ("omaUri", Some(address)) => setting.address = Some(address.trimmed()),
                ("displayName", name) => setting.name = name,
                ("description", description) => setting.description = description,
                (_, Some(value)) => setting.fields.insert(0, Field { name, value }),
            }
        }
        if setting.address.is_none() {
            let brace = place.start..place.start + 1;
            self.faults
                .push(FaultKind::Missing, brace, "the setting has no `omaUri`");
        }
        if setting.format.is_none() && get(object, "@odata.type").is_none() {
            let brace = place.start..place.start + 1;
            let message =
                format!("the setting has no `@odata.type`: write `{NAMESPACE}String` or another");
            self.faults.push(FaultKind::Missing, brace, message);
        }
        let format = setting.format.as_ref().map_or("", Text::as_str).to_owned();
        setting.value = get(object, "value").and_then(|value| self.value(value, &format));
        let value = setting.value.as_ref();
        let document = value.and_then(|value| windc::inside(&value.text, self.faults));
        setting.document = document.map(Box::new);
        Command {
            verb: Verb::Replace,
            verb_place: None,
            cmd_id: None,
            data: None,
            place,
            settings: vec![setting],
        }
    }

    /// The format that a type is.
    fn format(&mut self, kind: Text) -> Option<Text> {
        let Some(format) = format(kind.as_str()) else {
            let message = format!(
                "`{kind}` is none of the types of a setting: write `{NAMESPACE}String` or another"
            );
            self.faults.push(FaultKind::Value, kind.place(), message);
            return None;
        };
        let mut text = Text::default();
        text.push_replaced(format, kind.place());
        Some(text)
    }

    fn value(&mut self, value: &JsonValue<'_>, format: &str) -> Option<Value> {
        let text = self.json.text(value);
        let is_fit = match value {
            JsonValue::NullKeyword(_) => return None,
            JsonValue::NumberLit(_) => matches!(format, "int" | "float"),
            JsonValue::BooleanLit(_) => format == "bool",
            JsonValue::StringLit(_) => !matches!(format, "int" | "float" | "bool"),
            JsonValue::Object(_) | JsonValue::Array(_) => false,
        };
        if !is_fit && !format.is_empty() {
            let message = format!(
                "the value of a setting of format {format} is {}",
                expected(format)
            );
            self.faults.push(FaultKind::Value, text.place(), message);
        }
        if format == "xml" {
            let place = text.place();
            let decoded = csp_check::decode_base64(text.as_str())
                .and_then(|bytes| String::from_utf8(bytes).ok());
            let Some(decoded) = decoded else {
                self.faults.push(
                    FaultKind::Value,
                    place,
                    "the value of `omaSettingStringXml` is the base64 of a text in UTF-8",
                );
                return Some(plain(text));
            };
            let mut text = Text::default();
            text.push_replaced(&decoded, place);
            let form = ValueForm::Base64;
            return Some(Value { text, form });
        }
        Some(plain(text))
    }

    fn duplicates(&mut self, object: &Object<'_>) {
        let mut names: Vec<Text> = object
            .properties
            .iter()
            .map(|property| self.json.name(property))
            .collect();
        names.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        for pair in names.windows(2) {
            if let [first, second] = pair {
                if first.as_str() == second.as_str() {
                    let message = format!("`{second}` is there twice: the first one counts");
                    self.faults
                        .push(FaultKind::Duplicate, second.place(), message);
                }
            }
        }
    }
}

fn plain(text: Text) -> Value {
    let form = ValueForm::Text;
    Value { text, form }
}

fn expected(format: &str) -> &'static str {
    match format {
        "int" | "float" => "a number without quotes",
        "bool" => "true or false without quotes",
        _ => "a string",
    }
}

fn get<'o, 'v>(object: &'o Object<'v>, name: &str) -> Option<&'o JsonValue<'v>> {
    let properties = &object.properties;
    let property = properties
        .iter()
        .find(|property| property.name.as_str() == name)?;
    Some(&property.value)
}
