//! The name of a module, which is its root path's, whatever else is read.

use crate::ident;

/// A root's LocURI without its scope: what the device and the user root of one CSP have in common.
pub(super) fn unscoped(uri: &str) -> &str {
    let path = uri.strip_prefix("./").unwrap_or(uri);
    match path.split_once('/') {
        Some((scope, below)) if is_scope(scope) => below,
        _ => path,
    }
}

fn is_scope(name: &str) -> bool {
    name.eq_ignore_ascii_case("device") || name.eq_ignore_ascii_case("user")
}

/// The name of the module of a path without its scope.
///
/// A plain name is that of a CSP of `Vendor/MSFT`, or of an object that OMA DM has at the root of every tree. Any other name has what stands above it
/// before it, `Vendor` and `MSFT` left out: `Vendor/Contoso/Lamp` is `contoso_lamp`, `SyncML/DMAcc` is `sync_ml_dm_acc`. So it stands for an area of
/// Policy, which may have the name of a CSP: `Vendor/MSFT/Policy/Config/BitLocker` is `policy_bit_locker`. What stands above is not said twice:
/// `Vendor/Contoso/ContosoAgent` is `contoso_agent`.
pub(super) fn module_name(path: &str) -> String {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut above: Vec<&str> = above.split('/').filter(|name| !name.is_empty()).collect();
    match above.as_slice() {
        // The standardized objects of OMA DM 1.2.
        [] if ["DevInfo", "DevDetail"]
            .iter()
            .any(|standard| standard.eq_ignore_ascii_case(name)) =>
        {
            return ident::module(name);
        }
        [] => above = vec!["root"],
        [vendor, msft, ..] if is_microsoft(vendor, msft) => {
            above.drain(..2);
            let is_policies = matches!(above.as_slice(), [policy, config]
                if policy.eq_ignore_ascii_case("Policy") && config.eq_ignore_ascii_case("Config"));
            if is_policies {
                above.truncate(1);
            }
        }
        [vendor, _, ..] if vendor.eq_ignore_ascii_case("Vendor") => {
            above.remove(0);
        }
        _ => {}
    }
    if above.is_empty() {
        return ident::module(name);
    }
    ident::qualified(&above, name)
}

fn is_microsoft(vendor: &str, name: &str) -> bool {
    vendor.eq_ignore_ascii_case("Vendor") && name.eq_ignore_ascii_case("MSFT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_belongs_to_a_root_path() {
        for (uri, name) in [
            ("./Device/Vendor/MSFT/WiFi", "wi_fi"),
            ("./User/Vendor/MSFT/WiFi", "wi_fi"),
            ("./vendor/msft/WiFi", "wi_fi"),
            ("./Vendor/MSFT/Policy", "policy"),
            ("./Vendor/MSFT/Policy/Config/BitLocker", "policy_bit_locker"),
            ("./Vendor/MSFT/WiFi/Profile", "wi_fi_profile"),
            ("./Vendor/Contoso/WiFi", "contoso_wi_fi"),
            ("./Vendor/Contoso/Agents/WiFi", "contoso_agents_wi_fi"),
            ("./Vendor/Contoso/ContosoAgent", "contoso_agent"),
            ("./Vendor/Contoso/Contoso", "contoso"),
            ("./Vendor/Contoso/Contosoft", "contoso_contosoft"),
            ("./Vendor/Contoso/Mod", "contoso_mod"),
            ("./Vendor/Contoso/802.1x", "contoso_802_1x"),
            ("./Vendor/type/self", "type_self"),
            ("./Vendor/WiFi", "vendor_wi_fi"),
            (
                "./Vendor/Contoso/Policy/Config/Lamp",
                "contoso_policy_config_lamp",
            ),
            ("./DevInfo", "dev_info"),
            ("./DevDetail", "dev_detail"),
            ("./WiFi", "root_wi_fi"),
            ("./SyncML/DMAcc", "sync_ml_dm_acc"),
            ("./User/WiFi", "root_wi_fi"),
        ] {
            assert_eq!(module_name(unscoped(uri)), name, "{uri}");
        }
    }
}
