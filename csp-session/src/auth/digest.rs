//! What credentials look like on the wire, in each scheme.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

use csp_check::decode_base64;

/// `syncml:auth-basic`: B64(user:password).
pub(super) fn basic(user: &str, password: &str) -> String {
    STANDARD.encode(format!("{user}:{password}"))
}

/// `syncml:auth-md5`: B64(MD5(B64(MD5(user:password)):nonce)), with the bytes of the nonce as they are before they are encoded for the wire.
pub(super) fn md5(user: &str, password: &str, nonce: &[u8]) -> String {
    let secret = STANDARD.encode(Md5::digest(format!("{user}:{password}")));
    let mut hash = Md5::new();
    hash.update(secret);
    hash.update(b":");
    hash.update(nonce);
    STANDARD.encode(hash.finalize())
}

/// A nonce as `NextNonce` carries it.
pub(crate) fn encode_nonce(nonce: &[u8]) -> String {
    STANDARD.encode(nonce)
}

/// The bytes of a `NextNonce`; `None` when it is no base64, or of nothing.
pub(super) fn decode_nonce(text: &str) -> Option<Vec<u8>> {
    decode_base64(text).filter(|nonce| !nonce.is_empty())
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let differing = one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the OMA "SyncML Representation Protocol" and "Device Management Security": user Bruce2, password OhBehave, nonce Nonce.
    #[test]
    fn the_published_example() {
        assert_eq!(basic("Bruce2", "OhBehave"), "QnJ1Y2UyOk9oQmVoYXZl");
        assert_eq!(encode_nonce(b"Nonce"), "Tm9uY2U=");
        assert_eq!(
            STANDARD.encode(Md5::digest("Bruce2:OhBehave")),
            "PtEdr8lBQ45IbT1bZIkrOQ=="
        );
        assert_eq!(
            md5("Bruce2", "OhBehave", b"Nonce"),
            "Zz6EivR3yeaaENcRN6lpAQ=="
        );
    }

    #[test]
    fn comparing_takes_the_whole_text() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd"));
        assert!(!same("abc", "ab"));
        assert!(!same("", "a"));
    }
}
