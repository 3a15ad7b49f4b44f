//! The modules of a folder that another run generated: they are left alone, and stay in its index and among the features of its crate.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::emit::{self, Fronts};
use crate::error::Error;
use crate::output::Output;
use crate::own::{Own, Reads};
use crate::write::{is_generated, is_link};

impl Output {
    /// The generated files of the folder that come from definitions which this run did not read: another run's, which are left alone.
    ///
    /// # Errors
    ///
    /// A list of own files that cannot be read or is none.
    pub fn others(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let others = self.other_files(folder)?;
        Ok(others.iter().map(|file| folder.join(file)).collect())
    }

    /// The names of those files.
    pub(crate) fn other_files(&self, folder: &Path) -> Result<BTreeSet<String>, Error> {
        let (listed, own) = (Own::load(folder)?, Own::of(self, folder));
        let reads = Reads::of(self, folder);
        let mut others = BTreeSet::new();
        for (file, definitions) in listed.iter() {
            let path = folder.join(file);
            let is_own =
                own.get(file).is_some() || definitions.iter().all(|from| reads.covers(from));
            if !is_own && !is_link(&path) && is_generated(&path) {
                others.insert(file.to_owned());
            }
        }
        Ok(others)
    }

    /// The index of the folder: this run's modules, and the others' with the front pages that they have there.
    pub(crate) fn index_in(&self, folder: &Path) -> Result<String, Error> {
        let fronts = self.fronts_in(folder)?;
        Ok(emit::index(&fronts, self.style()))
    }

    /// The features of the crate around the folder: for this run's modules and the others'.
    pub(crate) fn features_in(&self, folder: &Path) -> Result<String, Error> {
        let fronts = self.fronts_in(folder)?;
        Ok(emit::features(&fronts))
    }

    fn fronts_in(&self, folder: &Path) -> Result<Fronts, Error> {
        let path = folder.join("mod.rs");
        let mut found = match fs::read_to_string(&path) {
            Ok(index) => emit::fronts_of(&index),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Fronts::new(),
            Err(error) => return Err(Error::Io(path, error)),
        };
        let mut fronts = self.fronts().clone();
        for file in self.other_files(folder)? {
            let stem = file.trim_end_matches(".rs");
            // Without the index that had it, the page waits for the run that knows the definition.
            let front = found.remove(stem).unwrap_or_default();
            fronts.insert(stem.to_owned(), front);
        }
        Ok(fronts)
    }
}
