//! Names of instances: kept as they were given, compared as `CaseSense` asks, so that a lookup needs no folded copy.

use std::borrow::Borrow;
use std::cmp::Ordering;

/// The name of an instance among those of its row.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) cased: bool,
    pub(super) text: Box<str>,
}

/// The same, borrowed: what a lookup has.
#[derive(Clone, Copy)]
pub(super) struct NameRef<'a> {
    pub(super) cased: bool,
    pub(super) text: &'a str,
}

/// What owned and borrowed names have in common; `dyn Key` is the form in which the map is asked.
pub(super) trait Key {
    fn key(&self) -> NameRef<'_>;
}

impl Key for Name {
    fn key(&self) -> NameRef<'_> {
        NameRef {
            cased: self.cased,
            text: &self.text,
        }
    }
}

impl Key for NameRef<'_> {
    fn key(&self) -> NameRef<'_> {
        *self
    }
}

impl Ord for dyn Key + '_ {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.key(), other.key());
        // Names of one row agree on `cased`: it is the row that says so.
        if a.cased {
            a.text.cmp(b.text)
        } else {
            compare_folded(a.text, b.text)
        }
    }
}

impl PartialOrd for dyn Key + '_ {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for dyn Key + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for dyn Key + '_ {}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        (self as &dyn Key).cmp(other as &dyn Key)
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Name {}

impl<'a> Borrow<dyn Key + 'a> for Name {
    fn borrow(&self) -> &(dyn Key + 'a) {
        self
    }
}

/// The order of two names without regard to case: that of their characters in lower case.
fn compare_folded(a: &str, b: &str) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    let same = a
        .bytes()
        .zip(b.bytes())
        .take_while(|(a, b)| a.is_ascii() && a.eq_ignore_ascii_case(b))
        .count();
    // Only ASCII was passed over, so both rests begin at a character.
    match (a.as_bytes().get(same), b.as_bytes().get(same)) {
        (Some(a), Some(b)) if a.is_ascii() && b.is_ascii() => {
            a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase())
        }
        _ => fold(a, same).cmp(fold(b, same)),
    }
}

fn fold(text: &str, from: usize) -> impl Iterator<Item = char> {
    let rest = text.get(from..).unwrap_or_default();
    rest.chars().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter_unless_asked() {
        assert_eq!(compare_folded("{AB}", "{ab}"), Ordering::Equal);
        assert_eq!(compare_folded("Äpfel", "äPFEL"), Ordering::Equal);
        assert_eq!(compare_folded("a", "B"), Ordering::Less);
        assert_eq!(compare_folded("ab", "A"), Ordering::Greater);
        assert_eq!(compare_folded("z", "Ä"), Ordering::Less);
        // U+212A, the Kelvin sign, is a k in lower case.
        assert_eq!(compare_folded("\u{212A}x", "kX"), Ordering::Equal);
    }
}
