//! What answers for the mounted CSPs: their states, handlers and hooks. They are kept beside the tree that they are lent, so none is ever taken from
//! its place to be called.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::StatusCode;
use csp_runtime::dispatch::{Context, Dispatch, Scope};
use csp_runtime::{Addr, HandlerError};

/// The dispatchers, by the numbers of their mounts.
#[derive(Default)]
pub(crate) struct Dispatchers(Vec<Option<Box<dyn Dispatch>>>);

impl Dispatchers {
    /// Adds the next mount's; `None` where the in-memory tree is all there is.
    pub(crate) fn push(&mut self, dispatcher: Option<Box<dyn Dispatch>>) {
        self.0.push(dispatcher);
    }

    /// As many mounts for which nothing answers, if that is what they are.
    pub(crate) fn copy(&self) -> Option<Self> {
        let has_none = self.0.iter().all(Option::is_none);
        has_none.then(|| Self(self.0.iter().map(|_| None).collect()))
    }

    /// Whether a mount undoes an Atomic by a hook.
    pub(crate) fn has_undo(&self, mount: u16) -> bool {
        let dispatcher = self.0.get(usize::from(mount)).and_then(Option::as_ref);
        dispatcher.is_some_and(|dispatcher| dispatcher.has_undo())
    }

    /// Whether a node can be there, by what its CSP says; `None` where it says nothing. One that panics knows nothing.
    pub(crate) fn knows(
        &self,
        mount: u16,
        class: u16,
        scope: Scope,
        addr: Addr<'_>,
    ) -> Option<bool> {
        let dispatcher = self.0.get(usize::from(mount))?.as_ref()?;
        let known = catch_unwind(AssertUnwindSafe(|| dispatcher.knows(class, scope, addr)));
        known.unwrap_or_else(|panic| {
            log::error!("what knows {addr} panicked: {}", message(&*panic));
            Some(false)
        })
    }

    /// Calls what `what` names, a handler or a hook of a mount; `None` when nothing answers for it.
    ///
    /// A panic there is a failure like any other, 500: one faulty handler is not to take the device down, nor the commands after its own. What it
    /// changed in the tree its caller takes back, as after every failure; its state is its own to keep whole, as behind a lock that is not poisoned.
    pub(crate) fn call<T>(
        &mut self,
        mount: u16,
        cx: &mut Context<'_>,
        what: std::fmt::Arguments<'_>,
        work: impl FnOnce(&mut dyn Dispatch, &mut Context<'_>) -> Result<T, HandlerError>,
    ) -> Option<Result<T, HandlerError>> {
        let dispatcher = self.0.get_mut(usize::from(mount))?.as_mut()?;
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut **dispatcher, cx)));
        Some(done.unwrap_or_else(|panic| {
            log::error!("{what} panicked: {}", message(&*panic));
            Err(StatusCode::COMMAND_FAILED.into())
        }))
    }
}

/// What a panic says, where it says it in words.
fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("it does not say why")
}
