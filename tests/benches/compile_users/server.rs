//! A management server: commands for all five CSPs, and what a device answered to them.

use std::io::{Read as _, Write as _};

use csp_runtime::NoData;
use csp_runtime::value::Xml;
use csp_server::{ChangeCommands as _, GetCommands as _, Reply, Request};
use csp_windows::{
    application_control as wdac, enrollment_status_tracking as esp,
    enterprise_app_management as eam, enterprise_desktop_app_management as edam,
    enterprise_modern_app_management as emam,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let msi = edam::device().msi().product_id("{1803A630}");
    let app = esp::device()
        .setup()
        .apps()
        .tracking()
        .provider_name("Contoso")
        .app_name("Hub");
    let mut request = Request::fragment();
    request.add(msi.download_install(), NoData);
    request.exec(msi.download_install(), Xml("<MsiInstallJob id=\"1\"/>"));
    request.add(
        app.installation_state(),
        esp::SetupAppsTrackingInstallationState::IN_PROGRESS,
    );
    let status = request.get(msi.status());
    let version = request.get(
        wdac::device()
            .policies()
            .policy_guid("{1}")
            .policy_info()
            .version(),
    );
    let check = request.get(eam::device().enterprise_id("4000").crl_check());
    let error = request.get(emam::device().app_management().last_scan_error());
    let tracked = request.get(app.installation_state());
    std::io::stdout().write_all(&request.finish()?)?;

    let mut answer = Vec::new();
    std::io::stdin().read_to_end(&mut answer)?;
    let reply = Reply::parse(&answer)?;
    println!("{:?} {:?}", reply.value(&status)?, reply.value(&tracked)?);
    println!(
        "{:?} {:?} {:?}",
        reply.value(&version)?,
        reply.value(&check)?,
        reply.value(&error)?
    );
    Ok(())
}
