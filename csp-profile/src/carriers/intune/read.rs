//! Policies in every shape that people keep them in: one, an array, Graph's answer to a list, the settings alone.

use syncml::Verb;

use super::json::{Json, Kind, Member};
use super::types::{NAMESPACE, POLICY, format};
use crate::carriers::windc;
use crate::error::ReadError;
use crate::faults::Faults;
use crate::model::{Command, Entry, FaultKind, Field, Group, GroupKind, Setting, Value, ValueForm};
use crate::source::Source;
use crate::text::{Place, Text};

/// How deep arrays may be nested around policies.
const MAX_LISTS: usize = 4;

pub(in crate::carriers) fn read(
    source: &Source,
    faults: &mut Faults,
) -> Result<Vec<Entry>, ReadError> {
    let mut entries = Vec::new();
    let value = Json::parse(source)?;
    Reader { faults }.top(&value, 0, &mut entries);
    Ok(entries)
}

struct Reader<'f> {
    faults: &'f mut Faults,
}

impl Reader<'_> {
    fn top(&mut self, value: &Json<'_>, depth: usize, entries: &mut Vec<Entry>) {
        match value.kind() {
            Kind::Array if depth < MAX_LISTS => {
                for element in value.elements() {
                    self.top(&element, depth + 1, entries);
                }
            }
            Kind::Object => self.object(value, depth, entries),
            _ => {
                let message = "this is no policy and no setting: write an object";
                self.faults.push(FaultKind::Unknown, value.place(), message);
            }
        }
    }

    fn object(&mut self, object: &Json<'_>, depth: usize, entries: &mut Vec<Entry>) {
        let members = object.members();
        let has = |name: &str| members.iter().any(|member| member.name.as_str() == name);
        let get = |name: &str| members.iter().find(|member| member.name.as_str() == name);
        let kind = get("@odata.type").map(|kind| kind.value.text());
        let is_setting = kind
            .as_ref()
            .is_some_and(|kind| kind.as_str().contains("omaSetting"));
        let list = get("value").filter(|list| list.value.kind() == Kind::Array && kind.is_none());
        if has("omaSettings") {
            let group = self.policy(object, &members);
            entries.push(Entry::Group(group));
        } else if has("omaUri") || is_setting {
            let command = self.setting(object);
            entries.push(Entry::Command(command));
        } else if let Some(list) = list {
            self.top(&list.value, depth + 1, entries);
        } else {
            // Another policy: what is in it are no OMA-URIs.
            let group = self.policy(object, &members);
            let message = "this has no `omaSettings`: settings of other policies than custom ones have no OMA-URI";
            self.faults.push(FaultKind::Foreign, brace(object), message);
            entries.push(Entry::Group(group));
        }
    }

    fn policy(&mut self, object: &Json<'_>, members: &[Member<'_>]) -> Group {
        let mut group = Group::new(GroupKind::Policy, object.place());
        self.duplicates(members);
        for Member { name, value } in members {
            match (name.as_str(), value.kind()) {
                ("omaSettings", Kind::Array) => self.settings(value, &mut group),
                ("omaSettings", _) => {
                    let message = "`omaSettings` is an array of settings";
                    self.faults.push(FaultKind::Value, value.place(), message);
                }
                (_, Kind::Null) => {}
                (name_, _) => {
                    let text = value.text();
                    if name_ == "@odata.type" && !is_policy(text.as_str()) {
                        let message =
                            format!("`{text}` is no custom policy of Windows: write `{POLICY}`");
                        self.faults.push(FaultKind::Value, text.place(), message);
                    }
                    group.fields.push(Field {
                        name: name.clone(),
                        value: text,
                    });
                }
            }
        }
        group
    }

    fn settings(&mut self, settings: &Json<'_>, group: &mut Group) {
        for setting in settings.elements() {
            if setting.kind() == Kind::Object {
                let command = self.setting(&setting);
                group.entries.push(Entry::Command(command));
            } else {
                let message = "this is no setting: write an object with an `omaUri`";
                self.faults
                    .push(FaultKind::Unknown, setting.place(), message);
            }
        }
    }

    fn setting(&mut self, object: &Json<'_>) -> Command {
        let place = object.place();
        let mut setting = Setting {
            place: place.clone(),
            ..Setting::default()
        };
        let members = object.members();
        self.duplicates(&members);
        let get = |name: &str| members.iter().find(|member| member.name.as_str() == name);
        let said = |name: &str| {
            let value = &get(name)?.value;
            (value.kind() != Kind::Null).then(|| value.text())
        };
        if let Some(address) = get("omaUri").map(|member| &member.value) {
            if !matches!(address.kind(), Kind::String | Kind::Null) {
                let message = "`omaUri` is a string";
                self.faults
                    .push(FaultKind::Unknown, address.place(), message);
            }
        }
        setting.address = said("omaUri").map(|address| address.trimmed());
        setting.name = said("displayName");
        setting.description = said("description");
        setting.format = said("@odata.type").and_then(|kind| self.format(kind));
        if setting.address.is_none() {
            let message = "the setting has no `omaUri`";
            self.faults.push(FaultKind::Missing, brace(object), message);
        }
        if get("@odata.type").is_none() {
            let message =
                format!("the setting has no `@odata.type`: write `{NAMESPACE}String` or another");
            self.faults.push(FaultKind::Missing, brace(object), message);
        }
        let format = setting.format.as_ref().map_or("", Text::as_str);
        setting.value = get("value").and_then(|value| self.value(&value.value, format));
        let others = members.iter().filter(|member| {
            let is_known = OWN.contains(&member.name.as_str());
            !is_known && member.value.kind() != Kind::Null
        });
        setting.fields = others
            .map(|member| Field {
                name: member.name.clone(),
                value: member.value.text(),
            })
            .collect();
        let value = setting.value.as_ref();
        let document = value.and_then(|value| windc::inside(&value.text, self.faults));
        setting.document = document.map(Box::new);
        setting.into_command(Verb::Replace, None)
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

    fn value(&mut self, value: &Json<'_>, format: &str) -> Option<Value> {
        let value = self.written(value, format)?;
        if let Some((_, c)) = syncml::first_forbidden(value.text.as_str()) {
            let message = format!(
                "no message to a device can have the character U+{:04X}: remove it, or carry the value in base64",
                u32::from(c)
            );
            self.faults
                .push(FaultKind::StrayText, value.text.place(), message);
        }
        Some(value)
    }

    fn written(&mut self, value: &Json<'_>, format: &str) -> Option<Value> {
        let text = value.text();
        let is_fit = match value.kind() {
            Kind::Null => return None,
            Kind::Number => matches!(format, "int" | "float"),
            Kind::Boolean => format == "bool",
            Kind::String => !matches!(format, "int" | "float" | "bool"),
            Kind::Object | Kind::Array => false,
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

    fn duplicates(&mut self, members: &[Member<'_>]) {
        let mut names: Vec<&Text> = members.iter().map(|member| &member.name).collect();
        names.sort_by_key(|name| name.as_str());
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

/// The keys of a setting that have a place in the model.
const OWN: &[&str] = &[
    "@odata.type",
    "omaUri",
    "displayName",
    "description",
    "value",
];

fn is_policy(kind: &str) -> bool {
    kind.trim_start_matches('#') == POLICY.trim_start_matches('#')
}

/// Where an object begins.
fn brace(object: &Json<'_>) -> Place {
    let start = object.place().start;
    start..start + 1
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
