use std::collections::BTreeMap;

use csp_macros::CspNode;

#[derive(CspNode)]
struct Lamp {
    #[csp(access = "Get, Set")]
    brightness: i64,
    #[csp(acces = "Get")]
    label: String,
    #[csp(exec, access = "Exec")]
    reset: (),
    #[csp(name = "a/b")]
    path: String,
    #[csp(name = "Room")]
    rooms: BTreeMap<String, i64>,
    #[csp(title = "Level")]
    level: i64,
    #[csp(default = 0.5)]
    half: f64,
    #[csp(format = "chr")]
    text: String,
    maybe_rooms: Option<BTreeMap<String, i64>>,
}

#[derive(CspNode)]
struct Names {
    power: i64,
    #[csp(name = "POWER")]
    other: i64,
    one: BTreeMap<String, i64>,
    two: BTreeMap<String, i64>,
}

#[derive(CspNode)]
struct NoNames {
    #[csp(name = "..")]
    up: i64,
    #[csp(name = "*")]
    star: i64,
    #[csp(name = "two\nlines")]
    lines: i64,
}

fn main() {}
