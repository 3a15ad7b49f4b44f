//! What changes do to generated code, as whoever generates finds it out: names that a lock has and that cannot be kept.

use std::path::PathBuf;

use serde::Serialize;

use crate::change::Class;

/// What becomes of the names of a lock.
pub struct Effects {
    /// The lock's file.
    pub lock: PathBuf,
    /// What cannot be kept, and then what says something else than it is called.
    pub list: Vec<Effect>,
    /// How many of these are refused.
    pub refused: usize,
    /// How many names the lock does not have yet.
    pub new: usize,
}

/// What becomes of a name.
#[derive(Serialize)]
pub struct Effect {
    /// What it means.
    pub class: Class,
    /// The name.
    pub name: String,
    /// The first node that is concerned, with `{}` for a name that is given at run time.
    pub place: String,
    /// What happened and what it breaks; what is quoted stands in backticks.
    pub reason: String,
    /// The root of its tree, as the changes of the tree call it.
    #[serde(skip)]
    pub csp: String,
    /// The node's path below the root; `None` for the root.
    #[serde(skip)]
    pub below: Option<String>,
}
