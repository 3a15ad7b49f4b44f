//! What stands for a character: `&lt;`, `&#60;`.

use std::ops::Range;

use quick_xml::escape::resolve_xml_entity;

use crate::text::Text;

/// The text of an attribute.
pub(super) fn unescaped(text: &Text, range: Range<usize>) -> Text {
    let written = text.as_str().get(range.clone()).unwrap_or_default();
    let (mut out, mut done) = (Text::default(), 0);
    for (at, _) in written.match_indices('&') {
        let rest = written.get(at..).unwrap_or_default();
        // No reference is longer: `&#x0010FFFF;`.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
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
