//! What every address can do, whatever made it: it prints as its LocURI, and is told apart and counted by node and names.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::hash::{DefaultHasher, Hash, Hasher as _};

use csp_macros::CspNode;
use csp_runtime::{Addr, NodeAddress, Tree, loc_uri};
use csp_windows::enterprise_desktop_app_management as edam;
use csp_windows::enterprise_modern_app_management as emam;

/// The lamps of a building.
#[derive(CspNode)]
#[csp(device = "./Device/Vendor/Contoso")]
#[allow(dead_code, reason = "only its addresses are of interest")]
struct Lamps {
    /// How bright they are, by room.
    #[csp(title = "Room", access = "Add, Delete, Get, Replace")]
    rooms: BTreeMap<String, i64>,
}

fn hash(address: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    address.hash(&mut hasher);
    hasher.finish()
}

#[track_caller]
fn check<'a>(one: impl NodeAddress<'a> + Display + Debug + Eq + Hash, other: Addr<'_>, uri: &str) {
    assert_eq!(one.to_string(), uri);
    assert_eq!(loc_uri(one), uri);
    assert!(format!("{one:?}").contains(uri), "{one:?}");
    let again = one;
    assert_eq!((one, hash(one)), (again, hash(again)));
    assert_ne!((one.addr(), hash(one)), (other, hash(other)));
}

#[test]
fn every_address_prints_is_compared_and_counted() {
    let edam = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement";
    check(edam::device(), edam::user().addr(), edam);
    let msi = |name| edam::device().msi().product_id(name);
    check(msi("a"), msi("b").addr(), &format!("{edam}/MSI/a"));
    let status = |name| msi(name).status();
    let uri = format!("{edam}/MSI/a%2Fb/Status");
    check(status("a/b"), status("a").addr(), &uri);
    let apps = emam::device().app_management();
    check(
        apps.last_scan_error(),
        apps.update_scan().addr(),
        "./Device/Vendor/MSFT/EnterpriseModernAppManagement/AppManagement/LastScanError",
    );
    let lamps = Lamps::device();
    check(lamps, msi("a").addr(), "./Device/Vendor/Contoso/Lamps");
}

/// A definition may be much deeper than the published ones.
#[test]
fn a_deep_address_is_whole() {
    fn table() -> String {
        let levels = (0..100).map(|level| format!("{level} 0 N{level}\n"));
        format!(
            "csp Deep\nroot ./Vendor/MSFT\n{}",
            levels.collect::<String>()
        )
    }
    static DEEP: Tree = Tree::described(table);
    let names: String = (0..100).map(|level| format!("/N{level}")).collect();
    let addr = Addr::new(&DEEP, 99);
    assert_eq!(addr.to_string(), format!("./Vendor/MSFT{names}"));
}
