//! How benchmarks take times: the middle or the least of many runs, and their ratios, which machines agree on better than on times.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long a piece of work takes.
pub fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// The times of many runs of two pieces of work, taken in turn so that whatever else the machine does falls on both.
pub fn in_turn<T, U>(
    runs: usize,
    mut one: impl FnMut() -> T,
    mut other: impl FnMut() -> U,
) -> [Vec<Duration>; 2] {
    let (ones, others) = (0..runs)
        .map(|_| (time(&mut one), time(&mut other)))
        .unzip();
    [ones, others]
}

/// The middle one of some times.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The least of some times, which the machine's other work disturbed least.
pub fn least(times: impl IntoIterator<Item = Duration>) -> Duration {
    times.into_iter().min().unwrap_or_default()
}

/// How many times as long as `unit` it took.
pub fn ratio(time: Duration, unit: Duration) -> f64 {
    time.as_secs_f64() / unit.as_secs_f64()
}

/// Prints what a piece of work takes, what `other` takes, and the ratio: the least of many runs of each.
pub fn compare<T, U>(name: &str, ours: impl FnMut() -> T, other: &str, others: impl FnMut() -> U) {
    let [ours, others] = in_turn(2000, ours, others).map(least);
    println!(
        "{name}: {ours:.1?}, {other} {others:.1?}, ratio {:.2}",
        ratio(ours, others)
    );
}
