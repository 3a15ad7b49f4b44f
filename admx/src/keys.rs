//! The registry keys that a device refuses to policies of ingested files, and those below them that it allows.
//!
//! From Microsoft's page "Win32 and Desktop Bridge app ADMX policy Ingestion". By its letter the keys of Edge and of OneDrive are refused to their own
//! templates, since they stand under `Software\Policies\Microsoft`; yet Microsoft's page on provisioning ingests such an Edge policy. So they are
//! among the allowed ones here.

/// What is refused, with all below it.
pub const REFUSED_KEYS: [&str; 3] = [
    "System",
    r"Software\Microsoft",
    r"Software\Policies\Microsoft",
];

/// What is allowed all the same, with all below it.
pub const ALLOWED_KEYS: [&str; 24] = [
    r"Software\Policies\Microsoft\Office",
    r"Software\Microsoft\Office",
    r"Software\Policies\Microsoft\Exchange",
    r"Software\Microsoft\Exchange",
    r"Software\Policies\Microsoft\Shared Tools\Proofing Tools",
    r"Software\Microsoft\Shared Tools\Proofing Tools",
    r"Software\Policies\Microsoft\Shared Tools\Graphics Filters",
    r"Software\Microsoft\Shared Tools\Graphics Filters",
    r"Software\Policies\Microsoft\Windows\Windows Search\Preferences",
    r"Software\Microsoft\Windows\Windows Search\Preferences",
    r"Software\Policies\Microsoft\Windows\CurrentVersion\Explorer",
    r"Software\Microsoft\Windows\CurrentVersion\Explorer",
    r"Software\Microsoft\Internet Explorer",
    r"Software\Policies\Microsoft\IMEJP",
    r"Software\Policies\Microsoft\IME\Shared",
    r"Software\Policies\Microsoft\SoftwareProtectionPlatform",
    r"Software\Policies\Microsoft\OfficeSoftwareProtectionPlatform",
    r"Software\Policies\Microsoft\VBA\Security",
    r"Software\Microsoft\OneDrive",
    r"Software\Microsoft\Edge",
    r"Software\Microsoft\EdgeUpdate",
    r"Software\Policies\Microsoft\OneDrive",
    r"Software\Policies\Microsoft\Edge",
    r"Software\Policies\Microsoft\EdgeUpdate",
];

/// Whether a device refuses a registry key to policies of ingested files.
///
/// ```
/// assert!(admx::is_blocked(r"SOFTWARE\Policies\Microsoft\Windows Terminal"));
/// assert!(!admx::is_blocked(r"Software\Policies\Microsoft\Office\16.0"));
/// assert!(!admx::is_blocked(r"Software\Policies\Mozilla\Firefox"));
/// assert!(!admx::is_blocked(r"Software\Microsoftware"));
/// ```
pub fn is_blocked(key: &str) -> bool {
    let is_at = |roots: &[&str]| roots.iter().any(|root| is_below(key, root));
    is_at(&REFUSED_KEYS) && !is_at(&ALLOWED_KEYS)
}

/// Whether a key is another, or below it. The case of letters does not count in the registry, nor do slashes around a key.
fn is_below(key: &str, root: &str) -> bool {
    let key = key.trim().trim_matches('\\');
    let Some((start, rest)) = key.split_at_checked(root.len()) else {
        return false;
    };
    start.eq_ignore_ascii_case(root) && (rest.is_empty() || rest.starts_with('\\'))
}
