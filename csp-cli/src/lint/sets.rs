//! Which files go to the same devices.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use csp_profile::lint::FileSet;
use serde::Deserialize;

use super::files::Input;

/// What is taken to go to the same devices.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sets {
    /// All files of a run.
    #[default]
    Run,
    /// The files of each folder.
    Folder,
    /// Each file alone.
    File,
}

/// What the files of each set have set so far.
pub(super) struct FileSets {
    sets: Sets,
    by_folder: BTreeMap<PathBuf, FileSet>,
    /// Of a file that is alone.
    own: FileSet,
}

impl FileSets {
    pub(super) fn new(sets: Sets) -> Self {
        Self {
            sets,
            by_folder: BTreeMap::new(),
            own: FileSet::default(),
        }
    }

    /// The set of a file.
    pub(super) fn of(&mut self, input: &Input, is_alone: bool) -> &mut FileSet {
        if is_alone || self.sets == Sets::File {
            self.own = FileSet::default();
            return &mut self.own;
        }
        let folder = match self.sets {
            Sets::Folder => input.path.as_deref().and_then(Path::parent),
            _ => None,
        };
        let folder = folder.unwrap_or(Path::new("")).to_owned();
        self.by_folder.entry(folder).or_default()
    }
}
