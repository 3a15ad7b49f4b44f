//! The policies that an app's template brings to a device: `.../Policy/Config/{App}~{SettingsType}~{categories}/{policy}` (Microsoft Learn, "Win32 and
//! Desktop Bridge app ADMX policy ingestion").

use crate::same_node::{decoded, path, segments};

/// The folder of all policies, below the scope.
pub const CONFIG: [&str; 4] = ["Vendor", "MSFT", "Policy", "Config"];

/// Whether a type of settings is one that there is: Microsoft's page has `Policy` and `Preference`, which differ in nothing.
pub fn is_settings_type(name: &str) -> bool {
    ["Policy", "Preference"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// The app of an area, its type of settings and the names of its categories from the outermost one; `None` for an area that no app's template brings.
///
/// ```
/// use csp_schema::app_policy::area;
///
/// let (app, settings_type, categories) = area("Contoso~Policy~Lamps").unwrap();
/// assert_eq!((app, settings_type, categories.collect::<Vec<_>>()), ("Contoso", "Policy", vec!["Lamps"]));
/// assert!(area("ADMX_Desktop").is_none());
/// ```
pub fn area(name: &str) -> Option<(&str, &str, impl Iterator<Item = &str>)> {
    let mut parts = name.split('~');
    let (app, settings_type) = (parts.next()?, parts.next()?);
    is_settings_type(settings_type.trim()).then_some((app, settings_type, parts))
}

/// Whether a LocURI is that of a policy which an app's template brings.
///
/// ```
/// use csp_schema::app_policy::is_app_policy;
///
/// assert!(is_app_policy("./User/Vendor/MSFT/Policy/Config/Contoso~Policy~Lamps/Dim"));
/// assert!(!is_app_policy("./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera"));
/// ```
pub fn is_app_policy(uri: &str) -> bool {
    let mut names = segments(path(uri)).map(decoded).peekable();
    names.next_if(|first| first.eq_ignore_ascii_case("User"));
    let mut is_below = |folder: &str| {
        names
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(folder))
    };
    CONFIG.into_iter().all(&mut is_below)
        && names.next().is_some_and(|name| area(&name).is_some())
        && names.next().is_some()
        && names.next().is_none()
}
