//! The name that was meant perhaps, of those that there are.

use strsim::jaro_winkler;

/// From how much of it on a name is alike.
const ALIKE: f64 = 0.85;

/// What has the name that is most like the wanted one, whatever their letter case; `None` where none is like it.
pub(crate) fn nearest<'n, T>(wanted: &str, known: impl Iterator<Item = (&'n str, T)>) -> Option<T> {
    let wanted = wanted.to_lowercase();
    let alike = known.map(|(name, what)| (jaro_winkler(&wanted, &name.to_lowercase()), what));
    let alike = alike.filter(|(alike, _)| *alike >= ALIKE);
    let nearest = alike.max_by(|(one, _), (other, _)| one.total_cmp(other));
    nearest.map(|(_, what)| what)
}
