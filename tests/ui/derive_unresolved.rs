use csp_macros::{CspNode, CspValue};

#[derive(CspValue)]
#[csp(crate = nowhere)]
struct Level(i64);

#[derive(CspNode)]
#[csp(crate = neither::here)]
struct Lamp {
    level: i64,
    label: String,
}

#[derive(CspNode)]
#[csp(nodes = room, root = Missing)]
struct Room {
    level: i64,
    label: String,
}

fn main() {}
