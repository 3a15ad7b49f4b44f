//! Numbers and truth values, read as leniently as devices write them.

use crate::text::is_same;

/// Reads an integer of 64 bits: decimal, signed, spaces around it, or hexadecimal with `0x` as a few published values are.
pub const fn parse_int(text: &str) -> Option<i64> {
    let text = text.trim_ascii();
    let (digits, radix) = match text.as_bytes() {
        [b'0', b'x' | b'X', digits @ ..] => match std::str::from_utf8(digits) {
            Ok(digits) => (digits, 16),
            Err(_) => return None,
        },
        _ => (text, 10),
    };
    match i64::from_str_radix(digits, radix) {
        Ok(int) => Some(int),
        Err(_) => None,
    }
}

/// Reads a boolean: `true` and `false` in any case, and the `1` and `0` that many definitions use.
pub const fn parse_bool(text: &str) -> Option<bool> {
    if is_same(text, "1") || is_same(text, "true") {
        Some(true)
    } else if is_same(text, "0") || is_same(text, "false") {
        Some(false)
    } else {
        None
    }
}

/// Reads a float as XML Schema writes it.
pub fn parse_float(text: &str) -> Option<f64> {
    text.trim_ascii().parse().ok()
}

/// Whether [`parse_float`] reads a text, for a constant.
pub const fn is_float(text: &str) -> bool {
    let text = text.trim_ascii();
    let unsigned = match text.as_bytes() {
        [b'+' | b'-', rest @ ..] => rest,
        all => all,
    };
    let Ok(word) = std::str::from_utf8(unsigned) else {
        return false;
    };
    if is_same(word, "inf") || is_same(word, "infinity") || is_same(word, "nan") {
        return unsigned.len() == word.trim_ascii().len();
    }
    let (whole, rest) = digits(unsigned);
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => digits(rest),
        _ => (0, rest),
    };
    let is_exponent = match rest {
        [] => true,
        [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] => {
            matches!(digits(rest), (1.., []))
        }
        _ => false,
    };
    whole + fraction > 0 && is_exponent
}

/// How many digits a text begins with, and what follows them.
const fn digits(text: &[u8]) -> (usize, &[u8]) {
    let mut at = 0;
    while at < text.len() && text[at].is_ascii_digit() {
        at += 1;
    }
    (at, text.split_at(at).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_is_what_is_read_as_one() {
        for text in [
            "",
            ".",
            "-",
            "1",
            " -1.5 ",
            "5.",
            ".5",
            "1e3",
            "1E-3",
            "1.e+3",
            ".e3",
            "e3",
            "1e",
            "1e+",
            "inf",
            "-Infinity",
            "NaN",
            "- inf",
            "+ 1",
            "nano",
            "0x1",
            "1,5",
            "1.5.2",
            "half",
            "+.5e05",
            "1_000",
        ] {
            assert_eq!(is_float(text), parse_float(text).is_some(), "{text}");
        }
    }

    #[test]
    fn integers_and_truth_values_may_have_spaces_around() {
        for (text, int) in [
            ("7", Some(7)),
            (" -7\r\n", Some(-7)),
            ("+7", Some(7)),
            ("0x1F", Some(31)),
            ("0X", None),
            ("-", None),
            ("7-", None),
            ("1e3", None),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("0x7fffffffffffffff", Some(i64::MAX)),
        ] {
            assert_eq!(parse_int(text), int, "{text}");
        }
        assert_eq!(parse_bool(" TRUE "), Some(true));
        assert_eq!(parse_bool("0"), Some(false));
        assert_eq!(parse_bool("yes"), None);
    }
}
