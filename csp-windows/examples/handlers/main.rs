//! Typed handlers for the five CSPs: one device that answers as agents of Windows do. Run it to see a conversation.
//!
//! Each file is one agent, with nothing shared but the device.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "an example talks")]

mod esp;
mod inventory;
mod modern;
mod msi;
mod wdac;

use std::time::{Duration, SystemTime};

use csp_device::Device;
use csp_runtime::NoData;
use csp_runtime::value::Xml;
use csp_server::{ChangeCommands, GetCommands, Reply, Request};
use csp_windows::{
    enrollment_status_tracking as status_page, enterprise_desktop_app_management as desktop,
    enterprise_modern_app_management as packaged,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let installer = msi::Installer::default();
    let deployment = modern::Deployment::default();
    let provider = esp::Provider::new("Contoso");
    let mut device = Device::new()
        .with_user(Some("megan"))
        .mount(installer.mount())?
        .mount(provider.mount())?
        .mount(inventory::Inventory.mount())?
        .mount(wdac::PolicyStore.mount())?
        .mount(deployment.mount())?;
    device.set_now(SystemTime::UNIX_EPOCH);

    let product = desktop::device().msi().product_id("{1803A630}");
    let mut request = Request::fragment();
    request.add(product.download_install(), NoData);
    let install = request.exec(product.download_install(), Xml("<MsiInstallJob id=\"1\"/>"));
    let answer = device.handle(&request.finish()?)?;
    println!("{}", Reply::parse(&answer)?.status(&install));
    for seconds in [5, 15, 60] {
        device.set_now(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        installer.work(&mut device)?;
        let mut request = Request::fragment();
        let status = request.get(product.status());
        let answer = device.handle(&request.finish()?)?;
        let reply = Reply::parse(&answer)?;
        println!("after {seconds} s: {:?}", reply.value(&status)?);
        for alert in reply.alerts() {
            println!("alert {}: {}", alert.code(), alert.kind());
        }
    }

    provider.register(&mut device)?;
    let tracking = status_page::device()
        .setup()
        .apps()
        .tracking()
        .provider_name("Contoso");
    let mut request = Request::fragment();
    request.add(tracking.app_name("Hub").tracking_uri(), "./Vendor/MSFT/X");
    let completed = request.get(status_page::device().setup().has_provisioning_completed());
    let answer = device.handle(&request.finish()?)?;
    println!(
        "provisioning has completed: {}",
        Reply::parse(&answer)?.value(&completed)?
    );
    while let Some(app) = provider.install_next(&mut device)? {
        println!("{app} is installed");
    }

    let hub = packaged::device()
        .app_installation()
        .package_family_name("Contoso.Hub");
    let mut request = Request::fragment();
    request.add(hub.hosted_install(), NoData);
    let install = request.exec(
        hub.hosted_install(),
        Xml("<Application PackageUri=\"hub.appx\"/>"),
    );
    let answer = device.handle(&request.finish()?)?;
    println!("{}", Reply::parse(&answer)?.status(&install));
    deployment.work(&mut device)?;
    let mut request = Request::fragment();
    let apps = request.get(packaged::device().app_management().non_store());
    let answer = device.handle(&request.finish()?)?;
    for app in Reply::parse(&answer)?.value(&apps)?.iter() {
        println!("{app} is listed");
    }
    Ok(())
}
