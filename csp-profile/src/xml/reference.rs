//! What stands for a character: `&lt;`, `&#60;`.

use std::ops::Range;

use quick_xml::escape::resolve_xml_entity;

use crate::text::Text;

/// No reference is longer: `&#x0010FFFF;`.
const MAX_REFERENCE: usize = 12;

/// The text of an attribute.
pub(super) fn unescaped(text: &Text, range: Range<usize>) -> Text {
    let written = text.as_str().get(range.clone()).unwrap_or_default();
    let (mut out, mut done) = (Text::default(), 0);
    for (at, _) in written.match_indices('&') {
        let rest = written.get(at..).unwrap_or_default();
        let end = rest
            .bytes()
            .take(MAX_REFERENCE)
            .position(|byte| byte == b';');
        let length = end.map_or(0, |end| end + 1);
        if let Some(c) = resolve(rest.get(..length).unwrap_or_default()) {
            if at > done {
                out.push_slice(text, range.start + done..range.start + at);
            }
            let place = text.place_of(range.start + at..range.start + at + length);
            out.push_replaced(c.encode_utf8(&mut [0; 4]), place);
            done = at + length;
        }
    }
    if done < written.len() || written.is_empty() {
        out.push_slice(text, range.start + done..range.end);
    }
    out
}

/// What begins like a reference in the text of an attribute and is none, and what to write.
pub(super) fn unresolved(text: &str, range: Range<usize>) -> Vec<(Range<usize>, String)> {
    let written = text.get(range.clone()).unwrap_or_default();
    let found = written.match_indices('&').filter_map(|(at, _)| {
        let rest = written.get(at..).unwrap_or_default();
        let end = rest
            .bytes()
            .take(MAX_REFERENCE)
            .position(|byte| byte == b';');
        let reference = end.and_then(|end| rest.get(..=end));
        if reference.and_then(resolve).is_some() {
            return None;
        }
        let start = range.start + at;
        let name = reference.filter(|reference| is_name(reference));
        Some((start..start + name.map_or(1, str::len), advice(name)))
    });
    found.collect()
}

/// What to write in the place of a `&`, or of a reference that says nothing.
pub(super) fn advice(reference: Option<&str>) -> String {
    match reference {
        None => "a bare `&`: write `&amp;`".to_owned(),
        Some(reference) => {
            format!("`{reference}` is no entity of XML: write the character, or `&amp;` for `&`")
        }
    }
}

fn is_name(reference: &str) -> bool {
    let name = reference.trim_matches(['&', ';']);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '#' | '_' | '-' | '.');
    !name.is_empty() && name.chars().all(is_part)
}

/// What `&lt;`, `&#60;` and their like stand for.
pub(super) fn resolve(reference: &str) -> Option<char> {
    let name = reference.strip_prefix('&')?.strip_suffix(';')?;
    let Some(number) = name.strip_prefix('#') else {
        return resolve_xml_entity(name)?.chars().next();
    };
    let number = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = char::from_u32(number)?;
    syncml::first_forbidden(c.encode_utf8(&mut [0; 4]))
        .is_none()
        .then_some(c)
}
