//! Lists of policies: names and values of the registry, by turns in one text.

use csp_schema::ADMX_JOINT;

use super::element::Element;

/// The values of a list whose names nobody gives: they are numbers from 1, which are written and passed over when a list is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct List(pub Vec<String>);

/// A list whose names a person gives: names, each with its value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct NamedList(pub Vec<(String, String)>);

impl<T: Into<String>> FromIterator<T> for List {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<String>, const N: usize> From<[T; N]> for List {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for NamedList {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        let owned = entries.map(|(name, value)| (name.into(), value.into()));
        Self(owned.collect())
    }
}

impl<N: Into<String>, V: Into<String>, const L: usize> From<[(N, V); L]> for NamedList {
    fn from(entries: [(N, V); L]) -> Self {
        entries.into_iter().collect()
    }
}

impl List {
    /// The entries with their names, which begin with a prefix as Group Policy writes them.
    pub(super) fn named(&self, prefix: &str) -> NamedList {
        let numbered = (1..).zip(&self.0);
        let entries =
            numbered.map(|(number, value): (usize, _)| (format!("{prefix}{number}"), value));
        entries.collect()
    }
}

impl Element for List {
    fn write(&self, out: &mut String) {
        self.named("").write(out);
    }

    /// In the order of the numbers, which a device may have in another; as they stand where a name ends in none.
    fn read(text: &str) -> Result<Self, &'static str> {
        let parts = parts(text);
        if parts.len() % 2 != 0 {
            // Whoever gives no names means the numbers.
            return Ok(parts.into_iter().collect());
        }
        let mut entries: Vec<(Option<u64>, &str)> = pairs(&parts)
            .map(|(name, value)| (last_number(name), value))
            .collect();
        if entries.iter().all(|(number, _)| number.is_some()) {
            entries.sort_by_key(|(number, _)| *number);
        }
        Ok(entries.into_iter().map(|(_, value)| value).collect())
    }

    fn missing() -> Option<Self> {
        Some(Self::default())
    }

    fn check(&self) -> Result<(), &'static str> {
        check(self.0.iter())
    }
}

impl Element for NamedList {
    fn write(&self, out: &mut String) {
        for (at, (name, value)) in self.0.iter().enumerate() {
            if at > 0 {
                out.push(ADMX_JOINT);
            }
            out.push_str(name);
            out.push(ADMX_JOINT);
            out.push_str(value);
        }
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        let parts = parts(text);
        match parts.len() % 2 {
            0 => Ok(pairs(&parts).collect()),
            _ => Err("names and values by turns, with U+F000 between them"),
        }
    }

    fn missing() -> Option<Self> {
        Some(Self::default())
    }

    fn check(&self) -> Result<(), &'static str> {
        check(self.0.iter().flat_map(|(name, value)| [name, value]))
    }
}

fn parts(text: &str) -> Vec<&str> {
    match text {
        "" => Vec::new(),
        _ => text.split(ADMX_JOINT).collect(),
    }
}

fn pairs<'t>(parts: &[&'t str]) -> impl Iterator<Item = (&'t str, &'t str)> {
    parts.chunks_exact(2).filter_map(|pair| match pair {
        [name, value] => Some((*name, *value)),
        _ => None,
    })
}

/// The number that a name ends with.
fn last_number(name: &str) -> Option<u64> {
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    name.get(name.len() - digits..)?.parse().ok()
}

fn check<'t>(mut parts: impl Iterator<Item = &'t String>) -> Result<(), &'static str> {
    if parts.any(|part| part.contains(ADMX_JOINT)) {
        Err("a name or a value of the list contains U+F000, which stands between them")
    } else {
        Ok(())
    }
}
