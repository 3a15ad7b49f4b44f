//! What benchmarks of messages measure with: what quick-xml takes for the same bytes.

use std::hint::black_box;
use std::time::{Duration, Instant};

use quick_xml::Reader;
use quick_xml::events::Event;

/// Only tokens, and every one of them.
///
/// # Panics
///
/// The bytes are no XML.
pub fn tokenize(bytes: &[u8]) -> usize {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    let mut tokens = 0;
    while !matches!(reader.read_event().expect("the bytes are XML"), Event::Eof) {
        tokens += 1;
    }
    tokens
}

/// Prints what a piece of work takes and what quick-xml does for the same bytes.
pub fn ratio<T, U>(name: &str, ours: impl FnMut() -> T, baseline: impl FnMut() -> U) {
    ratio_to("quick-xml", name, ours, baseline);
}

/// Prints what a piece of work takes and what another does: the fastest of many runs of each, taken in turn so that both see the same machine.
pub fn ratio_to<T, U>(
    other: &str,
    name: &str,
    mut ours: impl FnMut() -> T,
    mut baseline: impl FnMut() -> U,
) {
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..2000 {
        let start = Instant::now();
        black_box(ours());
        fastest[0] = fastest[0].min(start.elapsed());
        let start = Instant::now();
        black_box(baseline());
        fastest[1] = fastest[1].min(start.elapsed());
    }
    let [ours, baseline] = fastest;
    let ratio = ours.as_secs_f64() / baseline.as_secs_f64();
    println!("{name}: {ours:.1?}, {other} {baseline:.1?}, ratio {ratio:.2}");
}
