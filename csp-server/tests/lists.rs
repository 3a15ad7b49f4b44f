//! Values that no text stands for: a list whose elements contain what parts them. They are refused wherever they come from, never sent as another.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

mod agent;

use csp_device::Device;
use csp_runtime::value::Admx;
use csp_runtime::{Context, StatusCode};
use csp_server::ensure::Known;
use csp_server::{ChangeCommands, Ensure, GetCommands, Request};

const DELIMITER: &str =
    "element 2 of the list contains its delimiter `;`, and would be read as several";
const LAST: &str = "the last element of the list is empty, and would not be read";
const JOINT: &str =
    "a name or a value of the list `Sites` contains U+F000, which stands between them";

#[test]
fn a_request_says_so_by_node() {
    let root = agent::device();
    let names = vec!["alice".to_owned(), "bob;Administrators".to_owned()];
    let mut request = Request::fragment();
    request.replace(root.tags(), names.as_slice());
    request.replace_items(|items| items.node(root.tags(), ["a", ""]));
    request.atomic(|atomic| atomic.replace(root.tags(), vec![""]));
    for entry in [("a", "b\u{F000}c"), ("a\u{F000}", "b")] {
        request.add(
            root.policy(),
            Admx::enabled().list("Sites", &[("x", "y"), entry]),
        );
    }
    let error = request.finish().unwrap_err();
    let reasons: Vec<&str> = error.faults().iter().map(|fault| fault.reason()).collect();
    assert_eq!(reasons, [DELIMITER, LAST, LAST, JOINT, JOINT]);
    assert!(error.faults()[0].uri().ends_with("/Tags"), "{error}");
    assert!(!error.to_string().contains("Administrators"), "{error}");
}

#[test]
fn what_the_wire_carries_is_sent() {
    let root = agent::device();
    let mut request = Request::fragment();
    request.replace(root.tags(), ["alice", "", "bob"]);
    request.replace(root.tags(), [""; 0]);
    request.add(
        root.policy(),
        Admx::enabled().list("Sites", &[("a", ""), ("", "b;c")]),
    );
    request.finish().unwrap();
}

#[test]
fn an_ensure_says_so_when_it_plans() {
    let mut ensure = Ensure::new();
    ensure.set(agent::device().tags(), ["alice", "bob;Administrators"]);
    let error = ensure.plan(&Known::nothing()).unwrap_err();
    let faults: Vec<_> = error.faults().collect();
    assert_eq!(faults, [("./Device/Vendor/Contoso/Agent/Tags", DELIMITER)]);
    // The last word holds.
    ensure.set(agent::device().tags(), ["alice", "bob"]);
    assert!(ensure.plan(&Known::nothing()).is_ok());
}

#[test]
fn a_handler_that_returns_one_is_answered_with_500_and_sets_nothing() {
    fn tags(
        _: &mut (),
        _: &mut Context<'_>,
        _: agent::At<'_, agent::node::Tags>,
    ) -> Result<[&'static str; 2], StatusCode> {
        Ok(["alice", "bob;Administrators"])
    }
    let csp = agent::in_memory().get(agent::node::Tags, tags);
    let mut device = Device::new().mount(csp).unwrap();
    let set = device.update(|cx| cx.set(agent::device().tags(), ["a", "b;c"]));
    assert_eq!(set, Err(StatusCode::COMMAND_FAILED.into()));
    assert!(device.save_state().is_empty());
    let mut request = Request::fragment();
    request.get(agent::device().tags());
    let reply = device.handle(&request.finish().unwrap()).unwrap();
    let reply = String::from_utf8(reply).unwrap();
    assert!(reply.contains("<Cmd>Get</Cmd><Data>500</Data>"), "{reply}");
    assert!(!reply.contains("Results"), "{reply}");
}
