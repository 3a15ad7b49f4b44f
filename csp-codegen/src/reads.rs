//! Which definitions a run answers for: those that it was told to read, and those of which it reads the next drop.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::output::Output;
use crate::own::{Listed, Own, above, from, whole};

/// The definitions that a run answers for, as paths from the folder of the modules.
pub(crate) struct Reads<'f> {
    folder: &'f Path,
    /// The files, folders and zips that it was told to read.
    paths: BTreeSet<String>,
    /// The folders and zips of which it reads the next drop.
    replaced: BTreeSet<String>,
}

impl<'f> Reads<'f> {
    /// What `output` was made from. `before` is the list of the folder, `own` what it will say of this run's files.
    pub(crate) fn of(output: &Output, folder: &'f Path, before: &Own, own: &Own) -> Self {
        let base = whole(folder);
        let paths = output.read().iter().map(|path| from(&base, &whole(path)));
        let mut reads = Self {
            folder,
            paths: paths.collect(),
            replaced: BTreeSet::new(),
        };
        reads.replaced = reads.earlier_drops(before, own);
        reads
    }

    /// Whether the run would have read this definition if it were there: it, the folder in which it stands, or the zip in which it does. What it reads
    /// the next drop of, it would have read too.
    pub(crate) fn covers(&self, definition: &str) -> bool {
        let is_read = |zip| self.names(zip) || self.replaced.contains(zip);
        self.names(definition)
            || self.replaced.contains(parent(definition))
            || above(definition).any(|zip| is_read(zip) && self.folder.join(zip).is_file())
    }

    /// The folders and zips of which the run reads the next drop.
    pub(crate) fn into_replaced(self) -> BTreeSet<String> {
        self.replaced
    }

    /// Whether the run was told to read this file, or the folder in which it stands.
    fn names(&self, file: &str) -> bool {
        self.paths.contains(file) || self.paths.contains(parent(file))
    }

    /// The folders and zips that gave modules of which a folder or a zip of this run defines at least half again. Who corrects a few files has no
    /// next drop, nor has who names files one by one.
    fn earlier_drops(&self, before: &Own, own: &Own) -> BTreeSet<String> {
        let again: BTreeSet<String> = own
            .iter()
            .filter(|(_, listed)| self.is_of_a_drop(listed))
            .filter_map(|(_, listed)| listed.key())
            .collect();
        let mut sources: BTreeMap<&str, &str> = BTreeMap::new();
        let mut modules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (_, listed) in before.iter() {
            let is_again = listed.key().is_some_and(|key| again.contains(&key));
            let unread = listed.definitions.iter().filter(|from| !self.covers(from));
            let own_sources: BTreeSet<&str> = unread
                .map(|from| {
                    *sources
                        .entry(parent(from))
                        .or_insert_with(|| self.source(from))
                })
                .collect();
            for source in own_sources {
                let (given, given_again) = modules.entry(source).or_default();
                *given += 1;
                *given_again += usize::from(is_again);
            }
        }
        let drops = modules
            .into_iter()
            .filter(|(_, (given, again))| *again > 0 && again * 2 >= *given);
        drops.map(|(source, _)| source.to_owned()).collect()
    }

    /// Whether a module of this run comes from a folder or a zip.
    fn is_of_a_drop(&self, listed: &Listed) -> bool {
        listed
            .definitions
            .iter()
            .any(|from| !self.paths.contains(from))
    }

    /// The zip in which a definition stands, or its folder.
    fn source<'d>(&self, definition: &'d str) -> &'d str {
        let zip = above(definition).find(|zip| self.folder.join(zip).is_file());
        zip.unwrap_or(parent(definition))
    }
}

/// The folder in which a file stands.
fn parent(file: &str) -> &str {
    above(file).next().unwrap_or(".")
}
