//! "Did you mean": the known word nearest to one that is not known.

use strsim::levenshtein;

/// Words that are longer than any known one are no slips, and comparing them costs the square of their length.
const LONGEST: usize = 64;

/// The known word that `word` most likely stands for: a synonym, another letter case, or a slip of
/// at most a third of its letters.
fn nearest<'a>(word: &str, known: &[&'a str], synonyms: &[(&str, &'a str)]) -> Option<&'a str> {
    let word = word.trim();
    if let Some((_, meant)) = synonyms
        .iter()
        .find(|(synonym, _)| synonym.eq_ignore_ascii_case(word))
    {
        return Some(meant);
    }
    if word.len() > LONGEST {
        return None;
    }
    let limit = (word.chars().count() / 3).max(1);
    let word = word.to_ascii_lowercase();
    known
        .iter()
        .map(|known| (levenshtein(&word, &known.to_ascii_lowercase()), *known))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// The general `help`, with the nearest known word before it where there is one.
pub fn help(word: &str, known: &[&str], synonyms: &[(&str, &str)], help: &str) -> String {
    let Some(meant) = nearest(word, known, synonyms) else {
        return help.to_owned();
    };
    let mut letters = help.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    format!(
        "did you mean `{meant}`? {}",
        first.chain(letters).collect::<String>()
    )
}
