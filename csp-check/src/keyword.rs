//! Which words cannot be names in Rust, for what is named in generated code.

/// Whether Rust keeps the word for itself, in any edition up to 2024.
///
/// ```
/// assert!(csp_check::is_keyword("type") && !csp_check::is_keyword("kind"));
/// ```
pub fn is_keyword(word: &str) -> bool {
    matches!(word, "crate" | "self" | "super" | "Self") || KEYWORDS.binary_search(&word).is_ok()
}

/// The words that Rust keeps for itself in any edition up to 2024, sorted.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_for_the_search() {
        assert!(KEYWORDS.is_sorted());
    }
}
