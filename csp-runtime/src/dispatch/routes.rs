//! Routes: the handlers of a CSP by kind of node and verb, and the traits that say what a handler looks like.

use super::context::Context;
use super::error::{Exec, HandlerError};
use crate::address::{Addr, At, NodeKind};
use crate::value::Value;
use csp_schema::{AccessSet, Verb};

/// The value that a handler receives.
type ReadOf<'a, K> = <<K as NodeKind>::Value as Value>::Read<'a>;

/// A CSP is the CSP that is mounted. True of every CSP and itself alone; it is a trait for the compiler's message.
#[diagnostic::on_unimplemented(
    message = "this node belongs to the CSP `{Self}`, and the CSP that is mounted here is `{C}`",
    label = "a node of another CSP",
    note = "register the handler on the CSP that the node belongs to"
)]
pub trait IsMounted<C> {}

#[diagnostic::do_not_recommend]
impl<C> IsMounted<C> for C {}

/// Declares the trait of the handlers of a verb, as what it asks of a function.
///
/// `V`, the type of the node's value, follows from `K`: it is a parameter so that the compiler's message can name it.
///
/// There is a second impl, which nothing ever meets, and a parameter `M` to tell the two apart. With a single impl, the compiler would speak of
/// the function traits behind it; with two, it says what the trait says of itself.
macro_rules! handler {
    ($(#[$meta:meta])* $name:ident<$($parameter:ident),+>: fn($($value:ty)?) -> $output:ty) => {
        $(#[$meta])*
        #[diagnostic::on_unimplemented(
            note = "`At` stands in `csp_runtime`, and in a generated module too, where `Choice<fn() -> X>` has the name `X`; for `'static` write `'_`"
        )]
        pub trait $name<S, K: NodeKind, $($parameter,)+ M>:
            for<'a, 'c> Fn(&mut S, &mut Context<'c>, At<'a, K> $(, $value)?) -> $output + Send + 'static
        {
        }

        impl<S, K: NodeKind, $($parameter,)+ F> $name<S, K, $($parameter,)+ Written> for F where
            F: for<'a, 'c> Fn(&mut S, &mut Context<'c>, At<'a, K> $(, $value)?) -> $output + Send + 'static
        {
        }

        impl<S, K: NodeKind, $($parameter,)+ F> $name<S, K, $($parameter,)+ Unwritten> for F where
            F: Nothing + for<'a, 'c> Fn(&mut S, &mut Context<'c>, At<'a, K> $(, $value)?) -> $output + Send + 'static
        {
        }
    };
}

/// The parameter of the impls for handlers.
#[derive(Debug)]
pub enum Written {}

/// The parameter of the impls for nothing.
#[derive(Debug)]
pub enum Unwritten {}

/// What nothing is.
pub trait Nothing {}

handler! {
    /// A handler for Get: it returns the node's value.
    #[diagnostic::on_unimplemented(
        message = "this is no handler for Get of `{K}` with the state `{S}`",
        label = "wrong handler signature",
        note = "write `fn(&mut {S}, &mut Context<'_>, node: At<'_, {K}>) -> Result<{V}, StatusCode>`, or with what else can be sent as that value: a `String` for a text",
    )]
    GetHandler<V, P, E>: fn() -> Result<P, E>
}

handler! {
    /// A handler for Add or Replace: it receives the node's new value.
    #[diagnostic::on_unimplemented(
        message = "this is no handler for Add or Replace of `{K}` with the state `{S}`",
        label = "wrong handler signature",
        note = "write `fn(&mut {S}, &mut Context<'_>, node: At<'_, {K}>, value: {V}) -> Result<(), StatusCode>`",
    )]
    SetHandler<V, E>: fn(ReadOf<'a, K>) -> Result<(), E>
}

handler! {
    /// A handler for Delete.
    #[diagnostic::on_unimplemented(
        message = "this is no handler for Delete of `{K}` with the state `{S}`",
        label = "wrong handler signature",
        note = "write `fn(&mut {S}, &mut Context<'_>, node: At<'_, {K}>) -> Result<(), StatusCode>`",
    )]
    DeleteHandler<E>: fn() -> Result<(), E>
}

handler! {
    /// A handler for Exec: it receives the argument.
    #[diagnostic::on_unimplemented(
        message = "this is no handler for Exec of `{K}` with the state `{S}`",
        label = "wrong handler signature",
        note = "write `fn(&mut {S}, &mut Context<'_>, node: At<'_, {K}>, argument: {V}) -> Result<Exec, StatusCode>`",
    )]
    ExecHandler<V, E>: fn(ReadOf<'a, K>) -> Result<Exec, E>
}

/// A handler with its node and value forgotten: the address, the text of the value, and where an answer goes.
pub(super) type Handler<S> = Box<
    dyn for<'a> Fn(
            &mut S,
            &mut Context<'_>,
            Addr<'a>,
            &'a str,
            &mut String,
        ) -> Result<Exec, HandlerError>
        + Send,
>;

/// The handlers of a CSP, sorted by class and verb.
pub(super) struct Routes<S>(Vec<((u16, Verb), Handler<S>)>);

impl<S> Routes<S> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a handler. A later one for the same kind and verb takes the place of the earlier.
    pub(super) fn insert(
        &mut self,
        class: u16,
        verb: Verb,
        handler: impl for<'a> Fn(
            &mut S,
            &mut Context<'_>,
            Addr<'a>,
            &'a str,
            &mut String,
        ) -> Result<Exec, HandlerError>
        + Send
        + 'static,
    ) {
        let handler: Handler<S> = Box::new(handler);
        match self.0.binary_search_by_key(&(class, verb), |(key, _)| *key) {
            Ok(at) => {
                if let Some((_, known)) = self.0.get_mut(at) {
                    *known = handler;
                }
            }
            Err(at) => self.0.insert(at, ((class, verb), handler)),
        }
    }

    /// The verbs that have a handler.
    pub(super) fn verbs(&self, class: u16) -> AccessSet {
        let verbs = Verb::ALL.into_iter();
        let handled: Vec<_> = verbs
            .filter(|verb| self.find(class, *verb).is_some())
            .collect();
        AccessSet::of(&handled)
    }

    pub(super) fn find(&self, class: u16, verb: Verb) -> Option<&Handler<S>> {
        let at = self.0.binary_search_by_key(&(class, verb), |(key, _)| *key);
        self.0.get(at.ok()?).map(|(_, handler)| handler)
    }
}
