//! Texts of definitions in sentences: each in one pair of backticks and on one line, whatever it holds.

/// A text in backticks, of which it has none itself.
pub(super) fn quoted(text: &str) -> String {
    let shown = text.chars().map(|c| match c {
        '`' => '\'',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    });
    format!("`{}`", shown.collect::<String>())
}

/// A text, and how many more there are of `count`.
pub(super) fn and_more(first: &str, count: usize) -> String {
    match count {
        0 | 1 => quoted(first),
        _ => format!("{} and {} more", quoted(first), count - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_neither_ends_its_quotes_nor_its_line() {
        assert_eq!(quoted("a`b\r\n\u{1b}c"), "`a'b   c`");
        assert_eq!(and_more("a", 3), "`a` and 2 more");
    }
}
