//! An agent: a device with two handlers on one CSP.

use std::io::{Read as _, Write as _};

use csp_device::Device;
use csp_runtime::value::Xml;
use csp_runtime::{Context, Exec, StatusCode};
use csp_windows::enterprise_desktop_app_management as edam;

#[derive(Default)]
struct Installer {
    queue: Vec<String>,
}

impl Installer {
    fn install(
        &mut self,
        _: &mut Context<'_>,
        node: edam::At<'_, edam::node::MsiDownloadInstall>,
        _: Xml<'_>,
    ) -> Result<Exec, StatusCode> {
        self.queue.push(node.product_id().to_owned());
        Ok(Exec::Accepted)
    }

    fn status(
        &mut self,
        _: &mut Context<'_>,
        _: edam::At<'_, edam::node::MsiStatus>,
    ) -> Result<edam::MsiStatus, StatusCode> {
        Ok(edam::MsiStatus::DOWNLOAD_IN_PROGRESS)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut device = Device::new().mount(
        edam::csp(Installer::default())
            .exec(edam::node::MsiDownloadInstall, Installer::install)
            .get(edam::node::MsiStatus, Installer::status),
    )?;
    let mut request = Vec::new();
    std::io::stdin().read_to_end(&mut request)?;
    std::io::stdout().write_all(&device.handle(&request)?)?;
    Ok(())
}
