//! Atomic: commands that take effect together or not at all, across every CSP that takes part (MS-MDM 2.2.7.2; OMA DM Protocol 1.2).
//!
//! First every child is checked as far as that needs no state. Then they run in order, and a journal keeps what it takes to go back. When all went
//! well, everyone who took part prepares, then commits. Otherwise what was done is undone, the last first.

use super::context::{Call, Context};
use super::failure::Failure;
use super::mount::Provider;
use super::names::Names;
use super::run::Run;
use super::verdict::Verdict;
use super::world::Spot;
use crate::StatusCode;
use crate::schema::{self, NodeId};
use crate::store::Mark;
use crate::syncml::{CommandRef, Verb};

/// What was done in an Atomic so far, in order.
#[derive(Debug, Default)]
pub(super) struct Journal(pub(super) Vec<Done>);

impl Journal {
    /// What the handlers of a mount did.
    fn of(&self, mount: u16) -> impl Iterator<Item = &Done> {
        let done = self.0.iter();
        done.filter(move |done| done.handled && done.mount == mount)
    }
}

/// One item that was done.
#[derive(Debug)]
pub(super) struct Done {
    /// Its index in the message.
    pub(super) item: usize,
    pub(super) verb: schema::Verb,
    pub(super) mount: u16,
    pub(super) node: NodeId,
    pub(super) names: Vec<String>,
    pub(super) user: bool,
    /// The value that was there before.
    pub(super) before: Option<String>,
    /// The tree before it.
    pub(super) mark: Mark,
    /// Whether a handler was called.
    pub(super) handled: bool,
}

impl<'m> Run<'_, 'm> {
    pub(super) fn atomic(&mut self, command: CommandRef<'m, 'm>) -> bool {
        let (mark, alerts) = (self.world.store.mark(), self.alerts.len());
        let mut status = StatusCode::ATOMIC_FAILED;
        if self.check_children(command) {
            self.journal = Some(Journal::default());
            if command.children().all(|child| self.command(child)) {
                status = match self.answer_fits(command) {
                    false => StatusCode::ATOMIC_RESPONSE_TOO_LARGE,
                    true if self.prepare() => StatusCode::OK,
                    true => StatusCode::ATOMIC_FAILED,
                };
            }
            let journal = self.journal.take().unwrap_or_default();
            match status {
                StatusCode::OK => status = self.commit(&journal),
                _ => {
                    self.roll_back(command, &journal);
                    self.world.store.undo_to(mark);
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
        let header = &self.message.header;
        let Some(max) = header.meta.max_msg_size() else {
            return true;
        };
        // The elements around what varies: of the message with the Status of its header, and of one Status.
        const ENVELOPE: usize = 360;
        const STATUS: usize = 100;
        let addresses = header.target.uri.len() + header.source.uri.len();
        let inside = command.index()..command.command().end as usize;
        let commands = self.message.commands.get(inside).unwrap_or_default();
        let statuses = commands.iter().map(|command| {
            STATUS + command.cmd_id.len() + command.verb.as_str().len() + header.msg_id.len()
        });
        (ENVELOPE + addresses + statuses.sum::<usize>()) as u64 <= max
    }

    /// Checks every child before any runs. Whether all of them may run.
    fn check_children(&mut self, command: CommandRef<'m, 'm>) -> bool {
        let mut all = true;
        for child in command.children() {
            let verb = match child.command().verb {
                Verb::Add => schema::Verb::Add,
                Verb::Delete => schema::Verb::Delete,
                Verb::Exec => schema::Verb::Exec,
                Verb::Replace => schema::Verb::Replace,
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

    /// The mounts whose handlers were called, each once, in the order of their numbers.
    fn participants(journal: &Journal) -> Vec<(u16, bool)> {
        let handled = journal.0.iter().filter(|done| done.handled);
        let mut mounts: Vec<_> = handled.map(|done| (done.mount, done.user)).collect();
        mounts.sort_unstable();
        mounts.dedup_by_key(|(mount, _)| *mount);
        mounts
    }

    fn prepare(&mut self) -> bool {
        let participants = self
            .journal
            .as_ref()
            .map(Self::participants)
            .unwrap_or_default();
        participants.into_iter().all(|(mount, user)| {
            self.hook(mount, user, "on_prepare", |provider, cx| {
                provider.prepare(cx)
            })
        })
    }

    /// Has everyone who took part commit. It is too late to go back: who fails here says so, and what the others did stands.
    fn commit(&mut self, journal: &Journal) -> StatusCode {
        let mut status = StatusCode::OK;
        for (mount, user) in Self::participants(journal) {
            if !self.hook(mount, user, "on_commit", |provider, cx| provider.commit(cx)) {
                status = StatusCode::COMMAND_FAILED;
                for done in journal.of(mount) {
                    self.verdicts.set_item(done.item, Verdict::of(status));
                }
            }
        }
        status
    }

    /// Calls a hook of a mount, if it has one. Whether all went well.
    fn hook(
        &mut self,
        mount: u16,
        user: bool,
        name: &str,
        work: impl FnOnce(&mut dyn Provider, &mut Context<'_>) -> Result<(), Failure>,
    ) -> bool {
        let Some(tree) = self.world.mounts.get(usize::from(mount)) else {
            return true;
        };
        let tree = tree.tree.clone();
        let what = format_args!("`{name}` of {}", tree.name());
        let done = self.lend(mount, in_atomic(user), what, work);
        done.is_none_or(|done| done.is_ok())
    }

    /// Undoes what was done, the last first, and says so: 216, or 516 where something could not be undone.
    fn roll_back(&mut self, command: CommandRef<'m, 'm>, journal: &Journal) {
        let mut undone = vec![true; journal.0.len()];
        for (done, undone) in journal.0.iter().zip(&mut undone).rev() {
            self.world.store.undo_to(done.mark);
            *undone = self.undo(done);
        }
        for (mount, user) in Self::participants(journal) {
            if !self.providers.has_undo(mount) {
                continue;
            }
            let all = self.hook(mount, user, "on_undo", |provider, cx| provider.undo(cx));
            for (done, undone) in journal.0.iter().zip(&mut undone) {
                if done.handled && done.mount == mount {
                    *undone = all;
                }
            }
        }
        for (done, undone) in journal.0.iter().zip(undone) {
            let status = match undone {
                true => StatusCode::ROLLED_BACK,
                false => StatusCode::ATOMIC_ROLL_BACK_FAILED,
            };
            self.verdicts.set_item(done.item, Verdict::of(status));
        }
        self.mark_sequences(command);
    }

    /// Calls the handler of the opposite verb, unless the mount has a hook that undoes everything at once. Whether that undid it.
    fn undo(&mut self, done: &Done) -> bool {
        if done.verb == schema::Verb::Exec {
            return false;
        }
        if !done.handled || self.providers.has_undo(done.mount) {
            return true;
        }
        let opposite = match (done.verb, &done.before) {
            (schema::Verb::Replace, Some(_)) => schema::Verb::Replace,
            (schema::Verb::Delete, _) => schema::Verb::Add,
            _ => schema::Verb::Delete,
        };
        let names: Vec<&str> = done.names.iter().map(String::as_str).collect();
        let spot = Spot {
            mount: done.mount,
            node: done.node,
            names: Names::from_slice(&names),
        };
        let before = done.before.as_deref().unwrap_or_default();
        let call = in_atomic(done.user);
        let outcome = self.call(spot, opposite, call, before, &mut String::new());
        matches!(outcome, Some(Ok(_)))
    }

    /// A Sequence that had begun was rolled back with the rest.
    fn mark_sequences(&mut self, command: CommandRef<'m, 'm>) {
        for child in command.children() {
            let begun = self.verdicts.commands.get(child.index()) == Some(&Some(StatusCode::OK));
            if begun && child.command().verb == Verb::Sequence {
                self.verdicts
                    .set_command(child.index(), StatusCode::ROLLED_BACK);
                self.mark_sequences(child);
            }
        }
    }
}

const fn in_atomic(user: bool) -> Call<'static> {
    Call {
        data: None,
        format: None,
        kind: None,
        in_atomic: true,
        user,
    }
}
