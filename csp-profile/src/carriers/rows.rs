//! Settings one by one, for carriers that have no containers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use syncml::Verb;

use super::{Carrier, intune};
use crate::model::{Command, Entry, Field, Group, GroupKind, Profile, Setting};
use crate::text::{Place, Text};
use crate::write::Output;

/// One setting, ready to be written.
pub(super) struct Row<'p> {
    pub(super) profile: usize,
    pub(super) place: &'p Place,
    pub(super) verb: &'p Verb<'static>,
    pub(super) address: Cow<'p, str>,
    pub(super) format: Option<&'p str>,
    pub(super) mime: Option<&'p str>,
    pub(super) value: Option<Cow<'p, str>>,
    pub(super) name: Option<&'p str>,
    pub(super) description: Option<&'p str>,
    /// Whether the value is a document of declared configuration.
    pub(super) is_document: bool,
}

impl Row<'_> {
    /// Says that it is not written.
    pub(super) fn leave_out(&self, why: &str, output: &mut Output) {
        let message = format!("{} {}: {why}", self.verb, self.address);
        output.left_out(self.profile, self.place, message);
    }

    /// Says that it reads differently.
    pub(super) fn change(&self, how: &str, output: &mut Output) {
        let message = format!("{} {}: {how}", self.verb, self.address);
        output.changed(self.profile, self.place, message);
    }

    /// Whether the carrier, whose only verb is to set, has it too.
    pub(super) fn is_set(&self, carrier: Carrier, output: &mut Output) -> bool {
        let is_set = matches!(self.verb, Verb::Add | Verb::Replace);
        if !is_set {
            let why = format!("{carrier} sets values and has no {}", self.verb);
            self.leave_out(&why, output);
        }
        is_set
    }

    /// Whether all of it is text that a file can have.
    pub(super) fn is_carried(&self, output: &mut Output) -> bool {
        let texts = [
            Some(&*self.address),
            self.format,
            self.mime,
            self.value.as_deref(),
            self.name,
            self.description,
        ];
        let forbidden = texts
            .into_iter()
            .flatten()
            .find_map(syncml::first_forbidden);
        if let Some((_, c)) = forbidden {
            self.leave_out(
                &format!("no file can have the character U+{:04X}", c as u32),
                output,
            );
        }
        forbidden.is_none()
    }

    /// Says that Add and the MIME type are not written, unless that is the one that is meant without.
    pub(super) fn lose_rest(&self, carrier: Carrier, output: &mut Output) {
        if *self.verb == Verb::Add {
            let how = format!(
                "{carrier} sets values whether the node exists or not: Add reads back as Replace"
            );
            self.change(&how, output);
        }
        if let Some(mime) = self.mime.filter(|mime| *mime != "text/plain") {
            let how = format!("{carrier} has no place for the type {mime}");
            self.change(&how, output);
        }
    }
}

/// Every setting of the profiles. What is around them is said to be lost.
pub(super) fn rows<'p>(
    profiles: &'p [Profile],
    carrier: Carrier,
    output: &mut Output,
) -> Vec<Row<'p>> {
    let mut rows = Vec::new();
    for (nth, profile) in profiles.iter().enumerate() {
        let mut walk = Walk {
            nth,
            carrier,
            output,
            rows: &mut rows,
        };
        walk.entries(&profile.entries);
    }
    rows
}

/// Says that the names of settings are not written, once.
pub(super) fn names_are_lost(profiles: &[Profile], carrier: Carrier, output: &mut Output) {
    for (nth, profile) in profiles.iter().enumerate() {
        let named = |setting: &&Setting| setting.name.is_some() || setting.description.is_some();
        let names = profile.settings().map(|(_, setting)| setting).filter(named);
        let mut names = names.peekable();
        if let Some(first) = names.peek() {
            let place = first.place.clone();
            let message = format!(
                "{carrier} has no place for names and descriptions, which {} of the settings have",
                names.count()
            );
            output.changed(nth, &place, message);
        }
    }
}

/// Says that what else a file says of its settings is not written: columns and attributes that nobody knows.
pub(super) fn others_are_lost(profiles: &[Profile], carrier: Carrier, output: &mut Output) {
    for (nth, profile) in profiles.iter().enumerate() {
        let settings = profile
            .settings()
            .filter(|(command, _)| is_setting(&command.verb));
        let fields =
            settings.flat_map(|(command, setting)| command.fields.iter().chain(&setting.fields));
        let mut names: BTreeMap<&str, &Field> = BTreeMap::new();
        for field in fields.filter(|field| !intune::is_own(field.name.as_str())) {
            names.entry(field.name.as_str()).or_insert(field);
        }
        for (name, field) in names {
            let message = format!("`{name}` is not written to {carrier}");
            output.changed(nth, &field.value.place(), message);
        }
    }
}

/// Says that what a container says of itself is not written, but for what is.
pub(super) fn fields_are_lost(
    group: &Group,
    profile: usize,
    carrier: Carrier,
    written: &[&str],
    output: &mut Output,
) {
    let names = group.fields.iter().map(|field| field.name.as_str());
    let lost: Vec<&str> = names
        .filter(|name| !written.contains(name))
        .take(8)
        .collect();
    if lost.is_empty() {
        return;
    }
    let what = group.kind.as_str();
    let message = format!(
        "{what}: what is said of it is not written to {carrier} ({})",
        lost.join(", ")
    );
    output.changed(profile, &group.place, message);
}

/// Whether a command is one that a profile may have.
fn is_setting(verb: &Verb<'_>) -> bool {
    matches!(
        verb,
        Verb::Add | Verb::Copy | Verb::Delete | Verb::Exec | Verb::Get | Verb::Replace
    )
}

struct Walk<'w, 'p> {
    nth: usize,
    carrier: Carrier,
    output: &'w mut Output,
    rows: &'w mut Vec<Row<'p>>,
}

impl<'p> Walk<'_, 'p> {
    fn entries(&mut self, entries: &'p [Entry]) {
        for entry in entries {
            match entry {
                Entry::Command(command) => self.command(command),
                Entry::Group(group) => self.group(group),
            }
        }
    }

    fn group(&mut self, group: &'p Group) {
        match group.kind {
            GroupKind::Atomic | GroupKind::Sequence => {
                let message = format!(
                    "{}: {} has no such container, and the settings in it are written one by one",
                    group.kind.as_str(),
                    self.carrier
                );
                self.output.left_out(self.nth, &group.place, message);
                self.entries(&group.entries);
            }
            // It is written as it stands.
            GroupKind::Document if self.carrier == Carrier::WinDc => {}
            GroupKind::Message | GroupKind::Policy | GroupKind::Document => {
                if group.kind != GroupKind::Policy || self.carrier != Carrier::Intune {
                    fields_are_lost(group, self.nth, self.carrier, &[], self.output);
                }
                self.entries(&group.entries);
            }
        }
    }

    fn command(&mut self, command: &'p Command) {
        let verb = &command.verb;
        if !is_setting(verb) || command.settings.is_empty() {
            let message = format!("{verb}: {} has no such command", self.carrier);
            return self.output.left_out(self.nth, &command.place, message);
        }
        for setting in &command.settings {
            let Some(address) = setting.address.as_ref().map(Text::as_str) else {
                let message = format!("{verb}: it names no node");
                self.output.left_out(self.nth, &setting.place, message);
                continue;
            };
            self.rows.push(Row {
                profile: self.nth,
                place: &setting.place,
                verb,
                address: address.into(),
                format: setting.format.as_ref().map(Text::as_str),
                mime: setting.mime.as_ref().map(Text::as_str),
                value: setting
                    .value
                    .as_ref()
                    .map(|value| value.text.as_str().into()),
                name: setting.name.as_ref().map(Text::as_str),
                description: setting.description.as_ref().map(Text::as_str),
                is_document: setting.document.is_some(),
            });
        }
    }
}
