//! Changes to inputs: small ones to their bytes, and larger ones to their words and elements.

/// A generator of numbers that look random (xorshift64*): the same seed gives the same run.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`; 0 when that is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        number as usize % end.max(1)
    }
}

/// Inputs do not grow beyond this: a small one shows a fault as well, and sooner.
const LARGEST: usize = 16 * 1024;

/// Changes an input in a few places; `other` is another input to take parts from.
pub(crate) fn mutate(input: &mut Vec<u8>, other: &[u8], words: &[&str], random: &mut Random) {
    for _ in 0..=random.below(4) {
        change(input, other, words, random);
    }
    input.truncate(LARGEST);
}

fn change(input: &mut Vec<u8>, other: &[u8], words: &[&str], random: &mut Random) {
    let word = words
        .get(random.below(words.len()))
        .map_or(&b""[..], |word| word.as_bytes());
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
        7 => {
            let at = random.below(input.len());
            if let Some(byte) = input.get_mut(at) {
                *byte = random.below(256) as u8;
            }
        }
        _ if random.below(8) == 0 => input.truncate(random.below(input.len())),
        _ => {
            let (at, count) = (random.below(input.len() + 1), 1 << random.below(9));
            insert(input, at, &word.repeat(count));
        }
    }
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

/// A place before a tag.
fn boundary(input: &[u8], random: &mut Random) -> usize {
    let near = random.below(input.len());
    (near..input.len())
        .find(|at| input[*at] == b'<')
        .unwrap_or(input.len())
}

/// A part: from one tag to another, at times an element as a whole.
fn part(input: &[u8], random: &mut Random) -> Range {
    let start = boundary(input, random);
    let name: Vec<u8> = input[start..]
        .iter()
        .skip(1)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .copied()
        .collect();
    let end_tag = [b"</", name.as_slice(), b">"].concat();
    let element = input[start..]
        .windows(end_tag.len())
        .position(|window| window == end_tag);
    match element {
        Some(length) if !name.is_empty() && random.below(4) > 0 => {
            start..start + length + end_tag.len()
        }
        _ => start..(start + random.below(200)).min(input.len()),
    }
}

fn insert(input: &mut Vec<u8>, at: usize, part: &[u8]) {
    replace(input, at..at, part);
}

fn replace(input: &mut Vec<u8>, range: Range, part: &[u8]) {
    input.splice(range, part.iter().copied());
}
