//! What a description says, as phrases of units: words that belong together, as a negation and what it negates.

use super::lexicon;
use super::text::{self, Break, Clause};
use super::unit::{Role, Unit};
use super::written::has_letter;

/// The units between two marks.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub before: Break,
    pub units: Vec<Unit>,
}

/// What a description says, in order; a condition on the setting itself (`If you enable this setting, ..`) apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    pub parts: Vec<Part>,
    pub condition: Vec<Unit>,
    /// The leading words of the description are this symbol.
    pub symbol: Option<String>,
    /// How many words the description has.
    pub length: usize,
}

impl Phrase {
    pub(super) fn read(description: &str, value: &str) -> Self {
        let mut clauses = text::clauses(description, value);
        clauses.retain(|clause| clause.words.len() > 1 || clause.words[0] != value);
        drop_default(&mut clauses);
        let symbol = clauses
            .first()
            .and_then(|clause| clause.words.first())
            .filter(|word| word.contains('_') && description.contains(word.as_str()))
            .filter(|word| text::is_symbol(word))
            .cloned();
        let length = clauses.iter().map(|clause| clause.words.len()).sum();
        let condition = take_condition(&mut clauses);
        if let Some(first) = clauses.first_mut() {
            drop_report(&mut first.words);
        }
        let parts = clauses.into_iter().map(|clause| Part {
            before: clause.before,
            units: units(&clause.words),
        });
        let mut parts: Vec<Part> = parts.filter(|part| says_something(&part.units)).collect();
        if let Some(first) = parts.first_mut() {
            first.before = Break::Sentence;
        }
        Self {
            parts,
            condition,
            symbol,
            length,
        }
    }

    /// The units up to the first full stop, colon, dash or bracket.
    pub(super) fn lead(&self) -> Vec<Unit> {
        let end = self.end_of_lead();
        self.parts[..end]
            .iter()
            .flat_map(|part| part.units.iter().cloned())
            .collect()
    }

    /// How many parts the lead has: what commas separate is one.
    pub(super) fn end_of_lead(&self) -> usize {
        self.end(1, Break::Comma)
    }

    /// Where the parts end that come from `begin` on and are separated by no more than `by`.
    pub(super) fn end(&self, begin: usize, by: Break) -> usize {
        let rest = self.parts.iter().skip(begin);
        let more = rest.take_while(|part| part.before <= by).count();
        (begin + more).min(self.parts.len())
    }
}

/// Leaves out remarks on the default, but for those that are all there is.
fn drop_default(clauses: &mut Vec<Clause>) {
    let is_remark = |words: &[String]| {
        words.iter().any(|word| word == "DEFAULT")
            && words.iter().all(|word| lexicon::is_of_default(word))
    };
    if clauses.iter().all(|clause| is_remark(&clause.words)) {
        return;
    }
    let mut remark = false;
    clauses.retain(|clause| {
        // `This is the default, when ..`
        let goes_on =
            remark && clause.before == Break::Comma && lexicon::begins_condition(&clause.words[0]);
        remark = is_remark(&clause.words) || goes_on;
        !remark
    });
    for clause in clauses {
        if let [rest @ .., by, default] = &*clause.words {
            if by == "BY" && default == "DEFAULT" && !rest.is_empty() {
                clause.words.truncate(clause.words.len() - 2);
            }
        }
    }
}

/// Takes a leading condition off; what it says is kept when it is about the setting itself.
fn take_condition(clauses: &mut Vec<Clause>) -> Vec<Unit> {
    let is_condition = clauses.len() > 1
        && clauses[1].before == Break::Comma
        && lexicon::begins_condition(&clauses[0].words[0]);
    if !is_condition {
        return Vec::new();
    }
    let words = clauses.remove(0).words;
    if !words
        .iter()
        .any(|word| lexicon::speaks_of_the_setting(word))
    {
        return Vec::new();
    }
    let about = words.iter().skip(1);
    let about = about.filter(|word| !lexicon::speaks_of_the_setting(word));
    units(&about.cloned().collect::<Vec<_>>())
}

/// Leaves out what only introduces: `Specifies that`, `This value represents`, `This is`.
fn drop_report(words: &mut Vec<String>) {
    let mut begin = 0;
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    if matches!(word(0), "THIS" | "THE") && word(1) == "VALUE" && lexicon::is_report(word(2)) {
        begin = 2;
    }
    if lexicon::is_report(word(begin)) {
        begin += 1;
        if word(begin) == "THAT" {
            begin += 1;
        }
    } else if matches!(word(0), "THERE" | "THIS" | "IT" | "THESE") && lexicon::is_copula(word(1)) {
        begin = 2;
    }
    if begin < words.len() {
        words.drain(..begin);
    }
}

/// Binds words to units, without articles and the `is` between a thing and what is said of it.
fn units(words: &[String]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    // What waits for the word that it belongs to.
    let mut bound: Vec<&str> = Vec::new();
    let mut said_of = false;
    for (index, word) in words.iter().enumerate() {
        let (first, last) = (index == 0, index + 1 == words.len());
        let next = words.get(index + 1).map_or("", String::as_str);
        let word = word.as_str();
        let before = |back: usize| index.checked_sub(back).map_or("", |at| &words[at]);
        let is_copula = lexicon::is_copula(word)
            && !first
            && !last
            && !matches!(before(1), "THAT" | "WHICH" | "WHO");
        said_of |= is_copula;
        // `Not a package`, `less than an hour`
        let is_article = lexicon::is_article(word) && !matches!(before(1), "NOT" | "THAN");
        if is_copula || ((is_article || word == "EITHER") && !last) {
            continue;
        }
        // `will be shown` is `shown`.
        let is_future = |word: &str| matches!(word, "WILL" | "SHALL");
        if is_future(word)
            && !last
            && (next == "BE" || (next == "NOT" && words.get(index + 2).is_some_and(|w| w == "BE")))
        {
            said_of = true;
            continue;
        }
        if word == "BE" && (is_future(before(1)) || (before(1) == "NOT" && is_future(before(2)))) {
            continue;
        }
        let waits = lexicon::is_negation(word)
            || lexicon::is_auxiliary(word)
            || (!bound.is_empty()
                && (lexicon::is_link(word)
                    || word.ends_with("LY")
                    || matches!(word, "LONGER" | "ABLE" | "ALWAYS")));
        if waits && !last {
            bound.push(word);
            continue;
        }
        let turned = matches!(word, "ON" | "OFF")
            .then(|| units.last_mut())
            .flatten()
            .filter(|unit| unit.text.starts_with("TURN") || unit.text.starts_with("SWITCH"));
        if let Some(unit) = turned {
            unit.text.push('_');
            unit.text.push_str(word);
            unit.role = if word == "OFF" {
                Role::Takes
            } else {
                Role::Gives
            };
            continue;
        }
        bound.push(word);
        // `Force location on`
        let switched = last && word == "ON";
        units.push(Unit {
            role: match role(&bound) {
                Role::Link if switched => Role::Gives,
                // Alone it is all that is said.
                Role::Link if words.len() == 1 => Role::Plain,
                role => role,
            },
            text: bound.join("_"),
            predicate: said_of
                || bound
                    .first()
                    .is_some_and(|word| lexicon::is_predicate(word)),
        });
        bound.clear();
        said_of = false;
    }
    units
}

fn role(words: &[&str]) -> Role {
    if words.iter().any(|word| lexicon::takes(word)) {
        Role::Takes
    } else if words.iter().any(|word| lexicon::gives(word)) {
        Role::Gives
    } else if words.iter().all(|word| lexicon::is_link(word)) {
        Role::Link
    } else {
        Role::Plain
    }
}

/// The units without links at either end.
pub(super) fn trimmed(units: &[Unit]) -> &[Unit] {
    let is_word = |unit: &Unit| unit.role != Role::Link;
    let begin = units.iter().position(is_word).unwrap_or(units.len());
    let end = units.iter().rposition(is_word).map_or(begin, |end| end + 1);
    &units[begin..end]
}

/// Whether a name can be made of it.
pub(super) fn says_something(units: &[Unit]) -> bool {
    units
        .iter()
        .any(|unit| unit.role != Role::Link && has_letter(&unit.text))
}
