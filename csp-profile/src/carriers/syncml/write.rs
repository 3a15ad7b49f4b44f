//! Commands of SyncML, written as Windows reads them.

use syncml::{Data, Header, Item, Meta, Verb, WriteError, Writer};

use crate::carrier::Carrier;
use crate::carriers::rows;
use crate::model::{Command, Entry, Group, GroupKind, Profile, Setting};
use crate::write::Output;

/// A message with all commands: its header where a profile has one, else an empty one.
pub(in crate::carriers) fn write(profiles: &[Profile]) -> Output {
    let mut output = Output::default();
    let mut bytes = Vec::new();
    let header = profiles
        .iter()
        .flat_map(|profile| &profile.entries)
        .find_map(header);
    let mut writer = match header.map(|header| Writer::message(&mut bytes, &header)) {
        Some(Ok(writer)) => writer,
        _ => {
            bytes.clear();
            Writer::fragment(&mut bytes)
        }
    };
    let mut commands = Commands::new(&mut output);
    for (nth, profile) in profiles.iter().enumerate() {
        commands.profile = nth;
        commands.entries(&mut writer, &profile.entries);
    }
    rows::names_are_lost(profiles, Carrier::SyncMl, &mut output);
    writer.mark_final();
    writer.finish();
    output.text = String::from_utf8(bytes).unwrap_or_default();
    output.text.push('\n');
    output
}

fn header(entry: &Entry) -> Option<Header<'static>> {
    let Entry::Group(group) = entry else {
        return None;
    };
    let is_header = group.kind == GroupKind::Message && group.field("MsgID").is_some();
    let field = |name| group.field(name).map(|text| text.as_str().to_owned());
    let address = |name| syncml::Address {
        uri: field(name).unwrap_or_default().into(),
        name: None,
    };
    is_header.then(|| Header {
        ver_dtd: field("VerDTD").unwrap_or_default().into(),
        ver_proto: field("VerProto").unwrap_or_default().into(),
        session_id: field("SessionID").unwrap_or_default().into(),
        msg_id: field("MsgID").unwrap_or_default().into(),
        target: address("Target"),
        source: address("Source"),
        ..Header::default()
    })
}

/// What is written of a header.
const HEADER: &[&str] = &[
    "VerDTD",
    "VerProto",
    "SessionID",
    "MsgID",
    "Target",
    "Source",
];

/// Writes commands, with CmdIDs counted from 1.
pub(in crate::carriers) struct Commands<'o> {
    pub(in crate::carriers) profile: usize,
    pub(in crate::carriers) output: &'o mut Output,
    cmd_id: u32,
}

impl<'o> Commands<'o> {
    pub(in crate::carriers) fn new(output: &'o mut Output) -> Self {
        Self {
            profile: 0,
            output,
            cmd_id: 0,
        }
    }

    pub(in crate::carriers) fn entries(&mut self, writer: &mut Writer<'_>, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Command(command) => self.command(writer, command),
                Entry::Group(group) => self.group(writer, group),
            }
        }
    }

    pub(in crate::carriers) fn group(&mut self, writer: &mut Writer<'_>, group: &Group) {
        let written = match group.kind {
            GroupKind::Message => HEADER,
            _ => &[],
        };
        rows::fields_are_lost(group, self.profile, Carrier::SyncMl, written, self.output);
        match group.kind {
            GroupKind::Atomic => self.container(writer, "Atomic", group),
            GroupKind::Sequence => self.container(writer, "Sequence", group),
            _ => self.entries(writer, &group.entries),
        }
    }

    fn container(&mut self, writer: &mut Writer<'_>, name: &'static str, group: &Group) {
        let number = self.next_id();
        let mut element = writer.numbered(name, number);
        self.entries(&mut element, &group.entries);
    }

    pub(in crate::carriers) fn command(&mut self, writer: &mut Writer<'_>, command: &Command) {
        let Some(name) = name(&command.verb) else {
            let message = format!("{}: it is no command of a profile", command.verb);
            return self.output.left_out(self.profile, &command.place, message);
        };
        if command.settings.is_empty() {
            let message = format!("{}: it is about no node", command.verb);
            return self.output.left_out(self.profile, &command.place, message);
        }
        let number = self.next_id();
        let before = writer.position();
        let mut element = writer.numbered(name, number);
        let mut written = 0;
        for setting in &command.settings {
            if setting.address.is_none() {
                let message = format!("{}: it names no node", command.verb);
                self.output.left_out(self.profile, &setting.place, message);
                continue;
            }
            match element.item(&item(setting)) {
                Ok(_) => written += 1,
                Err(error) => self.unwritable(setting, &error),
            }
        }
        drop(element);
        if written == 0 {
            writer.rollback(before);
            self.cmd_id -= 1;
        }
    }

    fn unwritable(&mut self, setting: &Setting, error: &WriteError) {
        let address = setting
            .address
            .as_ref()
            .map_or("", |address| address.as_str());
        let message = format!("{address}: {error}");
        self.output.left_out(self.profile, &setting.place, message);
    }

    fn next_id(&mut self) -> u32 {
        self.cmd_id += 1;
        self.cmd_id
    }
}

/// A value is always escaped: what was markup or CDATA says the same.
fn item(setting: &Setting) -> Item<'_> {
    let text = |text: &'_ Option<crate::text::Text>| {
        text.as_ref().map(|text| text.as_str().to_owned().into())
    };
    Item {
        target: text(&setting.address),
        target_name: None,
        meta: Meta {
            format: text(&setting.format),
            kind: text(&setting.mime),
            rest: None,
        },
        data: setting
            .value
            .as_ref()
            .map(|value| Data::new(value.text.as_str())),
        ..Item::default()
    }
}

/// The element of a verb that a profile may have.
fn name(verb: &Verb<'_>) -> Option<&'static str> {
    Some(match verb {
        Verb::Add => "Add",
        Verb::Copy => "Copy",
        Verb::Delete => "Delete",
        Verb::Exec => "Exec",
        Verb::Get => "Get",
        Verb::Replace => "Replace",
        _ => return None,
    })
}
