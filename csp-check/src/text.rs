//! Texts that are compared, or looked through, and texts that stand for octets.

/// Whether two texts are the same as a device compares: without case and the spaces around.
pub const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_ascii().as_bytes(), other.trim_ascii().as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at].eq_ignore_ascii_case(&other[at]) {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Whether every byte of a text passes a test. The bytes of a block are tested without a way out between them, so that the compiler tests many at
/// once.
pub fn all_bytes(text: &str, test: impl Fn(u8) -> bool) -> bool {
    let passes = |block: &[u8]| block.iter().fold(true, |all, byte| all & test(*byte));
    text.as_bytes().chunks(64).all(passes)
}

/// Whether a text is base64 (RFC 4648): the bits that no octet takes are zero, white space does not count, and padding may be left out.
pub const fn is_base64(text: &str) -> bool {
    let text = text.as_bytes();
    let (mut letters, mut padding, mut last) = (0, 0, 0);
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        at += 1;
        if byte.is_ascii_whitespace() {
            continue;
        }
        if byte == b'=' {
            padding += 1;
            continue;
        }
        last = match byte {
            _ if padding > 0 => return false,
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return false,
        };
        letters += 1;
    }
    match letters % 4 {
        0 => padding == 0,
        2 => last % 16 == 0 && padding <= 2,
        3 => last % 4 == 0 && padding <= 1,
        _ => false,
    }
}
