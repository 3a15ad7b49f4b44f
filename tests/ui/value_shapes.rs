use csp_macros::CspValue;

#[derive(CspValue)]
struct Pair(i64, i64);

#[derive(CspValue)]
struct Named {
    level: i64,
}

#[derive(CspValue)]
enum Nothing {}

#[derive(CspValue)]
struct Generic<T>(T);

#[derive(CspValue)]
#[csp(flags(READ = 1))]
struct Bits(String);

#[derive(CspValue)]
enum Unsaid {
    On,
    Off,
}

fn main() {}
