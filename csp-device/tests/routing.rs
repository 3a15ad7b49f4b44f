//! Where LocURIs lead, against a resolver that takes the long way: it splits, decodes and compares each name by itself.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it expects"
)]

use std::fmt::Write as _;

use csp_device::{Device, State};
use csp_schema::uri::push_segment;
use csp_schema::{NodeDefinition, Tree};
use proptest::prelude::*;

/// Names of nodes: some differ in case alone, some share their ends and length, some are longer than a hash looks at.
const NAMES: [&str; 14] = [
    "a",
    "A",
    "Ab",
    "aB",
    "Device",
    "User",
    "Ünï",
    "üNÏ",
    "with space",
    "Percent%25",
    "Sixteen_letters_",
    "BeginningOneTheEndOf",
    "BeginningTwoTheEndOf",
    "beginningTWOtheendof",
];

/// The scopes as senders spell them, and as what is mounted roots them.
const SCOPES: [&str; 9] = [
    "./Device/Vendor/MSFT",
    "./Vendor/MSFT",
    "./User/Vendor/MSFT",
    "./device/VENDOR/msft",
    "./%44evice/Vendor/MSFT",
    "Vendor/MSFT",
    "./%55SER/Vendor/MSFT",
    "./User/Vendor",
    ".",
];

/// A node of a made-up tree: how deep, which name, and whether it is dynamic.
type Line = (usize, usize, bool);

/// A table whose siblings have names of their own, letter by letter.
fn table(root: &str, lines: &[Line]) -> String {
    let mut table = format!("csp Made\nroot {root}\n0 0 Made\n");
    let mut open: Vec<Vec<Option<usize>>> = vec![Vec::new()];
    for (depth, name, dynamic) in lines {
        let depth = depth % open.len();
        open.truncate(depth + 1);
        let names = &mut open[depth];
        let key = (!dynamic).then_some(*name);
        if names.contains(&key) || (*dynamic && depth > 4) {
            continue;
        }
        names.push(key);
        let fact = if *dynamic { "dynamic\n" } else { "" };
        let _ = write!(table, "{} 0 {}\n{fact}", depth + 1, NAMES[*name]);
        open.push(Vec::new());
    }
    table
}

/// The names of a LocURI without its scope for the device, or `None` where it is none.
fn names(uri: &str) -> Option<Vec<String>> {
    if uri == "." {
        return Some(Vec::new());
    }
    let mut names = Vec::new();
    for segment in uri.strip_prefix("./").unwrap_or(uri).split('/') {
        let bytes = segment.as_bytes();
        let (mut name, mut at) = (Vec::new(), 0);
        while let Some(byte) = bytes.get(at) {
            if *byte == b'%' {
                let digits = segment.get(at + 1..at + 3)?;
                if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                name.push(u8::from_str_radix(digits, 16).ok()?);
                at += 3;
            } else {
                name.push(*byte);
                at += 1;
            }
        }
        names.push(String::from_utf8(name).ok()?);
    }
    let is_no_name = |name: &String| matches!(name.as_str(), "" | "." | ".." | "*");
    if names.iter().any(is_no_name) {
        return None;
    }
    if names
        .first()
        .is_some_and(|first| first.eq_ignore_ascii_case("Device"))
    {
        names.remove(0);
    }
    Some(names)
}

/// Appends what the names below a node lead to: each is a child as it is spelled, else in any case, else an instance.
fn below(mut node: NodeDefinition<'_>, names: &[String], uri: &mut String) -> Option<()> {
    for name in names {
        let same = |child: &NodeDefinition<'_>| !child.dynamic && *child.name == **name;
        let like =
            |child: &NodeDefinition<'_>| !child.dynamic && child.name.eq_ignore_ascii_case(name);
        let named = (node.children().find(same)).or_else(|| node.children().find(like));
        let instance = || node.children().find(|child| child.dynamic);
        uri.push('/');
        push_segment(uri, named.as_ref().map_or(name, |child| &child.name));
        node = named.or_else(instance)?;
    }
    Some(())
}

/// The node that a LocURI leads to in a tree of one root, as the root and the definitions spell it.
fn resolve(tree: &Tree, uri: &str) -> Option<String> {
    let root = tree.roots().next()?;
    let mut found = format!("{}/{}", root.root_path(), root.name);
    let (path, names) = (names(&found)?, names(uri)?);
    let (start, rest) = names.split_at_checked(path.len())?;
    let mut pairs = path.iter().zip(start);
    if !pairs.all(|(one, other)| one.eq_ignore_ascii_case(other)) {
        return None;
    }
    below(root, rest, &mut found)?;
    Some(found)
}

/// A name as a sender may spell it: as it is, in another case, escaped in part or as a whole, or not at all as it should be.
fn spelled(name: &str, how: usize) -> String {
    let escaped = |wanted: fn(usize) -> bool| -> String {
        let bytes = name.bytes().enumerate();
        bytes
            .map(|(at, byte)| {
                if wanted(at) || !byte.is_ascii_alphanumeric() {
                    format!("%{byte:02x}")
                } else {
                    char::from(byte).to_string()
                }
            })
            .collect()
    };
    match how {
        0 => name.replace('%', "%25"),
        1 => name.replace('%', "%25").to_ascii_uppercase(),
        2 => name.replace('%', "%25").to_ascii_lowercase(),
        3 => escaped(|_| true),
        4 => escaped(|at| at % 3 == 1),
        5 => name.to_owned(),
        6 => format!("{name}%"),
        7 => format!("{name}%2f{name}"),
        8 => String::new(),
        9 => "%2E%2e".to_owned(),
        10 => "*".to_owned(),
        11 => "x".repeat(300),
        _ => format!("%C3{name}"),
    }
}

proptest! {
    #[test]
    fn a_loc_uri_leads_where_the_long_way_leads(
        root in 0_usize..3,
        lines in prop::collection::vec((0_usize..8, 0..NAMES.len(), prop::bool::weighted(0.2)), 0..40),
        uris in prop::collection::vec(
            (0..SCOPES.len(), prop::collection::vec((0..NAMES.len(), prop_oneof![4 => 0_usize..6, 1 => 0_usize..13]), 0..7)),
            1..40,
        ),
        walks in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(0_usize..6, 8)), 0..20),
    ) {
        let tree = Tree::load(&table(SCOPES[root], &lines)).unwrap();
        let mut device = Device::new().mount_tree(Tree::load(&table(SCOPES[root], &lines)).unwrap()).unwrap();
        let mut check = |uri: &str| {
            let state = State::from([(uri.to_owned(), None)]);
            let is_node = device.load_state(&state).is_ok();
            prop_assert_eq!(device.node(uri).is_some(), is_node, "{}", uri);
            // Of what is implied on the way nothing is as long.
            let state = device.save_state();
            let key = state.into_keys().max_by_key(String::len).filter(|_| is_node);
            let found = key.map(|key| key.replacen("./User:user/", "./User/", 1));
            prop_assert_eq!(found, resolve(&tree, uri), "{}", uri);
            Ok(())
        };
        for (scope, names) in &uris {
            let mut uri = format!("{}/Made", SCOPES[*scope]);
            for (name, how) in names {
                let _ = write!(uri, "/{}", spelled(NAMES[*name], *how));
            }
            check(&uri)?;
        }
        // Nodes that there are, each name spelled in some way.
        let nodes: Vec<_> = tree.nodes().collect();
        for (node, how) in &walks {
            let mut above: Vec<_> = node.get(&nodes).ancestors().collect();
            above.reverse();
            let mut uri = SCOPES[root].to_owned();
            for (node, how) in above.iter().zip(how.iter().cycle()) {
                let _ = write!(uri, "/{}", spelled(&node.name, *how));
            }
            check(&uri)?;
        }
    }
}
