//! From a LocURI to its place in the trie, and the dynamic names on the way (OMA DM Tree and Description 1.2, "Addressing").
//!
//! A walk goes over the text once. It takes one segment after another and looks it up among the named children of the place where it stands; what
//! is none of them is the name of an instance, if any name goes there.
//!
//! Every command and every call of a handler begins here, so a walk may take no longer than a URL router needs (`benches/resolve.rs`). These carry
//! that budget:
//!
//! - Nearly every LocURI begins with a scope and `Vendor/MSFT/`, which one comparison skips.
//! - A segment's end and its escapes are searched together, eight bytes at a time: segments are too short for a search that must be called.
//! - A name is first compared as the definition spells it (`name_table.rs`). Only what differs is compared without case, and only what has a `%`
//!   is decoded.
//! - Where no named child is as long as the segment, none is looked for: most names of instances pass by the table.
//! - What is rare is out of line, so that the loop stays short.

use csp_schema::uri::{LocUri, UriError, decode_segment};
use memchr::memchr;

use csp_runtime::MAX_NAMES;

use crate::names::Names;
use crate::router::{Router, RouterNodeId};

/// Beyond so many levels a LocURI that leads nowhere is too long (414), and up to them it is not found (404). The published definitions have 12.
const DEEPEST: usize = 64;

/// Where a LocURI leads.
#[derive(Debug)]
pub(crate) struct Route<'u> {
    pub(crate) place: RouterNodeId,
    pub(crate) names: Names<'u>,
}

/// Why a LocURI leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoRoute<'u> {
    /// It cannot be an address at all.
    Fault(UriError),
    /// No mounted tree has this node.
    Unknown {
        /// The last place on the way that there is.
        deepest: RouterNodeId,
        /// The LocURI up to and with the first segment that is unknown.
        missing: &'u str,
        /// Whether that is the whole LocURI.
        is_last: bool,
    },
}

impl Router {
    /// Follows a LocURI, without its query. Percent-encoded names are decoded into `scratch`, which is emptied first; nothing else is allocated.
    #[inline]
    pub(crate) fn route<'u>(
        &self,
        path: &'u str,
        scratch: &'u mut String,
    ) -> Result<Route<'u>, NoRoute<'u>> {
        let mut names = Names::NONE;
        match self.walk(path, scratch, &mut names) {
            Ok(place) => Ok(Route { place, names }),
            Err(stop) => Err(Self::explain(path, stop)),
        }
    }

    #[inline]
    fn walk<'u>(
        &self,
        path: &'u str,
        scratch: &'u mut String,
        names: &mut Names<'u>,
    ) -> Result<RouterNodeId, Stop> {
        scratch.clear();
        let Some((mut rest, mut place)) = self.begin(path.as_bytes()) else {
            return Ok(Self::ROOT);
        };
        // For each name that was decoded, where it ends in the scratch text.
        let mut ends = [0; MAX_NAMES];
        loop {
            let at = path.len() - rest.len();
            let decoded = scratch.len();
            let mut end = segment_end(rest);
            let mut name = rest.get(..end).unwrap_or_default();
            let escaped = rest.get(end) == Some(&b'%');
            if escaped {
                end = decode_first(path.get(at..).unwrap_or_default(), scratch)
                    .map_err(Stop::Fault)?;
                name = scratch.as_bytes().get(decoded..).unwrap_or_default();
            }
            let children = self.children(place);
            let named = if children.may_be_named(name.len()) {
                self.table.find(place, name)
            } else {
                0
            };
            if named != 0 {
                if escaped {
                    scratch.truncate(decoded);
                }
                place = named;
            } else if children.unnamed != 0 && is_name(name) {
                if escaped {
                    if let Some(end) = ends.get_mut(names.as_slice().len()) {
                        *end = scratch.len() as u32;
                    }
                }
                if !names.push(path.get(at..at + end).unwrap_or_default()) {
                    return Err(Stop::Fault(UriError::TooLong));
                }
                place = children.unnamed;
            } else {
                return Err(Stop::Unknown {
                    deepest: place,
                    end: at + end,
                });
            }
            match rest.get(end + 1..) {
                Some(after) => rest = after,
                None => break,
            }
        }
        if !scratch.is_empty() {
            put_decoded(names, scratch, ends);
        }
        Ok(place)
    }

    /// What of a path is to be walked, and from which place. `None` for the root of the management tree.
    #[inline]
    fn begin<'u>(&self, path: &'u [u8]) -> Option<(&'u [u8], RouterNodeId)> {
        let device = path
            .strip_prefix(b"./Device/Vendor/MSFT/")
            .or_else(|| path.strip_prefix(b"./Vendor/MSFT/"));
        let (rest, folder) = match device {
            Some(rest) => (Some(rest), self.device_folder),
            None => (path.strip_prefix(b"./User/Vendor/MSFT/"), self.user_folder),
        };
        match rest {
            Some(rest) if folder != 0 => Some((rest, folder)),
            _ => self.begin_elsewhere(path),
        }
    }

    /// The same for paths that begin in another case, and for those that lead elsewhere.
    #[inline(never)]
    fn begin_elsewhere<'u>(&self, path: &'u [u8]) -> Option<(&'u [u8], RouterNodeId)> {
        for (prefix, folder) in [
            ("./Device/Vendor/MSFT/", self.device_folder),
            ("./Vendor/MSFT/", self.device_folder),
            ("./User/Vendor/MSFT/", self.user_folder),
        ] {
            let (start, rest) = path.split_at_checked(prefix.len()).unwrap_or_default();
            if folder != 0 && start.eq_ignore_ascii_case(prefix.as_bytes()) {
                return Some((rest, folder));
            }
        }
        if path == b"." {
            return None;
        }
        let rest = path.strip_prefix(b"./").unwrap_or(path);
        let end = memchr(b'/', rest);
        if is_device(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()) {
            Some((rest.get(end? + 1..).unwrap_or_default(), Self::ROOT))
        } else {
            Some((rest, Self::ROOT))
        }
    }

    /// Why a walk stopped. Only now the whole path is looked at, to tell what is wrong with it.
    #[cold]
    fn explain<'u>(path: &'u str, stop: Stop) -> NoRoute<'u> {
        match (LocUri::parse(path), stop) {
            (Err(fault), _) | (_, Stop::Fault(fault)) => NoRoute::Fault(fault),
            (Ok(uri), _) if uri.segments().count() > DEEPEST => NoRoute::Fault(UriError::TooLong),
            (Ok(_), Stop::Unknown { deepest, end }) => NoRoute::Unknown {
                deepest,
                missing: path.get(..end).unwrap_or(path),
                is_last: end == path.len(),
            },
        }
    }
}

/// Why a walk does not go on.
enum Stop {
    Fault(UriError),
    /// The place has no child for the segment that ends here.
    Unknown {
        deepest: RouterNodeId,
        end: usize,
    },
}

/// Whether a segment is the scope that needs no name, in any case and with or without escapes.
fn is_device(segment: &[u8]) -> bool {
    let segment = std::str::from_utf8(segment).unwrap_or_default();
    decode_segment(segment).is_ok_and(|name| name.eq_ignore_ascii_case("Device"))
}

/// Appends the name of the first segment, decoded. Returns where the segment ends.
#[inline(never)]
fn decode_first(path: &str, scratch: &mut String) -> Result<usize, UriError> {
    let start = scratch.len();
    let mut rest = path;
    loop {
        let end = segment_end(rest.as_bytes());
        let (plain, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        scratch.push_str(plain);
        let Some(escape) = after.strip_prefix('%') else {
            return Ok(path.len() - after.len());
        };
        let digit = |at: usize| (*escape.as_bytes().get(at)? as char).to_digit(16);
        let (Some(high), Some(low)) = (digit(0), digit(1)) else {
            return Err(UriError::BadEscape);
        };
        let byte = (high * 16 + low) as u8;
        if !byte.is_ascii() {
            // Several escapes make one character: rare enough for the long way.
            scratch.truncate(start);
            let end = memchr(b'/', path.as_bytes()).unwrap_or(path.len());
            scratch.push_str(&decode_segment(path.get(..end).unwrap_or_default())?);
            return Ok(end);
        }
        scratch.push(byte as char);
        rest = escape.get(2..).ok_or(UriError::BadEscape)?;
    }
}

/// Puts the names that were decoded in the places of their segments.
#[inline(never)]
fn put_decoded<'u>(names: &mut Names<'u>, scratch: &'u str, ends: [u32; MAX_NAMES]) {
    let mut start = 0;
    for (name, end) in names.as_mut_slice().iter_mut().zip(ends) {
        let end = end as usize;
        if end != 0 {
            *name = scratch.get(start..end).unwrap_or_default();
            start = end;
        }
    }
}

/// Whether a segment can be a name at all.
pub(crate) const fn is_name(segment: &[u8]) -> bool {
    !matches!(segment, b"" | b"." | b".." | b"*")
}

/// Where the plain start of a path ends: at a slash, at an escape, or with the path.
#[inline]
fn segment_end(path: &[u8]) -> usize {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let chunks = path.chunks_exact(8);
    let tail = chunks.remainder();
    let mut end = 0;
    for chunk in chunks {
        // The classic test for a zero byte, of which the first hit is exact, for both characters.
        let word = chunk.try_into().map_or(0, u64::from_le_bytes);
        let slashes = (word ^ (LOW * b'/' as u64)).wrapping_sub(LOW);
        let escapes = (word ^ (LOW * b'%' as u64)).wrapping_sub(LOW);
        let hits = (slashes | escapes) & !word & HIGH;
        if hits != 0 {
            return end + (hits.trailing_zeros() / 8) as usize;
        }
        end += 8;
    }
    let is_end = |byte: &u8| matches!(*byte, b'/' | b'%');
    end + tail.iter().position(is_end).unwrap_or(tail.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_end_at_slashes_and_escapes() {
        for (path, end) in [
            ("", 0),
            ("a", 1),
            ("abc/efgh", 3),
            ("abcdefg/", 7),
            ("abcdefgh/", 8),
            ("abcdefghijk/m", 11),
            ("//", 0),
            ("%41", 0),
            ("abc%20efg/ijk", 3),
            ("abc/efg%20ijk", 3),
            ("abcdefghij%20", 10),
            ("abcdefgh-jklmnop/", 16),
            ("$&.0\u{af}\u{a5}/", 8),
        ] {
            assert_eq!(segment_end(path.as_bytes()), end, "{path}");
        }
    }
}
