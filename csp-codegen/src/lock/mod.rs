//! The lock: every public name that was generated so far with what it stands for, so that names outlive a change of the definitions.

mod entry;
mod fields;
mod kept;
mod lost;
mod of_module;
mod quoted;
mod refusal;
mod rules;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use crate::ir::Ir;
use crate::{Difference, Error};

use entry::{Entry, Meaning};
pub(crate) use kept::{Kept, KeptModule, KeptTypes, key};
pub use refusal::Effect;

const HEAD: &str = "# What the public names of generated code stand for, recorded by `csp codegen --lock`: one line for a name and a place, sorted.\n";

/// What the public names of generated code stand for.
///
/// Code that uses a name breaks when it disappears, and means something else when it comes to stand for other nodes, while the generated modules
/// themselves compile: nothing else would tell. [`Generator::lock`](crate::Generator::lock) generates with the names of a lock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// What each name stands for; a type that stands for several places has a meaning for each.
    names: BTreeMap<String, BTreeSet<Meaning>>,
}

/// What becomes of a lock in a run.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Followed {
    /// What of the lock does not hold any more: what breaks for code that goes by it. Whoever has not accepted that writes nothing.
    pub refusals: Vec<Effect>,
    /// The constants whose description says something else than it did: they keep their value.
    pub contradictions: Vec<Effect>,
    /// The lock as it is from now on, once the refusals are accepted: with what is new, and with what it recorded of modules that the run does not
    /// answer for.
    pub lock: Lock,
}

impl Lock {
    /// Reads a lock file; one that is not there records nothing.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or is no lock file; the error says in which line.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Error::Io(path.to_owned(), error)),
        };
        Self::parse(&text).map_err(|reason| {
            Error::Io(
                path.to_owned(),
                io::Error::new(io::ErrorKind::InvalidData, reason),
            )
        })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut lock = Self::default();
        let mut lines = Vec::new();
        let fault = |(number, reason): (usize, String)| format!("line {number}: {reason}");
        // Some editors begin a file with a byte order mark.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let entry = Entry::parse(line).map_err(|reason| fault((number, reason)))?;
            lock.add(entry.clone())
                .map_err(|reason| fault((number, reason)))?;
            lines.push((number, entry));
        }
        rules::check(&lines).map_err(fault)?;
        Ok(lock)
    }

    /// What the names of a run stand for.
    pub(crate) fn of(ir: &Ir<'_>) -> Self {
        let mut lock = Self::default();
        for entry in ir.modules.iter().flat_map(of_module::entries) {
            // A generated module has each name once.
            let _ = lock.add(entry);
        }
        lock
    }

    fn add(&mut self, Entry { name, meaning }: Entry) -> Result<(), String> {
        let known = self.names.entry(name.clone()).or_default();
        // What is known is of one type already.
        let fits = known
            .first()
            .is_none_or(|known| *known == meaning || known.is_of_one_type(&meaning));
        if fits {
            known.insert(meaning);
            Ok(())
        } else {
            Err(format!(
                "`{}` stands for something else already: keep one of its lines",
                shown(&name)
            ))
        }
    }

    /// How many names are recorded here that another lock does not have.
    pub fn count_beyond(&self, other: &Self) -> usize {
        let is_new = |name: &&String| !other.names.contains_key(*name);
        self.names.keys().filter(is_new).count()
    }

    /// Every recorded name, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// What becomes of this lock when `new` is what a run generates. `others` are the modules that the run does not answer for.
    pub(crate) fn follow(&self, mut new: Self, others: &BTreeSet<String>) -> Followed {
        let refusals = refusal::refusals(self, &new, others);
        let contradictions = refusal::contradictions(self, &new);
        for (name, meanings) in &self.names {
            if others.contains(module_of(name)) && !new.names.contains_key(name) {
                new.names.insert(name.clone(), meanings.clone());
            }
        }
        Followed {
            refusals,
            contradictions,
            lock: new,
        }
    }

    /// How the file at `path` differs from this lock. The lines of one that was merged may be in another order, which is a difference.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn compare(&self, path: &Path) -> Result<Option<Difference>, Error> {
        match fs::read_to_string(path) {
            Ok(text) if text.lines().eq(self.text().lines()) => Ok(None),
            Ok(_) => Ok(Some(Difference::Changed(path.to_owned()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Some(Difference::Created(path.to_owned())))
            }
            Err(error) => Err(Error::Io(path.to_owned(), error)),
        }
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = self
            .names
            .iter()
            .flat_map(|(name, meanings)| {
                meanings.iter().map(|meaning| {
                    let (name, meaning) = (name.clone(), meaning.clone());
                    Entry { name, meaning }.line()
                })
            })
            .collect();
        lines.sort_unstable();
        let mut text = String::from(HEAD);
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

impl Meaning {
    /// Whether the other is a further place of the same type.
    fn is_of_one_type(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Node { access, value, .. },
                Self::Node {
                    access: other_access,
                    value: other_value,
                    ..
                },
            ) => access == other_access && value == other_value,
            (
                Self::Value { kind, .. },
                Self::Value {
                    kind: other_kind, ..
                },
            ) => kind == other_kind,
            _ => false,
        }
    }
}

/// What a lock says, as a message shows it: whoever wrote it.
fn shown(text: &str) -> String {
    let mut start: String = text.chars().take(80).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start.escape_debug().to_string()
}

/// The module of a name.
fn module_of(name: &str) -> &str {
    name.split_once("::").map_or(name, |(module, _)| module)
}
