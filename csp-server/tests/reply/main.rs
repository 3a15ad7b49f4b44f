//! How answers are joined to what was asked: through a device, and from replies that real devices shape differently.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

#[path = "../agent/mod.rs"]
mod agent;
mod any;
mod failures;
mod fit;
mod growth;
mod join;
mod listing;
mod outcome;
#[path = "../replies/mod.rs"]
mod replies;
mod values;

use csp_server::Header;

pub(crate) fn header() -> Header {
    Header::new("a1", 2, "device", "https://mdm.example.com")
}

/// A reply in session `a1` with this body.
pub(crate) fn reply(body: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>a1</SessionID>\
<MsgID>2</MsgID><Target><LocURI>s</LocURI></Target><Source><LocURI>d</LocURI></Source></SyncHdr>\
<SyncBody xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\">{body}<Final/></SyncBody></SyncML>"
    )
}

/// The Status of a Get.
pub(crate) fn status(msg_ref: u32, cmd_ref: u32, target: &str, code: u16) -> String {
    status_of(msg_ref, cmd_ref, "Get", target, code)
}

pub(crate) fn status_of(msg_ref: u32, cmd_ref: u32, cmd: &str, target: &str, code: u16) -> String {
    let cmd = match cmd {
        "" => String::new(),
        cmd => format!("<Cmd>{cmd}</Cmd>"),
    };
    let target = match target {
        "" => String::new(),
        uri => format!("<TargetRef>{uri}</TargetRef>"),
    };
    format!(
        "<Status><CmdID>9</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>{cmd_ref}</CmdRef>{cmd}{target}<Data>{code}</Data></Status>"
    )
}

pub(crate) fn results(msg_ref: u32, cmd_ref: u32, items: &str) -> String {
    format!(
        "<Results><CmdID>9</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>{cmd_ref}</CmdRef>{items}</Results>"
    )
}

pub(crate) fn item(uri: &str, data: &str) -> String {
    format!("<Item><Source><LocURI>{uri}</LocURI></Source><Data>{data}</Data></Item>")
}

pub(crate) const LEVEL: &str = "./Device/Vendor/Contoso/Agent/Level";
pub(crate) const BLOB: &str = "./Device/Vendor/Contoso/Agent/Blob";
