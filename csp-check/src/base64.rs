//! Base64 as devices write it: padding and line breaks are optional.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Written with padding, read with or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes base64; line breaks and spaces do not count.
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        let compact: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        return BASE64.decode(compact).ok();
    }
    BASE64.decode(text).ok()
}

/// Appends octets as base64, with padding and on one line.
pub fn encode_base64(bytes: &[u8], out: &mut String) {
    BASE64.encode_string(bytes, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_base64_is_decoded() {
        let letters = ["", "A", "Q", "I", "/", "=", "==", " ", "\n", "?"];
        for one in letters {
            for two in letters {
                for three in letters {
                    for four in letters {
                        let text = [one, two, three, four].concat();
                        assert_eq!(
                            crate::is_base64(&text),
                            decode_base64(&text).is_some(),
                            "{text:?}"
                        );
                    }
                }
            }
        }
    }
}
