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

use csp_runtime::Device;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let installer = msi::Installer::default();
    let deployment = modern::Deployment::default();
    let provider = esp::Provider::new("Contoso");
    let mut device = Device::new()
        .with_user(Some("megan"))
        .mount(installer.mount())
        .mount(provider.mount())
        .mount(inventory::Inventory.mount())
        .mount(wdac::PolicyStore.mount())
        .mount(deployment.mount());
    device.set_now(SystemTime::UNIX_EPOCH);

    let product = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1803A630%7D";
    let install = format!(
        "<Add><CmdID>1</CmdID><Item><Target><LocURI>{product}/DownloadInstall</LocURI></Target></Item></Add>\
         <Exec><CmdID>2</CmdID><Item><Target><LocURI>{product}/DownloadInstall</LocURI></Target><Data><MsiInstallJob id=\"1\"/></Data></Item></Exec>"
    );
    let status = format!(
        "<Get><CmdID>1</CmdID><Item><Target><LocURI>{product}/Status</LocURI></Target></Item></Get>"
    );

    say(&mut device, &install)?;
    for seconds in [5, 15, 60] {
        device.set_now(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        installer.work(&mut device);
        println!("-- after {seconds} s");
        say(&mut device, &status)?;
    }

    provider.register(&mut device)?;
    let tracking = "./Device/Vendor/MSFT/EnrollmentStatusTracking/Setup/Apps/Tracking/Contoso";
    say(
        &mut device,
        &format!(
            "<Add><CmdID>1</CmdID><Item><Target><LocURI>{tracking}/Hub/TrackingUri</LocURI></Target><Data>{product}</Data></Item></Add>"
        ),
    )?;
    while let Some(app) = provider.install_next(&mut device)? {
        println!("-- {app} is installed");
    }

    let hosted = "./Device/Vendor/MSFT/EnterpriseModernAppManagement/AppInstallation/Contoso.Hub/HostedInstall";
    say(
        &mut device,
        &format!(
            "<Exec><CmdID>1</CmdID><Item><Target><LocURI>{hosted}</LocURI></Target><Data><Application PackageUri=\"hub.appx\"/></Data></Item></Exec>"
        ),
    )?;
    deployment.work(&mut device)?;
    say(
        &mut device,
        "<Get><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/MSFT/EnterpriseModernAppManagement/AppManagement/nonStore</LocURI></Target></Item></Get>",
    )?;
    Ok(())
}

fn say(device: &mut Device, message: &str) -> Result<(), csp_runtime::syncml::Error> {
    println!("> {message}");
    println!(
        "< {}",
        String::from_utf8_lossy(&device.handle(message.as_bytes())?)
    );
    Ok(())
}
