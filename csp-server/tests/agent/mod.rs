//! A CSP as the generator writes one, with a node of every kind that a server treats differently; for the device and for the user.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "each test and bench uses a part"
)]

use std::marker::PhantomData;

use csp_runtime::value::IntChoice;
use csp_runtime::{Addr, Csp, Dispatcher, NodeAddress, NodeKind, Tree};

macro_rules! nodes {
    () => {
        "0 0 Agent
  access Get
1 1 Jobs
  access Get
  permanent
2 2 JobID
  dynamic
  occurrence ZeroOrMore
  access Add Delete Get
  allowed regex [^!]+
3 3 Run
  format xml
  occurrence ZeroOrOne
  access Add Delete Exec Get Replace
  mime text/plain
3 4 Status
  format int
  access Get
  os-build 10.0.22621
  allowed enum
  value 10
  means Waiting
  value 70
  means Done
3 5 Name
  format chr
  occurrence ZeroOrOne
  access Add Delete Get Replace
3 6 AccessKey
  format chr
  occurrence ZeroOrOne
  access Add Replace
  allowed regex [a-z]+
1 7 Level
  format int
  access Get Replace
  permanent
  default 5
  allowed range 0..10
1 8 Tags
  format chr
  occurrence ZeroOrOne
  access Add Delete Get Replace
  list ;
1 9 Blob
  format bin
  occurrence ZeroOrOne
  access Add Delete Get Replace
  mime application/octet-stream
1 10 Note
  format chr
  occurrence ZeroOrOne
  access Add Delete Get
1 11 Pair
  occurrence ZeroOrOne
  access Add Delete Get
  atomic-required
2 12 First
  format chr
  occurrence ZeroOrOne
  access Add Delete Get Replace
2 13 Second
  format bool
  occurrence ZeroOrOne
  access Add Delete Get Replace
1 14 Start
  format null
  permanent
  access Exec
1 15 Policy
  format chr
  occurrence ZeroOrOne
  access Add Delete Get Replace
  allowed admx
"
    };
}

pub static TREE: Tree = Tree::from_static(concat!(
    "csp Agent\nroot ./Device/Vendor/Contoso\n",
    nodes!(),
    "root ./User/Vendor/Contoso\n",
    nodes!()
));

#[derive(Debug)]
pub struct Agent;

impl Csp for Agent {
    const TREE: &'static Tree = &TREE;
    type At<'a, K: NodeKind<Csp = Self>> = At<'a, K>;
}

pub fn in_memory() -> Dispatcher<Agent, ()> {
    Dispatcher::new(())
}

pub const fn device() -> At<'static, node::Root> {
    at(Addr::new(&TREE, 0), 0)
}

pub const fn user() -> At<'static, node::Root> {
    at(Addr::new(&TREE, 16), 0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status(pub i64);

impl Status {
    pub const WAITING: Self = Self(10);
    pub const DONE: Self = Self(70);
}

impl IntChoice for Status {
    fn from_int(value: i64) -> Self {
        Self(value)
    }

    fn to_int(&self) -> i64 {
        self.0
    }

    fn name(&self) -> Option<&'static str> {
        match *self {
            Self::WAITING => Some("WAITING"),
            Self::DONE => Some("DONE"),
            _ => None,
        }
    }
}

/// The address of a node, as a generated module declares it.
pub struct At<'a, K> {
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

impl<'a, K: NodeKind<Csp = Agent>> NodeAddress<'a> for At<'a, K> {
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

pub mod node {
    use csp_runtime::__private::{Is, KindIs};
    use csp_runtime::access;
    use csp_runtime::value::{Admx, Bytes, Children, Delimited, Secret, Xml};

    use super::{At, at};

    macro_rules! kinds {
        ($($kind:ident $class:literal $value:ty, $access:ident;)*) => {$(
            pub struct $kind;

            impl KindIs for $kind {
                type Is = Is<super::Agent, $value, access::$access, $class>;
            }
        )*};
    }

    kinds! {
        Root 0 Children<'static>, Get;
        Jobs 1 Children<'static>, Get;
        Job 2 Children<'static>, AddDeleteGet;
        Run 3 Xml<'static>, AddDeleteExecGetReplace;
        JobStatus 4 super::Status, Get;
        Name 5 &'static str, AddDeleteGetReplace;
        Key 6 Secret<'static>, AddReplace;
        Level 7 i64, GetReplace;
        Tags 8 Delimited<&'static str, ';'>, AddDeleteGetReplace;
        Blob 9 Bytes, AddDeleteGetReplace;
        Note 10 &'static str, AddDeleteGet;
        Pair 11 Children<'static>, AddDeleteGet;
        First 12 &'static str, AddDeleteGetReplace;
        Second 13 bool, AddDeleteGetReplace;
        Start 14 (), Exec;
        Policy 15 Admx, AddDeleteGetReplace;
    }

    macro_rules! children {
        ($($parent:ident: $($name:ident $kind:ident $offset:literal),*;)*) => {$(
            impl<'a> At<'a, $parent> {
                $(pub const fn $name(self) -> At<'a, $kind> {
                    at(self.addr, $offset)
                })*
            }
        )*};
    }

    children! {
        Root: jobs Jobs 1, level Level 7, tags Tags 8, blob Blob 9, note Note 10, pair Pair 11, start Start 14, policy Policy 15;
        Job: run Run 1, status JobStatus 2, name Name 3, key Key 4;
        Pair: first First 1, second Second 2;
    }

    impl<'a> At<'a, Jobs> {
        pub const fn job_id(self, name: &'a str) -> At<'a, Job> {
            at(self.addr.named(name), 1)
        }
    }
}
