//! The one model of what people write: settings, the containers around them, and what could not be understood.

use syncml::Verb;

use crate::carrier::Carrier;
use crate::source::Source;
use crate::text::{Place, Text};

/// What one file says.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The file.
    pub source: Source,
    /// What it is written in.
    pub carrier: Carrier,
    /// Commands and containers, in the order of the file.
    pub entries: Vec<Entry>,
    /// What stands in the comments of the file, between their marks.
    pub comments: Vec<Text>,
    /// What is wrong with the file's form or is not understood, in the order of the file.
    pub faults: Vec<Fault>,
}

/// What stands in a file or in a container.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Entry {
    /// A command.
    Command(Command),
    /// A container.
    Group(Group),
}

/// Something that holds commands.
#[derive(Clone, Debug)]
pub struct Group {
    /// What it is.
    pub kind: GroupKind,
    /// All of it.
    pub place: Place,
    /// Its `CmdID`, where it is an Atomic or a Sequence that has one.
    pub cmd_id: Option<Text>,
    /// What is said of the container itself, in the order of the file: a policy's `displayName`, a document's `id`, a message's `MsgID`. What is
    /// no string in a JSON file stands here as JSON.
    pub fields: Vec<Field>,
    /// What is in it.
    pub entries: Vec<Entry>,
}

/// What a [`Group`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupKind {
    /// A SyncML message, or the body of one.
    Message,
    /// Commands that take effect together or not at all.
    Atomic,
    /// Commands that run one after the other.
    Sequence,
    /// A policy of Intune.
    Policy,
    /// A document of declared configuration.
    Document,
}

/// A name and what it says.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name.
    pub name: Text,
    /// What it says.
    pub value: Text,
}

/// A command and the settings that it is about.
#[derive(Clone, Debug)]
pub struct Command {
    /// What it asks. `Replace` where a carrier has no verbs; [`Verb::Unknown`] is what stands where a verb has to be.
    pub verb: Verb<'static>,
    /// Where the verb's name stands; `None` where the carrier implies it.
    pub verb_place: Option<Place>,
    /// `CmdID`.
    pub cmd_id: Option<Text>,
    /// `Data` of the command itself: the code of an Alert or a Status.
    pub data: Option<Text>,
    /// All of it.
    pub place: Place,
    /// What else it says: `NoResp`, `CmdRef`. Credentials are empty here.
    pub fields: Vec<Field>,
    /// What it is about; SyncML's items. More than one is rare.
    pub settings: Vec<Setting>,
}

/// A node, and what to do with it.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// All of it: an item, an object, a row, an element.
    pub place: Place,
    /// The LocURI, without the white space around it. Of a Results it is that of the Source.
    pub address: Option<Text>,
    /// The format in the words of SyncML (`chr`, `int`, ...), in whatever words the carrier says it; that of the command where the item has none.
    pub format: Option<Text>,
    /// The MIME type; that of the command where the item has none.
    pub mime: Option<Text>,
    /// The value.
    pub value: Option<Value>,
    /// The name that people gave it.
    pub name: Option<Text>,
    /// What people wrote about it.
    pub description: Option<Text>,
    /// What else the carrier says of it: `isEncrypted` in Intune's JSON, a column of a table.
    pub fields: Vec<Field>,
    /// The document of declared configuration that is the value.
    pub document: Option<Box<Group>>,
}

impl Setting {
    /// The command about this alone, in a carrier whose commands say nothing beside.
    pub(crate) fn into_command(self, verb: Verb<'static>, verb_place: Option<Place>) -> Command {
        Command {
            verb,
            verb_place,
            cmd_id: None,
            data: None,
            place: self.place.clone(),
            fields: Vec::new(),
            settings: vec![self],
        }
    }
}

/// A value: the text that the node gets.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it says, all white space kept.
    pub text: Text,
    /// In which form it stands in the file.
    pub form: ValueForm,
}

/// In which form a value stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueForm {
    /// Text, escaped as the carrier wants it.
    Text,
    /// CDATA, all of it or a part.
    CData,
    /// XML elements that are not escaped.
    Markup,
    /// The base64 of a text, as Intune has XML files.
    Base64,
}

/// Something about a file's form that is wrong or is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What sort of fault it is.
    pub kind: FaultKind,
    /// Where it is.
    pub place: Place,
    /// What is wrong and what to do about it.
    pub message: String,
}

/// The sort of a [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FaultKind {
    /// The XML is not well-formed. What is around it is read.
    Xml,
    /// A namespace prefix that is not declared. The name behind it is read.
    Prefix,
    /// A Format or a Type that is not in the namespace `syncml:metinf`. It is read.
    Namespace,
    /// A processing instruction or a second `<?xml ?>` inside of the file.
    Instruction,
    /// A known name in another case. It is read.
    Case,
    /// A known part in a place where it does not belong. It is read.
    Misplaced,
    /// A part that can be there once. The first one is read.
    Duplicate,
    /// A part that nobody knows: an element, an attribute, a key, a column.
    Unknown,
    /// A part that is right and of another kind: a policy that has no OMA-URIs, what a document of declared configuration has beside CSPs.
    Foreign,
    /// Text where none belongs.
    StrayText,
    /// A part that has to be there is missing.
    Missing,
    /// A value that is not written as its own type says. It is kept as it is.
    Value,
}

impl FaultKind {
    /// Whether all of the part is in the settings all the same, so that writing them again mends it.
    pub fn is_read(self) -> bool {
        matches!(
            self,
            Self::Prefix | Self::Namespace | Self::Case | Self::Misplaced | Self::Value
        )
    }
}

impl Profile {
    /// Every setting with its command, also those inside of containers and of documents, in the order of the file.
    pub fn settings(&self) -> impl Iterator<Item = (&Command, &Setting)> {
        let mut found = Vec::new();
        collect(&self.entries, &mut found);
        found.into_iter()
    }
}

fn collect<'p>(entries: &'p [Entry], found: &mut Vec<(&'p Command, &'p Setting)>) {
    for entry in entries {
        match entry {
            Entry::Group(group) => collect(&group.entries, found),
            Entry::Command(command) => {
                for setting in &command.settings {
                    found.push((command, setting));
                    if let Some(document) = &setting.document {
                        collect(&document.entries, found);
                    }
                }
            }
        }
    }
}

impl Group {
    /// A container with nothing in it.
    pub(crate) fn new(kind: GroupKind, place: Place) -> Self {
        Self {
            kind,
            place,
            cmd_id: None,
            fields: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// What the first field of this name says.
    pub fn field(&self, name: &str) -> Option<&Text> {
        field(&self.fields, name)
    }
}

impl Setting {
    /// What the first field of this name says.
    pub fn field(&self, name: &str) -> Option<&Text> {
        field(&self.fields, name)
    }
}

fn field<'f>(fields: &'f [Field], name: &str) -> Option<&'f Text> {
    let field = fields.iter().find(|field| field.name.as_str() == name)?;
    Some(&field.value)
}
