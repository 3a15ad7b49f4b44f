//! Commands and containers of SyncML, wherever they stand.

use syncml::Verb;

use super::element::{field, known, stray};
use super::item::Parts;
use crate::carriers::verb::verb_of;
use crate::faults::Faults;
use crate::model::{Command, Entry, FaultKind, Group, GroupKind};
use crate::text::Text;
use crate::xml::{Node, Tree};

/// What a file of SyncML says.
pub(in crate::carriers) fn read(tree: &Tree<'_>, faults: &mut Faults) -> Vec<Entry> {
    for place in tree.stray_text() {
        faults.push(
            FaultKind::StrayText,
            place,
            "text stands outside of every element: remove it, or put it into a comment",
        );
    }
    let mut reader = Reader { faults };
    let meta = Parts::default();
    let mut entries = Vec::new();
    let mut messages = 0;
    for root in tree.roots() {
        if root.name() == "SyncML" {
            messages += 1;
            if messages > 1 {
                let message = "`<SyncML>` is there twice: a file has one message";
                reader
                    .faults
                    .push(FaultKind::Duplicate, root.name_text().place(), message);
            }
        }
        reader.element(root, &meta, &mut entries);
    }
    entries
}

struct Reader<'f> {
    faults: &'f mut Faults,
}

impl Reader<'_> {
    /// An element where a command may stand.
    fn element(&mut self, node: Node<'_>, meta: &Parts, entries: &mut Vec<Entry>) {
        let name = self.known(node, ENVELOPE);
        match name {
            "SyncML" | "SyncBody" => self.message(node, meta, entries),
            "Final" => {}
            "Atomic" => self.container(node, GroupKind::Atomic, meta, entries),
            "Sequence" => self.container(node, GroupKind::Sequence, meta, entries),
            "SyncHdr" => {
                let message = "`<SyncHdr>` is outside of `<SyncML>`: put it there";
                self.faults
                    .push(FaultKind::Misplaced, node.name_text().place(), message);
            }
            _ => {
                let command = self.command(node, meta);
                entries.push(Entry::Command(command));
            }
        }
    }

    fn message(&mut self, node: Node<'_>, meta: &Parts, entries: &mut Vec<Entry>) {
        let mut group = Group::new(GroupKind::Message, node.place());
        self.stray(node);
        for child in node.children() {
            let name = self.known(child, ENVELOPE);
            match name {
                "SyncHdr" => group.fields.extend(child.children().map(field)),
                // Its body is no message of its own.
                "SyncBody" if node.name().eq_ignore_ascii_case("SyncML") => {
                    self.stray(child);
                    for command in child.children() {
                        self.nested(command);
                        self.element(command, meta, &mut group.entries);
                    }
                }
                "Final" => {}
                _ => {
                    self.nested(child);
                    if node.name().eq_ignore_ascii_case("SyncML") && name != "SyncML" {
                        let message = format!(
                            "`<{}>` is outside of `<SyncBody>`: put it there",
                            child.name()
                        );
                        self.faults
                            .push(FaultKind::Misplaced, child.name_text().place(), message);
                    }
                    self.element(child, meta, &mut group.entries);
                }
            }
        }
        entries.push(Entry::Group(group));
    }

    /// A message in a message.
    fn nested(&mut self, node: Node<'_>) {
        if matches!(node.name(), "SyncML" | "SyncBody") {
            let message = format!(
                "`<{}>` stands inside of another: a file has one message",
                node.name()
            );
            self.faults
                .push(FaultKind::Misplaced, node.name_text().place(), message);
        }
    }

    fn container(
        &mut self,
        node: Node<'_>,
        kind: GroupKind,
        outer: &Parts,
        entries: &mut Vec<Entry>,
    ) {
        let mut group = Group::new(kind, node.place());
        let mut meta = outer.inherited();
        self.stray(node);
        // Its Meta holds for what stands before it, too.
        for child in node.children().filter(|child| child.name() == "Meta") {
            meta.part(child, kind.as_str(), self.faults);
        }
        for child in node.children() {
            match self.known(child, CONTAINER) {
                "CmdID" => self.cmd_id(child, &mut group.cmd_id),
                "Meta" => {}
                "NoResp" | "Cred" | "Lang" | "Correlator" => group.fields.push(field(child)),
                _ => self.element(child, &meta, &mut group.entries),
            }
        }
        entries.push(Entry::Group(group));
    }

    fn command(&mut self, node: Node<'_>, outer: &Parts) -> Command {
        let name_place = node.name_text().place();
        let (verb, is_other_case) = verb_of(node.name());
        if is_other_case {
            let message = format!(
                "`{}` is not SyncML: names are case-sensitive, write `{verb}`",
                node.name()
            );
            self.faults
                .push(FaultKind::Case, name_place.clone(), message);
        }
        if let Verb::Unknown(name) = &verb {
            let message = format!(
                "`<{name}>` stands where a command has to be: Add, Replace, Delete, Get, Exec, Atomic"
            );
            self.faults
                .push(FaultKind::Unknown, name_place.clone(), message);
        }
        let mut command = Command {
            verb_place: Some(name_place),
            cmd_id: None,
            data: None,
            fields: Vec::new(),
            place: node.place(),
            settings: Vec::new(),
            verb,
        };
        let is_item = node.name() == "Item";
        // The text of a part that stands where a command has to be is its own.
        if !PARTS.contains(&node.name()) {
            self.stray(node);
        }
        let mut meta = outer.inherited();
        for child in node
            .children()
            .filter(|child| child.name() == "Meta" && !is_item)
        {
            meta.part(child, "command", self.faults);
        }
        let mut direct = meta.inherited();
        let mut is_direct = false;
        let has_code = matches!(command.verb, Verb::Alert | Verb::Status);
        for child in node.children() {
            let name = self.known(child, COMMAND);
            match name {
                "CmdID" => self.cmd_id(child, &mut command.cmd_id),
                "Meta" if !is_item => {}
                "Item" => {
                    let mut item = meta.inherited();
                    item.item(child, self.faults);
                    command
                        .settings
                        .push(item.setting(child.place(), self.faults));
                }
                "Data" if has_code => command.data = Some(child.text().trimmed()),
                "NoResp" | "Cred" | "Lang" | "Correlator" | "MsgRef" | "CmdRef" | "Cmd"
                | "TargetRef" | "SourceRef" | "Chal" => command.fields.push(field(child)),
                // Parts of an item without one around them.
                _ => {
                    is_direct |= matches!(name, "Target" | "Source" | "LocURI" | "Data" | "Meta");
                    direct.part(child, if is_item { "Item" } else { "command" }, self.faults);
                }
            }
        }
        if is_direct {
            command
                .settings
                .push(direct.setting(node.place(), self.faults));
        }
        command
    }

    fn cmd_id(&mut self, node: Node<'_>, cmd_id: &mut Option<Text>) {
        if cmd_id.is_some() {
            let message = "`<CmdID>` is there twice: a command has one";
            self.faults
                .push(FaultKind::Duplicate, node.place(), message);
            return;
        }
        *cmd_id = Some(node.text().trimmed());
    }

    /// The name of an element, in the case that it should have.
    fn known<'n>(&mut self, node: Node<'n>, names: &[&'static str]) -> &'n str {
        known(node, names, self.faults)
    }

    fn stray(&mut self, node: Node<'_>) {
        stray(node, self.faults);
    }
}

const ENVELOPE: &[&str] = &[
    "SyncML", "SyncHdr", "SyncBody", "Final", "Atomic", "Sequence",
];
const CONTAINER: &[&str] = &["CmdID", "Meta"];
/// What has text in it and stands in commands.
const PARTS: &[&str] = &["CmdID", "LocURI", "Data"];
const COMMAND: &[&str] = &[
    "CmdID", "Meta", "Item", "Data", "Target", "Source", "LocURI",
];
