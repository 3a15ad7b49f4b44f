//! A CSP as the generator writes one, with a node of every kind that a server treats differently; for the device and for the user.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "each test and bench uses a part"
)]

use csp_runtime::value::IntChoice;
use csp_runtime::{Addr, Csp, Mounted, Tree};

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
3 6 Key
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
}

pub fn in_memory() -> Mounted<Agent, ()> {
    Mounted::new(())
}

pub const fn device() -> node::Root<'static> {
    node::Root(Addr::new(&TREE, 0))
}

pub const fn user() -> node::Root<'static> {
    node::Root(Addr::new(&TREE, 16))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status(pub i64);

impl Status {
    pub const WAITING: Self = Self(10);
    pub const DONE: Self = Self(70);
}

impl IntChoice for Status {
    const NAMES: &'static [(&'static str, i64)] = &[("WAITING", 10), ("DONE", 70)];

    fn from_int(value: i64) -> Self {
        Self(value)
    }

    fn to_int(self) -> i64 {
        self.0
    }
}

pub mod node {
    use csp_runtime::value::{Admx, Bytes, Children, Delimited, Secret, Xml};
    use csp_runtime::{Addr, Kind, Node, access};

    macro_rules! nodes {
        ($($at:ident $class:literal $value:ty, $access:ident;)*) => {$(
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $at<'a>(pub Addr<'a>);

            impl Kind for $at<'static> {
                type Csp = super::Agent;
                type Value = $value;
                type Access = access::$access;
                type At<'a> = $at<'a>;
                const CLASS: u16 = $class;
            }

            impl<'a> Node<'a> for $at<'a> {
                type Kind = $at<'static>;

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
        ($($parent:ident: $($name:ident $at:ident $offset:literal),*;)*) => {$(
            impl<'a> $parent<'a> {
                $(pub const fn $name(self) -> $at<'a> {
                    $at(self.0.child($offset))
                })*
            }
        )*};
    }

    children! {
        Root: jobs Jobs 1, level Level 7, tags Tags 8, blob Blob 9, note Note 10, pair Pair 11, start Start 14, policy Policy 15;
        Job: run Run 1, status JobStatus 2, name Name 3, key Key 4;
        Pair: first First 1, second Second 2;
    }

    impl<'a> Jobs<'a> {
        pub const fn job_id<'n>(self, name: &'n str) -> Job<'n>
        where
            'a: 'n,
        {
            Job(self.0.named(1, name))
        }
    }
}
