//! The English words that descriptions of values share, by what they do in a sentence. All are in capitals, as constants are.

/// What joins words and says nothing alone: no name begins or ends with it.
const LINKS: [&str; 36] = [
    "A", "AN", "AND", "AS", "AT", "BE", "BECAUSE", "BEEN", "BUT", "BY", "DURING", "EVEN", "FOR",
    "FROM", "IF", "IN", "INTO", "IS", "OF", "ON", "OR", "OVER", "SO", "THAT", "THE", "THEN", "TO",
    "UNTIL", "UPON", "WHEN", "WHERE", "WHETHER", "WHICH", "WHILE", "WHO", "WITH",
];

/// What may not be lost, nor part from the word behind it.
const NEGATIONS: [&str; 22] = [
    "CANNOT", "CANT", "COULDNT", "DIDNT", "DOESNT", "DONT", "EXCEPT", "HASNT", "HAVENT", "LACKS",
    "MAYNT", "MUSTNT", "NEITHER", "NEVER", "NO", "NON", "NOR", "NOT", "SHOULDNT", "UNLESS",
    "WITHOUT", "WONT",
];

/// The beginnings of words that take something away.
const TAKING: [&str; 25] = [
    "BLOCK",
    "DENI",
    "DENY",
    "DISABL",
    "DISALLOW",
    "DISCARD",
    "EXCLUD",
    "FAIL",
    "FORBID",
    "FORBIDDEN",
    "HID",
    "IGNOR",
    "INACTIVE",
    "INVISIBLE",
    "OFF",
    "PREVENT",
    "PROHIBIT",
    "REFUS",
    "REJECT",
    "REMOV",
    "RESTRICT",
    "STOP",
    "SUPPRESS",
    "UNAVAILABLE",
    "UNSUPPORTED",
];

/// The beginnings of words that give something.
const GIVING: [&str; 9] = [
    "ACTIV", "ALLOW", "ALWAYS", "ENABL", "ONLY", "PERMIT", "REQUIR", "SHOW", "SUPPORT",
];

/// What a verb stands behind.
const AUXILIARIES: [&str; 14] = [
    "CAN", "COULD", "DID", "DO", "DOES", "HAD", "HAS", "HAVE", "MAY", "MUST", "SHALL", "SHOULD",
    "WILL", "WOULD",
];

/// What begins a condition.
const CONDITIONS: [&str; 6] = ["FOR", "IF", "ONCE", "WHEN", "WHENEVER", "WHILE"];

/// What a condition on the setting itself speaks of, rather than of the world.
const SETTING: [&str; 6] = ["OPTION", "POLICY", "SETTING", "THIS", "VALUE", "YOU"];

/// All that a remark on the default consists of.
const DEFAULT: [&str; 15] = [
    "A",
    "AS",
    "BEHAVIOR",
    "BEHAVIOUR",
    "BY",
    "CURRENT",
    "DEFAULT",
    "IS",
    "IT",
    "OPTION",
    "RECOMMENDED",
    "SETTING",
    "THE",
    "THIS",
    "VALUE",
];

/// What introduces what is said.
const REPORTS: [&str; 7] = [
    "DENOTES",
    "IMPLIES",
    "INDICATES",
    "MEANS",
    "REPRESENTS",
    "SPECIFIES",
    "STATES",
];

pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "A" | "AN" | "THE")
}

pub(super) fn is_copula(word: &str) -> bool {
    matches!(word, "ARE" | "IS" | "WAS" | "WERE")
}

/// What begins a part of a sentence that a name can do without.
const JOINTS: [&str; 18] = [
    "ABOVE",
    "AFTER",
    "AGAINST",
    "ALLOWING",
    "BEFORE",
    "BEHIND",
    "BETWEEN",
    "BEYOND",
    "INSTEAD",
    "LETTING",
    "OUTSIDE",
    "PREVENTING",
    "REGARDLESS",
    "STATING",
    "STOPPING",
    "THROUGH",
    "USING",
    "WITHIN",
];

/// What says nothing without the word behind it.
const LEANING: [&str; 9] = [
    "ALL", "ALREADY", "ALWAYS", "ANY", "EACH", "EVERY", "MOST", "OTHER", "YOUR",
];

/// What stands before a thing.
const PREPOSITIONS: [&str; 9] = [
    "AT", "BY", "FOR", "FROM", "IN", "INTO", "OF", "OVER", "WITH",
];

/// What a name that is too long can do without first.
const SPARE: [&str; 6] = ["ALSO", "AND", "OR", "THEN", "THESE", "THIS"];

pub(super) fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

pub(super) fn is_joint(word: &str) -> bool {
    JOINTS.contains(&word)
}

pub(super) fn leans(word: &str) -> bool {
    is_link(word) || LEANING.contains(&word)
}

/// What joins a further statement to one that is complete.
pub(super) fn is_conjunction(word: &str) -> bool {
    matches!(word, "AND" | "BUT")
}

pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}

pub(super) fn is_spare(word: &str) -> bool {
    SPARE.contains(&word)
}

/// Whether the word negates what is said of a thing, rather than the thing: `cannot` but not `no`.
pub(super) fn is_predicate(word: &str) -> bool {
    is_auxiliary(word) || word == "CANNOT" || (is_negation(word) && word.ends_with("NT"))
}

pub(super) fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word)
}

pub(super) fn takes(word: &str) -> bool {
    is_negation(word) || TAKING.iter().any(|stem| word.starts_with(stem))
}

pub(super) fn gives(word: &str) -> bool {
    GIVING.iter().any(|stem| word.starts_with(stem))
}

pub(super) fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.contains(&word)
}

pub(super) fn begins_condition(word: &str) -> bool {
    CONDITIONS.contains(&word)
}

pub(super) fn speaks_of_the_setting(word: &str) -> bool {
    SETTING.contains(&word)
}

pub(super) fn is_of_default(word: &str) -> bool {
    DEFAULT.contains(&word)
}

pub(super) fn is_report(word: &str) -> bool {
    REPORTS.contains(&word)
}
