//! RegEx allowed values. Published patterns are meant for the whole value and come in several dialects.

use std::fmt;

use regex::Regex;
use regex_syntax::ast::parse::Parser;

/// A regular expression of a definition, for whole values.
#[derive(Debug)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern as a definition writes it.
    ///
    /// # Errors
    ///
    /// What the engine has no way to evaluate, by mistake or by dialect: it looks neither ahead nor behind, and takes linear time on any text.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        Regex::new(&whole_pattern(pattern)?)
            .map(Self)
            .map_err(|error| PatternError::new(&error))
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// Why a pattern cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError(String);

impl PatternError {
    /// What the engine says, without the pattern, which it draws above.
    fn new(error: &impl fmt::Display) -> Self {
        let text = error.to_string();
        let line = text.lines().last().unwrap_or_default();
        Self(line.strip_prefix("error: ").unwrap_or(line).to_owned())
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PatternError {}

/// The pattern in the dialect of the `regex` crates, for the whole of a text.
///
/// # Errors
///
/// What is a mistake in that dialect too.
///
/// ```
/// assert_eq!(csp_check::whole_pattern("/^{[0-9]{2}}$/i")?, r"^(?:(?i)^\{[0-9]{2}}$)$");
/// # Ok::<(), csp_check::PatternError>(())
/// ```
pub fn whole_pattern(pattern: &str) -> Result<String, PatternError> {
    let (body, flags) = translate(pattern);
    // By itself first: what closes a group that it did not open would close ours.
    Parser::new()
        .parse(&body)
        .map_err(|error| PatternError::new(&error))?;
    Ok(format!("^(?:{flags}{body})$"))
}

/// The pattern in the engine's dialect, and its flags: JavaScript's delimiters fall away, and a brace that repeats nothing is a brace.
fn translate(pattern: &str) -> (String, &'static str) {
    let (pattern, flags) = match pattern
        .strip_prefix('/')
        .and_then(|rest| rest.rsplit_once('/'))
    {
        Some((inner, flags)) if flags.chars().all(|flag| "gimsuy".contains(flag)) => {
            (inner, if flags.contains('i') { "(?i)" } else { "" })
        }
        _ => (pattern, ""),
    };
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    // How many classes are open: one inside of another is taken away from it (.NET, XML Schema).
    let (mut classes, mut has_atom) = (0_usize, false);
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        match c {
            '\\' => len = escape_len(rest),
            '[' if classes == 0 || out.ends_with("--") || is_named_class(rest) => {
                classes += 1;
            }
            // In a class these are characters; the engine would take them for operators between classes.
            '[' | '&' | '~' if classes > 0 => out.push('\\'),
            '-' if classes > 0 && rest.starts_with("-[") => out.push('-'),
            '-' if classes > 0 && out.ends_with('-') && !out.ends_with("\\-") => out.push('\\'),
            ']' => classes = classes.saturating_sub(1),
            '{' if classes > 0 || (has_atom && is_repetition(rest)) => {}
            '{' => out.push('\\'),
            _ => {}
        }
        has_atom = !matches!(c, '(' | '|' | '^');
        out.push_str(rest.get(..len).unwrap_or_default());
        rest = rest.get(len..).unwrap_or_default();
    }
    (out, flags)
}

/// `[:alpha:]` and the like at the beginning, which stand inside of a class.
fn is_named_class(text: &str) -> bool {
    let name = text
        .strip_prefix("[:")
        .and_then(|rest| rest.split_once(":]"));
    name.is_some_and(|(name, _)| name.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// How long an escape is. The braces of `\p{L}` and `\x{1F600}` belong to it.
fn escape_len(text: &str) -> usize {
    let mut chars = text.chars().skip(1);
    let escaped = chars.next();
    let len = 1 + escaped.map_or(0, char::len_utf8);
    let rest = text.get(len..).unwrap_or_default();
    let inner = match escaped {
        Some('p' | 'P' | 'x' | 'u' | 'U') => braced(rest, |c| !matches!(c, '{' | '}' | '\\')),
        _ => None,
    };
    inner.map_or(len, |inner| len + inner.len() + "{}".len())
}

/// `{n}`, `{n,}` or `{n,m}` at the beginning.
fn is_repetition(text: &str) -> bool {
    let inner = braced(text, |c| c.is_ascii_digit() || c == ',');
    inner.is_some_and(|inner| {
        let (low, high) = inner.split_once(',').unwrap_or((inner, ""));
        !low.is_empty() && !high.contains(',')
    })
}

/// What is in the braces at the beginning, if all of it may be. No further than that is looked: a pattern may be nothing but open braces.
fn braced(text: &str, may_be: impl Fn(char) -> bool) -> Option<&str> {
    let rest = text.strip_prefix('{')?;
    let (inner, rest) = rest.split_at(rest.find(|c| !may_be(c))?);
    rest.starts_with('}').then_some(inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn matches(pattern: &str, text: &str) -> Option<bool> {
        Pattern::new(pattern)
            .ok()
            .map(|pattern| pattern.matches(text))
    }

    #[test]
    fn the_dialects_of_published_patterns() {
        // Without anchors, a pattern is still for the whole value.
        assert_eq!(matches("[0-9]{2}", "123"), Some(false));
        assert_eq!(matches("^[0-9]{2}$", "12"), Some(true));
        // A brace that repeats nothing.
        assert_eq!(matches("{[0-9A-F]{4}\\}", "{12AF}"), Some(true));
        assert_eq!(matches("(a|{b})", "{b}"), Some(true));
        // Braces that belong to an escape.
        assert_eq!(matches("^\\p{L}+$", "Größe"), Some(true));
        assert_eq!(matches("^[\\p{Lu}-]{2}\\x{41}?$", "Ä-A"), Some(true));
        assert_eq!(matches("\\P{L}\\{2}", "1{2}"), Some(true));
        // JavaScript's delimiters, and a flag in the middle.
        assert_eq!(matches("/^https?:\\/\\/x$/", "https://x"), Some(true));
        assert_eq!(matches("/^x$/i", "X"), Some(true));
        assert_eq!(matches("^[^;]+(?i)\\.appx$", "a.APPX"), Some(true));
        // A class taken away from another, and what would be an operator between classes.
        assert_eq!(matches("^[a-z-[aeiou]]+$", "xyz"), Some(true));
        assert_eq!(matches("^[a-z-[aeiou]]+$", "abc"), Some(false));
        assert_eq!(matches("^[a&&b]+$", "a&b"), Some(true));
        assert_eq!(matches("^[a~~b[]+$", "~[b"), Some(true));
        assert_eq!(matches("^[+--]+$", "+,-"), Some(true));
        assert_eq!(matches("^[[:digit:]x]+$", "1x"), Some(true));
        // What the engine cannot do is told, not guessed.
        assert_eq!(matches("(?=look)ahead", "ahead"), None);
    }

    #[test]
    fn a_refusal_is_one_sentence_of_the_engine() {
        let refused = |pattern| Pattern::new(pattern).unwrap_err().to_string();
        assert_eq!(refused("[a-z"), "unclosed character class");
        assert!(
            refused("(?=look)ahead").starts_with("look-around"),
            "{}",
            refused("(?=look)ahead")
        );
        assert_eq!(refused("a)|(b"), "unopened group");
        assert!(refused("(a{1000}){1000}").contains("size limit"));
    }
}
