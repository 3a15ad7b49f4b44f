//! "Did you mean": the known word nearest to one that is not known.

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
    let limit = (word.chars().count() / 3).max(1);
    known
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
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

/// Levenshtein's distance without regard to the case of ASCII letters.
fn distance(a: &str, b: &str) -> usize {
    // Words that are far longer than any known one are not slips; this bounds the work.
    if a.len() > 64 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().map(|c| c.to_ascii_lowercase()).enumerate() {
        let mut next = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let change = row[j] + usize::from(from != *to);
            next.push(change.min(row[j + 1] + 1).min(next[j] + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
