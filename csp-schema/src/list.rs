//! List values: several elements in one text.

/// The elements of a list's text (`MSFT:List`). An empty text is an empty list, so a trailing delimiter ends the last element.
pub fn split_list(text: &str, delimiter: char) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix(delimiter).unwrap_or(text);
    text.split(delimiter).filter(move |_| !text.is_empty())
}
