//! Which ADML file belongs to which ADMX file, by their names alone, so that nothing is read in vain.

use std::collections::BTreeMap;

use crate::fold::fold;
use crate::name::{DEFAULT_LANGUAGE, FileName};

/// Of these names of files those that [`PolicySet::read`](crate::PolicySet::read) reads for a language, by their places: every ADMX file, and at most
/// one ADML file for each. A folder of many languages is read quickly so.
///
/// ```
/// let names = ["a/Lamp.admx", "a/de-DE/lamp.adml", "a/en-us/LAMP.adml", "a/readme.txt"];
/// assert_eq!(admx::wanted(&names, "en-US"), [0, 2]);
/// assert_eq!(admx::wanted(&names, "fr-FR"), [0, 2]);
/// assert_eq!(admx::wanted(&names, "de-DE"), [0, 1]);
/// ```
pub fn wanted(names: &[&str], language: &str) -> Vec<usize> {
    let pairs = pairs(names, language).into_iter();
    let mut wanted: Vec<usize> = pairs
        .flat_map(|(admx, adml)| [Some(admx), adml])
        .flatten()
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

/// Each ADMX file, in its order, with its ADML file.
pub(crate) fn pairs(names: &[&str], language: &str) -> Vec<(usize, Option<usize>)> {
    let parsed: Vec<FileName<'_>> = names.iter().map(|name| FileName::of(name)).collect();
    let mut texts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, name) in parsed.iter().enumerate() {
        if name.is_adml() {
            texts.entry(fold(name.stem)).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for (at, name) in parsed.iter().enumerate().filter(|(_, name)| name.is_admx()) {
        // Of two ADMX files with one name the second is left out: only the first needs texts, and the work stays linear.
        let candidates = texts.remove(&fold(name.stem)).unwrap_or_default();
        let best = candidates.into_iter().min_by_key(|&text| {
            let of = parsed
                .get(text)
                .copied()
                .unwrap_or_else(|| FileName::of(""));
            let is_far = !of.base().eq_ignore_ascii_case(name.folder);
            (rank(of.language(), language), is_far, of.folder)
        });
        pairs.push((at, best));
    }
    pairs
}

/// How well a language serves where another is asked for: less is better.
fn rank(language: Option<&str>, asked: &str) -> usize {
    match language {
        Some(language) if language.eq_ignore_ascii_case(asked) => 0,
        Some(language) if language.eq_ignore_ascii_case(DEFAULT_LANGUAGE) => 1,
        None => 2,
        Some(_) => 3,
    }
}
