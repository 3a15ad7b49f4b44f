//! LocURIs: splitting, decoding and encoding of node addresses (OMA DM Tree and Description 1.2, "Addressing"; RFC 3986).

use std::borrow::Cow;

use percent_encoding::{percent_decode_str, percent_encode_byte};

/// Whether a segment escapes a byte: everything that RFC 3986 does not allow in a path segment. No source fixes the set; Windows leaves `!` alone.
/// A table, because every LocURI of every command is looked at byte by byte.
const IS_ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = matches!(
            byte as u8,
            0..=b' ' | b'"' | b'#' | b'%' | b'/' | b'<' | b'>' | b'?' | b'[' | b'\\' | b']' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x7F..
        );
        byte += 1;
    }
    table
};

/// Appends a name as one segment: a slash in a name is `%2F`, braces are `%7B` and `%7D`.
#[inline]
pub fn push_segment(uri: &mut String, name: &str) {
    let mut plain = 0;
    for (at, byte) in name.bytes().enumerate() {
        if IS_ESCAPED[usize::from(byte)] {
            uri.push_str(name.get(plain..at).unwrap_or_default());
            uri.push_str(percent_encode_byte(byte));
            plain = at + 1;
        }
    }
    uri.push_str(name.get(plain..).unwrap_or_default());
}

/// A name as one segment of a LocURI.
pub fn encode_segment(name: &str) -> Cow<'_, str> {
    if !name.bytes().any(|byte| IS_ESCAPED[usize::from(byte)]) {
        return Cow::Borrowed(name);
    }
    let mut segment = String::new();
    push_segment(&mut segment, name);
    Cow::Owned(segment)
}

/// The name that one segment of a LocURI stands for. Decoding comes after splitting at the slashes, so `%2F` stays inside its name.
///
/// # Errors
///
/// An escape without two hexadecimal digits, and octets that are not UTF-8.
pub fn decode_segment(segment: &str) -> Result<Cow<'_, str>, UriError> {
    if !segment.contains('%') {
        return Ok(Cow::Borrowed(segment));
    }
    let digits_missing = segment
        .split('%')
        .skip(1)
        .any(|rest| rest.len() < 2 || !rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit));
    if digits_missing {
        return Err(UriError::BadEscape);
    }
    percent_decode_str(segment)
        .decode_utf8()
        .map_err(|_| UriError::NotUtf8)
}

/// A LocURI, split from its query and free of the faults that make one unreadable. Names are still encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocUri<'a> {
    /// The path without the leading `./`; empty for the root of the tree.
    path: &'a str,
    query: Option<&'a str>,
}

/// Why a LocURI cannot be an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UriError {
    /// It begins with a slash: an address is relative to the root `.`.
    Absolute,
    /// A segment is empty: a trailing slash or two slashes in a row, or no address at all.
    EmptySegment,
    /// `..`, or `.` anywhere but in the first place.
    DotSegment,
    /// A name that is just `*`.
    Star,
    /// A `%` without two hexadecimal digits.
    BadEscape,
    /// An escaped name that is not UTF-8.
    NotUtf8,
    /// Longer than the device takes.
    TooLong,
}

impl std::fmt::Display for UriError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Absolute => {
                "a LocURI is relative to the root: begin it with `./`, not with a slash"
            }
            Self::EmptySegment => {
                "a segment of the LocURI is empty: drop the trailing or doubled slash"
            }
            Self::DotSegment => "`.` may stand in the first place only, `..` nowhere",
            Self::Star => "`*` alone is not a name",
            Self::BadEscape => {
                "`%` must be followed by two hexadecimal digits; write a percent sign as `%25`"
            }
            Self::NotUtf8 => "the escaped octets of a name are not UTF-8",
            Self::TooLong => "the LocURI is longer than the device takes",
        })
    }
}

impl std::error::Error for UriError {}

impl<'a> LocUri<'a> {
    /// Splits a LocURI. Spaces and line breaks around it do not count.
    ///
    /// # Errors
    ///
    /// Every fault of [`UriError`] but [`TooLong`](UriError::TooLong), which is for whoever sets the limit.
    pub fn parse(text: &'a str) -> Result<Self, UriError> {
        let text = text.trim();
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        if path.starts_with('/') {
            return Err(UriError::Absolute);
        }
        let path = match path.strip_prefix("./").unwrap_or(path) {
            "." if path == "." => "",
            "" => return Err(UriError::EmptySegment),
            path => path,
        };
        let uri = Self { path, query };
        for segment in uri.segments() {
            // An escape makes no name of what is none: it could not be written back as a segment that is read.
            match &*decode_segment(segment)? {
                "" => return Err(UriError::EmptySegment),
                "." | ".." => return Err(UriError::DotSegment),
                "*" => return Err(UriError::Star),
                _ => {}
            }
        }
        Ok(uri)
    }

    /// The segments after the root, still encoded.
    pub fn segments(self) -> impl Iterator<Item = &'a str> {
        self.path.split('/').filter(move |_| !self.path.is_empty())
    }

    /// What stands behind the question mark.
    pub const fn query(self) -> Option<&'a str> {
        self.query
    }

    /// Whether this is the root of the management tree.
    pub const fn is_root(self) -> bool {
        self.path.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_an_address_are_told_apart() {
        let table = [
            ("/Vendor", UriError::Absolute),
            ("./Vendor/", UriError::EmptySegment),
            ("./Vendor//MSFT", UriError::EmptySegment),
            ("", UriError::EmptySegment),
            ("./", UriError::EmptySegment),
            ("?prop=Type", UriError::EmptySegment),
            ("././Vendor", UriError::DotSegment),
            ("./Vendor/../MSFT", UriError::DotSegment),
            ("./Vendor/*", UriError::Star),
            ("./Vendor/%2A", UriError::Star),
            ("./Vendor/%2e%2E/MSFT", UriError::DotSegment),
            ("./Vendor/%7", UriError::BadEscape),
            ("./Vendor/%zz", UriError::BadEscape),
            ("./Vendor/%é", UriError::BadEscape),
            ("./Vendor/%FF", UriError::NotUtf8),
        ];
        for (uri, fault) in table {
            assert_eq!(LocUri::parse(uri).err(), Some(fault), "{uri}");
        }
    }

    #[test]
    fn a_root_and_a_query_are_found() {
        assert!(LocUri::parse(".").unwrap().is_root());
        let uri = LocUri::parse("\n  ./DevDetail/URI?prop=Type ").unwrap();
        assert_eq!(
            (uri.segments().collect::<Vec<_>>(), uri.query()),
            (vec!["DevDetail", "URI"], Some("prop=Type"))
        );
    }

    #[test]
    fn names_survive_the_way_there_and_back() {
        for name in [
            "{1803A630}",
            "a/b",
            "50%",
            "MS DM Server",
            "!x",
            "\u{F000}",
            "ä?#",
        ] {
            let encoded = encode_segment(name);
            assert!(
                !encoded.contains('/') && !encoded.contains('{'),
                "{encoded}"
            );
            assert_eq!(decode_segment(&encoded).unwrap(), name);
        }
        assert_eq!(encode_segment("{1}!"), "%7B1%7D!");
    }
}
