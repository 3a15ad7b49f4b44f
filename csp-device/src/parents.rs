//! The nodes that an Add creates on the way to its own: their handlers hear of it as if each had been added by itself, from the top.

use crate::StatusCode;
use crate::dm_tree::Located;
use crate::journal::Done;
use crate::names::Names;
use crate::run::Run;
use csp_runtime::HandlerError;
use csp_runtime::dispatch::Call;
use csp_schema::Verb;

impl Run<'_, '_> {
    /// Creates the missing nodes on the way that have a handler for Add, and calls it. `added` gets those that were called, also when one fails.
    pub(crate) fn add_parents(
        &mut self,
        located: Located<'_>,
        user: bool,
        added: &mut Vec<Done>,
    ) -> Result<(), HandlerError> {
        let node = self.dm_tree.node(located.mount, located.node);
        let parents = node.ok_or(StatusCode::NOT_FOUND)?.ancestors().skip(1);
        let mut missing = Vec::new();
        for parent in parents {
            let names = self.dm_tree.dynamic_rows(located.mount, parent.id()).len();
            let names = located.names.as_slice().get(..names).unwrap_or_default();
            let parent = Located {
                mount: located.mount,
                node: parent.id(),
                names: Names::from_slice(names),
            };
            if self.dm_tree.has_handler(parent, Verb::Add) && self.dm_tree.find(parent).is_none() {
                missing.push(parent);
            }
        }
        let call = Call {
            user,
            in_atomic: self.journal.is_some(),
            ..Call::default()
        };
        for parent in missing.into_iter().rev() {
            let savepoint = self.dm_tree.store.savepoint();
            self.dm_tree.create(parent)?;
            match self.call(parent, Verb::Add, call, "", &mut String::new()) {
                None => {}
                Some(Err(failure)) => return Err(failure),
                Some(Ok(_)) => added.push(Done {
                    handled: true,
                    ..Done::new(parent, Verb::Add, user, savepoint)
                }),
            }
        }
        Ok(())
    }

    /// Takes back what came with an Add that failed. In an Atomic that is the Atomic's matter, which fails with it.
    pub(crate) fn take_back_parents(&mut self, added: Vec<Done>) {
        if let Some(journal) = &mut self.journal {
            journal.0.extend(added);
            return;
        }
        for done in added.iter().rev() {
            let call = Call {
                user: done.user,
                ..Call::default()
            };
            let outcome = self.call_opposite(done, call);
            if let (Err(reason), Some(addr)) = (outcome, self.dm_tree.addr(done.located())) {
                log::warn!(
                    "the Add of {addr} came with a command that failed, and cannot be taken back: {reason}"
                );
            }
        }
    }
}
