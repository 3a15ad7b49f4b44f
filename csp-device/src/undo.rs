//! Going back: what an Atomic did so far, and how each of it is undone. In the tree that is the log's work; outside of it, the handlers'.

use crate::StatusCode;
use crate::dm_tree::Located;
use crate::get::is_readable;
use crate::journal::{Done, Journal};
use crate::run::Run;
use crate::verdict::Verdict;
use csp_runtime::dispatch::Call;
use csp_schema::{NodeDefinition, Verb};
use syncml::{self, CommandRef};

impl<'m> Run<'_, 'm> {
    /// Undoes what was done, the last first, and says so: 216, or 516 where something could not be undone.
    pub(crate) fn roll_back(&mut self, command: CommandRef<'m, 'm>, journal: &Journal) {
        let mut undone = vec![true; journal.0.len()];
        for (done, undone) in journal.0.iter().zip(&mut undone).rev() {
            self.dm_tree.store.undo_to(done.savepoint);
            *undone = self.undo(done);
        }
        for (mount, user) in journal.participants() {
            if !self.dispatchers.has_undo(mount) {
                continue;
            }
            let all = self.hook(mount, user, "on_undo", |dispatcher, cx| dispatcher.undo(cx));
            for (done, undone) in journal.0.iter().zip(&mut undone) {
                if done.handled && done.mount == mount {
                    *undone = all;
                }
            }
        }
        for item in journal.0.iter().filter_map(|done| done.item) {
            let status = StatusCode::ROLLED_BACK;
            self.verdicts.set_item(item, Verdict::of(status));
        }
        // An Add is undone when all that came with it is.
        let failed = journal.0.iter().zip(undone).filter(|(_, undone)| !undone);
        for item in failed.filter_map(|(done, _)| done.item) {
            let status = StatusCode::ATOMIC_ROLL_BACK_FAILED;
            self.verdicts.set_item(item, Verdict::of(status));
        }
        self.mark_sequences(command);
    }

    /// Calls the handler of the opposite verb, unless the mount has a hook that undoes everything at once. Whether that undid it.
    fn undo(&mut self, done: &Done) -> bool {
        if done.handled && self.dispatchers.has_undo(done.mount) {
            return true;
        }
        let outcome = self.call_opposite(done, in_atomic(done.user));
        match &outcome {
            Err(reason) if done.handled => self.warn(done, reason),
            _ => {}
        }
        outcome.is_ok()
    }

    /// Calls the handler of the opposite verb, or says why that undoes nothing.
    pub(crate) fn call_opposite(&mut self, done: &Done, call: Call<'_>) -> Result<(), String> {
        let located = done.located();
        let before = self.value_before(located, done);
        let (opposite, before) = match (done.verb, &before) {
            (Verb::Exec, _) => return Err("an Exec has no opposite".to_owned()),
            _ if !done.handled => return Ok(()),
            (Verb::Replace, _) if self.appends(located) => {
                return Err("it appends, which has no opposite".to_owned());
            }
            (Verb::Replace, Some(before)) => (Verb::Replace, before.as_str()),
            (Verb::Delete, before) => (Verb::Add, before.as_deref().unwrap_or_default()),
            _ => (Verb::Delete, ""),
        };
        match self.call(located, opposite, call, before, &mut String::new()) {
            Some(Ok(_)) => Ok(()),
            Some(Err(failure)) => Err(format!("the {} handler says {failure}", opposite.as_str())),
            None if done.verb == Verb::Replace => {
                Err("there is no earlier value, and no Delete handler".to_owned())
            }
            None => Err(format!("there is no {} handler", opposite.as_str())),
        }
    }

    /// Tells the agent's author what the server only sees as 516.
    fn warn(&self, done: &Done, reason: &str) {
        let Some(addr) = self.dm_tree.addr(done.located()) else {
            return;
        };
        log::warn!(
            "the {} of {addr} cannot be rolled back, so it answers 516: {reason}. Give {} an `on_undo` hook, which undoes whatever its handlers did \
             in an Atomic.",
            done.verb.as_str(),
            addr.tree().name(),
        );
    }

    /// What an Atomic may have to give back to a leaf that a handler is about to change, and that the tree does not know: the setting outside of
    /// the tree has a value also where the tree has none.
    pub(crate) fn outside(&mut self, located: Located<'_>, user: bool) -> Option<String> {
        if !self.is_given_back(located)
            || self.stored(located).is_some()
            || !is_readable(self.dm_tree, located)
        {
            return None;
        }
        let mut text = String::new();
        let answer = self.call(located, Verb::Get, in_atomic(user), "", &mut text)?;
        answer.is_ok().then_some(text)
    }

    /// What is given back to a leaf: what was stored, else what its Get handler said, else its default. The tree is already as it was, so what
    /// it knows need not be kept once for each change.
    fn value_before(&self, located: Located<'_>, done: &Done) -> Option<String> {
        if !self.is_given_back(located) {
            return None;
        }
        let node = self.dm_tree.node(located.mount, located.node)?;
        let default = node.default.as_deref();
        let value = self.stored(located).or(done.outside.as_deref()).or(default);
        value.map(str::to_owned)
    }

    /// Whether undoing gives a node its value back: the others have none, undo by themselves, or cannot.
    fn is_given_back(&self, located: Located<'_>) -> bool {
        let node = self.dm_tree.node(located.mount, located.node);
        node.is_some_and(NodeDefinition::is_leaf)
            && !self.dispatchers.has_undo(located.mount)
            && !self.appends(located)
    }

    fn stored(&self, located: Located<'_>) -> Option<&str> {
        let owner = self.dm_tree.find(located)?;
        self.dm_tree.store.value(owner, located.node)
    }

    fn appends(&self, located: Located<'_>) -> bool {
        let node = self.dm_tree.node(located.mount, located.node);
        node.is_some_and(NodeDefinition::replace_appends)
    }

    /// A Sequence that had begun was rolled back with the rest.
    fn mark_sequences(&mut self, command: CommandRef<'m, 'm>) {
        for child in command.children() {
            let begun = self.verdicts.commands.get(child.index()) == Some(&Some(StatusCode::OK));
            if begun && child.command().verb == syncml::Verb::Sequence {
                self.verdicts
                    .set_command(child.index(), StatusCode::ROLLED_BACK);
                self.mark_sequences(child);
            }
        }
    }
}

/// A call that no command made: of a hook, or of the handler of an opposite verb.
pub(crate) const fn in_atomic(user: bool) -> Call<'static> {
    Call {
        data: None,
        format: None,
        media_type: None,
        in_atomic: true,
        user,
    }
}
