use csp_macros::{CspNode, CspValue};

#[derive(CspValue)]
enum Colour {
    #[csp(value = "red")]
    Red,
    #[csp(value = "blue")]
    Blue,
}

#[derive(CspValue)]
enum Level {
    #[csp(value = 1)]
    Low,
    #[csp(value = 2)]
    High,
}

#[derive(CspValue)]
#[csp(flags(READ = 1, WRITE = 2))]
#[derive(Clone, Copy)]
struct Rights(i64);

#[derive(CspValue)]
#[csp(range = 0..=100)]
struct Percent(u8);

#[derive(CspValue)]
#[csp(regex = "[a-z]+")]
struct Word(String);

#[derive(CspValue)]
#[csp(range = 0..=300)]
struct Wide(u8);

#[derive(CspNode)]
struct Right {
    #[csp(default = "BLUE")]
    colour: Option<Colour>,
    #[csp(default = "1;2")]
    levels: Vec<Level>,
    #[csp(default = 3)]
    rights: Rights,
    #[csp(default = "word", regex = "[a-z]+")]
    word: Word,
    #[csp(range = 0..=255, default = 255)]
    byte: Option<u8>,
    #[csp(range = 1..=2)]
    level: Level,
}

#[derive(CspNode)]
struct Wrong {
    #[csp(default = "green")]
    colour: Option<Colour>,
    #[csp(default = "1;3")]
    levels: Vec<Level>,
    #[csp(default = 4)]
    rights: Rights,
    #[csp(default = 101)]
    percent: Percent,
    #[csp(default = "word")]
    word: Word,
    #[csp(range = 0..=256)]
    byte: Option<u8>,
    #[csp(range = 0..=101)]
    more: Percent,
    #[csp(range = 1..=3)]
    level: Level,
    #[csp(default = 1)]
    right: Right,
}

fn main() {}
