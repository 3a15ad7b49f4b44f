use std::collections::BTreeMap;

use csp_macros::{CspNode, CspValue};
use csp_runtime::value::{Bytes, List};

#[derive(CspNode)]
struct Lamp {
    #[csp(default = "yes")]
    on: bool,
    #[csp(default = "bright")]
    level: Option<i64>,
    #[csp(range = 0..=100, default = 101)]
    percent: i64,
    #[csp(format = "date", default = "today")]
    since: String,
    #[csp(format = "time", default = "25:00")]
    at: Option<String>,
    #[csp(default = "A")]
    key: Bytes,
    #[csp(default = "half")]
    dimmed: f64,
    #[csp(default = 1)]
    nothing: (),
    #[csp(range = 0..=9, default = "1;10")]
    levels: Vec<i64>,
    #[csp(default = "AQID,A")]
    keys: List<Bytes, ','>,
    // Not a list of semicolons.
    #[csp(regex = "[a-z]+", default = "a;b")]
    words: List<String, ','>,
    #[csp(title = "Zone", default = "2001-13-01", format = "date")]
    zones: BTreeMap<String, String>,
}

#[derive(CspValue)]
struct Number(f64);

#[derive(CspValue)]
struct Key(Bytes);

#[derive(CspValue)]
#[csp(format = "date")]
struct Day(String);

#[derive(CspValue)]
#[csp(regex = "[a-z]+", default = "word")]
struct Word(String);

#[derive(CspValue)]
struct AnyWord(Word);

#[derive(CspNode)]
struct Newtypes {
    #[csp(default = "half")]
    number: Number,
    #[csp(default = "AQ=A")]
    key: Option<Key>,
    #[csp(default = "today")]
    day: Day,
    #[csp(default = "other")]
    word: Word,
    #[csp(default = "other")]
    any: AnyWord,
    #[csp(default = "a;b")]
    words: Vec<Word>,
    #[csp(regex = "[a-v]+")]
    no_word: Word,
}

#[derive(CspValue)]
#[csp(range = 0..=9, default = 10)]
struct Digit(i64);

#[derive(CspValue)]
#[csp(default = "?")]
struct Secret(Bytes);

#[derive(CspValue)]
#[csp(format = "date")]
struct NoText(Bytes);

#[derive(CspValue)]
#[csp(range = 0..=9)]
struct NoInteger(String);

#[derive(CspNode)]
struct Right {
    #[csp(default = "AQI=")]
    key: Key,
    #[csp(default = "-1.5e3")]
    number: Number,
    #[csp(default = "2001-07-11")]
    day: Day,
    word: Word,
    any: Option<AnyWord>,
    #[csp(regex = "[a-v]+", default = "here")]
    here: Word,
    #[csp(regex = "[a-z]+", default = "a;b")]
    words: Vec<Word>,
    #[csp(regex = "[a-z]+", default = "a,b,")]
    more: List<String, ','>,
    #[csp(range = 0..=9, default = "1;2")]
    levels: Vec<i64>,
    #[csp(regex = "[a-z]+", default = "")]
    none: Vec<String>,
}

fn main() {}
