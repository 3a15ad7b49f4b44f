//! What rules look at: a file with its settings, each with what is around it and the node that it means.

use std::cell::OnceCell;
use std::rc::Rc;

use csp_schema::{AdmxBacking, AdmxCheck, Allowed, NodeDefinition, Verb, check_admx};

use super::address::{Address, Meant, Target};
use super::dialect::Dialect;
use super::file_set::FileSet;
use super::ingest::{Ingested, Install, Offers, PolicyAddress, ingested};
use super::linter::Linter;
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
    /// The templates that it sends.
    pub(super) installs: Vec<Install>,
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
    pub address: Option<Rc<Address<'a>>>,
    /// Whether a device reports it, which asks nothing of a node.
    pub is_reported: bool,
    /// What templates say of it, where it is about a policy of theirs.
    pub(super) ingested: Option<Rc<Ingested>>,
    /// What is wrong with its payload, once somebody has asked.
    payload: OnceCell<AdmxCheck>,
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
            installs: Vec::new(),
        };
        file.collect(&profile.entries, false, &mut Vec::new());
        file.look_into_templates();
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

    /// Reads the templates that it sends, and finds what they and those that were given say of its settings.
    fn look_into_templates(&mut self) {
        let settings = || self.subjects.iter().enumerate();
        let written = settings().filter(|(_, subject)| subject.is_write());
        let installs = written.filter_map(|(nth, subject)| {
            let value = &subject.setting.value.as_ref()?.text;
            Install::of(nth, subject.address.as_deref()?, value)
        });
        self.installs = installs.collect();
        let offers = Offers::of(&self.installs, &self.linter.templates);
        let bytes = self.profile.source.as_str().len();
        let asked = settings().filter(|(_, subject)| subject.verb().is_some());
        // What the definitions have, they have rightly.
        let asked = asked.filter(|(_, subject)| subject.policies().is_none());
        let policies = asked.filter_map(|(nth, subject)| {
            let address = PolicyAddress::of(subject.address.as_deref()?)?;
            Some((nth, address))
        });
        for (nth, said) in ingested(policies, &offers, bytes) {
            if let Some(subject) = self.subjects.get_mut(nth) {
                subject.ingested = Some(Rc::new(said));
            }
        }
    }

    fn collect(&mut self, entries: &'a [Entry], is_reported: bool, groups: &mut Vec<&'a Group>) {
        for entry in entries {
            match entry {
                Entry::Group(group) => {
                    groups.push(group);
                    self.collect(&group.entries, is_reported || is_of_device(group), groups);
                    groups.pop();
                }
                Entry::Command(command) => {
                    for setting in &command.settings {
                        self.setting(command, setting, is_reported, groups);
                    }
                }
            }
        }
    }

    fn setting(
        &mut self,
        command: &'a Command,
        setting: &'a Setting,
        is_reported: bool,
        groups: &mut Vec<&'a Group>,
    ) {
        let address = setting.address.as_ref();
        self.subjects.push(Subject {
            is_reported,
            ingested: None,
            payload: OnceCell::new(),
            linter: self.linter,
            profile: self.profile,
            dialect: self.dialect,
            command,
            setting,
            groups: groups.clone(),
            address: address.map(|text| Rc::new(Address::new(text, &self.linter.definitions))),
        });
        if let Some(document) = &setting.document {
            groups.push(document);
            self.collect(&document.entries, is_reported, groups);
            groups.pop();
        }
    }
}

impl<'a> Subject<'a> {
    /// The node that it means.
    pub fn node(&self) -> Option<NodeDefinition<'a>> {
        self.address.as_ref()?.node()
    }

    /// The policies that back it, by its definition or by the templates at hand.
    pub fn policies(&self) -> Option<&[AdmxBacking]> {
        if let Some(Allowed::Admx(policies)) = self.node().map(|node| &node.row().allowed) {
            return Some(policies);
        }
        match self.ingested.as_deref()? {
            Ingested::Offered(Some(policy)) => Some(std::slice::from_ref(policy)),
            _ => None,
        }
    }

    /// Whether its payload is not looked at, because of the size of a template that the file sends.
    pub(super) fn is_beyond_bounds(&self) -> bool {
        matches!(self.ingested.as_deref(), Some(Ingested::Offered(None)))
    }

    /// What is wrong with its payload, where policies back it.
    pub(super) fn payload(&self) -> Option<&AdmxCheck> {
        let (policies, value) = (self.policies()?, self.setting.value.as_ref()?);
        let check = || check_admx(policies, value.text.as_str());
        Some(self.payload.get_or_init(check))
    }

    /// Its address and the node that is meant by it, where something is asked of that.
    pub fn meant(&self) -> Option<(&Address<'a>, &Meant<'a>)> {
        self.verb()?;
        let address = self.address.as_deref()?;
        match &address.target {
            Target::Node(meant) => Some((address, meant)),
            _ => None,
        }
    }

    /// What it asks of the node; `None` for an answer, for what a device reports, and for what is no command.
    pub fn verb(&self) -> Option<Verb> {
        if self.is_reported {
            return None;
        }
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

    /// Whether a text is said of this setting alone, and not by its command or a container of several.
    pub fn is_own(&self, text: &Text) -> bool {
        let around = match self.command.settings.len() {
            1 => &self.command.place,
            _ => &self.setting.place,
        };
        let place = text.place();
        around.start <= place.start && place.end <= around.end
    }

    /// The verb where it is written, else the address: what a finding about the whole setting marks.
    pub fn verb_place(&self) -> Place {
        let address = || self.setting.address.as_ref().map(Text::place);
        let verb = self.command.verb_place.clone();
        verb.or_else(address)
            .unwrap_or_else(|| self.setting.place.clone())
    }
}

/// Whether a message is one that a device sent: its SyncHdr names a server as the Target (OMA DM Protocol 1.2, 8.2), or it has Results or an Alert of
/// devices alone, which a body without its header has, too.
fn is_of_device(group: &Group) -> bool {
    let is_message = group.kind == GroupKind::Message;
    let is_url = |target: &Text| {
        let target = target.as_str().to_ascii_lowercase();
        target.starts_with("http://") || target.starts_with("https://")
    };
    is_message && (group.field("Target").is_some_and(is_url) || group.entries.iter().any(is_answer))
}

/// What devices alone say (OMA DM Representation Protocol 1.2, 6.1: the alerts that begin a session, and those of a client).
fn is_answer(entry: &Entry) -> bool {
    let Entry::Command(command) = entry else {
        return false;
    };
    let code = command
        .data
        .as_ref()
        .map_or("", |data| data.as_str().trim());
    match command.verb.as_str() {
        "Results" => true,
        "Alert" => matches!(code, "1200" | "1201" | "1224" | "1226"),
        _ => false,
    }
}
