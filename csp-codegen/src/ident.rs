//! Rust names from wire names: the one place that knows cases, keywords and collisions.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToPascalCase as _, ToShoutySnakeCase as _};

use crate::words::{is_one_word, words};

/// The name of a module, a function or a method: `EnterpriseDesktopAppManagement` becomes `enterprise_desktop_app_management`.
pub fn snake(wire: &str) -> String {
    let name = leading_letter(words(wire), "unnamed");
    match name.as_str() {
        // These cannot be written as raw identifiers.
        "crate" | "self" | "super" | "_" => name + "_",
        name => identifier(name),
    }
}

/// A name as Rust reads it: a keyword with the raw-identifier mark.
pub fn identifier(name: &str) -> String {
    if csp_check::is_keyword(name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// The name of a module, which is the name of a file and of a cargo feature too: what has a meaning there ends in an underscore.
pub fn module(wire: &str) -> String {
    let name = snake(wire);
    let stem = file_stem(&name);
    if has_meaning(stem) {
        format!("{stem}_")
    } else {
        name
    }
}

/// Whether the name of a module would mean something else as that of a file, of a cargo feature or of an attribute's tool.
fn has_meaning(stem: &str) -> bool {
    let is_device = matches!(stem, "aux" | "con" | "nul" | "prn")
        || stem
            .strip_prefix("com")
            .or_else(|| stem.strip_prefix("lpt"))
            .is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']));
    match stem {
        // The index, the crate roots and the build script; the features beside those of the modules.
        "mod" | "lib" | "main" | "build" | "default" | "full" => true,
        // Beside a module of this name, an attribute of the tool (`#[rustfmt::skip]`) means the module.
        "clippy" | "diagnostic" | "miri" | "rust_analyzer" | "rustfmt" => true,
        // Windows opens devices by these names, whatever the extension.
        _ => is_device,
    }
}

/// Whether a name can be that of a module, without the mark of a raw identifier.
pub fn is_module(stem: &str) -> bool {
    !stem.starts_with("r#") && is_snake(&identifier(stem)) && !has_meaning(stem)
}

/// Whether a name can be that of a function or a method, a keyword with its mark.
pub fn is_snake(name: &str) -> bool {
    let bare = file_stem(name);
    let is_raw = bare.len() < name.len();
    let can_be_raw = !matches!(bare, "crate" | "self" | "super" | "Self");
    let is_right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    is_identifier(bare, is_right)
        && !bare.trim_matches('_').contains("__")
        && is_raw == csp_check::is_keyword(bare)
        && can_be_raw
}

/// Whether a name can be that of a type.
pub fn is_pascal(name: &str) -> bool {
    let bare = name.trim_matches('_');
    is_identifier(name, |c| c.is_ascii_alphanumeric() || c == '_')
        && !bare.contains('_')
        && !bare.starts_with(|c: char| c.is_ascii_lowercase())
        && name != "Self"
}

/// Whether a name can be that of a constant.
pub fn is_shouty(name: &str) -> bool {
    is_identifier(name, |c| {
        c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'
    })
}

fn is_identifier(name: &str, is_right: impl Fn(char) -> bool) -> bool {
    name.chars().all(is_right)
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().any(|c| c != '_')
}

/// The name of a module with what stands above it on the wire before it, unless the name begins with it.
pub fn qualified(above: &[&str], wire: &str) -> String {
    let above = words(&above.join("/"));
    let name = words(wire);
    let is_said = name
        .strip_prefix(&above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    if is_said || above.is_empty() {
        module(&name)
    } else {
        module(&format!("{above}/{name}"))
    }
}

/// The name of a cargo feature or a file: the module's, without the raw-identifier mark.
pub fn file_stem(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}

/// What a node gives to the name of a type: that of `MSI` and `Status` is made of `Msi` and `Status`.
pub fn pascal_part(wire: &str) -> String {
    words(wire).to_pascal_case()
}

/// The name of a type, from what the nodes on the way to it [give](pascal_part) to it.
pub fn type_name(parts: String) -> String {
    match leading_letter(parts, "Unnamed") {
        name if name == "Self" => "Self_".to_owned(),
        name => name,
    }
}

/// A type's name with another before it: `User` before `_3D` is `User3D`.
pub fn prefixed(prefix: &str, name: &str) -> String {
    format!("{prefix}{}", bare(name))
}

/// A name without what lets it stand alone: the mark of a raw identifier, the underscores around a keyword or before a digit.
fn bare(name: &str) -> &str {
    file_stem(name).trim_matches('_')
}

/// A name with a number behind it, which is no keyword any more: `r#type` becomes `type_2`.
fn numbered(name: &str, separator: &str, number: usize) -> String {
    format!(
        "{}{separator}{number}",
        file_stem(name).trim_end_matches('_')
    )
}

/// The name of a constant, from the description of a value; `None` when nothing of it can stand in a name.
pub fn shouty(text: &str) -> Option<String> {
    // Nearly every word of a description.
    if is_one_word(text) {
        return Some(text.to_ascii_uppercase());
    }
    let name = words(text).to_shouty_snake_case();
    if name.is_empty() {
        None
    } else {
        Some(leading_letter(name, ""))
    }
}

/// The names that are taken in one place.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    names: BTreeSet<String>,
    /// The number to try next behind a wish that came more than once: a thousand names that meet do not each try all numbers.
    next: BTreeMap<String, usize>,
}

impl Taken {
    /// A name that is not taken yet: the wished one, or the first of `wished_2`, `wished_3`... that is free. The answer is taken from then on.
    ///
    /// Each of them can stand where the wished one can: a number comes behind the bare name, not behind what escapes a keyword.
    pub fn claim(&mut self, wished: String, separator: &str) -> String {
        if self.take(&wished) {
            return wished;
        }
        let mut next = self.next.get(&wished).copied().unwrap_or(2);
        loop {
            let name = numbered(&wished, separator, next);
            next += 1;
            if self.take(&name) {
                self.next.insert(wished, next);
                return name;
            }
        }
    }

    /// Takes a name, unless it is taken: then the answer is no.
    pub fn take(&mut self, name: &str) -> bool {
        self.names.insert(name.to_owned())
    }

    /// Takes names, whether or not they are taken.
    pub fn take_all<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        self.names.extend(names.into_iter().map(str::to_owned));
    }

    /// Whether a name is taken.
    pub fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

impl<S: Into<String>> FromIterator<S> for Taken {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        Self {
            names: names.into_iter().map(Into::into).collect(),
            next: BTreeMap::new(),
        }
    }
}

fn leading_letter(name: String, fallback: &str) -> String {
    match name.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_rust_names() {
        let table = [
            (
                "EnterpriseDesktopAppManagement",
                "enterprise_desktop_app_management",
                "EnterpriseDesktopAppManagement",
            ),
            ("MSI", "msi", "Msi"),
            ("ProductID", "product_id", "ProductId"),
            ("CRLCheck", "crl_check", "CrlCheck"),
            ("nonStore", "non_store", "NonStore"),
            ("VPNv2", "vpnv2", "Vpnv2"),
            ("eUICCs", "e_uiccs", "EUiccs"),
            ("URIs", "uris", "Uris"),
            ("DNSServers", "dns_servers", "DnsServers"),
            ("EMAIL2", "email2", "Email2"),
            ("DMAcc", "dm_acc", "DmAcc"),
            ("NetworkQoSPolicy", "network_qos_policy", "NetworkQosPolicy"),
            ("WiFi", "wi_fi", "WiFi"),
            ("OSVersion", "os_version", "OsVersion"),
            ("AllowNFC", "allow_nfc", "AllowNfc"),
            ("Policy GUID", "policy_guid", "PolicyGuid"),
            (
                "NIDefaultTimeout ",
                "ni_default_timeout",
                "NiDefaultTimeout",
            ),
            ("MSS-legacy", "mss_legacy", "MssLegacy"),
            (
                "Accounts_EnableAdministratorAccountStatus",
                "accounts_enable_administrator_account_status",
                "AccountsEnableAdministratorAccountStatus",
            ),
            ("802.1x", "_802_1x", "_8021x"),
            ("3DRendering", "_3_d_rendering", "_3DRendering"),
            ("type", "r#type", "Type"),
            ("gen", "r#gen", "Gen"),
            ("self", "self_", "Self_"),
            ("Self", "self_", "Self_"),
            ("crate", "crate_", "Crate"),
            ("~", "unnamed", "Unnamed"),
            ("", "unnamed", "Unnamed"),
            ("Größe", "gr_e", "GrE"),
            ("StoreUri", "store_uri", "StoreUri"),
            ("HyperV", "hyper_v", "HyperV"),
            ("Hyper-V", "hyper_v", "HyperV"),
            ("L2TP", "l2tp", "L2tp"),
            ("Win32API", "win32_api", "Win32Api"),
            ("User's choice", "users_choice", "UsersChoice"),
            ("User’s choice", "users_choice", "UsersChoice"),
            (
                "HasProvisioningCompleted",
                "has_provisioning_completed",
                "HasProvisioningCompleted",
            ),
            ("IPv6", "ipv6", "Ipv6"),
            (
                "Win32AppInventory",
                "win32_app_inventory",
                "Win32AppInventory",
            ),
            ("ADMX_fthsvc", "admx_fthsvc", "AdmxFthsvc"),
        ];
        for (wire, snake_name, pascal_name) in table {
            assert_eq!(
                (snake(wire).as_str(), type_name(pascal_part(wire)).as_str()),
                (snake_name, pascal_name),
                "{wire}"
            );
        }
    }

    #[test]
    fn modules_leave_the_names_of_files_and_features_alone() {
        let table = [
            ("BitLocker", "bit_locker"),
            ("Mod", "mod_"),
            ("Lib", "lib_"),
            ("Full", "full_"),
            ("Default", "default_"),
            ("Build", "build_"),
            ("AUX", "aux_"),
            ("COM1", "com1_"),
            ("Com", "com"),
            ("COM10", "com10"),
            ("Type", "r#type"),
            ("rustfmt", "rustfmt_"),
            ("RustAnalyzer", "rust_analyzer_"),
        ];
        for (wire, name) in table {
            assert_eq!(module(wire), name);
        }
    }

    #[test]
    fn what_is_named_can_stand_where_it_stands() {
        for wire in [
            "WiFi", "type", "Self", "crate", "~", "802.1x", "Größe", "3D", "Mod", "COM1", "a__b",
        ] {
            assert!(is_snake(&snake(wire)), "{wire}");
            assert!(is_module(file_stem(&module(wire))), "{wire}");
            assert!(is_pascal(&type_name(pascal_part(wire))), "{wire}");
            assert!(shouty(wire).is_none_or(|name| is_shouty(&name)), "{wire}");
        }
        for name in [
            "", "_", "type", "r#self", "r#lamp", "Lamp", "a__b", "3d", "a-b", "..", "größe",
        ] {
            assert!(!is_snake(name), "{name}");
        }
        for name in ["con", "mod", "lib", "rustfmt", "r#type", "self", "../x"] {
            assert!(!is_module(name), "{name}");
        }
        for name in ["", "Self", "lamp", "A_B", "3D", "_", "fn"] {
            assert!(!is_pascal(name), "{name}");
        }
        for name in ["", "Off", "fn", "3", "__"] {
            assert!(!is_shouty(name), "{name}");
        }
    }

    #[test]
    fn descriptions_become_constants() {
        assert_eq!(
            shouty("Download In Progress").as_deref(),
            Some("DOWNLOAD_IN_PROGRESS")
        );
        assert_eq!(
            shouty("DOWNLOAD_FAILED").as_deref(),
            Some("DOWNLOAD_FAILED")
        );
        assert_eq!(shouty("OEM").as_deref(), Some("OEM"));
        assert_eq!(shouty("24H2").as_deref(), Some("_24_H2"));
        assert_eq!(shouty("!?").as_deref(), None);
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut taken: Taken = ["name", "name_2"].into_iter().collect();
        let claims = [(); 3].map(|()| taken.claim("name".to_owned(), "_"));
        assert_eq!(claims, ["name_3", "name_4", "name_5"]);
        assert_eq!(taken.claim("name_4".to_owned(), "_"), "name_4_2");
    }

    #[test]
    fn a_number_comes_behind_the_bare_name() {
        for (name, separator, second) in [
            ("self_", "_", "self_2"),
            ("r#type", "_", "type_2"),
            ("default_", "_", "default_2"),
            ("Self_", "", "Self2"),
            ("_3D", "", "_3D2"),
            ("_3_d", "_", "_3_d_2"),
        ] {
            let mut taken = Taken::default();
            assert_eq!(taken.claim(name.to_owned(), separator), name);
            assert_eq!(taken.claim(name.to_owned(), separator), second);
        }
        assert_eq!(prefixed("User", "_3D"), "User3D");
        assert_eq!(prefixed("User", "Self_"), "UserSelf");
    }
}
