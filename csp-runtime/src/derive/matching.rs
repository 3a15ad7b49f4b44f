//! `#[csp(tree = ..)]`: what a field must be to stand for a generated node. Each function is a question to the type checker and does nothing.

use super::Listed;
use crate::access::{PermitsAdd, PermitsDelete, PermitsExec, PermitsGet, PermitsReplace};
use crate::address::{AccessOf, NodeAddress, ValueOf};
use crate::value::{Admx, Bytes, Children, Delimited, IntChoice, Secret, Time, Value, Xml};

/// What every value of a node of type `V` can be kept in.
#[diagnostic::on_unimplemented(
    message = "the value of this node is `{V}`, which the field does not hold",
    label = "the definition gives this node another format"
)]
pub trait CanHold<V: Value> {}

/// A text that is one of several: what an enum of texts is on the wire. Which texts a definition names is not compared.
#[derive(Debug)]
pub struct Named;

macro_rules! holds {
    ($($kept:ty: $($value:ty),*;)*) => {$($(
        impl CanHold<$value> for $kept {}
    )*)*};
}

holds! {
    bool: bool;
    i64: i64;
    f64: f64;
    String: &'static str, Xml<'static>, Time<'static>, Secret<'static>, Admx;
    Bytes: Bytes;
    (): ();
    Children<'static>: Children<'static>;
}

#[diagnostic::do_not_recommend]
impl<V: IntChoice> CanHold<V> for i64 {}

impl<V: Value> CanHold<V> for Named {}

#[diagnostic::do_not_recommend]
impl<W: CanHold<V>, V: Value, const D: char> CanHold<Delimited<V, D>> for Listed<W, D> {}

/// Whether a field that is `W` on the wire holds the value of a node.
pub const fn value<W, N: NodeAddress<'static>>(_node: N)
where
    W: CanHold<ValueOf<'static, N>>,
{
}

macro_rules! permits {
    ($($check:ident: $permits:ident;)*) => {$(
        /// Whether a node permits the verb.
        pub const fn $check<N: NodeAddress<'static>>(_node: N)
        where
            AccessOf<'static, N>: $permits<N::Kind>,
        {
        }
    )*};
}

permits! {
    permits_add: PermitsAdd;
    permits_delete: PermitsDelete;
    permits_exec: PermitsExec;
    permits_get: PermitsGet;
    permits_replace: PermitsReplace;
}
