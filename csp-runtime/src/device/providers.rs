//! What answers for the mounted CSPs: their states, handlers and hooks. They are kept beside the tree that they are lent, so none is ever taken from
//! its place to be called.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::context::Context;
use super::failure::Failure;
use super::mount::Provider;
use crate::StatusCode;

/// The providers, by the numbers of their mounts.
#[derive(Default)]
pub(super) struct Providers(Vec<Option<Box<dyn Provider>>>);

impl Providers {
    /// Adds the next mount's; `None` where the in-memory tree is all there is.
    pub(super) fn push(&mut self, provider: Option<Box<dyn Provider>>) {
        self.0.push(provider);
    }

    /// Whether a mount undoes an Atomic by a hook.
    pub(super) fn has_undo(&self, mount: u16) -> bool {
        let provider = self.0.get(usize::from(mount)).and_then(Option::as_ref);
        provider.is_some_and(|provider| provider.has_undo())
    }

    /// Calls what `what` names, a handler or a hook of a mount; `None` when nothing answers for it.
    ///
    /// A panic there is a failure like any other, 500: one faulty handler is not to take the device down, nor the commands after its own. What it
    /// changed in the tree its caller takes back, as after every failure; its state is its own to keep whole, as behind a lock that is not poisoned.
    pub(super) fn call<T>(
        &mut self,
        mount: u16,
        cx: &mut Context<'_>,
        what: std::fmt::Arguments<'_>,
        work: impl FnOnce(&mut dyn Provider, &mut Context<'_>) -> Result<T, Failure>,
    ) -> Option<Result<T, Failure>> {
        let provider = self.0.get_mut(usize::from(mount))?.as_mut()?;
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut **provider, cx)));
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
