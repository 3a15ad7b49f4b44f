//! From what a DDF says of an ADMX-backed node to the policy.

use std::fmt;

use crate::model::Policy;
use crate::set::PolicySet;

/// What the `AdmxBacked` element of a DDF says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AdmxBacking<'a> {
    /// `{label}~AT~{names of categories}`, for example `Bits~AT~Network~BITS`.
    pub area: &'a str,
    /// The name of the policy.
    pub name: &'a str,
    /// The file that it is in, for example `Bits.admx`.
    pub file: &'a str,
}

/// What became of it.
///
/// `Display` says it in a sentence.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Resolution<'s> {
    /// The policy, where the DDF says that it is.
    Found(Policy<'s>),
    /// The policy, in other categories than the DDF says: it has been moved since.
    OtherArea(Policy<'s>),
    /// The file is not there or has no such policy, but this one has its name and its categories.
    OtherFile(Policy<'s>),
    /// The file is not there.
    NoFile,
    /// The file has no such policy: it came later, or went.
    NoPolicy,
}

impl<'s> Resolution<'s> {
    /// The policy, where the DDF names it rightly.
    pub fn policy(&self) -> Option<Policy<'s>> {
        match self {
            Self::Found(policy) | Self::OtherArea(policy) => Some(*policy),
            _ => None,
        }
    }
}

impl fmt::Display for Resolution<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found(policy) => write!(f, "it is in {}", policy.file().name()),
            Self::OtherArea(policy) => write!(
                f,
                "it is in {}, in the categories {}",
                policy.file().name(),
                policy.category_path().join("~")
            ),
            Self::OtherFile(policy) => {
                write!(
                    f,
                    "it is not in the file that is named, but in {}",
                    policy.file().name()
                )
            }
            Self::NoFile => f.write_str("the file is not there"),
            Self::NoPolicy => f.write_str("the file has no such policy"),
        }
    }
}

impl PolicySet {
    /// The policy that stands behind a node: by the file and the name, whose letter case does not count. The area is only compared: policies move from
    /// category to category between releases of Windows, and their settings stay the same.
    pub fn resolve(&self, backing: AdmxBacking<'_>) -> Resolution<'_> {
        let file = self.file(backing.file);
        if let Some(policy) = file.and_then(|file| file.policy(backing.name)) {
            return if is_in(policy, backing.area) {
                Resolution::Found(policy)
            } else {
                Resolution::OtherArea(policy)
            };
        }
        match self.any_policy(backing.name) {
            Some(policy) if is_in(policy, backing.area) => Resolution::OtherFile(policy),
            _ if file.is_some() => Resolution::NoPolicy,
            _ => Resolution::NoFile,
        }
    }
}

/// Whether the categories of a policy are those of an area; the inner ones where the file of the outer ones is not read.
fn is_in(policy: Policy<'_>, area: &str) -> bool {
    let area = area.split_once("~AT~").map_or(area, |(_, path)| path);
    let known = policy.category_path();
    let mut names = area.rsplit('~');
    let is_end = known.iter().rev().all(|known| {
        let name = names.next();
        name.is_some_and(|name| name.eq_ignore_ascii_case(known))
    });
    is_end && !known.is_empty() && (policy.is_cut_off() || names.next().is_none())
}
