use csp_macros::CspValue;

#[derive(CspValue)]
#[csp(range = 0..100)]
struct Open(i64);

#[derive(CspValue)]
#[csp(range = 9..=1)]
struct Backwards(i64);

#[derive(CspValue)]
#[csp(range = 0..=1, regex = "[a-z]")]
struct Both(i64);

#[derive(CspValue)]
#[csp(format = "int")]
struct Format(String);

#[derive(CspValue)]
#[csp(flags(READ = 1, WRITE = 1))]
struct Same(i64);

#[derive(CspValue)]
#[csp(flags())]
struct None(i64);

#[derive(CspValue)]
#[csp(range = 0..=1, range = 0..=2)]
struct Twice(i64);

#[derive(Clone, Copy, CspValue)]
#[csp(flags(READ = 1), range = 0..=1)]
struct Bits(i64);

fn main() {}
