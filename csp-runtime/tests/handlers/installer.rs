//! A small CSP as the generator writes one: `Installer/{Product}` with `Run`, `State` and `Version`, `Limit`,
//! `Quota` with a default and `Journal` that is appended to, for the device and for the user.

use csp_runtime::{Addr, Csp, Mounted, Tree};

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
}

#[derive(Debug)]
pub(crate) struct Other;

impl Csp for Other {
    const TREE: &'static Tree = &OTHER;
}

#[derive(Debug)]
pub(crate) struct Broken;

impl Csp for Broken {
    const TREE: &'static Tree = &BROKEN;
}

pub(crate) fn csp<S: Send + 'static>(state: S) -> Mounted<Installer, S> {
    Mounted::new(state)
}

/// A second CSP, from memory alone.
pub(crate) fn other() -> Mounted<Other, ()> {
    Mounted::new(())
}

pub(crate) const fn device() -> node::Root<'static> {
    node::Root(Addr::new(&TREE, 0))
}

pub(crate) const fn user() -> node::Root<'static> {
    node::Root(Addr::new(&TREE, 8))
}

pub(crate) mod node {
    use csp_runtime::value::{Children, Xml};
    use csp_runtime::{Addr, Kind, Leaf, Node, access};

    use super::Installer;

    macro_rules! nodes {
        ($($at:ident $kind:ident $class:literal $value:ty, $access:ident;)*) => {$(
            #[derive(Clone, Copy)]
            pub(crate) struct $at<'a>(pub(crate) Addr<'a>);

            #[derive(Debug, Clone, Copy)]
            pub(crate) struct $kind;

            impl Kind for $kind {
                type Csp = Installer;
                type Value = $value;
                type Access = access::$access;
                type At<'a> = $at<'a>;
                const CLASS: u16 = $class;
            }

            impl<'a> Node<'a> for $at<'a> {
                type Kind = $kind;

                fn addr(self) -> Addr<'a> {
                    self.0
                }

                fn at(addr: Addr<'a>) -> Self {
                    Self(addr)
                }
            }
        )*};
    }

    nodes! {
        Root RootKind 0 Children<'static>, Get;
        Product ProductKind 1 Children<'static>, AddDeleteGet;
        Run RunKind 2 Xml<'static>, AddExecGet;
        State StateKind 3 i64, Get;
        Version VersionKind 4 &'static str, Get;
    }

    impl<'a> Root<'a> {
        pub(crate) const fn product<'n>(self, name: &'n str) -> Product<'n>
        where
            'a: 'n,
        {
            Product(self.0.named(1, name))
        }

        pub(crate) const fn limit(self) -> Leaf<'a, Limit> {
            Leaf::new(self.0.child(5))
        }
    }

    impl<'a> Product<'a> {
        pub(crate) const fn product(&self) -> &'a str {
            self.0.name(0)
        }

        pub(crate) const fn state(self) -> State<'a> {
            State(self.0.child(2))
        }
    }

    impl<'a> Run<'a> {
        pub(crate) const fn product(&self) -> &'a str {
            self.0.name(0)
        }
    }

    impl<'a> Version<'a> {
        pub(crate) const fn product(&self) -> &'a str {
            self.0.name(0)
        }
    }

    macro_rules! leaves {
        ($($at:ident $kind:ident $class:literal $value:ty;)*) => {$(
            pub(crate) type $at<'a> = Leaf<'a, $kind>;

            #[derive(Debug, Clone, Copy)]
            pub(crate) struct $kind;

            impl Kind for $kind {
                type Csp = Installer;
                type Value = $value;
                type Access = access::GetReplace;
                type At<'a> = $at<'a>;
                const CLASS: u16 = $class;
            }
        )*};
    }

    leaves! {
        LimitAt Limit 5 i64;
        QuotaAt Quota 6 i64;
        JournalAt Journal 7 &'static str;
    }
}
