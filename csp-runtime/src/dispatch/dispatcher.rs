//! A CSP as a program serves it: its state, its routes, and its part in an Atomic.

use std::marker::PhantomData;

use super::context::{Context, Scope};
use super::error::{Exec, HandlerError};
use super::routes::{DeleteHandler, ExecHandler, GetHandler, IsMounted, Routes, SetHandler};
use crate::access::{PermitsAdd, PermitsDelete, PermitsExec, PermitsGet, PermitsReplace};
use crate::address::{Addr, At, Csp, NodeAddress, NodeKind};
use crate::value::{Payload, Value};
use csp_schema::{AccessSet, Verb};

/// A CSP with its state and the handlers of its nodes. Made by generated code (`edam::csp(state)`, `edam::in_memory()`).
///
/// A node without a handler is served from the in-memory tree, by the rules of its definition. A handler is called after everything that the
/// definition decides is decided: the node's address resolves, the verb is permitted, the value is one of the allowed, the node exists or does
/// not. The change is in the tree by then; it is taken back when the handler fails. A handler that panics has failed, with 500, and the CSP stays
/// mounted; a program whose handlers leave their state unusable when they panic has to see to that itself.
///
/// In an Atomic, what handlers did is taken back by [`on_undo`](Dispatcher::on_undo), or, where there is none, by calling the handler of the
/// opposite verb: Delete after an Add, Replace with the old value after a Replace, Add after a Delete. The old value is what was stored, else what
/// the Get handler says, else the definition's default; where none of them knows, Delete is called. A Replace that appends and an Exec have no
/// opposite. Whatever cannot be taken back is answered with 516, which is logged with the reason; `on_undo` is what helps.
pub struct Dispatcher<C, S> {
    state: S,
    routes: Routes<S>,
    prepare: Option<Hook<S>>,
    commit: Option<Hook<S>>,
    undo: Option<Hook<S>>,
    load: Option<Hook<S>>,
    /// By class of nodes.
    known: Vec<(u16, Known<S>)>,
    csp: PhantomData<fn() -> C>,
}

type Known<S> = Box<dyn for<'a> Fn(&S, Scope, Addr<'a>) -> bool + Send>;

type Hook<S> = Box<dyn Fn(&mut S, &mut Context<'_>) -> Result<(), HandlerError> + Send>;

impl<C: Csp, S: Send + 'static> Dispatcher<C, S> {
    /// The CSP with this state and no handlers.
    #[doc(hidden)]
    pub fn new(state: S) -> Self {
        Self {
            state,
            routes: Routes::new(),
            prepare: None,
            commit: None,
            undo: None,
            load: None,
            known: Vec::new(),
            csp: PhantomData,
        }
    }

    /// Answers a Get of this kind of node with what the handler returns.
    #[must_use]
    pub fn get<K, P, E, M>(
        mut self,
        _node: K,
        handler: impl GetHandler<S, K, K::Value, P, E, M>,
    ) -> Self
    where
        K: NodeKind,
        K::Csp: IsMounted<C>,
        K::Access: PermitsGet<K>,
        P: Payload<K::Value>,
        E: Into<HandlerError>,
    {
        self.routes
            .insert(K::CLASS, Verb::Get, move |state, cx, addr, _, out| {
                let value = handler(state, cx, At::<K>::at(addr)).map_err(Into::into)?;
                value.check()?;
                value.write(out);
                Ok(Exec::Done)
            });
        self
    }

    /// Calls the handler when a node of this kind was added, also on the way to one below it: then before that one, with no data, and the handler
    /// of Delete is called when the command fails after all.
    #[must_use]
    pub fn add<K, E, M>(mut self, _node: K, handler: impl SetHandler<S, K, K::Value, E, M>) -> Self
    where
        K: NodeKind,
        K::Csp: IsMounted<C>,
        K::Access: PermitsAdd<K>,
        E: Into<HandlerError>,
    {
        self.set(Verb::Add, handler);
        self
    }

    /// Calls the handler when the value of a node of this kind was replaced, also by the value that was stored already: the setting behind it may
    /// have drifted.
    #[must_use]
    pub fn replace<K, E, M>(
        mut self,
        _node: K,
        handler: impl SetHandler<S, K, K::Value, E, M>,
    ) -> Self
    where
        K: NodeKind,
        K::Csp: IsMounted<C>,
        K::Access: PermitsReplace<K>,
        E: Into<HandlerError>,
    {
        self.set(Verb::Replace, handler);
        self
    }

    /// Calls the handler when a node of this kind was deleted.
    #[must_use]
    pub fn delete<K, E, M>(mut self, _node: K, handler: impl DeleteHandler<S, K, E, M>) -> Self
    where
        K: NodeKind,
        K::Csp: IsMounted<C>,
        K::Access: PermitsDelete<K>,
        E: Into<HandlerError>,
    {
        self.routes
            .insert(K::CLASS, Verb::Delete, move |state, cx, addr, _, _| {
                handler(state, cx, At::<K>::at(addr)).map_err(Into::into)?;
                Ok(Exec::Done)
            });
        self
    }

    /// Runs the handler when a node of this kind is executed.
    #[must_use]
    pub fn exec<K, E, M>(
        mut self,
        _node: K,
        handler: impl ExecHandler<S, K, K::Value, E, M>,
    ) -> Self
    where
        K: NodeKind,
        K::Csp: IsMounted<C>,
        K::Access: PermitsExec<K>,
        E: Into<HandlerError>,
    {
        self.routes
            .insert(K::CLASS, Verb::Exec, move |state, cx, addr, data, _| {
                let value = read::<K>(data)?;
                handler(state, cx, At::<K>::at(addr), value).map_err(Into::into)
            });
        self
    }

    /// Says which nodes of this kind there can be, where a definition says "any name" and the CSP knows better. Any other is answered with 404, like one
    /// that no definition has; and what is missing on the way to one that is known is made by a Replace too.
    #[must_use]
    pub fn known<K>(
        mut self,
        _node: K,
        is_known: impl for<'a> Fn(&S, Scope, At<'a, K>) -> bool + Send + 'static,
    ) -> Self
    where
        K: NodeKind,
        K::Csp: IsMounted<C>,
    {
        let is_known: Known<S> =
            Box::new(move |state, scope, addr| is_known(state, scope, At::<K>::at(addr)));
        self.known.push((K::CLASS, is_known));
        self
    }

    fn set<K: NodeKind, E: Into<HandlerError>, M>(
        &mut self,
        verb: Verb,
        handler: impl SetHandler<S, K, K::Value, E, M>,
    ) {
        self.routes
            .insert(K::CLASS, verb, move |state, cx, addr, data, _| {
                let value = read::<K>(data)?;
                handler(state, cx, At::<K>::at(addr), value).map_err(Into::into)?;
                Ok(Exec::Done)
            });
    }

    /// The program's state, as the handlers left it: for a test. On a device it is the handlers' alone; what else has to see it is shared with them, in
    /// an `Arc<Mutex<_>>` or by a channel.
    pub const fn state(&self) -> &S {
        &self.state
    }

    /// Calls the hook before an Atomic in which a handler of this CSP ran takes effect. When it fails, the Atomic fails.
    #[must_use]
    pub fn on_prepare<E: Into<HandlerError>>(
        mut self,
        hook: impl Fn(&mut S, &mut Context<'_>) -> Result<(), E> + Send + 'static,
    ) -> Self {
        self.prepare = Some(Box::new(move |state, cx| {
            hook(state, cx).map_err(Into::into)
        }));
        self
    }

    /// Calls the hook when an Atomic in which a handler of this CSP ran takes effect. It is too late to fail; a hook that panics nevertheless makes
    /// the Atomic and the commands of this CSP answer 500, and everyone else's stay as they are.
    #[must_use]
    pub fn on_commit(mut self, hook: impl Fn(&mut S, &mut Context<'_>) + Send + 'static) -> Self {
        self.commit = Some(Box::new(move |state, cx| {
            hook(state, cx);
            Ok(())
        }));
        self
    }

    /// Calls the hook once when an Atomic in which a handler of this CSP ran is rolled back, after the tree was put back. It stands for the handlers
    /// of the opposite verbs, and can take back what has no opposite: keep in the state what a handler did, and forget it in
    /// [`on_commit`](Dispatcher::on_commit). What it changes in the tree is put back with the rest. When it fails, the commands of this CSP answer
    /// 516 instead of 216.
    #[must_use]
    pub fn on_undo<E: Into<HandlerError>>(
        mut self,
        hook: impl Fn(&mut S, &mut Context<'_>) -> Result<(), E> + Send + 'static,
    ) -> Self {
        self.undo = Some(Box::new(move |state, cx| {
            hook(state, cx).map_err(Into::into)
        }));
        self
    }

    /// Calls the hook when a state was loaded into the tree, so that what a program keeps beside the tree follows.
    #[must_use]
    pub fn on_load(mut self, hook: impl Fn(&mut S, &mut Context<'_>) + Send + 'static) -> Self {
        self.load = Some(Box::new(move |state, cx| {
            hook(state, cx);
            Ok(())
        }));
        self
    }
}

/// The value of a command, typed. What the definition allows was checked before; a type that still cannot read it is stricter than its format.
fn read<K: NodeKind>(data: &str) -> Result<<K::Value as Value>::Read<'_>, HandlerError> {
    K::Value::read(data)
        .map_err(|_| HandlerError::new(crate::StatusCode::UNSUPPORTED_TYPE_OR_FORMAT))
}

/// A dispatcher with its types forgotten: what a device calls.
pub trait Dispatch: Send {
    /// The verbs that have a handler, of a [class](csp_schema::Row::class) of nodes.
    fn handled(&self, class: u16) -> AccessSet;

    /// Calls the handler of a node, with the text of the command's value; `None` when the node has none for the verb, or is another CSP's. The answer
    /// to a Get is appended to `out`.
    ///
    /// Whether the node exists and takes the value is for whoever calls: a device has looked. What is no value of the node's type at all is 415.
    fn call(
        &mut self,
        verb: Verb,
        addr: Addr<'_>,
        data: &str,
        cx: &mut Context<'_>,
        out: &mut String,
    ) -> Option<Result<Exec, HandlerError>>;

    /// Calls the hook [`on_prepare`](Dispatcher::on_prepare), if there is one.
    ///
    /// # Errors
    ///
    /// The hook's; so too the two below.
    fn prepare(&mut self, cx: &mut Context<'_>) -> Result<(), HandlerError>;

    /// Calls the hook [`on_commit`](Dispatcher::on_commit), if there is one.
    ///
    /// # Errors
    ///
    /// None of its own: the hook has none.
    fn commit(&mut self, cx: &mut Context<'_>) -> Result<(), HandlerError>;

    /// Calls the hook [`on_undo`](Dispatcher::on_undo), if there is one.
    ///
    /// # Errors
    ///
    /// The hook's.
    fn undo(&mut self, cx: &mut Context<'_>) -> Result<(), HandlerError>;

    /// Whether there is a hook for undoing.
    fn has_undo(&self) -> bool;

    /// Calls the hook [`on_load`](Dispatcher::on_load), if there is one.
    ///
    /// # Errors
    ///
    /// None of its own: the hook has none.
    fn load(&mut self, cx: &mut Context<'_>) -> Result<(), HandlerError>;

    /// Whether a node can be there, by what [`known`](Dispatcher::known) says of its class; `None` where nothing does.
    fn knows(&self, class: u16, scope: Scope, addr: Addr<'_>) -> Option<bool>;
}

/// Calls a hook, if there is one.
fn run<S>(hook: &Option<Hook<S>>, state: &mut S, cx: &mut Context<'_>) -> Result<(), HandlerError> {
    match hook {
        Some(hook) => hook(state, cx),
        None => Ok(()),
    }
}

impl<C: Csp, S: Send + 'static> Dispatch for Dispatcher<C, S> {
    fn handled(&self, class: u16) -> AccessSet {
        self.routes.verbs(class)
    }

    fn call(
        &mut self,
        verb: Verb,
        addr: Addr<'_>,
        data: &str,
        cx: &mut Context<'_>,
        out: &mut String,
    ) -> Option<Result<Exec, HandlerError>> {
        if !std::ptr::eq(addr.tree(), C::TREE) {
            return None;
        }
        let class = addr.schema()?.class;
        let handler = self.routes.find(class, verb)?;
        Some(handler(&mut self.state, cx, addr, data, out))
    }

    fn prepare(&mut self, cx: &mut Context<'_>) -> Result<(), HandlerError> {
        run(&self.prepare, &mut self.state, cx)
    }

    fn commit(&mut self, cx: &mut Context<'_>) -> Result<(), HandlerError> {
        run(&self.commit, &mut self.state, cx)
    }

    fn undo(&mut self, cx: &mut Context<'_>) -> Result<(), HandlerError> {
        run(&self.undo, &mut self.state, cx)
    }

    fn has_undo(&self) -> bool {
        self.undo.is_some()
    }

    fn load(&mut self, cx: &mut Context<'_>) -> Result<(), HandlerError> {
        run(&self.load, &mut self.state, cx)
    }

    fn knows(&self, class: u16, scope: Scope, addr: Addr<'_>) -> Option<bool> {
        let (_, is_known) = self.known.iter().rfind(|(known, _)| *known == class)?;
        Some(is_known(&self.state, scope, addr))
    }
}
