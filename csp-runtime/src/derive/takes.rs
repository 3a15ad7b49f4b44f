//! Which texts a type takes, known to the compiler: so the default and the range of a field are compared with a type that another derive describes.

use csp_schema::Format;

/// What a leaf's type takes of what its format can hold.
#[derive(Debug)]
pub enum Takes {
    /// All of it.
    All,
    /// The integers from one to another.
    Range(i64, i64),
    /// These integers.
    Ints(&'static [i64]),
    /// These texts, as a device compares: without case and the spaces around.
    Texts(&'static [&'static str]),
    /// The unions of these bits.
    Bits(i64),
    /// What a regular expression or a calendar says, which a compiler cannot evaluate.
    Unseen,
}

/// Whether a text is a value of a type, each element of it where the type is a list. `is_seen` where the derive has compared it with what the
/// field itself says, which stands before what the type does.
pub const fn takes(
    format: Format,
    takes: &Takes,
    delimiter: Option<char>,
    text: &str,
    is_seen: bool,
) -> bool {
    let mut rest = text.as_bytes();
    if let Some(delimiter) = delimiter {
        let mut buffer = [0; 4];
        let delimiter = delimiter.encode_utf8(&mut buffer).as_bytes();
        let mut at = 0;
        while at < rest.len() {
            let (element, after) = rest.split_at(at);
            if begins(after, delimiter) {
                if !takes_one(format, takes, element, is_seen) {
                    return false;
                }
                rest = after.split_at(delimiter.len()).1;
                at = 0;
            } else {
                at += 1;
            }
        }
        if rest.is_empty() {
            return true;
        }
    }
    takes_one(format, takes, rest, is_seen)
}

/// Whether a type takes all integers from one to another.
pub const fn takes_range(takes: &Takes, low: i64, high: i64) -> bool {
    match takes {
        Takes::Range(least, most) => *least <= low && high <= *most,
        Takes::Ints(values) => {
            let mut value = low;
            while value <= high {
                if !has_int(values, value) {
                    return false;
                }
                if value == i64::MAX {
                    break;
                }
                value += 1;
            }
            true
        }
        _ => true,
    }
}

const fn takes_one(format: Format, takes: &Takes, text: &[u8], is_seen: bool) -> bool {
    let int = int(text);
    let is_of_format = match format {
        Format::Int => int.is_some(),
        Format::Bool => {
            same(text, b"true") || same(text, b"false") || same(text, b"0") || same(text, b"1")
        }
        Format::Node => false,
        _ => true,
    };
    is_of_format
        && match (takes, int) {
            (Takes::All, _) => true,
            (Takes::Range(low, high), Some(int)) => *low <= int && int <= *high,
            (Takes::Ints(values), Some(int)) => has_int(values, int),
            (Takes::Bits(bits), Some(int)) => int & !*bits == 0,
            (Takes::Texts(values), _) => has_text(values, text),
            (Takes::Unseen, _) => is_seen,
            (_, None) => false,
        }
}

const fn has_int(values: &[i64], wanted: i64) -> bool {
    let mut at = 0;
    while at < values.len() && values[at] != wanted {
        at += 1;
    }
    at < values.len()
}

const fn has_text(values: &[&str], wanted: &[u8]) -> bool {
    let mut at = 0;
    while at < values.len() && !same(values[at].as_bytes(), wanted) {
        at += 1;
    }
    at < values.len()
}

/// Whether two texts are the same without case and the spaces around.
const fn same(one: &[u8], other: &[u8]) -> bool {
    let (one, other) = (one.trim_ascii(), other.trim_ascii());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at].eq_ignore_ascii_case(&other[at]) {
        at += 1;
    }
    at == one.len() && at == other.len()
}

const fn begins(text: &[u8], with: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() && at < with.len() && text[at] == with[at] {
        at += 1;
    }
    at == with.len()
}

/// As `csp_schema::parse_int` reads it, which is no `const fn`.
const fn int(text: &[u8]) -> Option<i64> {
    let (sign, digits, radix) = match text.trim_ascii() {
        [b'0', b'x' | b'X', digits @ ..] => (1, digits, 16),
        [b'-', digits @ ..] => (-1, digits, 10),
        [b'+', digits @ ..] => (1, digits, 10),
        digits => (1, digits, 10),
    };
    let mut value: i64 = 0;
    let mut at = 0;
    while at < digits.len() {
        let digit = match digits[at] {
            digit @ b'0'..=b'9' => digit - b'0',
            digit @ b'a'..=b'f' if radix == 16 => digit - b'a' + 10,
            digit @ b'A'..=b'F' if radix == 16 => digit - b'A' + 10,
            _ => return None,
        };
        let Some(shifted) = value.checked_mul(radix) else {
            return None;
        };
        let Some(next) = shifted.checked_add(sign * digit as i64) else {
            return None;
        };
        value = next;
        at += 1;
    }
    match digits.is_empty() {
        true => None,
        false => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_as_devices_read_them() {
        for text in [
            "",
            "-",
            "7",
            " -7 ",
            "+7",
            "0x1F",
            "0X",
            "1e3",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "0x7fffffffffffffff",
            "7-",
        ] {
            assert_eq!(int(text.as_bytes()), csp_schema::parse_int(text), "{text}");
        }
    }
}
