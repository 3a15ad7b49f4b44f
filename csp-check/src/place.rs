//! Where something stands in a text: what libraries say in lines and columns, in bytes.

/// The byte of a line and a column, both counted from 1.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let at = start + column.checked_sub(1)?;
    (at <= text.len() && text.is_char_boundary(at)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_a_column_are_a_byte() {
        assert_eq!(offset("ab\ncd", 2, 2), Some(4));
        assert_eq!(offset("ab\ncd", 1, 1), Some(0));
        assert_eq!(offset("ab", 3, 9), None);
        assert_eq!(offset("", 0, 0), None);
    }
}
