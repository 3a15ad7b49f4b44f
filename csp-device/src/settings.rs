//! What a device is told from outside: what time it is, how strictly it follows OMA, how much it takes.

use std::time::SystemTime;

use crate::store::Capacity;
use csp_schema::{Edition, OsBuild};

/// Which behaviour a device shows where observed Windows and OMA's documents differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Profile {
    /// As Windows does: Replace creates a leaf that is missing below an existing parent, and answers 405 below a parent that is missing.
    #[default]
    Windows,
    /// By the letter of OMA DM: Replace never creates anything and answers 404.
    Strict,
}

/// The bounds of a device. What exceeds one is answered with the status that is named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The bounds of a message; one that exceeds them is no message.
    pub message: syncml::Limits,
    /// The bytes of a LocURI: 4,096. More is 414.
    pub loc_uri_bytes: usize,
    /// The bytes of one value: 1 MiB. More is 413.
    pub value_bytes: usize,
    /// The bytes of a reply, markup included: 64 MiB. A Get whose answer would exceed them is 413. (The statuses of the other commands, and alerts,
    /// are sent all the same.) As much may be gathered for Gets that fail, and looked for in vain; then every Get of the message is.
    pub reply_bytes: usize,
    /// The nodes that are stored in the tree: 4,000,000. More is 420.
    pub tree_nodes: usize,
    /// The bytes of names and values that are stored in the tree: 1 GiB. More is 420.
    pub tree_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message: syncml::Limits::default(),
            loc_uri_bytes: 4096,
            value_bytes: 1 << 20,
            reply_bytes: 64 << 20,
            tree_nodes: 4_000_000,
            tree_bytes: 1 << 30,
        }
    }
}

impl Limits {
    pub(crate) const fn capacity(&self) -> Capacity {
        Capacity {
            nodes: self.tree_nodes,
            bytes: self.tree_bytes,
        }
    }
}

/// The settings of a device.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) profile: Profile,
    pub(crate) limits: Limits,
    pub(crate) build: Option<OsBuild>,
    pub(crate) edition: Option<Edition>,
    pub(crate) now: SystemTime,
    pub(crate) stores_anything: bool,
    pub(crate) stops_sequences: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            profile: Profile::Windows,
            limits: Limits::default(),
            build: None,
            edition: None,
            now: SystemTime::UNIX_EPOCH,
            stores_anything: false,
            stops_sequences: false,
        }
    }
}
