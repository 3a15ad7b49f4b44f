//! Which nodes hold a password or a key: their names say so, since no definition does.

const LAST_WORDS: [&str; 10] = [
    "password",
    "passphrase",
    "secret",
    "psk",
    "sharedkey",
    "presharedkey",
    "networkkey",
    "privatekey",
    "productkey",
    "accesskey",
];

/// Whether a node's name ends in the words for a password or a key: `ProxyPassword`, `WpaPSK`, `network_key`.
pub fn is_secret_name(name: &str) -> bool {
    LAST_WORDS.iter().any(|words| ends(name, words))
}

/// Whether a name ends in these words, which begin where a word of the name does.
fn ends(name: &str, words: &str) -> bool {
    let is_letter = |(_, c): &(usize, char)| c.is_alphanumeric();
    let mut letters = name.char_indices().rev().filter(is_letter);
    let mut first = None;
    for wanted in words.chars().rev() {
        first = letters
            .next()
            .filter(|(_, c)| c.to_ascii_lowercase() == wanted);
        if first.is_none() {
            return false;
        }
    }
    let before = first.and_then(|(at, _)| name.get(..at)?.chars().next_back());
    let mut from = first
        .and_then(|(at, _)| name.get(at..))
        .unwrap_or_default()
        .chars();
    let is_capital = from.next().is_some_and(|c| c.is_ascii_uppercase());
    match before {
        None => true,
        Some(before) if !before.is_alphanumeric() => true,
        // The last capital of a run begins a word when small letters follow: `WPAPassword`.
        Some(before) if before.is_uppercase() => {
            is_capital && from.next().is_some_and(|c| c.is_ascii_lowercase())
        }
        Some(_) => is_capital,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_passwords_and_keys() {
        for name in [
            "Password",
            "ProxyPassword",
            "WPAPassword",
            "WpaPSK",
            "network_key",
            "PreSharedKey",
            "Product-Key",
            "secret",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "",
            "Key",
            "PasswordLength",
            "NopasswordNeeded",
            "Compassword",
            "WPAPSK",
            "PasswordÄ",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
