//! A small CSP as the generator writes one: `Installer/{Product}` with `Run`, `State` and `Version`, `Limit`,
//! `Quota` with a default and `Journal` that is appended to, for the device and for the user.

use std::marker::PhantomData;

use csp_runtime::{Addr, Csp, Dispatcher, NodeAddress, NodeKind, Tree};

macro_rules! nodes {
    () => {
        "0 0 Installer
access Get
1 1 Product
dynamic
occurrence ZeroOrMore
access Add Delete Get
2 2 Run
format xml
access Add Exec Get
2 3 State
format int
access Get
2 4 Version
format chr
occurrence ZeroOrOne
access Get
1 5 Limit
format int
access Get Replace
1 6 Quota
format int
access Get Replace
default 7
1 7 Journal
access Get Replace
format chr
replace-appends
"
    };
}

pub(crate) static TREE: Tree = Tree::from_static(concat!(
    "csp Installer\nroot ./Device/Vendor/MSFT\n",
    nodes!(),
    "root ./User/Vendor/MSFT\n",
    nodes!()
));

static OTHER: Tree = Tree::from_static(
    "csp Other\nroot ./Vendor/MSFT\n0 0 Other\naccess Get\n1 1 Limit\nformat int\naccess Get Replace\n",
);

/// A table with a fact of another runtime's.
pub(crate) static BROKEN: Tree =
    Tree::from_static("csp Broken\nroot ./Vendor/MSFT\n0 0 Broken\ncolour blue\n");

#[derive(Debug)]
pub(crate) struct Installer;

impl Csp for Installer {
    const TREE: &'static Tree = &TREE;
    type At<'a, K: NodeKind<Csp = Self>> = At<'a, K>;
}

#[derive(Debug)]
pub(crate) struct Other;

impl Csp for Other {
    const TREE: &'static Tree = &OTHER;
    type At<'a, K: NodeKind<Csp = Self>> = csp_runtime::__private::At<'a, K>;
}

#[derive(Debug)]
pub(crate) struct Broken;

impl Csp for Broken {
    const TREE: &'static Tree = &BROKEN;
    type At<'a, K: NodeKind<Csp = Self>> = csp_runtime::__private::At<'a, K>;
}

pub(crate) fn csp<S: Send + 'static>(state: S) -> Dispatcher<Installer, S> {
    Dispatcher::new(state)
}

/// A second CSP, from memory alone.
pub(crate) fn other() -> Dispatcher<Other, ()> {
    Dispatcher::new(())
}

pub(crate) const fn device() -> At<'static, node::Root> {
    at(Addr::new(&TREE, 0), 0)
}

pub(crate) const fn user() -> At<'static, node::Root> {
    at(Addr::new(&TREE, 8), 0)
}

/// The address of a node, as a generated module declares it.
pub(crate) struct At<'a, K> {
    addr: Addr<'a>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Clone for At<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for At<'_, K> {}

impl<K> std::fmt::Debug for At<'_, K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.addr.fmt(f)
    }
}

impl<'a, K: NodeKind<Csp = Installer>> NodeAddress<'a> for At<'a, K> {
    type Kind = K;

    fn addr(self) -> Addr<'a> {
        self.addr
    }

    fn at(addr: Addr<'a>) -> Self {
        at(addr, 0)
    }
}

const fn at<K>(addr: Addr<'_>, offset: u16) -> At<'_, K> {
    At {
        addr: addr.child(offset),
        kind: PhantomData,
    }
}

pub(crate) mod node {
    use csp_runtime::__private::{Is, KindIs};
    use csp_runtime::access;
    use csp_runtime::value::{Children, Xml};

    use super::{At, Installer, at};

    macro_rules! kinds {
        ($($kind:ident $class:literal $value:ty, $access:ident;)*) => {$(
            pub(crate) struct $kind;

            impl KindIs for $kind {
                type Is = Is<Installer, $value, access::$access, $class>;
            }
        )*};
    }

    kinds! {
        Root 0 Children<'static>, Get;
        Product 1 Children<'static>, AddDeleteGet;
        Run 2 Xml<'static>, AddExecGet;
        State 3 i64, Get;
        Version 4 &'static str, Get;
        Limit 5 i64, GetReplace;
        Quota 6 i64, GetReplace;
        Journal 7 &'static str, GetReplace;
    }

    impl<'a> At<'a, Root> {
        pub(crate) const fn product(self, name: &'a str) -> At<'a, Product> {
            at(self.addr.named(name), 1)
        }

        pub(crate) const fn limit(self) -> At<'a, Limit> {
            at(self.addr, 5)
        }
    }

    impl<'a> At<'a, Product> {
        pub(crate) const fn product(&self) -> &'a str {
            self.addr.name(0)
        }

        pub(crate) const fn state(self) -> At<'a, State> {
            at(self.addr, 2)
        }
    }

    impl<'a> At<'a, Run> {
        pub(crate) const fn product(&self) -> &'a str {
            self.addr.name(0)
        }
    }

    impl<'a> At<'a, Version> {
        pub(crate) const fn product(&self) -> &'a str {
            self.addr.name(0)
        }
    }
}
