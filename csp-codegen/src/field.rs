//! A text as a field of a line: what would end the field or the line is written as `%` and two digits for each byte, as LocURIs do.

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

/// The text of a field.
pub(crate) fn unescape(field: &str) -> String {
    percent_encoding::percent_decode_str(field)
        .decode_utf8_lossy()
        .into_owned()
}
