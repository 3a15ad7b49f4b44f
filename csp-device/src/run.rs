//! Running the commands of a message, in document order: what each verb may be, and where it goes.

use crate::StatusCode;
use crate::alert;
use crate::dispatchers::Dispatchers;
use crate::dm_tree::{DmTree, Located};
use crate::host::DeviceHost;
use crate::journal::{Done, Journal};
use crate::settings::Settings;
use crate::stated::Stated;
use crate::target::{self, CheckedTarget, Refusal};
use crate::verdict::{Verdict, Verdicts};
use csp_runtime::dispatch::Alert;
use csp_runtime::dispatch::Dispatch;
use csp_runtime::dispatch::{Call, Context, Scope};
use csp_runtime::{Exec, HandlerError};
use syncml::{CommandRef, Form, Message, Sizes, Verb};

/// A message that is being run.
pub(crate) struct Run<'d, 'm> {
    pub(crate) dm_tree: &'d mut DmTree,
    pub(crate) dispatchers: &'d mut Dispatchers,
    pub(crate) settings: &'d Settings,
    pub(crate) alerts: &'d mut Vec<Alert>,
    pub(crate) verdicts: &'d mut Verdicts,
    /// Room for decoded names.
    pub(crate) scratch: &'d mut String,
    pub(crate) message: &'m Message<'m>,
    /// What the sender takes.
    pub(crate) peer: Sizes,
    /// The Meta of the Atomic and the Sequences that are being run: it is for everything in them (MS-MDM).
    pub(crate) around: Stated<'m>,
    /// What was done in the Atomic that is being run, if one is.
    pub(crate) journal: Option<Journal>,
}

impl<'m> Run<'_, 'm> {
    /// Runs every command.
    pub(crate) fn message(&mut self) {
        for command in self.message.top_level() {
            self.command(command);
            self.dm_tree.store.settle();
        }
    }

    /// Runs a command. Whether it succeeded, which is what an Atomic around it wants to know.
    pub(crate) fn command(&mut self, command: CommandRef<'m, 'm>) -> bool {
        if let Some(status) = self.malformed(command) {
            self.verdicts.set_command(command.index(), status);
            return false;
        }
        let in_atomic = self.journal.is_some();
        let verb = match command.command().verb {
            // What the server answers is read by whoever keeps the session.
            Verb::Status => return true,
            Verb::Add => csp_schema::Verb::Add,
            Verb::Delete => csp_schema::Verb::Delete,
            Verb::Exec => csp_schema::Verb::Exec,
            Verb::Replace => csp_schema::Verb::Replace,
            // Windows does not take a Get into an Atomic.
            Verb::Get if in_atomic => return self.refuse(command, StatusCode::COMMAND_FAILED),
            Verb::Get => csp_schema::Verb::Get,
            Verb::Atomic if in_atomic => return self.refuse(command, StatusCode::COMMAND_FAILED),
            Verb::Atomic => return self.within(command, |run| run.atomic(command)),
            Verb::Sequence => return self.within(command, |run| run.sequence(command)),
            Verb::Alert if in_atomic => {
                return self.refuse(command, StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED);
            }
            Verb::Alert => {
                let status = alert::answer(command.alert_code());
                self.verdicts.set_command(command.index(), status);
                return status.is_success();
            }
            Verb::Copy => return self.refuse(command, StatusCode::OPTIONAL_FEATURE_NOT_SUPPORTED),
            Verb::Results | Verb::Unknown(_) => {
                return self.refuse(command, StatusCode::BAD_REQUEST);
            }
        };
        self.items(command, verb)
    }

    /// Works on what is in a container, whose Meta is for all of it.
    pub(crate) fn within<T>(
        &mut self,
        container: CommandRef<'m, 'm>,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let inside = Stated::new(&container.command().meta, self.around);
        let outside = std::mem::replace(&mut self.around, inside);
        let done = work(self);
        self.around = outside;
        done
    }

    fn sequence(&mut self, command: CommandRef<'m, 'm>) -> bool {
        self.verdicts.set_command(command.index(), StatusCode::OK);
        // Whether Windows stops a Sequence at a failure is not known. In an Atomic it has to.
        let stops = self.journal.is_some() || self.settings.stops_sequences;
        let mut all = true;
        for child in command.children() {
            all &= self.command(child);
            if stops && !all {
                break;
            }
        }
        all
    }

    fn refuse(&mut self, command: CommandRef<'_, '_>, status: StatusCode) -> bool {
        self.verdicts.set_command(command.index(), status);
        false
    }

    /// The status of a command that is none: an element that is no command, or one that lacks what every command has. It is the same whether
    /// or not the command's turn comes.
    pub(crate) fn malformed(&self, command: CommandRef<'_, '_>) -> Option<StatusCode> {
        let takes_items = match command.command().verb {
            Verb::Status => return None,
            Verb::Unknown(_) => return Some(StatusCode::BAD_REQUEST),
            Verb::Atomic | Verb::Sequence | Verb::Alert | Verb::Results => false,
            _ => true,
        };
        // 0 is the header's. Windows' local management interface takes it all the same, and that one gets fragments.
        let is_numbered = match &*command.cmd_id {
            "" => false,
            "0" => self.message.form == Form::Fragment,
            _ => true,
        };
        let lacks_items = takes_items && command.items().is_empty();
        (!is_numbered || lacks_items).then_some(StatusCode::BAD_REQUEST)
    }

    /// Runs a command on each of its items; in an Atomic, up to the first that fails.
    fn items(&mut self, command: CommandRef<'m, 'm>, verb: csp_schema::Verb) -> bool {
        let mut all = true;
        let first = command.command().items.start as usize;
        for index in (first..).take(command.items().len()) {
            let verdict = self.item(command, verb, index);
            all &= verdict.status.is_success();
            self.verdicts.set_item(index, verdict);
            if !all && self.journal.is_some() {
                break;
            }
        }
        all
    }

    fn item(
        &mut self,
        command: CommandRef<'m, 'm>,
        verb: csp_schema::Verb,
        index: usize,
    ) -> Verdict {
        let Some(item) = self.message.items.get(index) else {
            return Verdict::of(StatusCode::BAD_REQUEST);
        };
        let mut scratch = std::mem::take(self.scratch);
        let meta = Stated::new(&command.command().meta, self.around);
        let checked = target::check(self.dm_tree, self.settings, verb, item, meta, &mut scratch);
        let verdict = match checked {
            Err(refusal) => refusal.into(),
            Ok(target) if self.knows(&target) == Some(false) => Verdict::of(StatusCode::NOT_FOUND),
            Ok(mut target) => {
                target.call.in_atomic = self.journal.is_some();
                match verb {
                    csp_schema::Verb::Get => self.get(target),
                    _ => self.change(target, verb, index),
                }
            }
        };
        *self.scratch = scratch;
        verdict
    }

    /// Whether the node of a target can be there, where its CSP says so. An Atomic does not ask ahead of its turn: what is before may change it.
    fn knows(&self, target: &CheckedTarget<'_>) -> Option<bool> {
        let located = target.located?;
        let addr = self.dm_tree.addr(located)?;
        let class = addr.schema()?.class;
        let scope = if target.call.user {
            Scope::User
        } else {
            Scope::Device
        };
        self.dispatchers.knows(located.mount, class, scope, addr)
    }

    /// Checks an item without running it.
    pub(crate) fn check(
        &mut self,
        command: CommandRef<'m, 'm>,
        verb: csp_schema::Verb,
        index: usize,
    ) -> Option<Verdict> {
        let item = self.message.items.get(index)?;
        let meta = Stated::new(&command.command().meta, self.around);
        let checked = target::check(self.dm_tree, self.settings, verb, item, meta, self.scratch);
        checked.err().map(|refusal: Refusal<'_>| refusal.into())
    }

    /// Makes a change: in the tree first, then through the handler. When either fails, nothing has happened.
    fn change(
        &mut self,
        target: CheckedTarget<'_>,
        verb: csp_schema::Verb,
        index: usize,
    ) -> Verdict {
        let Some(located) = target.located else {
            return Verdict::of(StatusCode::COMMAND_NOT_ALLOWED);
        };
        let savepoint = self.dm_tree.store.savepoint();
        let undone_by_handler = self.journal.is_some() && self.dm_tree.has_handler(located, verb);
        let outside = match verb {
            csp_schema::Verb::Replace | csp_schema::Verb::Delete if undone_by_handler => {
                self.outside(located, target.call.user)
            }
            _ => None,
        };
        if let Some(outside) = &outside {
            // Each is kept until the Atomic is over.
            self.verdicts.discarded += outside.len();
            if self.verdicts.discarded > self.settings.limits.reply_bytes {
                return Verdict::of(StatusCode::ENTITY_TOO_LARGE);
            }
        }
        let mut added = Vec::new();
        let applied = match verb {
            csp_schema::Verb::Add => self.add(located, &target, &mut added),
            csp_schema::Verb::Replace if self.knows(&target) == Some(true) => self
                .make_parent(located)
                .and_then(|()| self.replace(located, &target)),
            csp_schema::Verb::Replace => self.replace(located, &target),
            csp_schema::Verb::Delete => self.delete(located),
            _ => self.find_for_exec(located),
        };
        let outcome = applied.and_then(|change| {
            let data = target.call.data.unwrap_or_default();
            let mut answer = String::new();
            match self.call(located, verb, target.call, data, &mut answer) {
                Some(outcome) => outcome.map(|outcome| (outcome, true)),
                None if change == Effect::HandlersOnly => {
                    Err(StatusCode::UNSUPPORTED_TYPE_OR_FORMAT.into())
                }
                None => Ok((Exec::Done, false)),
            }
        });
        match outcome {
            Ok((outcome, handled)) => {
                if let Some(journal) = &mut self.journal {
                    let item = Some(index);
                    journal
                        .0
                        .extend(added.into_iter().map(|done| Done { item, ..done }));
                    journal.0.push(Done {
                        item,
                        outside,
                        handled,
                        ..Done::new(located, verb, target.call.user, savepoint)
                    });
                }
                Verdict::of(outcome.status())
            }
            Err(failure) => {
                self.dm_tree.store.undo_to(savepoint);
                self.take_back_parents(added);
                failure.into()
            }
        }
    }

    /// Calls the handler of a node, if it has one.
    pub(crate) fn call(
        &mut self,
        located: Located<'_>,
        verb: csp_schema::Verb,
        call: Call<'_>,
        data: &str,
        out: &mut String,
    ) -> Option<Result<Exec, HandlerError>> {
        if !self.dm_tree.has_handler(located, verb) {
            return None;
        }
        let addr = self.dm_tree.addr(located)?;
        self.lend(
            located.mount,
            call,
            format_args!("the {} handler of {addr}", verb.as_str()),
            |dispatcher, cx| {
                // There is one: the mount said so.
                let answer = dispatcher.call(verb, addr, data, cx, out);
                answer.unwrap_or_else(|| Err(StatusCode::COMMAND_FAILED.into()))
            },
        )
    }

    /// Lends the rest of the device to what answers for a mount. What that changed before it failed is taken back.
    pub(crate) fn lend<T>(
        &mut self,
        mount: u16,
        call: Call<'_>,
        what: std::fmt::Arguments<'_>,
        work: impl FnOnce(&mut dyn Dispatch, &mut Context<'_>) -> Result<T, HandlerError>,
    ) -> Option<Result<T, HandlerError>> {
        let (savepoint, alerts) = (self.dm_tree.store.savepoint(), self.alerts.len());
        let mut host = DeviceHost {
            dm_tree: self.dm_tree,
            settings: self.settings,
            alerts: self.alerts,
        };
        let mut cx = Context::new(&mut host, call);
        let done = self.dispatchers.call(mount, &mut cx, what, work)?;
        if done.is_err() {
            self.dm_tree.store.undo_to(savepoint);
            self.alerts.truncate(alerts);
        }
        Some(done)
    }
}

/// What a command did to the tree. The node's handler, if any, hears of it either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// What was asked for, also where that made no difference.
    Made,
    /// The tree has no such change; it is for the handler alone.
    HandlersOnly,
}
