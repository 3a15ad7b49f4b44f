//! Fleet: commands with nothing around them. What Fleet refuses is not written (fleetdm/fleet, `server/fleet/windows_mdm.go`).

use syncml::{Verb, Writer};

use super::syncml::{Commands, pretty};
use super::{Carrier, rows};
use crate::model::{Command, Entry, Group, GroupKind, Profile};
use crate::write::Output;

pub(super) fn write(profiles: &[Profile]) -> Output {
    let mut output = Output::default();
    let mut bytes = Vec::new();
    let mut writer = Writer::bare(&mut bytes);
    let top: usize = profiles
        .iter()
        .map(|profile| top_level(&profile.entries))
        .sum();
    let mut fleet = Fleet {
        commands: Commands::new(&mut output),
        has_exec: profiles.iter().any(is_scep),
        is_alone: top == 1,
    };
    for (nth, profile) in profiles.iter().enumerate() {
        fleet.commands.profile = nth;
        fleet.entries(&mut writer, &profile.entries);
    }
    writer.finish();
    rows::names_are_lost(profiles, Carrier::Fleet, &mut output);
    output.text = pretty(&String::from_utf8(bytes).unwrap_or_default());
    output
}

struct Fleet<'o> {
    commands: Commands<'o>,
    /// Whether Exec is allowed, which it is in a profile for SCEP alone.
    has_exec: bool,
    /// Whether there is one command or container alone, which an Atomic has to be.
    is_alone: bool,
}

impl Fleet<'_> {
    fn entries(&mut self, writer: &mut Writer<'_>, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Command(command) if self.is_taken(command) => {
                    self.commands.command(writer, command)
                }
                Entry::Command(_) => {}
                Entry::Group(group) => self.group(writer, group),
            }
        }
    }

    fn group(&mut self, writer: &mut Writer<'_>, group: &Group) {
        match group.kind {
            GroupKind::Message | GroupKind::Policy | GroupKind::Document => {
                let profile = self.commands.profile;
                rows::fields_are_lost(group, profile, Carrier::Fleet, &[], self.commands.output);
                self.entries(writer, &group.entries);
            }
            GroupKind::Atomic
                if self.is_alone && group.entries.iter().all(|entry| self.fits_atomic(entry)) =>
            {
                self.commands.group(writer, group);
            }
            GroupKind::Atomic => {
                let message = "Atomic: Fleet takes one alone, with Add, Replace and Exec in it; its commands are written one by one";
                self.lose(group, message);
                self.entries(writer, &group.entries);
            }
            GroupKind::Sequence => {
                self.lose(
                    group,
                    "Sequence: Fleet has none; its commands are written one after the other",
                );
                self.entries(writer, &group.entries);
            }
        }
    }

    fn lose(&mut self, group: &Group, message: &str) {
        let profile = self.commands.profile;
        self.commands
            .output
            .left_out(profile, &group.place, message);
    }

    fn fits_atomic(&self, entry: &Entry) -> bool {
        match entry {
            Entry::Command(command) => {
                matches!(command.verb, Verb::Add | Verb::Replace)
                    || (command.verb == Verb::Exec && self.has_exec)
            }
            Entry::Group(_) => false,
        }
    }

    fn is_taken(&mut self, command: &Command) -> bool {
        let why = match command.verb {
            Verb::Add | Verb::Replace => return true,
            Verb::Exec if self.has_exec => return true,
            Verb::Exec => "Fleet takes it in a profile for ClientCertificateInstall/SCEP alone",
            _ => "Fleet takes Add, Replace and Atomic",
        };
        let setting = command.settings.first();
        let address = setting.and_then(|setting| setting.address.as_ref());
        let message = match address {
            Some(address) => format!("{} {address}: {why}", command.verb),
            None => format!("{}: {why}", command.verb),
        };
        let profile = self.commands.profile;
        self.commands
            .output
            .left_out(profile, &command.place, message);
        false
    }
}

/// How many commands and containers there are with nothing but a message or a policy around them.
fn top_level(entries: &[Entry]) -> usize {
    let count = |entry: &Entry| match entry {
        Entry::Group(group) if !matches!(group.kind, GroupKind::Atomic | GroupKind::Sequence) => {
            top_level(&group.entries)
        }
        _ => 1,
    };
    entries.iter().map(count).sum()
}

fn is_scep(profile: &Profile) -> bool {
    let mut addresses = profile
        .settings()
        .filter_map(|(_, setting)| setting.address.as_ref());
    addresses.any(|address| address.as_str().contains("/ClientCertificateInstall/SCEP/"))
}
