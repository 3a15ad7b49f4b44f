//! Data for scripts: JSON that is a script too, and that no text in it can leave.

use serde::Serialize;

/// A value as a script has it. What would end a script element or a line of a script is escaped, wherever the text goes.
pub(crate) fn json(value: &impl Serialize) -> String {
    // What is written here has string keys and no number that JSON lacks.
    let json = serde_json::to_string(value).unwrap_or_default();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// A value as an attribute has it: with both quotes exchanged, since a JSON text is full of those that an attribute writes in six octets.
pub(crate) fn attribute(value: &impl Serialize) -> String {
    let json = json(value);
    let quotes = json.chars().map(|c| match c {
        '"' => '\'',
        '\'' => '"',
        c => c,
    });
    quotes.collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_text_leaves_a_script() {
        let hostile = "</script><!-- \u{2028}\u{2029}\u{0} \" \\ '";
        let json = super::json(&hostile);
        assert!(!json.contains('<') && !json.contains('\u{2028}') && !json.contains('\u{2029}'));
        let read = serde_json::from_str::<String>(&json).ok();
        assert_eq!(read.as_deref(), Some(hostile));
    }
}
