//! Where a page stands in the site: a path made of a LocURI alone, safe on every file system, the same in each drop.
//!
//! - A path without a scope is one of the device, as Windows reads it, and letter case does not count: `./Vendor/MSFT/X` and `./device/vendor/msft/x`
//!   are one place.
//! - Each name is a folder: lower-case letters and digits, `_`, `-` and `~` stay, every other octet is `=` and two hexadecimal digits. A name that is given
//!   at run time is `-`, whatever its title; one that is called so is `=2d`.
//! - A name that Windows keeps for a device (`con`, `com1`) has its first letter as an octet.
//! - A path of more than [`MAX_PATH`] characters ends, where it is cut, with `=` and a hash of the whole path.
//! - Of LocURIs that come to the same path the first in the order of their octets has it; the others end with `=` and a hash of the LocURI.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use csp_schema::NodeDefinition;

/// How long a path in the site is at most: Windows takes 260 characters, in which the folder of the site has to have room.
pub const MAX_PATH: usize = 160;

const EXTENSION: &str = ".html";

/// The hash behind a path, with its sign.
const HASH: usize = 17;

/// What a segment of an address is called.
pub(crate) enum Segment<'n> {
    Named(&'n str),
    /// The name is given at run time.
    Dynamic,
}

/// The place of a node: its path before that is cut, and before others are asked for theirs.
pub(crate) fn of_node(node: NodeDefinition<'_>) -> String {
    let root = node.root_path();
    let root = root.strip_prefix("./").unwrap_or(root);
    let above = root.split('/').filter(|name| !matches!(*name, "" | "."));
    let mut own: Vec<Segment<'_>> = node
        .ancestors()
        .map(|node| {
            if node.dynamic {
                Segment::Dynamic
            } else {
                Segment::Named(&node.row().name)
            }
        })
        .collect();
    own.reverse();
    let mut segments: Vec<Segment<'_>> = above.map(Segment::Named).collect();
    segments.extend(own);
    whole(&scoped(segments, "device"))
}

/// The path of a CSP's page, whose nodes stand below `unscoped` in one scope or in two.
pub(crate) fn of_csp(unscoped: &str) -> String {
    let mut segments = vec![Segment::Named("csp")];
    segments.extend(
        unscoped
            .split('/')
            .filter(|s| !s.is_empty())
            .map(Segment::Named),
    );
    path(&segments)
}

/// The path of a template's page, by its name and the number of the page.
pub(crate) fn of_template(names: &[&str]) -> String {
    let mut segments = vec![Segment::Named("template")];
    segments.extend(names.iter().copied().map(Segment::Named));
    path(&segments)
}

/// A name as a part of a path, or of an address in a page.
pub(crate) fn name(name: &str) -> String {
    let mut path = String::new();
    push_name(&mut path, name);
    if path.len() > MAX_PATH {
        hashed(&path, &path)
    } else {
        path
    }
}

/// The places that the node of a LocURI may have, as a definition writes it: published ones lack `./` and leave the scope out; a name in braces or
/// brackets is one that is given at run time.
pub(crate) fn of_uri(uri: &str, scope: &str) -> [String; 2] {
    let uri = uri.strip_prefix("./").unwrap_or(uri);
    let names = || uri.split('/').filter(|name| !name.is_empty());
    let is_title = |name: &str| {
        (name.starts_with('{') && name.ends_with('}'))
            || (name.starts_with('[') && name.ends_with(']'))
    };
    let literal = names().map(Segment::Named).collect();
    let dynamic = names().map(|name| {
        if is_title(name) {
            Segment::Dynamic
        } else {
            Segment::Named(name)
        }
    });
    [literal, dynamic.collect()].map(|segments| whole(&scoped(segments, scope)))
}

/// The segments with a scope.
fn scoped<'n>(mut segments: Vec<Segment<'n>>, scope: &'n str) -> Vec<Segment<'n>> {
    let has_scope = matches!(segments.first(), Some(Segment::Named(first)) if first.eq_ignore_ascii_case("device") || first.eq_ignore_ascii_case("user"));
    if !has_scope {
        segments.insert(0, Segment::Named(scope));
    }
    segments
}

fn path(segments: &[Segment<'_>]) -> String {
    page(whole(segments))
}

fn whole(segments: &[Segment<'_>]) -> String {
    let mut path = String::new();
    for segment in segments {
        if !path.is_empty() {
            path.push('/');
        }
        match segment {
            Segment::Dynamic => path.push('-'),
            Segment::Named("-") => path.push_str("=2d"),
            Segment::Named(name) => push_name(&mut path, name),
        }
    }
    path
}

/// The path of the page at a place.
pub(crate) fn page(mut place: String) -> String {
    if place.len() + EXTENSION.len() > MAX_PATH {
        place = hashed(&place, &place);
    }
    place + EXTENSION
}

fn push_name(path: &mut String, name: &str) {
    let name = name.to_lowercase();
    for (at, byte) in name.bytes().enumerate() {
        let is_plain = byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-~".contains(&byte);
        if is_plain && !(at == 0 && is_device(&name)) {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "={byte:02x}");
        }
    }
    if name.is_empty() {
        path.push('=');
    }
}

/// Whether Windows keeps the name for a device, in any folder (Microsoft Learn, "Naming Files, Paths, and Namespaces").
fn is_device(name: &str) -> bool {
    let numbered = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    matches!(name, "con" | "prn" | "aux" | "nul")
        || numbered.is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
}

/// A path that is cut to have room for a hash.
fn hashed(path: &str, whole: &str) -> String {
    let most = MAX_PATH - EXTENSION.len() - HASH;
    let cut = path.get(..most.min(path.len())).unwrap_or_default();
    // An octet is whole or not there.
    let cut = match cut.rfind('=') {
        Some(at) if at + 3 > cut.len() => &cut[..at],
        _ => cut,
    };
    let cut = cut.trim_end_matches('/');
    format!("{cut}={:016x}", fnv(whole.as_bytes()))
}

/// The 64-bit FNV-1a hash.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The paths of pages, each of its own, by their LocURIs in any order.
pub(crate) fn apart(wished: &mut [(String, String)]) {
    let mut order: Vec<usize> = (0..wished.len()).collect();
    order.sort_by(|one, other| {
        let uri = |at: &usize| wished.get(*at).map(|(_, uri)| uri.as_str());
        uri(one).cmp(&uri(other))
    });
    let mut taken = BTreeSet::new();
    for at in order {
        let Some((path, uri)) = wished.get_mut(at) else {
            continue;
        };
        let mut whole = uri.clone();
        while !taken.insert(path.clone()) {
            let stem = path.strip_suffix(EXTENSION).unwrap_or(path);
            *path = hashed(stem, &whole) + EXTENSION;
            whole.push(' ');
        }
    }
}

/// How a page names another, or a file of the site.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let folder = |path: &str| path.rfind('/').map_or(0, |at| at + 1);
    let own = &from[..folder(from)];
    // The folders that both have.
    let mut common = 0;
    for (at, _) in own.match_indices('/') {
        if to.get(..=at) != own.get(..=at) {
            break;
        }
        common = at + 1;
    }
    let ups = own[common..].matches('/').count();
    let mut link = "../".repeat(ups);
    link.push_str(&to[common..]);
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> String {
        let segments = names.iter().map(|name| match *name {
            "{}" => Segment::Dynamic,
            name => Segment::Named(name),
        });
        path(&scoped(segments.collect(), "device"))
    }

    #[test]
    fn a_path_is_made_of_the_names_alone() {
        let table = [
            (
                &["Device", "Vendor", "MSFT", "WiFi", "{}", "A"][..],
                "device/vendor/msft/wifi/-/a.html",
            ),
            (&["Vendor", "MSFT", "WiFi"], "device/vendor/msft/wifi.html"),
            (&["user", "X"], "user/x.html"),
            (&["DevInfo", "-"], "device/devinfo/=2d.html"),
            (
                &["Vendor", "con", "COM1", "console"],
                "device/vendor/=63on/=63om1/console.html",
            ),
            (
                &["a b", "..", "x.html"],
                "device/a=20b/=2e=2e/x=2ehtml.html",
            ),
            (&["Größe", ""], "device/gr=c3=b6=c3=9fe/=.html"),
            (
                &["<script>\u{2028}", "a:b\\c", "X~Y"],
                "device/=3cscript=3e=e2=80=a8/a=3ab=5cc/x~y.html",
            ),
        ];
        for (names, path) in table {
            assert_eq!(of(names), path);
        }
    }

    #[test]
    fn a_long_path_is_cut_and_stays_apart_from_others() {
        let long = "x".repeat(100);
        let one = of(&["Vendor", &long, &long, "a"]);
        let other = of(&["Vendor", &long, &long, "b"]);
        assert!(one.len() <= MAX_PATH && other.len() <= MAX_PATH);
        assert_ne!(one, other);
        assert!(of(&["Vendor", &"ä".repeat(90)]).len() <= MAX_PATH);
    }

    #[test]
    fn of_one_path_the_first_address_has_it_in_any_order() {
        let uris = ["./Device/X", "./Device/x", "./X"];
        let mut paths = Vec::new();
        for rotation in 0..uris.len() {
            let mut wished: Vec<(String, String)> = uris
                .iter()
                .map(|uri| ("device/x.html".to_owned(), (*uri).to_owned()))
                .collect();
            wished.rotate_left(rotation);
            apart(&mut wished);
            wished.sort_by(|one, other| one.1.cmp(&other.1));
            assert_eq!(wished[0].0, "device/x.html");
            let distinct: BTreeSet<&String> = wished.iter().map(|(path, _)| path).collect();
            assert_eq!(distinct.len(), uris.len());
            paths.push(wished);
        }
        assert!(paths.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_link_leads_from_one_page_to_another() {
        for (from, to, link) in [
            ("index.html", "a/site.css", "a/site.css"),
            ("device/x/y.html", "a/site.css", "../../a/site.css"),
            ("device/x/y.html", "device/x/z.html", "z.html"),
            ("device/x/y.html", "device/x/y/z.html", "y/z.html"),
            ("device/x/y/z.html", "device/xx/z.html", "../../xx/z.html"),
            ("a/b.html", "index.html", "../index.html"),
        ] {
            assert_eq!(relative(from, to), link);
        }
    }
}
