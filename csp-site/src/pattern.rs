//! Patterns as the page's script has them: parsed here, so that the script neither reads a dialect nor hands one to the browser's engine, which works
//! for hours on some.

use regex_syntax::Parser;
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use serde::Serialize;

/// How many states a pattern has at most. The script is in all of them at once at worst, for each character of a text.
const MOST: usize = 1_000;

/// A pattern, for the whole of a text.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Pattern {
    /// These characters.
    Text(String),
    /// One character of these ranges: the first and the last of each, by number.
    Class(Vec<u32>),
    /// The edge of a text or of a word.
    Edge(&'static str),
    /// One after the other.
    All(Vec<Pattern>),
    /// Any one of them.
    Any(Vec<Pattern>),
    /// As often as the first number at least, and as the second at most; without one endlessly.
    Many(Box<Pattern>, u32, Option<u32>),
    /// One that is not evaluated in a page.
    Unknown,
}

impl Pattern {
    /// A pattern of a definition. What [`csp_check::Pattern`] cannot evaluate is unknown here too, and so is what would be long.
    pub(crate) fn new(pattern: &str) -> Self {
        let parsed = csp_check::Pattern::new(pattern)
            .and_then(|_| csp_check::whole_pattern(pattern))
            .ok()
            .and_then(|whole| Parser::new().parse(&whole).ok());
        parsed
            .filter(|hir| states(hir) <= MOST)
            .and_then(|hir| lowered(&hir))
            .unwrap_or(Self::Unknown)
    }
}

/// How many states the script makes of it: each repetition is written out.
fn states(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty => 0,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(_) | HirKind::Look(_) => 1,
        HirKind::Capture(capture) => states(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(states).fold(0, usize::saturating_add),
        HirKind::Alternation(parts) => parts.iter().map(states).fold(1, usize::saturating_add),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min.saturating_add(1));
            let times = usize::try_from(times).unwrap_or(usize::MAX);
            states(&repetition.sub)
                .saturating_add(1)
                .saturating_mul(times)
        }
    }
}

/// `None` for what patterns of definitions have no use for: octets, and the edges of lines.
fn lowered(hir: &Hir) -> Option<Pattern> {
    let all = |parts: &[Hir]| -> Option<Vec<Pattern>> { parts.iter().map(lowered).collect() };
    Some(match hir.kind() {
        HirKind::Empty => Pattern::Text(String::new()),
        HirKind::Literal(literal) => Pattern::Text(String::from_utf8(literal.0.to_vec()).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            let ends = |range: &regex_syntax::hir::ClassUnicodeRange| [range.start(), range.end()];
            Pattern::Class(class.iter().flat_map(ends).map(u32::from).collect())
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Look(Look::Start) => Pattern::Edge("start"),
        HirKind::Look(Look::End) => Pattern::Edge("end"),
        HirKind::Look(Look::WordUnicode) => Pattern::Edge("word"),
        HirKind::Look(Look::WordUnicodeNegate) => Pattern::Edge("inside"),
        HirKind::Look(_) => return None,
        HirKind::Capture(capture) => lowered(&capture.sub)?,
        HirKind::Concat(parts) => Pattern::All(all(parts)?),
        HirKind::Alternation(parts) => Pattern::Any(all(parts)?),
        HirKind::Repetition(repetition) => Pattern::Many(
            Box::new(lowered(&repetition.sub)?),
            repetition.min,
            repetition.max,
        ),
    })
}
