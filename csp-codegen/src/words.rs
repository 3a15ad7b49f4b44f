//! The words of a wire name or a description: where one ends and the next begins.

use std::borrow::Cow;

/// The words of a text in small letters, with an underscore between them: heck sees a boundary in every change of case, and finds the same ones so.
///
/// A word begins at a capital after a small letter or digit, and at the last capital of a run when small letters follow (`CRLCheck`: `CRL`,
/// `Check`). An acronym may have digits inside (`L2TP`), and an apostrophe parts nothing (`user's`). What follows an acronym without being a word of its own stays with it: a plural `s` (`eUICCs`, `URIs`) and a version (`VPNv2`).
/// Everything but letters and digits separates; non-ASCII letters are left out, as identifiers in public interfaces are ASCII.
pub(crate) fn words(text: &str) -> String {
    let text = one_case(text);
    let text = without_apostrophes(&text);
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() + 8);
    let at = |index: usize| bytes.get(index).copied().unwrap_or(b' ');
    let mut index = 0;
    let mut tail_until = 0;
    while index < bytes.len() {
        let c = at(index);
        if !c.is_ascii_alphanumeric() {
            part(&mut out);
            index += 1;
            continue;
        }
        if c.is_ascii_uppercase()
            && index > 0
            && index >= tail_until
            && !in_acronym(bytes, index)
            && begins_word(
                at(index - 1),
                at(index + 1),
                index + 1 < tail_of_acronym(bytes, index + 1),
            )
        {
            part(&mut out);
        }
        out.push(char::from(c.to_ascii_lowercase()));
        index += 1;
        tail_until = tail_until.max(tail_of_acronym(bytes, index));
    }
    if out.ends_with('_') {
        out.pop();
    }
    out
}

/// Ends a word, if there is one.
fn part(words: &mut String) {
    if !words.is_empty() && !words.ends_with('_') {
        words.push('_');
    }
}

/// Whether a text is a word in small letters, which may begin with a capital.
pub(crate) fn is_one_word(text: &str) -> bool {
    match text.as_bytes() {
        [first, rest @ ..] => {
            first.is_ascii_alphabetic() && rest.iter().all(u8::is_ascii_lowercase)
        }
        [] => false,
    }
}

/// Two acronyms of Windows' definitions have a small letter inside.
fn one_case(text: &str) -> Cow<'_, str> {
    if text.contains("QoS") || text.contains("IoT") {
        Cow::Owned(text.replace("QoS", "QOS").replace("IoT", "IOT"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text without the apostrophes between letters.
fn without_apostrophes(text: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '\'' | '’' | '‘' | 'ʼ');
    if !text.contains(is_mark) {
        return Cow::Borrowed(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let is_letter = |index: Option<usize>| {
        let c = index.and_then(|index| chars.get(index));
        c.is_some_and(|c| c.is_alphabetic())
    };
    let parts_nothing = |at: usize| is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
    let kept = (chars.iter().enumerate()).filter(|(at, c)| !(is_mark(**c) && parts_nothing(*at)));
    kept.map(|(_, c)| *c).collect()
}

/// Whether a capital stands behind digits behind a capital, and begins no word with small letters: the `T` of `L2TP`.
fn in_acronym(bytes: &[u8], index: usize) -> bool {
    let digits = bytes[..index]
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let before = index.checked_sub(digits + 1).map(|at| bytes[at]);
    let after = bytes.get(index + 1);
    digits > 0
        && before.is_some_and(|c| c.is_ascii_uppercase())
        && !after.is_some_and(u8::is_ascii_lowercase)
}

/// Whether a capital between these begins a word.
fn begins_word(before: u8, after: u8, acronym_tail_follows: bool) -> bool {
    let after_small = before.is_ascii_lowercase() || before.is_ascii_digit();
    after_small
        || (before.is_ascii_uppercase() && after.is_ascii_lowercase() && !acronym_tail_follows)
}

/// Where the tail of an acronym ends that begins at `index`, or `index` when none does: `s` or `v` and digits behind two capitals, before the
/// end of the word.
fn tail_of_acronym(bytes: &[u8], index: usize) -> usize {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(b' ');
    let behind_capitals =
        index >= 2 && at(index - 1).is_ascii_uppercase() && at(index - 2).is_ascii_uppercase();
    if !behind_capitals {
        return index;
    }
    let mut end = index + 1;
    match at(index) {
        b's' => {}
        b'v' if at(end).is_ascii_digit() => {
            while at(end).is_ascii_digit() {
                end += 1;
            }
        }
        _ => return index,
    }
    if at(end).is_ascii_lowercase() {
        index
    } else {
        end
    }
}
