//! Values that name accounts: user rights, and the members of local groups.

use super::file::Subject;
use crate::faults::Faults;
use crate::text::Text;
use crate::xml::{self, Node};

/// What names an account stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AccountSetting {
    /// Policy/Config/UserRights: names and SIDs with U+F000 between, a SID behind a star.
    Right,
    /// Policy/Config/LocalUsersAndGroups or RestrictedGroups: XML whose attributes name groups and members.
    Groups,
}

/// The groups and accounts that have another name in each language of Windows, and their SIDs (Microsoft Learn, "Well-known SIDs").
#[rustfmt::skip]
const WELL_KNOWN: &[(&str, &str)] = &[
    ("Everyone", "S-1-1-0"),
    ("Authenticated Users", "S-1-5-11"),
    ("Interactive", "S-1-5-4"),
    ("Service", "S-1-5-6"),
    ("Local Service", "S-1-5-19"),
    ("Network Service", "S-1-5-20"),
    ("Local account", "S-1-5-113"),
    ("Local account and member of Administrators group", "S-1-5-114"),
    ("Administrators", "S-1-5-32-544"),
    ("Users", "S-1-5-32-545"),
    ("Guests", "S-1-5-32-546"),
    ("Power Users", "S-1-5-32-547"),
    ("Backup Operators", "S-1-5-32-551"),
    ("Remote Desktop Users", "S-1-5-32-555"),
    ("Network Configuration Operators", "S-1-5-32-556"),
    ("Performance Monitor Users", "S-1-5-32-558"),
    ("Performance Log Users", "S-1-5-32-559"),
    ("Event Log Readers", "S-1-5-32-573"),
    ("Hyper-V Administrators", "S-1-5-32-578"),
    ("Remote Management Users", "S-1-5-32-580"),
];

impl AccountSetting {
    /// What a setting is; `None` for one that names no accounts.
    pub(crate) fn of(subject: &Subject<'_>) -> Option<Self> {
        let address = subject.address.as_ref()?;
        let area = |name: &str| address.is_below(&["Vendor", "MSFT", "Policy", "Config", name]);
        if area("UserRights") {
            return Some(Self::Right);
        }
        (area("LocalUsersAndGroups") || area("RestrictedGroups")).then_some(Self::Groups)
    }

    /// A SID as it is written there.
    pub(crate) fn written(self, sid: &str) -> String {
        match self {
            Self::Right => format!("*{sid}"),
            Self::Groups => sid.to_owned(),
        }
    }

    /// The names in a value, SIDs too, with their places.
    pub(crate) fn names(self, value: &Text) -> Vec<Text> {
        if self == Self::Right {
            let mut start = 0;
            let parts = value.as_str().split('\u{F000}').map(|part| {
                let range = start..start + part.len();
                start = range.end + '\u{F000}'.len_utf8();
                value.slice(range).trimmed()
            });
            return parts.collect();
        }
        let Ok(tree) = xml::parse(value, 0, &mut Faults::default()) else {
            return Vec::new();
        };
        let mut names = Vec::new();
        let mut open: Vec<Node<'_>> = tree.roots().collect();
        while let Some(node) = open.pop() {
            let attributes = node.attributes().filter(|(name, _)| match node.name() {
                "accessgroup" => name.as_str() == "desc",
                "add" | "remove" => name.as_str() == "member",
                "member" => name.as_str() == "name",
                _ => false,
            });
            names.extend(attributes.map(|(_, value)| value));
            open.extend(node.children());
        }
        names.sort_by_key(|name| name.place().start);
        names
    }
}

/// The SID of a group that has another name in each language.
pub(crate) fn well_known_sid(name: &str) -> Option<&'static str> {
    let bare = ["BUILTIN\\", "NT AUTHORITY\\"].iter().find_map(|domain| {
        let start = name.get(..domain.len())?;
        start
            .eq_ignore_ascii_case(domain)
            .then(|| name.get(domain.len()..).unwrap_or_default())
    });
    let bare = bare.unwrap_or(name);
    let mut known = WELL_KNOWN.iter();
    let (_, sid) = known.find(|(known, _)| known.eq_ignore_ascii_case(bare))?;
    Some(sid)
}
