//! Did you mean: the names nearest to one that is not known, by letters and by the words they have in common.

use strsim::{damerau_levenshtein, jaro_winkler};

/// Names that are longer are no slips, and comparing them costs the square of their length.
const LONGEST: usize = 120;

/// How many letters a name has at least in which one that is wrong is a slip.
const SHORTEST: usize = 4;

/// How many names are offered.
const MOST: usize = 3;

/// How alike two names are, of 1, to be offered.
const ALIKE: f64 = 0.6;

/// How alike two names are when one is a slip of the other's.
const SLIP: f64 = 0.8;

/// The names that are near to one, the nearest first.
///
/// ```
/// use csp_check::Nearest;
///
/// let near = Nearest::of("Brigthness", ["Brightness", "Color"].into_iter());
/// assert_eq!(near.only(), Some("Brightness"));
/// assert_eq!(near.question().as_deref(), Some("did you mean `Brightness`?"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Nearest<'n> {
    names: Vec<(f64, &'n str)>,
}

impl<'n> Nearest<'n> {
    /// Those of the known names that are near to one.
    pub fn of(name: &str, known: impl Iterator<Item = &'n str>) -> Self {
        let mut names = Vec::new();
        if name.len() <= LONGEST {
            let written = name.to_lowercase();
            let own = words(name);
            names = known
                .filter(|known| known.len() <= LONGEST)
                .map(|known| (alike(&written, &own, known), known))
                .filter(|(score, _)| *score >= ALIKE)
                .collect();
        }
        names.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        names.truncate(MOST);
        Self { names }
    }

    /// The one that must be meant: a slip away, and no other is.
    pub fn only(&self) -> Option<&'n str> {
        match self.names.as_slice() {
            [(score, name), rest @ ..] if *score >= SLIP => {
                let is_alone = rest
                    .iter()
                    .all(|(other, _)| *other < SLIP || score - other >= 0.1);
                is_alone.then_some(*name)
            }
            _ => None,
        }
    }

    /// All of them, three at most.
    pub fn names(&self) -> impl Iterator<Item = &'n str> + use<'_, 'n> {
        self.names.iter().map(|(_, name)| *name)
    }

    /// Whether there is one that is a slip away.
    pub fn has_slip(&self) -> bool {
        self.names.first().is_some_and(|(score, _)| *score >= SLIP)
    }

    /// "did you mean `A` or `B`?"
    pub fn question(&self) -> Option<String> {
        let names: Vec<String> = match self.only() {
            Some(only) => vec![format!("`{only}`")],
            None => self
                .names
                .iter()
                .map(|(_, name)| format!("`{name}`"))
                .collect(),
        };
        (!names.is_empty()).then(|| format!("did you mean {}?", names.join(" or ")))
    }
}

fn alike(written: &str, own: &[String], known: &str) -> f64 {
    let known_lower = known.to_lowercase();
    let changes = damerau_levenshtein(written, &known_lower);
    let length = written.chars().count().max(known_lower.chars().count());
    let letters = match changes {
        // One letter, or two that changed places, are a slip in any name that is a word.
        1 if length >= SHORTEST => SLIP.max(1.0 - 1.0 / length as f64),
        _ => 1.0 - changes as f64 / length.max(1) as f64,
    };
    let begin = jaro_winkler(written, &known_lower) - 0.2;
    let theirs = words(known);
    let shared = own.iter().filter(|word| theirs.contains(word)).count() as f64;
    // A single word in common is how everything beside it is called.
    let all = (own.len() + theirs.len()) as f64;
    let words = if own.len() > 1 && theirs.len() > 1 {
        2.0 * shared / all
    } else {
        0.0
    };
    letters.max(begin).max(words - 0.05)
}

/// The words of a name: `AllowUSBDrive_V2` is allow, usbdrive, v2.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_upper = true;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            words.push(String::new());
            was_upper = true;
            continue;
        }
        if words.is_empty() || c.is_uppercase() && !was_upper {
            words.push(String::new());
        }
        was_upper = c.is_uppercase();
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
