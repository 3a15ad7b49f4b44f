//! One command after another, as bytes: what goes to a device, and the statuses that come back.

use csp_device::Device;

/// The reply to a fragment, from behind the Status of the header.
pub(crate) fn ask(device: &mut Device, commands: &str) -> String {
    let reply = device.handle(commands.as_bytes()).unwrap();
    let reply = String::from_utf8(reply).unwrap();
    let start = reply
        .find("</Status>")
        .map_or(0, |at| at + "</Status>".len());
    reply[start..].to_owned()
}

/// The statuses of a reply, in order.
pub(crate) fn statuses(reply: &str) -> Vec<u16> {
    let codes = reply.split("</Cmd>").skip(1);
    codes
        .map(|rest| {
            let data = &rest[rest.find("<Data").unwrap()..];
            let start = data.find('>').unwrap() + 1;
            data[start..start + 3].parse().unwrap()
        })
        .collect()
}

/// A command of one item.
pub(crate) fn item(verb: &str, id: u32, uri: &str, data: &str) -> String {
    format!(
        "<{verb}><CmdID>{id}</CmdID><Item><Target><LocURI>{uri}</LocURI></Target><Data>{data}</Data></Item></{verb}>"
    )
}
