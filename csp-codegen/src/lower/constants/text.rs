//! A description as clauses of words: what separates them, and the marks before them that repeat the value.

use super::written::LONGEST;
use crate::ident;

/// What stands before a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// A comma.
    Comma,
    /// A colon, a semicolon, a dash or a bracket.
    Aside,
    /// A full stop, or the beginning.
    Sentence,
}

/// Words between two marks, in capitals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub before: Break,
    pub words: Vec<String>,
}

/// The clauses of a description, without the marks that repeat its value.
pub(super) fn clauses(description: &str, value: &str) -> Vec<Clause> {
    let text = without_value(description, value);
    let mut clauses = Clauses {
        done: Vec::new(),
        before: Break::Sentence,
        words: Vec::new(),
        word: String::new(),
        open: 0,
    };
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or(' ');
    for (index, &c) in chars.iter().enumerate() {
        let (before, after) = (at(index.wrapping_sub(1)), at(index + 1));
        let inside = before.is_alphanumeric() && after.is_alphanumeric();
        match c {
            _ if c.is_alphanumeric() || c == '_' => clauses.word.push(c),
            '\'' | '’' | '‘' | 'ʼ' if inside => {}
            '.' if inside || (after.is_alphanumeric() && clauses.word.is_empty()) => {
                clauses.word.push(c);
            }
            '.' if is_abbreviation(&clauses.word) => clauses.end_word(),
            '.' | '!' | '?' => clauses.end(Break::Sentence),
            ',' if inside && before.is_ascii_digit() && after.is_ascii_digit() => {}
            ',' => clauses.end(Break::Comma),
            ':' if inside && !is_symbol(&clauses.word) => clauses.end_word(),
            ':' | ';' => clauses.end(Break::Aside),
            '(' | '[' | '{' => {
                clauses.open += 1;
                clauses.end(Break::Aside);
            }
            // One that nothing opens is a slip of the pen.
            ')' | ']' | '}' if clauses.open == 0 => clauses.end_word(),
            ')' | ']' | '}' => {
                clauses.open -= 1;
                clauses.end(Break::Aside);
            }
            '-' | '–' | '—' if !inside && clauses.in_range(&chars[index + 1..]) => {
                clauses.whole_word("to");
            }
            '-' if after.is_ascii_digit() && !before.is_alphanumeric() && before != '-' => {
                clauses.end_word();
                clauses.whole_word("minus");
            }
            '-' | '–' | '‐' | '‑' | '−' if inside && !is_symbol(&clauses.word) => {
                clauses.word.push('-');
            }
            '-' | '–' | '—' | '−' => clauses.end(Break::Aside),
            '+' if inside => clauses.end_word(),
            '+' if before.is_alphanumeric() => clauses.whole_word("plus"),
            '+' | '&' => clauses.whole_word("and"),
            '%' => clauses.whole_word("percent"),
            '<' | '>' | '≤' | '≥' => {
                let bound = text_of_bound(c, after);
                let next = chars.iter().skip(index + 1);
                let number = next
                    .clone()
                    .find(|c| !c.is_whitespace() && **c != '=')
                    .is_some_and(char::is_ascii_digit);
                clauses.end_word();
                if number {
                    clauses.whole_word(bound);
                }
            }
            _ => clauses.end_word(),
        }
    }
    clauses.end(Break::Sentence);
    clauses.done
}

fn text_of_bound(c: char, after: char) -> &'static str {
    match (c, after) {
        ('<', '=') | ('≤', _) => "at most",
        ('>', '=') | ('≥', _) => "at least",
        ('<', _) => "less than",
        _ => "more than",
    }
}

/// A name of the C header that a value comes from: `FW_PROFILE_TYPE_ALL`.
pub(super) fn is_symbol(word: &str) -> bool {
    let mut parts = word.split('_');
    word.len() <= LONGEST
        && word.contains('_')
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && parts.all(|part| {
            let mut chars = part.chars();
            !part.is_empty() && chars.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        })
}

fn is_abbreviation(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
        || matches!(word, "etc" | "vs" | "incl" | "excl")
}

struct Clauses {
    done: Vec<Clause>,
    before: Break,
    words: Vec<String>,
    word: String,
    /// How many brackets are open.
    open: usize,
}

impl Clauses {
    fn whole_word(&mut self, text: &str) {
        self.end_word();
        text.split(' ').for_each(|word| self.push(word));
    }

    /// Whether a number stands before a dash, and `rest`, which begins with another, behind it: `5 - 10`.
    fn in_range(&self, rest: &[char]) -> bool {
        let before = if self.word.is_empty() {
            self.words.last()
        } else {
            Some(&self.word)
        };
        before.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
            && rest
                .iter()
                .find(|c| !c.is_whitespace())
                .is_some_and(char::is_ascii_digit)
    }

    fn end_word(&mut self) {
        let mut word = std::mem::take(&mut self.word);
        self.push(&word);
        // Its memory is the next one's.
        word.clear();
        self.word = word;
    }

    fn push(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let name = ident::shouty(word).unwrap_or_default();
        match name.trim_start_matches('_') {
            "" => {}
            "ISNT" | "ARENT" | "WASNT" | "WERENT" => self.words.push("NOT".to_owned()),
            bare if bare.len() < name.len() => self.words.push(bare.to_owned()),
            _ => self.words.push(name),
        }
    }

    /// Ends the clause; a break without words between strengthens the one before.
    fn end(&mut self, next: Break) {
        self.end_word();
        if self.words.is_empty() {
            self.before = self.before.max(next);
        } else {
            self.done.push(Clause {
                before: std::mem::replace(&mut self.before, next),
                words: std::mem::take(&mut self.words),
            });
        }
    }
}

/// The text behind what repeats its value: `0 - `, `0x80 = `, `1: `, `(2) `, `{0x10} - `.
fn without_value<'a>(text: &'a str, value: &str) -> &'a str {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '=' | ':' | '-' | '–' | '—' | '.');
    let mut text = text.trim();
    loop {
        let (number, rest) = leading_number(text);
        let Some(number) = number else { return text };
        let own = number.text == value;
        let spaced = rest.starts_with(char::is_whitespace);
        let rest = rest.trim_start();
        let behind = rest.trim_start_matches(is_mark);
        let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let is_value = match rest.chars().next() {
            None => own,
            Some('{' | '[') => true,
            _ if number.bracketed => true,
            Some('.' | ')') => rest[1..].starts_with(char::is_whitespace),
            Some('=' | ':') => own || !is_number(behind),
            // `2-factor` is a word, unless the value is 2; `5 - 10` is a range.
            Some('-' | '–' | '—') => !is_number(behind) && (own || spaced),
            Some(_) => false,
        };
        if !is_value {
            return text;
        }
        text = behind.trim_start_matches(')').trim_start_matches(is_mark);
    }
}

struct Number<'a> {
    text: &'a str,
    bracketed: bool,
}

fn leading_number(text: &str) -> (Option<Number<'_>>, &str) {
    let inner = text.trim_start_matches(['(', '[', '{', '"', '\'']);
    let bracketed = inner.len() < text.len();
    let digits = inner.strip_prefix('-').unwrap_or(inner);
    let length = match digits.strip_prefix("0x").or(digits.strip_prefix("0X")) {
        Some(hex) => 2 + hex.chars().take_while(char::is_ascii_hexdigit).count(),
        None => digits.chars().take_while(char::is_ascii_digit).count(),
    };
    let end = inner.len() - digits.len() + length;
    let (number, rest) = inner.split_at(end);
    if length == 0 || rest.starts_with(|c: char| c.is_alphanumeric()) {
        return (None, text);
    }
    let behind = rest.strip_prefix([')', ']', '}', '"', '\'']);
    match behind {
        Some(rest) if bracketed => (
            Some(Number {
                text: number,
                bracketed,
            }),
            rest,
        ),
        _ if bracketed => (None, text),
        _ => (
            Some(Number {
                text: number,
                bracketed,
            }),
            rest,
        ),
    }
}
