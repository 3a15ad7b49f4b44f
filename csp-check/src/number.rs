//! Numbers and truth values, read as leniently as devices write them.

/// Reads an integer of 64 bits: decimal, signed, spaces around it, or hexadecimal with `0x` as a few published values are.
pub fn parse_int(text: &str) -> Option<i64> {
    let text = text.trim();
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// Reads a boolean: `true` and `false` in any case, and the `1` and `0` that many definitions use.
pub fn parse_bool(text: &str) -> Option<bool> {
    match text.trim() {
        "1" => Some(true),
        "0" => Some(false),
        text if text.eq_ignore_ascii_case("true") => Some(true),
        text if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Reads a float as XML Schema writes it.
pub fn parse_float(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}
