//! Why a request cannot be sent: every fault of every command, by node.

use std::fmt;

/// What is wrong with one command of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(super) verb: String,
    pub(super) cmd_id: u32,
    pub(super) uri: String,
    pub(super) reason: String,
}

impl Fault {
    /// The command, for example `Replace`.
    pub fn verb(&self) -> &str {
        &self.verb
    }

    /// The CmdID; 0 for the header.
    pub const fn cmd_id(&self) -> u32 {
        self.cmd_id
    }

    /// The LocURI of the node; empty when the fault is not one node's.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// What is wrong, and what is allowed.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.verb)?;
        if !self.uri.is_empty() {
            write!(f, " {}", self.uri)?;
        }
        if self.cmd_id != 0 {
            write!(f, " (CmdID {})", self.cmd_id)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// Why a request cannot be sent. It prints one line for each [`Fault`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    faults: Vec<Fault>,
}

impl RequestError {
    pub(super) const fn new(faults: Vec<Fault>) -> Self {
        Self { faults }
    }

    /// The faults, in the order of the commands.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for RequestError {}
