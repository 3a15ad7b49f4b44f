//! An agent that installs MSI packages: typed handlers on one of Windows' CSPs, the rest served from memory.

use std::collections::BTreeMap;

use csp_device::Device;
use csp_runtime::{Alert, Context, Exec, StatusCode};
use csp_runtime::value::Xml;
use csp_windows::enterprise_desktop_app_management as edam;

/// The installations that were asked for, by product.
#[derive(Default)]
struct Installer {
    jobs: BTreeMap<String, edam::MsiStatus>,
}

impl Installer {
    fn install(
        &mut self,
        cx: &mut Context<'_>,
        node: edam::At<'_, edam::node::MsiDownloadInstall>,
        job: Xml<'_>,
    ) -> Result<Exec, StatusCode> {
        if !job.as_str().contains("MsiInstallJob") {
            return Err(StatusCode::BAD_REQUEST);
        }
        let product = node.product_id();
        self.jobs
            .insert(product.to_owned(), edam::MsiStatus::ENFORCEMENT_COMPLETED);
        cx.alert(
            Alert::client_event("com.microsoft.mdm.win32csp_install")
                .source(node)
                .data("0"),
        )?;
        Ok(Exec::Accepted)
    }

    fn status(
        &mut self,
        _: &mut Context<'_>,
        node: edam::At<'_, edam::node::MsiStatus>,
    ) -> Result<edam::MsiStatus, StatusCode> {
        self.jobs
            .get(node.product_id())
            .copied()
            .ok_or(StatusCode::NOT_FOUND)
    }
}

fn main() -> Result<(), syncml::Error> {
    let mut device = Device::new().mount(
        edam::csp(Installer::default())
            .exec(edam::node::MsiDownloadInstall, Installer::install)
            .get(edam::node::MsiStatus, Installer::status),
    ).unwrap();
    let requests = std::io::stdin().lines().map_while(Result::ok);
    for request in requests {
        let reply = device.handle(request.as_bytes())?;
        println!("{}", String::from_utf8_lossy(&reply));
    }
    Ok(())
}
