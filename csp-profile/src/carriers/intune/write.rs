//! Policies as Graph takes them: nothing that it says itself, each address once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value, json};

use super::types::{NAMESPACE, POLICY, READ_ONLY, TYPES};
use crate::carrier::Carrier;
use crate::carriers::rows::{Row, rows};
use crate::model::{Entry, Group, GroupKind, Profile};
use crate::write::Output;

/// How many settings a policy has at most.
const MAX_SETTINGS: usize = 1000;

/// One policy as an object, several as an array.
pub(in crate::carriers) fn write(profiles: &[Profile]) -> Output {
    let mut output = Output::default();
    let rows = rows(profiles, Carrier::Intune, &mut output);
    let mut policies: Vec<Policy<'_>> = Vec::new();
    let mut rest = BTreeMap::new();
    for (nth, profile) in profiles.iter().enumerate() {
        if let Some(place) = found(&profile.entries, nth, profile, &mut policies) {
            rest.insert(nth, place);
        }
    }
    for row in &rows {
        // In the order of the files, as the policies are: the last one that begins before it, or the one for the rest.
        let next =
            policies.partition_point(|policy| policy.start() <= (row.profile, row.place.start));
        let place = policies.get_mut(next.saturating_sub(1));
        let place = if place.is_some_and(|policy| policy.holds(row)) {
            policies.get_mut(next - 1)
        } else {
            rest.get(&row.profile)
                .and_then(|nth| policies.get_mut(*nth))
        };
        if let (Some(policy), Some(setting)) = (place, setting(row, &mut output)) {
            policy.push(setting, row, &mut output);
        }
    }
    let mut values: Vec<Value> = policies
        .into_iter()
        .map(|policy| policy.finish(&mut output))
        .collect();
    let value = match values.len() {
        1 => values.pop().unwrap_or_default(),
        _ => Value::Array(values),
    };
    output.text = format!("{value:#}\n");
    output
}

/// A policy in the making.
struct Policy<'p> {
    profile: usize,
    /// `None` is what stands in a profile and in no policy.
    group: Option<&'p Group>,
    name: &'p str,
    settings: Vec<Value>,
    addresses: BTreeSet<String>,
}

/// The policies of a profile, and one for the rest where there is any: which one that is.
fn found<'p>(
    entries: &'p [Entry],
    nth: usize,
    profile: &'p Profile,
    policies: &mut Vec<Policy<'p>>,
) -> Option<usize> {
    let policy = |group: Option<&'p Group>, name: &'p str| Policy {
        profile: nth,
        group,
        name,
        settings: Vec::new(),
        addresses: BTreeSet::new(),
    };
    let as_policy = |entry: &'p Entry| match entry {
        Entry::Group(group) if group.kind == GroupKind::Policy => Some(group),
        _ => None,
    };
    let mut rest = None;
    if entries.is_empty() || entries.iter().any(|entry| as_policy(entry).is_none()) {
        rest = Some(policies.len());
        policies.push(policy(None, stem(profile.source.name())));
    }
    for group in entries.iter().filter_map(as_policy) {
        let name = group
            .field("displayName")
            .map_or("Profile", |name| name.as_str());
        policies.push(policy(Some(group), name));
    }
    rest
}

/// The name of a file without its folder and its extension.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem.is_empty() || stem == "-" {
        "Profile"
    } else {
        stem
    }
}

impl Policy<'_> {
    /// Its profile, and where it begins there.
    fn start(&self) -> (usize, usize) {
        (
            self.profile,
            self.group.map_or(0, |group| group.place.start),
        )
    }

    fn holds(&self, row: &Row<'_>) -> bool {
        self.profile == row.profile
            && self.group.is_none_or(|group| {
                group.place.start <= row.place.start && row.place.end <= group.place.end
            })
    }

    fn push(&mut self, setting: Value, row: &Row<'_>, output: &mut Output) {
        if !self.addresses.insert(row.address.to_string()) {
            return row.leave_out(
                "the policy sets this node already, and Intune takes each once",
                output,
            );
        }
        if self.settings.len() == MAX_SETTINGS {
            return row.leave_out(
                "an Intune policy has 1000 settings at most: split it",
                output,
            );
        }
        self.settings.push(setting);
    }

    fn finish(self, output: &mut Output) -> Value {
        let mut policy = Map::new();
        for field in self.group.iter().flat_map(|group| &group.fields) {
            let (name, text) = (field.name.as_str(), field.value.as_str());
            if matches!(name, "@odata.type" | "displayName")
                || READ_ONLY.contains(&name)
                || name.starts_with("@odata.")
            {
                continue;
            }
            match name {
                "description" => {
                    policy.insert(name.to_owned(), text.into());
                }
                "roleScopeTagIds" => {
                    policy.insert(
                        name.to_owned(),
                        serde_json::from_str(text).unwrap_or_default(),
                    );
                }
                _ => output.changed(
                    self.profile,
                    &field.name.place(),
                    format!("`{name}` is not written: it is no part of a custom policy"),
                ),
            }
        }
        policy.insert("@odata.type".to_owned(), POLICY.into());
        policy.insert("displayName".to_owned(), self.name.into());
        policy.insert("omaSettings".to_owned(), self.settings.into());
        policy.into()
    }
}

fn setting(row: &Row<'_>, output: &mut Output) -> Option<Value> {
    if !row.is_set(Carrier::Intune, output) {
        return None;
    }
    let Some(value) = row.value.as_deref() else {
        row.leave_out("an Intune setting has a value", output);
        return None;
    };
    // The protocol's own default.
    let format = match row.format.unwrap_or("chr") {
        "bin" => {
            row.change(
                "an Intune policy has base64 as b64 alone, not as bin",
                output,
            );
            "b64"
        }
        "date" => {
            row.change("an Intune policy has dates with a time alone", output);
            "time"
        }
        format => format,
    };
    let Some((kind, _)) = TYPES.iter().find(|(_, known)| *known == format) else {
        row.leave_out(
            &format!("an Intune policy has no type for {format}"),
            output,
        );
        return None;
    };
    let value = match carried(value, format) {
        Ok(value) => value,
        Err(why) => {
            row.leave_out(why, output);
            return None;
        }
    };
    let reads = match &value {
        Value::String(text) if format == "time" => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    if let Some(reads) = reads.filter(|reads| Some(&**reads) != row.value.as_deref()) {
        row.change(
            &format!("an Intune policy has the value as {reads}"),
            output,
        );
    }
    row.lose_rest(Carrier::Intune, output);
    let name = row
        .name
        .unwrap_or_else(|| row.address.rsplit('/').next().unwrap_or_default());
    let mut setting = json!({
        "@odata.type": format!("{NAMESPACE}{kind}"),
        "displayName": name,
        "omaUri": row.address,
        "value": value,
    });
    if let (Some(setting), Some(description)) = (setting.as_object_mut(), row.description) {
        setting.insert("description".to_owned(), description.into());
    }
    if let (Some(setting), "xml" | "b64") = (setting.as_object_mut(), format) {
        let extension = if format == "xml" { "xml" } else { "bin" };
        setting.insert("fileName".to_owned(), format!("{name}.{extension}").into());
    }
    Some(setting)
}

/// The value as its type has it; or why it cannot.
fn carried(value: &str, format: &str) -> Result<Value, &'static str> {
    match format {
        "int" => match csp_check::parse_int(value).map(i32::try_from) {
            Some(Ok(number)) => Ok(number.into()),
            Some(Err(_)) => {
                Err("an Intune integer has 32 bits with a sign, and the value has more")
            }
            None => Err("the value is no integer"),
        },
        "bool" => match value.trim_ascii() {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            _ => Err("the value is not `true` or `false`"),
        },
        "float" => match csp_check::parse_float(value).and_then(Number::from_f64) {
            Some(number) => Ok(number.into()),
            None => Err("the value is no number"),
        },
        "time" if csp_check::is_date(value.trim()) => {
            Ok(format!("{}T00:00:00Z", value.trim()).into())
        }
        "time" if csp_check::is_time(value.trim()) => Ok(value.into()),
        "time" => Err("the value is no date and time"),
        "b64" if !csp_check::is_base64(value) => Err("the value is no base64"),
        "xml" => {
            let mut text = String::new();
            csp_check::encode_base64(value.as_bytes(), &mut text);
            Ok(text.into())
        }
        _ => Ok(value.into()),
    }
}
