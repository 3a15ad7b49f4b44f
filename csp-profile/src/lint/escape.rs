//! What a fix writes in place of markup: the same text, escaped.

/// A text as the content of an element; line ends stay as they are.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
