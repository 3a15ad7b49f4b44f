//! What files are checked by, and who knows it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use csp_profile::lint::{Finding, Linter};

/// What the files of a folder are checked by.
pub struct Checks {
    /// The definitions and the options.
    pub linter: Linter,
    /// Where nodes are defined.
    pub sites: Sites,
    /// What is not shown of a file.
    pub hide: Hide,
}

/// Takes findings of a file away: those of rules that are ignored there, those that are known.
pub type Hide = Box<dyn Fn(Option<&Path>, &mut Vec<Finding>)>;

impl Checks {
    /// Those of a linter whose definitions stand in no file, and all of whose findings are shown.
    pub fn new(linter: Linter) -> Self {
        Self {
            linter,
            sites: Sites::new(),
            hide: Box::new(|_, _| {}),
        }
    }
}

/// Where nodes are defined, by [`NodeDefinition::uri`](csp_schema::NodeDefinition::uri).
pub type Sites = BTreeMap<String, Site>;

/// A place in a DDF file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file, from the root of the file system.
    pub path: Rc<PathBuf>,
    /// The line, from 0.
    pub line: u32,
    /// The character, from 0.
    pub character: u32,
}

/// Who knows what files are checked by.
pub trait Settings {
    /// What the file at a path is checked by. `None` is for a text that is in no file.
    ///
    /// # Errors
    ///
    /// Settings or definitions that cannot be read, in a sentence for people. The file is not checked then.
    fn of(&mut self, path: Option<&Path>) -> Result<Rc<Checks>, String>;

    /// Forgets what was read, because files changed.
    fn forget(&mut self);
}
