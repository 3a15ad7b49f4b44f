//! Derived structs: reading one from what a device lists, writing one as commands.

use std::collections::BTreeMap;

use csp_macros::CspNode;
use csp_runtime::CspNode;
use csp_server::Request;
use csp_tests::growth::{Shape, Work};

use super::definitions::{one_hash, other_case};

#[derive(CspNode)]
#[csp(device = "./Device/Vendor/Contoso")]
struct Lamp {
    brightness: Option<i64>,
    #[csp(title = "Room", access = "Add, Get")]
    rooms: BTreeMap<String, Room>,
}

#[derive(CspNode)]
struct Room {
    #[csp(access = "Add, Get, Replace")]
    floor: i64,
}

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "from_nodes: instances",
        size: 2_000,
        prepare: |n| read(n, (0..n).map(|nth| format!("{{{nth}}}/Floor"))),
    },
    Shape {
        name: "from_nodes: instances that differ in case alone, which are one",
        size: 2_000,
        prepare: |n| read(1, (0..n).map(|nth| format!("{}/Floor", other_case(nth)))),
    },
    Shape {
        name: "from_nodes: names that agree in length and at both ends",
        size: 2_000,
        prepare: |n| read(n, (0..n).map(|nth| format!("{}/Floor", one_hash(nth)))),
    },
    Shape {
        name: "from_nodes: a field and its nodes in every case",
        size: 1_000,
        prepare: |n| read(0, (0..n).map(brightness)),
    },
    Shape {
        name: "from_nodes: a name of many escapes",
        size: 20_000,
        prepare: |n| read(1, [format!("{}/Floor", "%7B".repeat(n))].into_iter()),
    },
    Shape {
        name: "from_nodes: a path of many names",
        size: 20_000,
        prepare: |n| {
            read(
                1,
                ["a/Floor".to_owned(), "a/".repeat(n) + "Floor"].into_iter(),
            )
        },
    },
    Shape {
        name: "write_all: instances",
        size: 500,
        prepare: |n| {
            let room = |nth| (format!("{{{nth}}}"), Room { floor: 1 });
            let lamp = Lamp {
                brightness: None,
                rooms: (0..n).map(room).collect(),
            };
            Box::new(move || {
                let mut request = Request::fragment();
                assert_eq!(request.write_all(Lamp::device(), &lamp).len(), 2 * n);
                assert!(!request.finish().unwrap().is_empty());
            })
        },
    },
];

/// `Brightness` with its letters in the case that the bits of a number say.
fn brightness(nth: usize) -> String {
    let letters = "brightness".chars().enumerate();
    letters
        .map(|(at, letter)| match nth >> at & 1 {
            0 => letter,
            _ => letter.to_ascii_uppercase(),
        })
        .collect()
}

/// Reads a lamp with so many rooms from a listing of these nodes below it.
fn read(rooms: usize, below: impl Iterator<Item = String>) -> Work {
    let root = Lamp::device().to_string();
    let uris: Vec<String> = below.map(|path| format!("{root}/{path}")).collect();
    Box::new(move || {
        let nodes = uris.iter().map(|uri| (uri.as_str(), "1"));
        let lamp = Lamp::from_nodes(&root, nodes).unwrap();
        assert_eq!(lamp.rooms.len(), rooms);
    })
}
