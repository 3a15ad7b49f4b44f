//! The lock file: every public name that was generated so far, so that a run can tell which of them disappeared.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::{Difference, Error, Output};

const HEAD: &str = "# Public names of generated code, recorded by `csp codegen --lock`. Code that uses a name breaks when it disappears.\n";

/// The names that a lock file records.
///
/// A name that disappears breaks the code that uses it, while the generated modules themselves compile: nothing else would tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    names: BTreeSet<String>,
}

impl Lock {
    /// Reads a lock file; one that is not there records nothing.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or is no lock file.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Error::Io(path.to_owned(), error)),
        };
        let mut names = BTreeSet::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if !is_path(line) {
                let reason = format!("line {number}: `{line}` is no path of a Rust item");
                let error = io::Error::new(io::ErrorKind::InvalidData, reason);
                return Err(Error::Io(path.to_owned(), error));
            }
            names.insert(line.to_owned());
        }
        Ok(Self { names })
    }

    /// The recorded names that neither the output has nor a module that another run generated into the folder; sorted.
    ///
    /// # Errors
    ///
    /// As for [`Output::others`].
    pub fn missing(&self, output: &Output, folder: &Path) -> Result<Vec<&str>, Error> {
        let others = output.other_modules(folder)?;
        let names = self.names.iter().map(String::as_str);
        Ok(names
            .filter(|name| !is_present(name, output, &others))
            .collect())
    }

    /// Forgets the names that are [missing](Self::missing).
    ///
    /// # Errors
    ///
    /// As for [`Output::others`].
    pub fn accept_removals(&mut self, output: &Output, folder: &Path) -> Result<(), Error> {
        let others = output.other_modules(folder)?;
        self.names.retain(|name| is_present(name, output, &others));
        Ok(())
    }

    /// Records the names of the output beside those that are recorded already.
    pub fn record(&mut self, output: &Output) {
        self.names.extend(output.names().iter().cloned());
    }

    /// How the file at `path` differs from this lock.
    ///
    /// # Errors
    ///
    /// As for [`load`](Self::load).
    pub fn compare(&self, path: &Path) -> Result<Option<Difference>, Error> {
        let is_there = path
            .try_exists()
            .map_err(|error| Error::Io(path.to_owned(), error))?;
        Ok(match is_there {
            false => Some(Difference::Created(path.to_owned())),
            true if Self::load(path)? != *self => Some(Difference::Changed(path.to_owned())),
            true => None,
        })
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = String::from(HEAD);
        for name in &self.names {
            text.push_str(name);
            text.push('\n');
        }
        text
    }
}

fn is_present(name: &str, output: &Output, others: &BTreeSet<String>) -> bool {
    let module = name.split("::").next().unwrap_or_default();
    let is_own = |own: &String| own.as_str().cmp(name);
    others.contains(module) || output.names().binary_search_by(is_own).is_ok()
}

/// Whether a line can be the path of an item: a leftover of a merge is none.
fn is_path(line: &str) -> bool {
    line.split("::").all(|segment| {
        let name = segment.strip_prefix("r#").unwrap_or(segment);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}
