//! What both benchmarks need: the definitions to measure with, and medians.

use std::path::PathBuf;
use std::time::Duration;

/// The folder of the definitions: a published drop where there is one beside the project, else this repository's own.
pub(crate) fn definitions() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let published = root.join("../shared/ddf/2024-05");
    if published.is_dir() {
        return published;
    }
    println!("../shared is absent: measured with ddf/definitions instead");
    root.join("ddf/definitions")
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
