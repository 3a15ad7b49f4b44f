//! What a leaf answers and takes, definition by definition: values that nobody set, spellings, lists.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

use csp_device::Device;
use csp_runtime::{StatusCode, Tree};
use csp_server::request::Raw;
use csp_server::{ChangeCommands, GetCommands, Reply, Request};

const URI: &str = "./Vendor/Contoso/Lamp/Leaf";

/// A device with one leaf below a root; `facts` are the lines of its table.
fn device(facts: &str) -> Device {
    let table = format!("csp Lamp\nroot ./Vendor/Contoso\n0 0 Lamp\naccess Get\n1 1 Leaf\n{facts}");
    Device::new()
        .mount_tree(Tree::load(&table).unwrap())
        .unwrap()
}

/// What the device answers to a Get of its leaf.
fn get(device: &mut Device) -> String {
    let mut request = Request::fragment();
    let ticket = request.get_uri(URI);
    let answer = device.handle(&request.finish().unwrap()).unwrap();
    let reply = Reply::parse(&answer).unwrap();
    reply.value(&ticket).unwrap().to_owned()
}

#[test]
fn a_leaf_that_nobody_set_answers_what_its_readers_read() {
    for (facts, value) in [
        ("format int", "0"),
        ("format bool", "false"),
        ("format float", "0"),
        ("format chr", ""),
        ("format b64", ""),
        ("format int\ndefault 7", "7"),
        ("format int\npermanent", "0"),
        ("format int\nallowed enum\nvalue 3\nvalue 1", "3"),
        ("format int\nallowed enum", "0"),
        ("format int\nallowed flag\nvalue 1\nvalue 2", "0"),
        ("format int\nallowed range 5..9 1..2", "5"),
        ("format chr\nallowed enum\nvalue on\nvalue off", "on"),
        ("format bool\nallowed enum\nvalue True\nvalue False", "true"),
        // A list may have no element.
        ("format int\nlist ;\nallowed range 1..9", ""),
        // What is not of the format is no value, whatever the definition says.
        ("format int\ndefault none", "0"),
        ("format bool\ndefault maybe", "false"),
        ("format int\nallowed enum\nvalue none\nvalue 2", "2"),
        // Three values are numbers.
        ("format bool\nallowed enum\nvalue 0\nvalue 1\nvalue 2", "0"),
    ] {
        let facts = format!("access Get\n{facts}");
        assert_eq!(get(&mut device(&facts)), value, "{facts}");
    }
}

#[test]
fn a_boolean_with_three_values_is_written_as_its_definition_names_them() {
    let mut device =
        device("access Get Replace\nformat bool\nallowed enum\nvalue 0\nvalue 1\nvalue 2");
    for (sent, answered) in [("1", "1"), ("true", "1"), ("2", "2"), ("False", "0")] {
        let set = device.update(|cx| cx.set_text(URI, sent));
        assert_eq!(set, Ok(()));
        assert_eq!(get(&mut device), answered, "{sent}");
    }
}

/// The definition's reader says of an ENUM or a Flag without a value that it checks nothing.
#[test]
fn allowed_values_that_name_none_check_nothing_but_the_format() {
    for (facts, fits, unfit) in [
        ("format int\nallowed enum", "7", "seven"),
        ("format int\nallowed flag", "6", "six"),
        ("format chr\nallowed enum", "anything", ""),
        ("format int\nlist ;\nallowed enum", "1;2", "1;two"),
    ] {
        let mut device = device(&format!("access Get Replace\n{facts}"));
        let mut replace = |value: &str| {
            let mut request = Request::fragment();
            let ticket = request.replace_uri(URI, Raw::text(value));
            let answer = device.handle(&request.finish().unwrap()).unwrap();
            Reply::parse(&answer).unwrap().status(&ticket).code()
        };
        assert_eq!(replace(fits), Some(StatusCode::OK), "{facts}");
        if !unfit.is_empty() {
            assert_eq!(
                replace(unfit),
                Some(StatusCode::UNSUPPORTED_TYPE_OR_FORMAT),
                "{facts}"
            );
        }
    }
}
