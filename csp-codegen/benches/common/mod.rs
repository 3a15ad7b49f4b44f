//! What both benchmarks need: the sets of definitions, and medians.

use std::path::{Path, PathBuf};
use std::time::Duration;

use csp_corpus::{shared, synthetic};

/// The sets of definitions to measure with, by name: the made-up one, and the published one where it lies beside the checkout.
pub(crate) fn sets() -> Vec<(&'static str, PathBuf)> {
    let made_up = Path::new(env!("CARGO_TARGET_TMPDIR")).join("made_up");
    synthetic::write(&made_up).expect("the target folder can be written");
    let published = shared("ddf/2024-05");
    let mut sets = vec![("made_up", made_up), ("published", published)];
    sets.retain(|(_, folder)| folder.is_dir());
    sets
}

/// The middle one of some times.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// How many times as long as `unit` it took.
pub(crate) fn ratio(time: Duration, unit: Duration) -> f64 {
    time.as_secs_f64() / unit.as_secs_f64()
}
