//! When two LocURIs name the same node: the spelling differs between a request and the answer, the place does not.

use std::borrow::Cow;

use crate::uri::{decode_segment, push_segment};

/// Whether two LocURIs name the same node: `./Device` may be left out, case and percent-encoding do not count, and neither does a query
/// (OMA DM Tree and Description 1.2, "Addressing"; Windows takes `./Vendor` for `./Device/Vendor`).
pub fn same_node(one: &str, other: &str) -> bool {
    let (one, other) = (path(one), path(other));
    one == other || names(one).eq(names(other))
}

/// A text that is equal for all LocURIs of one node; `exact` keeps the case of the names.
pub fn node_key(uri: &str, exact: bool) -> String {
    let mut key = String::with_capacity(uri.len());
    for segment in segments(path(uri)) {
        if !key.is_empty() {
            key.push('/');
        }
        let name = decoded(segment);
        if exact {
            push_segment(&mut key, &name)
        } else {
            push_segment(&mut key, &folded(&name))
        }
    }
    key
}

/// Whether a LocURI is below `./User`.
pub fn is_user_scope(uri: &str) -> bool {
    let first = path(uri).trim_start_matches("./").split('/').next();
    first.is_some_and(|first| decoded(first).eq_ignore_ascii_case("User"))
}

/// A LocURI without the spaces around it and without its query.
pub fn path(uri: &str) -> &str {
    let uri = uri.trim();
    uri.split_once('?').map_or(uri, |(path, _)| path)
}

/// The encoded names, without the parts that all of the device's own nodes have in common.
pub fn segments(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let first = path.split('/').next().unwrap_or_default();
    let path = if decoded(first).eq_ignore_ascii_case("Device") {
        path.get(first.len()..).unwrap_or_default()
    } else {
        path
    };
    path.trim_start_matches('/')
        .split('/')
        .filter(move |_| !matches!(path, "" | "/" | "."))
}

fn names(path: &str) -> impl Iterator<Item = String> {
    segments(path).map(|segment| folded(&decoded(segment)))
}

/// A name without its case, character by character, as devices compare the names of instances.
pub fn folded(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).collect()
}

/// The name that a segment stands for; one that cannot be decoded stands for itself.
pub fn decoded(segment: &str) -> Cow<'_, str> {
    decode_segment(segment).unwrap_or(Cow::Borrowed(segment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_place() {
        let one = "./Device/Vendor/MSFT/X/%7BA%7D";
        for other in [
            " ./Vendor/MSFT/X/{a}\n",
            "vendor/msft/x/%7ba%7d?list=StructData",
            "./device/Vendor/MSFT/X/{A}",
            "./%44evice/Vendor/MSFT/X/{A}",
        ] {
            assert!(same_node(one, other), "{other}");
            assert_eq!(node_key(one, false), node_key(other, false));
        }
        for other in [
            "./User/Vendor/MSFT/X/%7BA%7D",
            "./Vendor/MSFT/X",
            "./Vendor/MSFT/X/%7BA%7D/y",
            "./Vendor/MSFT/X%2F{A}",
            ".",
        ] {
            assert!(!same_node(one, other), "{other}");
            assert_ne!(node_key(one, false), node_key(other, false));
        }
        // Sigma is written in another way at the end of a word, which is no matter of case.
        let (one, other) = ("./X/\u{39F}\u{3A3}", "./X/\u{3BF}\u{3C3}");
        assert!(same_node(one, other));
        assert_eq!(node_key(one, false), node_key(other, false));
        assert!(same_node(".", "./"));
        assert!(is_user_scope("./user/Vendor/MSFT"));
        assert!(is_user_scope("./%55ser/Vendor/MSFT"));
        assert!(!is_user_scope("./Device/User"));
    }
}
