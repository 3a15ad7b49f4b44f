//! A profile as people see it: one line for each setting, in its containers.

use std::fmt;

use crate::model::{Command, Entry, Group, GroupKind, Profile, Setting, ValueForm};
use crate::text::Text;

/// One line for each command, setting and fault; `{:#}` has the line and the column before each.
impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outline = Outline { profile: self };
        outline.entries(f, &self.entries, 0)?;
        for fault in &self.faults {
            outline.position(f, fault.place.start)?;
            writeln!(f, "! {:?}: {}", fault.kind, fault.message)?;
        }
        Ok(())
    }
}

struct Outline<'p> {
    profile: &'p Profile,
}

impl Outline<'_> {
    fn entries(&self, f: &mut fmt::Formatter<'_>, entries: &[Entry], depth: usize) -> fmt::Result {
        entries.iter().try_for_each(|entry| match entry {
            Entry::Command(command) => self.command(f, command, depth),
            Entry::Group(group) => self.group(f, group, depth),
        })
    }

    fn group(&self, f: &mut fmt::Formatter<'_>, group: &Group, depth: usize) -> fmt::Result {
        self.begin(f, group.place.start, depth)?;
        f.write_str(group.kind.as_str())?;
        for field in &group.fields {
            write!(f, " {}={:?}", field.name, field.value.as_str())?;
        }
        writeln!(f)?;
        self.entries(f, &group.entries, depth + 1)
    }

    fn command(&self, f: &mut fmt::Formatter<'_>, command: &Command, depth: usize) -> fmt::Result {
        let start = command
            .verb_place
            .as_ref()
            .map_or(command.place.start, |p| p.start);
        let mut settings = command.settings.iter();
        let head = |f: &mut fmt::Formatter<'_>| {
            self.begin(f, start, depth)?;
            f.write_str(command.verb.as_str())?;
            match &command.data {
                Some(data) => write!(f, " {data}"),
                None => Ok(()),
            }
        };
        if command.settings.len() == 1 {
            head(f)?;
            return settings.try_for_each(|setting| self.setting(f, setting, depth));
        }
        head(f)?;
        writeln!(f)?;
        settings.try_for_each(|setting| {
            self.begin(f, setting.place.start, depth + 1)?;
            f.write_str("-")?;
            self.setting(f, setting, depth + 1)
        })
    }

    fn setting(&self, f: &mut fmt::Formatter<'_>, setting: &Setting, depth: usize) -> fmt::Result {
        self.part(f, " ", setting.address.as_ref())?;
        self.part(f, " : ", setting.format.as_ref())?;
        self.part(f, " ; ", setting.mime.as_ref())?;
        if let Some(value) = &setting.value {
            let form = match value.form {
                ValueForm::Text => " = ",
                ValueForm::CData => " = CDATA ",
                ValueForm::Markup => " = markup ",
                ValueForm::Base64 => " = base64 ",
            };
            f.write_str(form)?;
            if f.alternate() {
                let position = self.profile.source.position(value.text.place().start);
                write!(f, "({position}) ")?;
            }
            write!(f, "{:?}", value.text.as_str())?;
        }
        writeln!(f)?;
        match &setting.document {
            Some(document) => self.group(f, document, depth + 1),
            None => Ok(()),
        }
    }

    fn part(&self, f: &mut fmt::Formatter<'_>, before: &str, text: Option<&Text>) -> fmt::Result {
        let Some(text) = text else { return Ok(()) };
        f.write_str(before)?;
        if f.alternate() {
            write!(f, "({}) ", self.profile.source.position(text.place().start))?;
        }
        f.write_str(text.as_str())
    }

    fn begin(&self, f: &mut fmt::Formatter<'_>, offset: usize, depth: usize) -> fmt::Result {
        self.position(f, offset)?;
        write!(f, "{:1$}", "", 2 * depth)
    }

    fn position(&self, f: &mut fmt::Formatter<'_>, offset: usize) -> fmt::Result {
        if f.alternate() {
            write!(f, "{} ", self.profile.source.position(offset))
        } else {
            Ok(())
        }
    }
}

impl GroupKind {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "Message",
            Self::Atomic => "Atomic",
            Self::Sequence => "Sequence",
            Self::Policy => "Policy",
            Self::Document => "Document",
        }
    }
}
