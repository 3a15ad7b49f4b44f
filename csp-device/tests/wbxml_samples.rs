//! What was captured, in XML and in WBXML, has the same answer.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod demo;

use std::fs;

use csp_corpus::{shared, xml_files};
use csp_device::Device;
use syncml::{Encoding, Message};

csp_corpus::tests! {
    &["wbxml/MANIFEST", "wbxml/extra"] => captured_messages_have_the_same_answer;
    &["wbxml/sessions"] => recorded_sessions_have_the_same_answer;
}

/// The devices of whoever was captured are not here: nodes of several kinds are.
fn device() -> Device {
    use csp_windows::{
        application_control, enrollment_status_tracking, enterprise_app_management,
        enterprise_desktop_app_management, enterprise_modern_app_management,
    };
    demo::device()
        .mount(application_control::in_memory())
        .and_then(|device| device.mount(enrollment_status_tracking::in_memory()))
        .and_then(|device| device.mount(enterprise_app_management::in_memory()))
        .and_then(|device| device.mount(enterprise_desktop_app_management::in_memory()))
        .and_then(|device| device.mount(enterprise_modern_app_management::in_memory()))
        .expect("each root is there once")
}

/// The answer in XML, without the HRESULTs, which WBXML does not carry.
fn in_xml(reply: &[u8]) -> String {
    if reply.is_empty() {
        return String::new();
    }
    let mut message = Message::parse(reply).expect("the reply is a message");
    message.encoding = Encoding::Xml;
    let commands = message.commands.iter_mut();
    for response in commands.filter_map(|command| command.response.as_mut()) {
        response.original_error = None;
    }
    String::from_utf8(message.to_bytes().expect("it can be written")).expect("XML is UTF-8")
}

/// The document without what only other tools read.
fn without_doctype(xml: &[u8]) -> String {
    let text = String::from_utf8_lossy(xml);
    let (before, rest) = text.split_once("<!DOCTYPE").expect("it has one");
    let (_, after) = rest.split_once('>').expect("it ends");
    format!("{before}{after}")
}

/// Gives XML and the WBXML beside it to a device each.
fn compare(folder: &str, versions: &[&str]) -> usize {
    let mut compared = 0;
    for path in xml_files(&shared(folder)) {
        let xml = fs::read(&path).expect("the file can be read");
        let mut answers = device();
        let expected = answers.handle(without_doctype(&xml).as_bytes());
        let expected = in_xml(&expected.expect("it is a message"));
        for version in versions {
            let path = path.with_extension(version);
            let Ok(bytes) = fs::read(&path) else { continue };
            let mut device = device();
            let reply = device.handle(&bytes).expect("it is a message");
            assert!(reply.is_empty() || matches!(Encoding::of(&reply), Encoding::Wbxml(_)));
            assert_eq!(in_xml(&reply), expected, "{}", path.display());
            assert_eq!(
                device.save_state(),
                answers.save_state(),
                "{}",
                path.display()
            );
            compared += 1;
        }
    }
    compared
}

fn captured_messages_have_the_same_answer() {
    let versions = ["t13.wbxml", "n13.wbxml", "n12.wbxml"];
    let compared = compare("wbxml", &versions) + compare("wbxml/extra", &versions);
    assert!(compared > 60, "{compared}");
}

fn recorded_sessions_have_the_same_answer() {
    for session in ["wbxml/sessions/s11", "wbxml/sessions/s13n"] {
        assert_eq!(compare(session, &["wbxml"]), 3);
    }
}
