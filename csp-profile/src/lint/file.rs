//! What rules look at: a file with its settings, each with what is around it and the node that it means.

use csp_schema::NodeDefinition;
use csp_schema::Verb;

use super::Linter;
use super::address::Address;
use super::dialect::Dialect;
use super::file_set::FileSet;
use crate::model::{Command, Entry, FaultKind, Group, GroupKind, Profile, Setting};
use crate::position::Position;
use crate::text::{Place, Text};

/// A file.
pub struct File<'a> {
    /// What is known beside it: definitions and options.
    pub linter: &'a Linter,
    /// What was read.
    pub profile: &'a Profile,
    /// Whom it is for.
    pub dialect: Dialect,
    /// What other files set on the same devices.
    pub others: &'a FileSet,
    /// Every setting, also those of documents inside of values, in the order of the file.
    pub subjects: Vec<Subject<'a>>,
}

/// A setting, and what is around it.
#[derive(Clone)]
pub struct Subject<'a> {
    /// What is known beside the file.
    pub linter: &'a Linter,
    /// The file.
    pub profile: &'a Profile,
    /// Whom the file is for.
    pub dialect: Dialect,
    /// Its command.
    pub command: &'a Command,
    /// The setting.
    pub setting: &'a Setting,
    /// What it stands in, outermost first.
    pub groups: Vec<&'a Group>,
    /// Its LocURI, where it has one.
    pub address: Option<std::rc::Rc<Address<'a>>>,
}

impl<'a> File<'a> {
    pub(super) fn new(linter: &'a Linter, profile: &'a Profile, others: &'a FileSet) -> Self {
        let dialect = linter
            .options
            .dialect
            .unwrap_or_else(|| Dialect::detect(profile));
        let mut file = Self {
            linter,
            profile,
            dialect,
            others,
            subjects: Vec::new(),
        };
        file.collect(&profile.entries, &mut Vec::new());
        file
    }

    /// Whether tags do not fit, so that what stands in what is a guess.
    pub fn is_broken(&self) -> bool {
        let is_character = |place: &Place| self.written(place).starts_with('&');
        self.profile
            .faults
            .iter()
            .any(|fault| fault.kind == FaultKind::Xml && !is_character(&fault.place))
    }

    /// What stands at a place of the file.
    pub fn written(&self, place: &Place) -> &'a str {
        let text = self.profile.source.as_str();
        text.get(place.clone()).unwrap_or_default()
    }

    fn collect(&mut self, entries: &'a [Entry], groups: &mut Vec<&'a Group>) {
        for entry in entries {
            match entry {
                Entry::Group(group) => {
                    groups.push(group);
                    self.collect(&group.entries, groups);
                    groups.pop();
                }
                Entry::Command(command) => {
                    for setting in &command.settings {
                        self.setting(command, setting, groups);
                    }
                }
            }
        }
    }

    fn setting(&mut self, command: &'a Command, setting: &'a Setting, groups: &mut Vec<&'a Group>) {
        let address = setting.address.as_ref();
        self.subjects.push(Subject {
            linter: self.linter,
            profile: self.profile,
            dialect: self.dialect,
            command,
            setting,
            groups: groups.clone(),
            address: address
                .map(|text| std::rc::Rc::new(Address::new(text, &self.linter.definitions))),
        });
        if let Some(document) = &setting.document {
            groups.push(document);
            self.collect(&document.entries, groups);
            groups.pop();
        }
    }
}

impl<'a> Subject<'a> {
    /// The node that it means.
    pub fn node(&self) -> Option<NodeDefinition<'a>> {
        self.address.as_ref()?.node()
    }

    /// What it asks of the node; `None` for an answer, and for what is no command.
    pub fn verb(&self) -> Option<Verb> {
        Verb::parse(self.command.verb.as_str())
    }

    /// Whether it brings a value: Add, Replace and Exec.
    pub fn is_write(&self) -> bool {
        matches!(self.verb(), Some(Verb::Add | Verb::Replace | Verb::Exec))
    }

    /// The Atomic that it stands in.
    pub fn atomic(&self) -> Option<&'a Group> {
        let mut groups = self.groups.iter().rev();
        groups
            .find(|group| group.kind == GroupKind::Atomic)
            .copied()
    }

    /// The line that it begins in: that of its address, where it has one.
    pub fn line(&self) -> usize {
        self.position().line
    }

    pub(super) fn position(&self) -> Position {
        let address = self.setting.address.as_ref();
        let start = address.map_or(self.setting.place.start, |text| text.place().start);
        self.profile.source.position(start)
    }

    /// What stands at a place of the file.
    pub fn written(&self, place: &Place) -> &'a str {
        let text = self.profile.source.as_str();
        text.get(place.clone()).unwrap_or_default()
    }

    /// Whether a text stands in the file letter for letter, so that it can be changed there.
    pub fn is_verbatim(&self, text: &Text) -> bool {
        self.written(&text.place()) == text.as_str()
    }

    /// The verb where it is written, else the address: what a finding about the whole setting marks.
    pub fn verb_place(&self) -> Place {
        let address = || self.setting.address.as_ref().map(Text::place);
        let verb = self.command.verb_place.clone();
        verb.or_else(address)
            .unwrap_or_else(|| self.setting.place.clone())
    }
}
