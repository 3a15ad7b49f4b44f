//! The seven types of an OMA setting, and the formats that they are (Graph reference, "omaSetting").

/// What the type of every setting begins with.
pub(super) const NAMESPACE: &str = "#microsoft.graph.omaSetting";

/// The type of a custom policy.
pub(super) const POLICY: &str = "#microsoft.graph.windows10CustomConfiguration";

/// A type, and the format of SyncML.
pub(super) const TYPES: &[(&str, &str)] = &[
    ("String", "chr"),
    ("Integer", "int"),
    ("Boolean", "bool"),
    ("FloatingPoint", "float"),
    ("DateTime", "time"),
    ("Base64", "b64"),
    ("StringXml", "xml"),
];

/// What Graph says itself, and refuses or ignores when it is sent.
pub(super) const READ_ONLY: &[&str] = &[
    "id",
    "version",
    "createdDateTime",
    "lastModifiedDateTime",
    "supportsScopeTags",
    "isEncrypted",
    "secretReferenceValueId",
    "isReadOnly",
];

/// The format of a type.
pub(super) fn format(kind: &str) -> Option<&'static str> {
    // Some exports leave the sign out.
    let name = kind
        .strip_prefix(NAMESPACE)
        .or_else(|| kind.strip_prefix(NAMESPACE.trim_start_matches('#')))?;
    let (_, format) = TYPES.iter().find(|(known, _)| *known == name)?;
    Some(format)
}

/// The type that a format is.
pub(in crate::carriers) fn kind(format: &str) -> Option<String> {
    let (kind, _) = TYPES.iter().find(|(_, known)| *known == format)?;
    Some(format!("{NAMESPACE}{kind}"))
}

/// Whether a field of a setting is one that Graph says itself, or that follows from the rest.
pub(in crate::carriers) fn is_own(name: &str) -> bool {
    name == "fileName" || READ_ONLY.contains(&name) || name.starts_with("@odata.")
}
