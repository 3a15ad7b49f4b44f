//! Where an attribute stands in its tag, which the library does not say.

/// Where an attribute begins in the tag at `start`; the tag, where it is not found.
pub(super) fn attribute(text: &str, start: usize, name: &str) -> usize {
    let tag = text.get(start..).unwrap_or_default();
    let mut quote = None;
    let mut is_after_space = false;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => break,
            (None, b' ' | b'\n' | b'\t' | b'\r') => {}
            (None, _) if is_after_space && is_named(tag.get(at..), name) => return start + at,
            _ => {}
        }
        is_after_space = byte.is_ascii_whitespace();
    }
    start
}

/// Whether an attribute of this name begins here, with or without a prefix.
fn is_named(text: Option<&str>, name: &str) -> bool {
    let found = text.and_then(|text| text.split_once('='));
    found.is_some_and(|(found, _)| {
        let found = found.trim_end();
        found.rsplit_once(':').map_or(found, |(_, local)| local) == name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found_behind_others_that_quote_its_name() {
        let text = r#"<a x=" n='1'" q:no="2" n = "3"><b n="4"/></a>"#;
        assert_eq!(attribute(text, 0, "n"), 23);
        assert_eq!(attribute(text, 0, "no"), 14);
        assert_eq!(attribute(text, 0, "b"), 0);
    }
}
