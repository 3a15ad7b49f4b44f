//! Owned addresses: they outlive their names, go wherever an address goes, and are kept as LocURIs.

use std::hash::{DefaultHasher, Hash, Hasher};

use csp_runtime::Owned;
use csp_server::{ChangeCommands, Ensure, Request};
use csp_windows::enterprise_desktop_app_management as edam;
use edam::node::{MsiDownloadInstall, MsiStatus};

fn status(name: &str) -> Owned<MsiStatus> {
    Owned::new(edam::device().msi().product_id(name).status())
}

#[test]
fn an_owned_address_goes_where_an_address_goes() {
    let name = String::from("{1803A630}");
    let job: Owned<MsiDownloadInstall> =
        Owned::new(edam::user().msi().product_id(&name).download_install());
    drop(name);
    let uri =
        "./User/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1803A630%7D/DownloadInstall";
    assert_eq!(job.to_string(), uri);
    assert_eq!(format!("{job:?}"), format!("Owned({uri})"));
    assert_eq!(job.at().product_id(), "{1803A630}");
    let mut request = Request::fragment();
    assert_eq!(request.exec(job.at(), "<MsiInstallJob/>").uri(), uri);
    Ensure::new().absent(Owned::new(edam::device().msi().product_id("a")).at());
}

#[test]
fn owned_addresses_are_compared_and_counted() {
    assert_eq!(status("a"), status("a").clone());
    assert_ne!(status("a"), status("b"));
    let other: Owned<MsiStatus> = Owned::new(edam::user().msi().product_id("a").status());
    assert_ne!(status("a"), other);
    let hash = |address: &Owned<MsiStatus>| {
        let mut hasher = DefaultHasher::new();
        address.hash(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash(&status("a")), hash(&status("a")));
    assert_ne!(hash(&status("a")), hash(&other));
}

#[test]
fn an_owned_address_is_kept_as_its_locuri() {
    let kept = serde_json::to_string(&status("a/b {1}")).expect("a text");
    let uri = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/a%2Fb%20%7B1%7D/Status";
    assert_eq!(kept, format!("\"{uri}\""));
    let read: Owned<MsiStatus> = serde_json::from_str(&kept).expect("an address");
    assert_eq!(read, status("a/b {1}"));
    // However it is spelled.
    let spelled = "./vendor/msft/enterprisedesktopappmanagement/msi/a%2Fb {1}/STATUS";
    assert_eq!(spelled.parse(), Ok(status("a/b {1}")));
    for other in [
        "",
        "./Device/Vendor/MSFT",
        "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/a",
        "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/a/Version",
        "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/a/Status?prop=Type",
        "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/a/Status/b",
    ] {
        let error = other.parse::<Owned<MsiStatus>>().expect_err(other);
        assert_eq!(
            error.to_string(),
            format!(
                "`{other}` is not the LocURI of a node such as \
                 `./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/{{ProductID}}/Status`"
            )
        );
    }
}
