//! A server that installs an MSI package and asks how far it is. The device at the other end is simulated, and is done at once.

use csp_device::Device;
use csp_runtime::{NoData, StatusCode};
use csp_runtime::value::Xml;
use csp_server::{ChangeCommands, GetCommands, Header, Reply, Request};
use csp_windows::enterprise_desktop_app_management as edam;

const PRODUCT: &str = "{1803A630-3C38-4D2B-9B9A-0CB37243539C}";
const JOB: Xml<'static> = Xml(
    r#"<MsiInstallJob id="{1803A630-3C38-4D2B-9B9A-0CB37243539C}"><Product Version="1.0.0.0"/></MsiInstallJob>"#,
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut device = Device::new().mount(edam::csp(()).get(edam::node::MsiStatus, |_, _, _| {
        Ok::<_, StatusCode>(edam::MsiStatus::ENFORCEMENT_COMPLETED)
    })).unwrap();
    let msi = edam::device().msi().product_id(PRODUCT);

    let mut request = Request::new(Header::new("1", 1, "device", "https://mdm.contoso.com"));
    request.add(msi.download_install(), NoData);
    let install = request.exec(msi.download_install(), JOB);
    let products = request.get(edam::device().msi());
    let status = request.get(msi.status());
    println!("server: {} bytes go out", request.size());
    let answer = device.handle(&request.finish()?)?;

    let reply = Reply::parse(&answer)?;
    println!("server: {}", reply.status(&install));
    for product in reply.value(&products)?.iter() {
        println!("server: the device has {product}");
    }
    match reply.value(&status)? {
        edam::MsiStatus::ENFORCEMENT_COMPLETED => println!("server: it is installed"),
        edam::MsiStatus::ENFORCEMENT_FAILED => println!("server: it could not be installed"),
        status => println!("server: it is at {status:?}"),
    }
    Ok(())
}
