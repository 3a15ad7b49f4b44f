//! The handlers of `csp-windows/examples/handlers` at work: what a server sees of each agent.

use std::time::{Duration, SystemTime};

use csp_device::Device;
use csp_tests::dialogue::lines;

#[path = "../../csp-windows/examples/handlers/esp.rs"]
mod esp;
#[path = "../../csp-windows/examples/handlers/inventory.rs"]
mod inventory;
#[path = "../../csp-windows/examples/handlers/modern.rs"]
mod modern;
#[path = "../../csp-windows/examples/handlers/msi.rs"]
mod msi;
#[path = "../../csp-windows/examples/handlers/wdac.rs"]
mod wdac;

/// Sends one command on one node and gives the lines of the reply, without the header's.
fn send(device: &mut Device, verb: &str, uri: &str, data: Option<&str>) -> Vec<String> {
    let data = data
        .map(|data| format!("<Data>{data}</Data>"))
        .unwrap_or_default();
    let message = format!(
        "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{data}</Item></{verb}>"
    );
    lines(&device.handle(message.as_bytes()).unwrap()).split_off(1)
}

const MSI: &str = "Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1803A630%7D";

#[test]
fn an_msi_is_installed_in_time_and_ends_with_its_alert() {
    let installer = msi::Installer::default();
    let mut device = Device::new()
        .with_user(Some("megan"))
        .mount(installer.mount())
        .unwrap();
    for scope in ["./Device", "./User"] {
        let product = format!("{scope}/{MSI}");
        let at = |device: &mut Device, seconds| {
            device.set_now(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        };
        at(&mut device, 0);
        assert_eq!(
            send(
                &mut device,
                "Exec",
                &format!("{product}/DownloadInstall"),
                None
            ),
            ["1 Exec 404"]
        );
        assert_eq!(
            send(
                &mut device,
                "Add",
                &format!("{product}/DownloadInstall"),
                None
            ),
            ["1 Add 200"]
        );
        assert_eq!(
            send(&mut device, "Get", &format!("{product}/Status"), None),
            ["1 Get 404"]
        );
        assert_eq!(
            send(
                &mut device,
                "Exec",
                &format!("{product}/DownloadInstall"),
                Some("<Job/>")
            ),
            ["1 Exec 500"]
        );
        assert_eq!(
            send(
                &mut device,
                "Exec",
                &format!("{product}/DownloadInstall"),
                Some("<MsiInstallJob/>")
            ),
            ["1 Exec 202"]
        );
        for (seconds, state) in [(0, 10), (5, 20), (19, 40), (20, 50), (59, 50)] {
            at(&mut device, seconds);
            installer.work(&mut device).unwrap();
            let expected = [
                "1 Get 200".to_owned(),
                format!("1 Results {product}/Status (int): {state}"),
            ];
            assert_eq!(
                send(&mut device, "Get", &format!("{product}/Status"), None),
                expected
            );
        }
        at(&mut device, 60);
        installer.work(&mut device).unwrap();
        let expected = [
            "1 Get 200".to_owned(),
            format!("1 Results {product}/Status (int): 70"),
            format!("Alert 1224 {product}/DownloadInstall (int): 0"),
        ];
        assert_eq!(
            send(&mut device, "Get", &format!("{product}/Status"), None),
            expected
        );
        installer.work(&mut device).unwrap();
        assert_eq!(
            send(&mut device, "Get", &format!("{product}/Status"), None).len(),
            2,
            "the alert comes once"
        );
        assert_eq!(
            send(&mut device, "Delete", &product, None),
            ["1 Delete 200"]
        );
    }
}

#[test]
fn the_status_page_waits_for_every_tracked_app() {
    let provider = esp::Provider::new("Contoso");
    let mut device = Device::new()
        .with_user(Some("megan"))
        .mount(provider.mount())
        .unwrap();
    provider.register(&mut device).unwrap();
    let root = "./Device/Vendor/MSFT/EnrollmentStatusTracking";
    let preparation = format!("{root}/DevicePreparation/PolicyProviders/Contoso");
    let tracking = format!("{root}/Setup/Apps/Tracking/Contoso");
    let completed = format!("{root}/Setup/HasProvisioningCompleted");
    let value =
        |device: &mut Device, uri: &str| send(device, "Get", uri, None).pop().unwrap_or_default();

    assert!(value(&mut device, &format!("{preparation}/InstallationState")).ends_with(": 1"));
    assert!(
        value(
            &mut device,
            &format!("{preparation}/TrackedResourceTypes/Apps")
        )
        .ends_with(": true")
    );
    for app in ["Hub", "Expenses"] {
        assert_eq!(
            send(
                &mut device,
                "Add",
                &format!("{tracking}/{app}/TrackingUri"),
                Some("./Vendor/MSFT/X")
            ),
            ["1 Add 200"]
        );
    }
    assert_eq!(
        send(
            &mut device,
            "Add",
            &format!("{tracking}/Bad/TrackingUri"),
            Some("nowhere")
        ),
        ["1 Add 400"]
    );
    assert_eq!(
        send(&mut device, "Get", &format!("{tracking}/Bad"), None),
        ["1 Get 404"],
        "a refused app leaves nothing behind"
    );
    assert!(value(&mut device, &format!("{tracking}/Hub/InstallationState")).ends_with(": 1"));
    assert!(value(&mut device, &completed).ends_with(": false"));

    let mut installed = Vec::new();
    while let Some(app) = provider.install_next(&mut device).unwrap() {
        installed.push(app);
    }
    assert_eq!(installed, ["Expenses", "Hub"]);
    assert!(value(&mut device, &completed).ends_with(": true"));
    assert!(value(&mut device, &format!("{preparation}/InstallationState")).ends_with(": 3"));
}

#[test]
fn enrolling_fills_the_inventory_and_installing_adds_to_it() {
    let mut device = Device::new().mount(inventory::Inventory.mount()).unwrap();
    let enterprise = "./Vendor/MSFT/EnterpriseAppManagement/4000000001";
    assert_eq!(
        send(
            &mut device,
            "Add",
            &format!("{enterprise}/EnrollmentToken"),
            Some(" ")
        ),
        ["1 Add 401"]
    );
    assert_eq!(send(&mut device, "Get", enterprise, None), ["1 Get 404"]);
    assert_eq!(
        send(
            &mut device,
            "Add",
            &format!("{enterprise}/EnrollmentToken"),
            Some("token")
        ),
        ["1 Add 200"]
    );
    let inventory = format!("{enterprise}/EnterpriseApps/Inventory");
    let apps =
        "%7BB0322158-C3C2-44EB-8A31-D14A9FEC450E%7D/%7BB316008A-141D-4A79-810F-8B764C4CFDFB%7D";
    assert_eq!(
        send(&mut device, "Get", &inventory, None),
        [
            "1 Get 200".to_owned(),
            format!("1 Results {inventory} (node): {apps}")
        ]
    );

    let download = format!("{enterprise}/EnterpriseApps/Download/%7B1%7D");
    for (leaf, value) in [
        ("Name", "Tasks"),
        ("Version", "3.0"),
        ("DownloadInstall", "1"),
    ] {
        assert_eq!(
            send(
                &mut device,
                "Add",
                &format!("{download}/{leaf}"),
                Some(value)
            ),
            ["1 Add 200"],
            "{leaf}"
        );
    }
    assert_eq!(
        send(
            &mut device,
            "Exec",
            &format!("{download}/DownloadInstall"),
            Some("0")
        ),
        ["1 Exec 200"]
    );
    let title = format!("{inventory}/%7B1%7D/Title");
    assert_eq!(
        send(&mut device, "Get", &title, None),
        ["1 Get 200".to_owned(), format!("1 Results {title}: Tasks")]
    );
    let status = format!("{download}/Status");
    assert_eq!(
        send(&mut device, "Get", &status, None)[1],
        format!("1 Results {status} (int): 5")
    );
}

#[test]
fn a_policy_is_taken_below_its_own_guid_only() {
    let mut device = Device::new().mount(wdac::PolicyStore.mount()).unwrap();
    let policies = "./Vendor/MSFT/ApplicationControl/Policies";
    // Version 7 and the GUID {04030201-0605-0807-090A-0B0C0D0E0F10}.
    let policy = "BwAAAAECAwQFBgcICQoLDA0ODxA=";
    let own = format!("{policies}/%7B04030201-0605-0807-090A-0B0C0D0E0F10%7D");
    let other = format!("{policies}/%7B00000000-0605-0807-090A-0B0C0D0E0F10%7D");
    assert_eq!(
        send(&mut device, "Add", &format!("{other}/Policy"), Some(policy)),
        ["1 Add 500"]
    );
    assert_eq!(send(&mut device, "Get", &other, None), ["1 Get 404"]);
    assert_eq!(
        send(&mut device, "Add", &format!("{own}/Policy"), Some("AAAA")),
        ["1 Add 500"]
    );
    assert_eq!(
        send(&mut device, "Add", &format!("{own}/Policy"), Some(policy)),
        ["1 Add 200"]
    );
    let effective = format!("{own}/PolicyInfo/IsEffective");
    assert_eq!(
        send(&mut device, "Get", &effective, None)[1],
        format!("1 Results {effective} (bool): true")
    );
}

#[test]
fn a_hosted_app_is_installed_in_the_background_and_then_listed() {
    let deployment = modern::Deployment::default();
    let mut device = Device::new()
        .with_user(Some("megan"))
        .mount(deployment.mount())
        .unwrap();
    let root = "./Device/Vendor/MSFT/EnterpriseModernAppManagement";
    let installation = format!("{root}/AppInstallation/Contoso.Hub");
    let hosted = format!("{installation}/HostedInstall");
    assert_eq!(send(&mut device, "Add", &hosted, None), ["1 Add 200"]);
    assert_eq!(
        send(&mut device, "Exec", &hosted, Some("<Application/>")),
        ["1 Exec 400"]
    );
    assert_eq!(
        send(
            &mut device,
            "Exec",
            &hosted,
            Some("<Application PackageUri=\"hub.appx\"/>")
        ),
        ["1 Exec 202"]
    );
    let status = format!("{installation}/Status");
    assert_eq!(
        send(&mut device, "Get", &status, None)[1],
        format!("1 Results {status} (int): 1")
    );

    deployment.work(&mut device).unwrap();
    let apps = format!("{root}/AppManagement/nonStore");
    let listed = send(&mut device, "Get", &apps, None);
    assert_eq!(listed[1], format!("1 Results {apps} (node): Contoso.Hub"));
    assert_eq!(listed[2], format!("Alert 1226 {hosted} (int): 0"));
    assert_eq!(send(&mut device, "Get", &installation, None), ["1 Get 404"]);

    let query = format!("{root}/AppManagement/AppInventoryQuery");
    assert_eq!(
        send(
            &mut device,
            "Replace",
            &query,
            Some("<Inventory Source=\"nonStore\"/>")
        ),
        ["1 Replace 200"]
    );
    let results = format!("{root}/AppManagement/AppInventoryResults");
    assert!(send(&mut device, "Get", &results, None)[1].contains("Contoso.Hub"));
}
