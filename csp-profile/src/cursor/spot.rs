//! The command and the part of it that stand at a place of a file.

use crate::model::{Command, Entry, Profile, Setting, Value};
use crate::text::{Place, Text};

/// What stands at a place of a file.
pub struct Spot<'p> {
    /// The command.
    pub command: &'p Command,
    /// What it is about there; `None` at the verb of a command that is about nothing yet.
    pub setting: Option<&'p Setting>,
    /// The part of it.
    pub part: Part<'p>,
}

/// A part of a command, and the byte of its text that was asked for.
#[derive(Clone)]
pub enum Part<'p> {
    /// The verb, and its place.
    Verb(Place),
    /// The LocURI.
    Address(&'p Text, usize),
    /// The format.
    Format(&'p Text),
    /// The value.
    Value(&'p Value, usize),
}

impl Profile {
    /// What stands at a byte of the file; of a document inside of a value, what stands there in the document.
    pub fn spot(&self, offset: usize) -> Option<Spot<'_>> {
        let mut spot = None;
        search(&self.entries, offset, &mut spot);
        spot
    }
}

/// What is found last is innermost.
fn search<'p>(entries: &'p [Entry], offset: usize, spot: &mut Option<Spot<'p>>) {
    for entry in entries {
        let command = match entry {
            Entry::Command(command) => command,
            Entry::Group(group) => {
                search(&group.entries, offset, spot);
                continue;
            }
        };
        let verb = command.verb_place.as_ref();
        if let Some(place) = verb.filter(|place| touches(place, offset)) {
            let (setting, part) = (command.settings.first(), Part::Verb(place.clone()));
            *spot = Some(Spot {
                command,
                setting,
                part,
            });
        }
        for setting in &command.settings {
            if let Some(part) = part(setting, offset) {
                *spot = Some(Spot {
                    command,
                    setting: Some(setting),
                    part,
                });
            }
            if let Some(document) = &setting.document {
                search(&document.entries, offset, spot);
            }
        }
    }
}

fn part(setting: &Setting, offset: usize) -> Option<Part<'_>> {
    let at = |text: &Text| text.at(offset);
    if let Some(text) = &setting.address {
        if let Some(at) = at(text) {
            return Some(Part::Address(text, at));
        }
    }
    if let Some(text) = setting.format.as_ref().filter(|text| at(text).is_some()) {
        return Some(Part::Format(text));
    }
    let value = setting.value.as_ref()?;
    Some(Part::Value(value, at(&value.text)?))
}

fn touches(place: &Place, offset: usize) -> bool {
    place.start <= offset && offset <= place.end
}
