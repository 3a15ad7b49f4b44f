//! A text as a field of a line: what would end the field or the line is written as `%` and two digits for each byte, as LocURIs do. And what is no
//! line of ours: the marks of a merge.

use std::fmt::Write as _;

/// Adds the field to a line.
pub(crate) fn escape(field: &str, line: &mut String) {
    for c in field.chars() {
        if c.is_whitespace() || c.is_control() || c == '%' {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(line, "%{byte:02X}");
            }
        } else {
            line.push(c);
        }
    }
}

/// What to do about a line that git left where two branches changed the same lines.
pub(crate) fn conflict(line: &str) -> Option<String> {
    let mark = line.split(' ').next()?;
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
        .contains(&mark)
        .then(|| format!("`{mark}` is left over from a merge: keep the lines of both sides and delete this one"))
}

/// The text of a field.
pub(crate) fn unescape(field: &str) -> String {
    percent_encoding::percent_decode_str(field)
        .decode_utf8_lossy()
        .into_owned()
}
