//! Words that belong together, as a negation and what it negates.

/// Words that stay together: `ALLOWED`, `NOT_ALLOWED`, `WILL_NOT_TRIGGER`, `TURNED_OFF`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unit {
    pub text: String,
    pub role: Role,
    /// It is said of what stands before it: an `is` was left out, or it begins with `can`, `will` or the like.
    pub predicate: bool,
}

/// What a unit does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// It joins others.
    Link,
    /// It has a meaning.
    Plain,
    /// It enables, allows, requires.
    Gives,
    /// It negates, disables, forbids: a name without it could mean the opposite.
    Takes,
}
