//! Atomic: commands that take effect together or not at all, across every CSP that takes part (MS-MDM 2.2.7.2; OMA DM Protocol 1.2).
//!
//! First every child is checked as far as that needs no state. Then they run in order, and a journal keeps what it takes to go back. When all went
//! well, everyone who took part prepares, then commits. Otherwise what was done is undone, the last first.

use crate::StatusCode;
use crate::journal::Journal;
use crate::run::Run;
use crate::size;
use crate::undo::in_atomic;
use crate::verdict::Verdict;
use csp_runtime::HandlerError;
use csp_runtime::dispatch::Context;
use csp_runtime::dispatch::Dispatch;
use syncml::{CommandRef, Verb};

impl<'m> Run<'_, 'm> {
    pub(crate) fn atomic(&mut self, command: CommandRef<'m, 'm>) -> bool {
        let (savepoint, alerts) = (self.dm_tree.store.savepoint(), self.alerts.len());
        let mut status = StatusCode::ATOMIC_FAILED;
        if self.check_children(command) {
            self.journal = Some(Journal::default());
            if command.children().all(|child| self.command(child)) {
                status = if !self.answer_fits(command) {
                    StatusCode::ATOMIC_RESPONSE_TOO_LARGE
                } else if self.prepare() {
                    StatusCode::OK
                } else {
                    StatusCode::ATOMIC_FAILED
                };
            }
            let journal = self.journal.take().unwrap_or_default();
            match status {
                StatusCode::OK => status = self.commit(&journal),
                _ => {
                    self.roll_back(command, &journal);
                    self.dm_tree.store.undo_to(savepoint);
                    self.alerts.truncate(alerts);
                }
            }
        }
        self.verdicts.set_command(command.index(), status);
        if !status.is_success() {
            self.answer_malformed(command);
        }
        status.is_success()
    }

    /// Whether the statuses of an Atomic that succeeded fit into one message of the size that the server takes: an Atomic is answered in one
    /// (OMA DM Protocol 1.2).
    fn answer_fits(&self, command: CommandRef<'m, 'm>) -> bool {
        let Some(max) = self.peer.message else {
            return true;
        };
        let inside = command.index()..command.command().end as usize;
        let commands = self.message.commands.get(inside).unwrap_or_default();
        size::statuses(self.message, commands) as u64 <= max
    }

    /// Checks every child before any runs. Whether all of them may run.
    fn check_children(&mut self, command: CommandRef<'m, 'm>) -> bool {
        let mut all = true;
        for child in command.children() {
            let verb = match child.command().verb {
                Verb::Add => csp_schema::Verb::Add,
                Verb::Delete => csp_schema::Verb::Delete,
                Verb::Exec => csp_schema::Verb::Exec,
                Verb::Replace => csp_schema::Verb::Replace,
                Verb::Sequence => {
                    all &= self.within(child, |run| run.check_children(child));
                    continue;
                }
                // What may not be in an Atomic fails when its turn comes.
                _ => continue,
            };
            if self.malformed(child).is_some() {
                continue;
            }
            let first = child.command().items.start as usize;
            for index in (first..).take(child.items().len()) {
                if let Some(verdict) = self.check(child, verb, index) {
                    self.verdicts.set_item(index, verdict);
                    all = false;
                }
            }
        }
        all
    }

    /// A child that is no command at all says so, whether or not its turn came.
    fn answer_malformed(&mut self, command: CommandRef<'m, 'm>) {
        for child in command.children() {
            if let Some(status) = self.malformed(child) {
                self.verdicts.set_command(child.index(), status);
            } else if child.command().verb == Verb::Sequence {
                self.answer_malformed(child);
            }
        }
    }

    fn prepare(&mut self) -> bool {
        let participants = self
            .journal
            .as_ref()
            .map(Journal::participants)
            .unwrap_or_default();
        participants.into_iter().all(|(mount, user)| {
            self.hook(mount, user, "on_prepare", |dispatcher, cx| {
                dispatcher.prepare(cx)
            })
        })
    }

    /// Has everyone who took part commit. It is too late to go back: who fails here says so, and what the others did stands.
    fn commit(&mut self, journal: &Journal) -> StatusCode {
        let mut status = StatusCode::OK;
        for (mount, user) in journal.participants() {
            if !self.hook(mount, user, "on_commit", |dispatcher, cx| {
                dispatcher.commit(cx)
            }) {
                status = StatusCode::COMMAND_FAILED;
                for item in journal.of(mount).filter_map(|done| done.item) {
                    self.verdicts.set_item(item, Verdict::of(status));
                }
            }
        }
        status
    }

    /// Calls a hook of a mount, if it has one. Whether all went well.
    pub(crate) fn hook(
        &mut self,
        mount: u16,
        user: bool,
        name: &str,
        work: impl FnOnce(&mut dyn Dispatch, &mut Context<'_>) -> Result<(), HandlerError>,
    ) -> bool {
        let Some(tree) = self.dm_tree.mounts.get(usize::from(mount)) else {
            return true;
        };
        let tree = tree.tree.clone();
        let done = self.lend(
            mount,
            in_atomic(user),
            format_args!("`{name}` of {}", tree.name()),
            work,
        );
        done.is_none_or(|done| done.is_ok())
    }
}
