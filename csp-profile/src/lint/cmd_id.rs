//! The CmdIDs of a file, and which numbers are free.

use crate::model::Entry;
use crate::text::Text;

/// Numbers that no command has.
pub(super) struct Numbers(u32);

impl Numbers {
    /// Those behind the greatest one of a file.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let numbers = ids(entries).into_iter();
        let greatest = numbers.filter_map(|id| id.as_str().parse().ok()).max();
        Self(greatest.unwrap_or(0))
    }

    pub(super) fn take(&mut self) -> String {
        self.0 = self.0.saturating_add(1);
        self.0.to_string()
    }
}

/// Every CmdID, in the order of the file.
pub(super) fn ids(entries: &[Entry]) -> Vec<&Text> {
    let mut found = Vec::new();
    collect(entries, &mut found);
    found
}

fn collect<'p>(entries: &'p [Entry], found: &mut Vec<&'p Text>) {
    for entry in entries {
        match entry {
            Entry::Command(command) => found.extend(&command.cmd_id),
            Entry::Group(group) => {
                found.extend(&group.cmd_id);
                collect(&group.entries, found);
            }
        }
    }
}
