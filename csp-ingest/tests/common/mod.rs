//! A device that takes templates, and commands for it.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "a test says what it expects, and not every test says everything"
)]

use csp_device::Device;
use csp_ingest::BlockedKeys;

pub(crate) const INSTALL: &str = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall";
pub(crate) const CONFIG: &str = "./Device/Vendor/MSFT/Policy/Config";
pub(crate) const USER_CONFIG: &str = "./User/Vendor/MSFT/Policy/Config";

pub(crate) fn device() -> Device {
    csp_ingest::mount(Device::new(), BlockedKeys::default()).unwrap()
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

pub(crate) fn command(verb: &str, uri: &str, data: &str) -> String {
    let data = match verb {
        "Add" | "Replace" => format!("<Data>{}</Data>", escaped(data)),
        _ => String::new(),
    };
    format!(
        "<{verb}><CmdID>7</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{data}</Item></{verb}>"
    )
}

pub(crate) fn atomic(commands: &[String]) -> String {
    format!("<Atomic><CmdID>1</CmdID>{}</Atomic>", commands.concat())
}

pub(crate) fn reply(device: &mut Device, message: &str) -> String {
    String::from_utf8(device.handle(message.as_bytes()).unwrap()).unwrap()
}

/// What stands in the Data of each status but the header's, in their order, with the original error before it where there is one: `0x82B00001 500`.
pub(crate) fn statuses(device: &mut Device, message: &str) -> Vec<String> {
    let reply = reply(device, message);
    let reply = reply.replace("msft:originalerror", "originalerror");
    let reply = reply.replace(
        " xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\"",
        "",
    );
    let reply = format!("<reply>{reply}</reply>");
    let tree = roxmltree::Document::parse(&reply).unwrap();
    let statuses = tree
        .descendants()
        .filter(|node| node.has_tag_name("Status"));
    let data =
        statuses.filter_map(|status| status.children().find(|node| node.has_tag_name("Data")));
    data.skip(1)
        .map(|data| match data.attribute("originalerror") {
            Some(error) => format!("{error} {}", data.text().unwrap_or_default()),
            None => data.text().unwrap_or_default().to_owned(),
        })
        .collect()
}

pub(crate) fn status(device: &mut Device, verb: &str, uri: &str, data: &str) -> String {
    statuses(device, &command(verb, uri, data)).concat()
}

/// The value of a node, if it answers 200.
pub(crate) fn value(device: &mut Device, uri: &str) -> Option<String> {
    let reply = format!("<reply>{}</reply>", reply(device, &command("Get", uri, "")));
    let tree = roxmltree::Document::parse(&reply).unwrap();
    let results = tree
        .descendants()
        .find(|node| node.has_tag_name("Results"))?;
    let data = results
        .descendants()
        .find(|node| node.has_tag_name("Data"))?;
    Some(data.text().unwrap_or_default().to_owned())
}
