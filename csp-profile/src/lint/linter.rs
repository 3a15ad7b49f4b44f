//! What checks profiles, and what it finds in one.

use admx::PolicySet;

use super::definitions::Definitions;
use super::dialect::Dialect;
use super::file_set::FileSet;
use super::finding::Finding;
use super::options::Options;
use crate::source::Source;

/// What checks profiles.
pub struct Linter {
    /// What is known of nodes.
    pub definitions: Definitions,
    /// What is asked for.
    pub options: Options,
    /// Templates beside the definitions: those of apps whose policies profiles set, and the words of all.
    pub templates: PolicySet,
    /// The same of a newer Windows or a newer app, which is coming to the devices.
    pub newer: PolicySet,
}

/// What was found in a file.
#[derive(Debug)]
pub struct Linted {
    /// The file; `None` where it is no text.
    pub source: Option<Source>,
    /// Whom it was checked for; `None` where it is no profile.
    pub dialect: Option<Dialect>,
    /// What is wrong, in the order of the file.
    pub findings: Vec<Finding>,
    /// Whether there are more findings than [`MAX_FINDINGS`](super::MAX_FINDINGS), which are not told.
    pub is_cut: bool,
    /// What it sets, for the files that are linted after it.
    pub sets: FileSet,
}

impl Linter {
    /// A linter.
    pub fn new(definitions: Definitions, options: Options) -> Self {
        Self {
            definitions,
            options,
            templates: PolicySet::default(),
            newer: PolicySet::default(),
        }
    }
}
