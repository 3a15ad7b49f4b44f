//! Changes to inputs: small ones to their bytes, and larger ones to their words and elements.

use crate::targets::Random;

/// Inputs do not grow beyond this: a small one shows a fault as well, and sooner.
const LARGEST: usize = 16 * 1024;

/// Changes an input in a few places; `other` is another input to take parts from.
///
/// Mostly tags stay in pairs: what does not read at all is refused at once, and leads no further.
pub(crate) fn mutate(input: &mut Vec<u8>, other: &[u8], words: &[&str], random: &mut Random) {
    let gently = random.below(4) > 0;
    let changes = 1 << random.below(if gently { 4 } else { 3 });
    for _ in 0..changes {
        if gently {
            change_gently(input, other, words, random)
        } else {
            change(input, other, words, random)
        }
    }
    input.truncate(LARGEST);
}

/// Changes texts and whole elements.
fn change_gently(input: &mut Vec<u8>, other: &[u8], words: &[&str], random: &mut Random) {
    let word = pick(words, random);
    let is_tag = word.starts_with(b"<");
    match random.below(6) {
        0 if !word.contains(&b'<') => replace(input, text_at(input, random), word),
        1 if !is_tag || word.ends_with(b"/>") => insert(input, fitting(input, word, random), word),
        2 => drop(input.drain(element(input, random))),
        3 => {
            let element = input[element(input, random)].to_vec();
            insert(input, boundary(input, random), &element);
        }
        4 => {
            let element = other[element(other, random)].to_vec();
            insert(input, boundary(input, random), &element);
        }
        _ => {
            let text = other[text_at(other, random)].to_vec();
            replace(input, text_at(input, random), &text);
        }
    }
}

/// Changes whatever bytes there are.
fn change(input: &mut Vec<u8>, other: &[u8], words: &[&str], random: &mut Random) {
    let word = pick(words, random);
    match random.below(9) {
        0 => replace(input, word_at(input, random), word),
        1 => insert(input, random.below(input.len() + 1), word),
        2 => drop(input.drain(part(input, random))),
        3 => {
            let part = input[part(input, random)].to_vec();
            insert(input, boundary(input, random), &part);
        }
        4 => {
            let part = other[part(other, random)].to_vec();
            insert(input, boundary(input, random), &part);
        }
        5 => {
            let (one, two) = (word_at(input, random), word_at(input, random));
            let text = input[two].to_vec();
            replace(input, one, &text);
        }
        6 => {
            let at = random.below(input.len());
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        7 if random.below(4) == 0 => input.truncate(random.below(input.len())),
        _ => {
            let (at, count) = (fitting(input, word, random), 1 << random.below(9));
            insert(input, at, &word.repeat(count));
        }
    }
}

fn pick<'w>(words: &[&'w str], random: &mut Random) -> &'w [u8] {
    words
        .get(random.below(words.len()))
        .map_or(&b""[..], |word| word.as_bytes())
}

type Range = std::ops::Range<usize>;

/// A run of letters and digits somewhere.
fn word_at(input: &[u8], random: &mut Random) -> Range {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    let near = random.below(input.len());
    let start = (near..input.len())
        .find(|at| is_word(&input[*at]))
        .unwrap_or(input.len());
    let end = (start..input.len())
        .find(|at| !is_word(&input[*at]))
        .unwrap_or(input.len());
    start..end
}

/// A place where a word may stand without the whole becoming nonsense: a tag before another one, text behind a tag or in an attribute.
fn fitting(input: &[u8], word: &[u8], random: &mut Random) -> usize {
    let near = random.below(input.len());
    let rest = input.get(near..).unwrap_or_default();
    let behind = |end: u8| {
        rest.iter()
            .position(|byte| *byte == end)
            .map(|at| near + at + 1)
    };
    let place = match (word.first(), random.below(6)) {
        (_, 0) => None,
        (Some(b'<'), _) => return boundary(input, random),
        (_, 1) => behind(b'"'),
        _ => behind(b'>'),
    };
    place.unwrap_or(near)
}

/// A place before a tag.
fn boundary(input: &[u8], random: &mut Random) -> usize {
    let near = random.below(input.len());
    (near..input.len())
        .find(|at| input[*at] == b'<')
        .unwrap_or(input.len())
}

/// The text between two tags, or of an attribute, somewhere; it may be empty.
fn text_at(input: &[u8], random: &mut Random) -> Range {
    let (opens, closes) = match random.below(4) {
        0 => (b'"', b'"'),
        _ => (b'>', b'<'),
    };
    let near = random.below(input.len());
    let next = |from: usize, wanted: u8| (from..input.len()).find(|at| input[*at] == wanted);
    let start = next(near, opens).map_or(input.len(), |at| at + 1);
    start..next(start, closes).unwrap_or(start)
}

/// An element as a whole; nothing where there is none.
fn element(input: &[u8], random: &mut Random) -> Range {
    let start = boundary(input, random);
    let rest = &input[start..];
    let name: Vec<u8> = (rest.iter().skip(1).copied())
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b':')
        .collect();
    let (mut depth, mut at) = (0, 0);
    while !name.is_empty() && at < rest.len() {
        let tag = &rest[at..];
        let end = tag
            .iter()
            .position(|byte| *byte == b'>')
            .map_or(tag.len(), |end| end + 1);
        let is_this = |prefix: &[u8]| {
            let named = tag
                .strip_prefix(prefix)
                .and_then(|rest| rest.strip_prefix(name.as_slice()));
            named.is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
        };
        match (
            is_this(b"</"),
            is_this(b"<") && !tag[..end].ends_with(b"/>"),
        ) {
            (true, _) => depth -= 1,
            (_, true) => depth += 1,
            _ => {}
        }
        if depth == 0 {
            return start..start + at + end;
        }
        at += 1 + tag[1..]
            .iter()
            .position(|byte| *byte == b'<')
            .unwrap_or(tag.len() - 1);
    }
    start..start
}

/// A part: from one tag on.
fn part(input: &[u8], random: &mut Random) -> Range {
    let start = boundary(input, random);
    start..(start + random.below(200)).min(input.len())
}

fn insert(input: &mut Vec<u8>, at: usize, part: &[u8]) {
    replace(input, at..at, part);
}

fn replace(input: &mut Vec<u8>, range: Range, part: &[u8]) {
    input.splice(range, part.iter().copied());
}
