//! The modules of a folder that another run generated: they are left alone, and stay in its index and among the features of its crate.
//!
//! The index is the record of them: it has the front page of each, and nothing else has. A copy beside it could differ from it, and would not be
//! there where Rust files alone are checked in. The index is replaced as a whole, so no run that is killed takes a page from it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::emit::{self, Fronts, Style};
use crate::error::Error;
use crate::manifest::lists_features;
use crate::output::Output;
use crate::own::{Own, is_module};
use crate::reads::Reads;
use crate::write::{is_generated, is_link};

impl Output {
    /// The generated files of the folder that come from definitions which this run did not read: another run's, which are left alone.
    ///
    /// # Errors
    ///
    /// A list of own files that cannot be read or is none, and an index that cannot be read.
    pub fn others(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let others = self.other_modules(folder)?;
        Ok(others
            .iter()
            .map(|stem| folder.join(file_name(stem)))
            .collect())
    }

    /// The names of those files without `.rs`.
    ///
    /// # Errors
    ///
    /// As for [`others`](Self::others).
    pub fn other_modules(&self, folder: &Path) -> Result<BTreeSet<String>, Error> {
        Ok(self.others_in(folder)?.into_keys().collect())
    }

    /// The folders and zips of which this run reads the next drop, as the list of own files names them: what they gave and this run does not give
    /// is deleted.
    ///
    /// # Errors
    ///
    /// A list of own files that cannot be read or is none.
    pub fn earlier_drops(&self, folder: &Path) -> Result<BTreeSet<String>, Error> {
        let (listed, own) = (Own::load(folder)?, Own::of(self, folder));
        Ok(Reads::of(self, folder, &listed, &own).into_replaced())
    }

    /// The index of the folder: this run's modules, and the others' with the front pages that they have there.
    pub(crate) fn index_with(&self, others: &Fronts, folder: &Path) -> Result<String, Error> {
        let style = Style {
            features: self.style().features || lists_features(folder)?,
            shared: self.style().shared || emit::has_support(&index_text(folder)?),
            ..self.style().clone()
        };
        Ok(emit::index(&self.fronts_with(others), &style))
    }

    /// The features of the crate around the folder: for this run's modules and the others'.
    pub(crate) fn features_in(&self, folder: &Path) -> Result<String, Error> {
        let others = self.others_in(folder)?;
        Ok(emit::features(&self.fronts_with(&others)))
    }

    fn fronts_with(&self, others: &Fronts) -> Fronts {
        let mut fronts = others.clone();
        fronts.extend(self.fronts().clone());
        fronts
    }

    fn others_in(&self, folder: &Path) -> Result<Fronts, Error> {
        let (listed, own) = (Own::load(folder)?, Own::of(self, folder));
        let reads = Reads::of(self, folder, &listed, &own);
        self.other_fronts(folder, &listed, &own, &reads)
    }

    /// The others' front pages, by the names of their files without `.rs`. `listed` is the folder's list, `own` what it will say of this run's files.
    /// Without the index that had it, a page is empty and waits for the run that knows the definition.
    pub(crate) fn other_fronts(
        &self,
        folder: &Path,
        listed: &Own,
        own: &Own,
        reads: &Reads<'_>,
    ) -> Result<Fronts, Error> {
        let own_roots = own.keys();
        let mut others = declared(folder)?;
        // What the list does not name it did not have to: it is not checked in everywhere.
        others.retain(|stem, _| is_module(&file_name(stem)));
        for (file, module) in listed.iter() {
            let stem = file.trim_end_matches(".rs");
            // A module of the same root under another name is the same one.
            let is_own = module.key().is_some_and(|key| own_roots.contains(&key));
            if is_own || module.definitions.iter().all(|from| reads.covers(from)) {
                others.remove(stem);
            } else {
                others.entry(stem.to_owned()).or_default();
            }
        }
        others.retain(|stem, _| {
            let file = file_name(stem);
            let path = folder.join(&file);
            own.get(&file).is_none() && !is_link(&path) && is_generated(&path)
        });
        Ok(others)
    }
}

/// The modules that the folder's index declares, with their front pages.
fn declared(folder: &Path) -> Result<Fronts, Error> {
    Ok(emit::fronts_of(&index_text(folder)?))
}

/// The folder's index; empty where there is none.
fn index_text(folder: &Path) -> Result<String, Error> {
    let path = folder.join("mod.rs");
    match fs::read_to_string(&path) {
        Ok(index) => Ok(index),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Error::Io(path, error)),
    }
}

fn file_name(stem: &str) -> String {
    format!("{stem}.rs")
}
