//! Plans for CSPs of Windows, carried out on a device that serves their definitions.

use csp_device::Device;
use csp_server::Request;
use csp_server::ensure::{Ensure, Known};
use csp_windows::{
    application_control as wdac, enrollment_status_tracking as esp,
    enterprise_desktop_app_management as edam,
};
use syncml::Message;

use crate::{carry_out, survey};

/// Says what a plan sends; carries it out; holds that there is nothing left to do.
fn reach(ensure: &Ensure, device: &mut Device) -> Vec<String> {
    let known = survey(ensure, device);
    let plan = ensure.plan(&known).expect("possible");
    let mut request = Request::fragment();
    plan.write(&mut request);
    let bytes = request.finish().expect("every value is legal");
    let message = Message::parse(&bytes).expect("SyncML");
    let sent = (0..).map_while(|at| message.command(at)).map(|command| {
        let uri = command
            .items()
            .first()
            .and_then(|item| item.target.as_deref());
        let name = uri.and_then(|uri| uri.rsplit('/').next());
        format!("{} {}", command.verb, name.unwrap_or_default())
    });
    let sent = sent.collect();
    assert_eq!(carry_out(&plan, device), [""; 0]);
    let again = ensure.plan(&survey(ensure, device)).expect("possible");
    assert!(again.is_empty(), "{again:?}");
    sent
}

#[test]
fn a_package_is_installed_in_an_atomic() {
    let mut device = Device::new().mount(edam::in_memory()).unwrap();
    let mut ensure = Ensure::new();
    let msi = edam::device().msi().product_id("{1803A630}");
    ensure.set(msi.download_install(), "<MsiInstallJob/>");
    let sent = reach(&ensure, &mut device);
    assert_eq!(
        sent,
        ["Atomic ", "Add %7B1803A630%7D", "Add DownloadInstall"]
    );

    let mut gone = Ensure::new();
    gone.absent(msi);
    assert_eq!(reach(&gone, &mut device), ["Delete %7B1803A630%7D"]);
}

#[test]
fn a_parent_that_permits_no_add_comes_with_its_child() {
    let mut device = Device::new().mount(wdac::in_memory()).unwrap();
    let policy = wdac::device().policies().policy_guid("{A244370E}").policy();
    let mut ensure = Ensure::new();
    ensure.set(policy, b"policy".as_slice());
    assert_eq!(reach(&ensure, &mut device), ["Add Policy"]);
    ensure.set(policy, b"another".as_slice());
    assert_eq!(reach(&ensure, &mut device), ["Replace Policy"]);
    // Without a survey it comes to the same.
    let mut fresh = Device::new().mount(wdac::in_memory()).unwrap();
    let blind = ensure.plan(&Known::nothing()).expect("possible");
    assert_eq!(carry_out(&blind, &mut fresh), [""; 0]);
    assert_eq!(fresh.save_state(), device.save_state());
}

#[test]
fn an_app_is_tracked_below_its_provider() {
    let mut device = Device::new().mount(esp::in_memory()).unwrap();
    let mut ensure = Ensure::new();
    let tracking = esp::device().setup().apps().tracking();
    let app = tracking.provider_name("Contoso").app_name("a/b");
    ensure.set(
        app.installation_state(),
        esp::SetupAppsTrackingInstallationState::COMPLETED,
    );
    ensure.set(app.tracking_uri(), "./Vendor/MSFT/X");
    assert_eq!(
        reach(&ensure, &mut device),
        [
            "Add Contoso",
            "Add a%2Fb",
            "Add InstallationState",
            "Add TrackingUri"
        ]
    );
}
