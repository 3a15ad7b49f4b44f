//! What Windows' local management interface answers to a program on the device.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

mod demo;

use csp_device::{Alert, LocalError};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-16\"?><SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr/><SyncBody>\
    <Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>";
const TAIL: &str = "<Final/></SyncBody></SyncML>";

fn item(uri: &str) -> String {
    format!("<Item><Target><LocURI>{uri}</LocURI></Target><Data>x</Data></Item>")
}

fn status(cmd_id: u32, cmd_ref: &str, cmd: &str, code: u16) -> String {
    format!(
        "<Status><CmdID>{cmd_id}</CmdID><MsgRef>1</MsgRef><CmdRef>{cmd_ref}</CmdRef><Cmd>{cmd}</Cmd><Data>{code}</Data></Status>"
    )
}

/// The recorded forms: a body without a header, any CmdIDs, also 0 and twice the same, `Final` or not, and text that says that it is UTF-16.
#[test]
fn commands_in_a_body() {
    let mut device = demo::device();
    let replace = format!(
        "<Replace><CmdID>0</CmdID>{}</Replace>",
        item("./Device/Vendor/MSFT/Demo/Leaves/Text")
    );
    let get = format!(
        "<Get><CmdID>a-b</CmdID>{}</Get>",
        item("./Device/Vendor/MSFT/Demo/Leaves/Text")
    );
    let body = format!("{replace}{get}{get}");
    let results = |cmd_id: u32| {
        format!(
            "<Results><CmdID>{cmd_id}</CmdID><MsgRef>1</MsgRef><CmdRef>a-b</CmdRef><Item><Source><LocURI>./Device/Vendor/MSFT/Demo/Leaves/Text</LocURI></Source><Data>x</Data></Item></Results>"
        )
    };
    let expected = [
        HEAD,
        &status(2, "0", "Replace", 200),
        &status(3, "a-b", "Get", 200),
        &results(4),
        &status(5, "a-b", "Get", 200),
        &results(6),
        TAIL,
    ]
    .concat();
    for text in [
        format!("<SyncBody>{body}</SyncBody>"),
        format!("<SyncBody xmlns=\"SYNCML:SYNCML1.2\">{body}<Final/></SyncBody>"),
        format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<SyncBody>{body}</SyncBody>"),
        format!("<SyncML><SyncHdr/><SyncBody>{body}</SyncBody></SyncML>"),
        body.clone(),
    ] {
        assert_eq!(device.apply_local(&text).unwrap(), expected);
    }
}

/// An answer can be given back, as whoever reads it does.
#[test]
fn an_answer_is_a_message() {
    let answer = demo::device().apply_local("<SyncBody/>").unwrap();
    assert_eq!(answer, [HEAD, TAIL].concat());
    let message = syncml::Message::parse(answer.as_bytes()).unwrap();
    assert_eq!(message.commands.len(), 1);
    assert!(message.is_final);
}

/// The interface has no user, and the user is there again after it.
#[test]
fn the_scope_of_the_device() {
    let mut device = demo::device().with_user(Some("megan"));
    let add = |scope: &str| {
        format!(
            "<SyncBody><Add><CmdID>1</CmdID>{}</Add></SyncBody>",
            item(&format!("{scope}/Vendor/MSFT/Demo/Leaves/Text"))
        )
    };
    let expected = [HEAD, &status(2, "1", "Add", 405), TAIL].concat();
    assert_eq!(device.apply_local(&add("./User")).unwrap(), expected);
    let expected = [HEAD, &status(2, "1", "Add", 200), TAIL].concat();
    assert_eq!(device.apply_local(&add(".")).unwrap(), expected);
    assert_eq!(
        device.update(|cx| cx.user().map(str::to_owned)).as_deref(),
        Some("megan")
    );
    assert_eq!(device.save_state().len(), 1);
}

/// Alerts are the management server's.
#[test]
fn alerts_wait_for_the_server() {
    let mut device = demo::device();
    device.alert(Alert::generic("a: b")).unwrap();
    let answer = device.apply_local("<SyncBody/>").unwrap();
    assert!(!answer.contains("Alert"), "{answer}");
    assert_eq!(device.take_alerts().len(), 1);
}

#[test]
fn what_is_no_body() {
    let mut device = demo::device();
    let header = "<SyncML><SyncHdr><SessionID>1</SessionID></SyncHdr><SyncBody/></SyncML>";
    assert_eq!(device.apply_local(header), Err(LocalError::Header));
    for text in [
        "",
        "<SyncBody>",
        "text",
        "<Foo/>",
        "<!DOCTYPE a><SyncBody/>",
    ] {
        let error = device.apply_local(text).unwrap_err();
        assert!(matches!(error, LocalError::Message(_)), "{text}: {error}");
        assert!(!error.to_string().is_empty());
    }
}
