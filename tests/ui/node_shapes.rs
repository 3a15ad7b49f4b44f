use csp_macros::CspNode;

#[derive(CspNode)]
enum Lamp {
    Off,
}

#[derive(CspNode)]
struct Tuple(i64);

#[derive(CspNode)]
struct Empty {}

#[derive(CspNode)]
struct Generic<T> {
    value: T,
}

fn main() {}
