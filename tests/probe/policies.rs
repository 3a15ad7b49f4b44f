//! Compiled into generated crates: what must hold for every policy of their modules.
//!
//! A random value of its type goes to a device in a request, and comes back in the reply as it was.
#![allow(clippy::unwrap_used, dead_code)]

use std::fmt::Debug;

use csp_device::Device;
use csp_runtime::admx::{List, NamedList, Policy, Toggle};
use csp_runtime::access::{PermitsGet, PermitsReplace};
use csp_runtime::{AccessOf, NodeAddress, NodeKind, Payload, StatusCode, Value};
use csp_server::{ChangeCommands, GetCommands, Reply, Request};

/// How many values each policy takes.
const ROUNDS: usize = 4;

/// A device on which policies are set, and how many were.
pub struct Trip {
    device: Device,
    dice: Dice,
    policies: usize,
}

impl Trip {
    pub fn new(device: Device) -> Self {
        Self {
            device,
            dice: Dice(1),
            policies: 0,
        }
    }

    /// Sets a policy that has elements.
    pub fn policy<'a, N, T>(&mut self, node: N, value: impl Fn(&mut Dice) -> T)
    where
        N: NodeAddress<'a>,
        N::Kind: NodeKind<Value = Policy<T>>,
        AccessOf<'a, N>: PermitsGet<N::Kind> + PermitsReplace<N::Kind>,
        Policy<T>: for<'r> Value<Read<'r> = Policy<T>> + Payload<Policy<T>>,
        T: Clone + Debug + PartialEq,
    {
        self.policies += 1;
        for _ in 0..ROUNDS {
            let value = value(&mut self.dice);
            self.there_and_back(node, Policy::Enabled(value));
        }
        self.there_and_back(node, Policy::Disabled);
    }

    /// Sets a policy that has none.
    pub fn toggle<'a, N>(&mut self, node: N)
    where
        N: NodeAddress<'a>,
        N::Kind: NodeKind<Value = Toggle>,
        AccessOf<'a, N>: PermitsGet<N::Kind> + PermitsReplace<N::Kind>,
    {
        self.policies += 1;
        self.there_and_back(node, Toggle::Enabled);
        self.there_and_back(node, Toggle::Disabled);
    }

    fn there_and_back<'a, N, V>(&mut self, node: N, value: V)
    where
        N: NodeAddress<'a>,
        N::Kind: NodeKind<Value = V>,
        AccessOf<'a, N>: PermitsGet<N::Kind> + PermitsReplace<N::Kind>,
        V: for<'r> Value<Read<'r> = V> + Payload<V> + Clone + Debug + PartialEq,
    {
        let mut request = Request::fragment();
        let uri = csp_runtime::loc_uri(node);
        let change = request.replace(node, value.clone());
        let ticket = request.get(node);
        let answer = self.device.handle(&request.finish().unwrap()).unwrap();
        let reply = Reply::parse(&answer).unwrap();
        assert_eq!(reply.status(&change).code(), Some(StatusCode::OK), "{uri}: {value:?}");
        assert_eq!(reply.value(&ticket).unwrap(), value, "{uri}");
    }

    pub fn end(self) {
        println!("{} policies", self.policies);
        assert!(self.policies > 0);
    }
}

/// Random values, the same in each run.
pub struct Dice(u64);

/// What XML, payloads and LocURIs have a meaning for, and what is not ASCII.
const LETTERS: [char; 16] = [
    'a', 'Z', '0', ' ', '<', '>', '&', '"', '\'', '\n', '\t', ';', '=', '%', 'é', '😀',
];

impl Dice {
    /// splitmix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    pub fn bool(&mut self) -> bool {
        self.next() % 2 == 0
    }

    /// The ends more often than others.
    pub fn number(&mut self, min: u64, max: u64) -> u64 {
        match self.next() % 4 {
            0 => min,
            1 => max,
            _ => match (max - min).checked_add(1) {
                Some(count) => min + self.next() % count,
                None => self.next(),
            },
        }
    }

    /// A text of so many units of UTF-16 at most, of which there is at least one.
    pub fn text(&mut self, most: u64) -> String {
        let mut text = String::new();
        let length = self.number(1, most) as usize;
        while text.encode_utf16().count() < length {
            let letter = LETTERS[(self.next() % LETTERS.len() as u64) as usize];
            let is_long = text.encode_utf16().count() + letter.len_utf16() > length;
            text.push(if is_long { 'x' } else { letter });
        }
        text
    }

    pub fn optional(&mut self, most: u64) -> Option<String> {
        let is_there = self.bool();
        is_there.then(|| self.text(most))
    }

    pub fn texts(&mut self, most: u64) -> Vec<String> {
        let count = self.next() % 3 + 1;
        // A line break would be taken for what a tool put between them.
        let text = |_| self.text(most).replace('\n', "_");
        (0..count).map(text).collect()
    }

    pub fn list(&mut self) -> List {
        // More than nine, so that the order of the numbers is not that of their texts.
        (0..=self.next() % 12).map(|_| self.text(20)).collect()
    }

    pub fn named_list(&mut self) -> NamedList {
        let names = 0..=self.next() % 3;
        names.map(|at| (format!("{at}{}", self.text(8)), self.text(20))).collect()
    }

    pub fn one_of<T, const N: usize>(&mut self, all: [T; N]) -> T {
        let at = (self.next() % N as u64) as usize;
        all.into_iter().nth(at).unwrap()
    }
}
