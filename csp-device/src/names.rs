//! The dynamic names on the way to a node: what tells one instance from another.

use memchr::memchr;

use csp_runtime::MAX_NAMES;
use csp_schema::uri::{UriError, decode_segment};

/// The dynamic names of a LocURI, decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Names<'u> {
    names: [&'u str; MAX_NAMES],
    len: u8,
}

impl<'u> Names<'u> {
    pub(crate) const NONE: Self = Self {
        names: [""; MAX_NAMES],
        len: 0,
    };

    pub(crate) fn from_slice(names: &[&'u str]) -> Self {
        let mut all = Self::NONE;
        for name in names {
            all.push(name);
        }
        all
    }

    /// Adds a name. Whether there was room.
    pub(crate) fn push(&mut self, name: &'u str) -> bool {
        let Some(slot) = self.names.get_mut(usize::from(self.len)) else {
            return false;
        };
        *slot = name;
        self.len += 1;
        true
    }

    /// Puts another name in the last one's place.
    pub(crate) fn replace_last(&mut self, name: &'u str) {
        let last = usize::from(self.len).wrapping_sub(1);
        if let Some(slot) = self.names.get_mut(last) {
            *slot = name;
        }
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [&'u str] {
        self.names
            .get_mut(..usize::from(self.len))
            .unwrap_or_default()
    }

    pub(crate) fn as_slice(&self) -> &[&'u str] {
        self.names.get(..usize::from(self.len)).unwrap_or_default()
    }
}

/// Appends the name that a segment stands for.
pub(crate) fn decode_into(segment: &str, out: &mut String) -> Result<(), UriError> {
    let start = out.len();
    let mut rest = segment;
    while let Some(at) = memchr(b'%', rest.as_bytes()) {
        let (plain, escape) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let digit = |at: usize| (*escape.as_bytes().get(at)? as char).to_digit(16);
        let (Some(high), Some(low)) = (digit(1), digit(2)) else {
            return Err(UriError::BadEscape);
        };
        let byte = (high * 16 + low) as u8;
        if !byte.is_ascii() {
            // Several escapes make one character: rare enough for the long way.
            out.truncate(start);
            out.push_str(&decode_segment(segment)?);
            return Ok(());
        }
        out.push_str(plain);
        out.push(byte as char);
        rest = escape.get(3..).ok_or(UriError::BadEscape)?;
    }
    out.push_str(rest);
    Ok(())
}
