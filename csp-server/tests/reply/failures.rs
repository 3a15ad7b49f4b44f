//! What of a request failed, as a list and as a sentence.

use csp_device::Device;
use csp_server::request::Raw;
use csp_server::{ChangeCommands, GetCommands, Reply, Request};

use crate::{agent, header, reply, status_of};

#[test]
fn every_failed_command_is_named() {
    let root = agent::device();
    let mut request = Request::new(header());
    request.add(root.note(), "n");
    request.replace(root.level(), 1);
    request.get_items(|items| (items.node(root.level()), items.node(root.blob())));
    request.delete(root.note());
    let tickets = request.tickets();
    request.finish().expect("legal");
    let denied = "<Status><CmdID>9</CmdID><MsgRef>2</MsgRef><CmdRef>4</CmdRef><Cmd>Delete</Cmd>\
                  <Data msft:originalerror=\"0x86000016\">500</Data></Status>";
    let body = [
        status_of(2, 1, "Add", "", 200),
        status_of(2, 2, "Replace", "", 405),
        status_of(2, 3, "Get", crate::LEVEL, 200),
        status_of(2, 3, "Get", crate::BLOB, 404),
        denied.to_owned(),
    ];
    let bytes = reply(&body.concat());
    let failures = Reply::parse(bytes.as_bytes())
        .expect("SyncML")
        .failures(&tickets);
    assert_eq!(
        failures.to_string(),
        "3 of 5 commands failed: Replace ./Device/Vendor/Contoso/Agent/Level: 405 Command not allowed, \
         Get ./Device/Vendor/Contoso/Agent/Blob: 404 Not found, \
         Delete ./Device/Vendor/Contoso/Agent/Note: 500 Command failed (HRESULT 0x86000016: access denied)"
    );
    let codes: Vec<_> = failures
        .iter()
        .map(|outcome| {
            (
                outcome.cmd_id(),
                outcome.code().map(u16::from),
                outcome.hresult(),
            )
        })
        .collect();
    assert_eq!(
        codes,
        [
            (2, Some(405), None),
            (3, Some(404), None),
            (4, Some(500), Some(0x8600_0016))
        ]
    );
    let first = failures.iter().next().expect("a failure");
    assert_eq!(
        first.node().map(|node| node.name.to_string()).as_deref(),
        Some("Level")
    );
    assert!(
        first.meaning().contains("the node is not for this device"),
        "{first}"
    );
}

#[test]
fn what_has_no_status_is_no_failure_and_is_counted() {
    let root = agent::device();
    let mut request = Request::new(header());
    request.get(root.level());
    request.get(root.note());
    let tickets = request.tickets();
    request.finish().expect("legal");
    for (body, sentence) in [
        (
            status_of(2, 1, "Get", "", 200) + &status_of(2, 2, "Get", "", 202),
            "none of 2 commands failed",
        ),
        (
            status_of(2, 1, "Get", "", 200),
            "none of 2 commands failed; 1 without a status",
        ),
        (
            status_of(2, 2, "Get", "", 404),
            "1 of 2 commands failed: Get ./Device/Vendor/Contoso/Agent/Note: 404 Not found; 1 without a status",
        ),
    ] {
        let bytes = reply(&body);
        let failures = Reply::parse(bytes.as_bytes())
            .expect("SyncML")
            .failures(&tickets);
        assert_eq!(failures.to_string(), sentence);
    }
}

#[test]
fn an_atomic_names_the_command_that_made_it_fail() {
    let pair = agent::device().pair();
    let mut device = Device::new().mount(agent::in_memory()).unwrap();
    let mut request = Request::new(header());
    let level = "./Vendor/Contoso/Agent/Level";
    let (atomic, _) = request.atomic(|atomic| {
        atomic.add(pair.first(), "a");
        atomic.replace_uri(level, Raw::text("none").format("int"));
        atomic.add(pair.second(), true)
    });
    let after = request.replace_uri(level, Raw::text("11").format("int"));
    let tickets = request.tickets();
    let bytes = device
        .handle(&request.finish().expect("legal"))
        .expect("SyncML");
    let reply = Reply::parse(&bytes).expect("SyncML");
    let outcome = reply.status(&atomic);
    assert_eq!(
        outcome.to_string(),
        "Atomic: 507 Atomic failed: a command in it failed, so none took effect: \
         Replace ./Vendor/Contoso/Agent/Level: 415 Unsupported type or format"
    );
    let culprit = outcome.culprit().expect("the reply says which");
    assert_eq!((culprit.uri(), culprit.cmd_id()), (level, 3));
    assert!(reply.status(&after).culprit().is_none());
    let failures = reply.failures(&tickets);
    assert_eq!(
        failures.to_string(),
        "3 of 5 commands failed: Replace ./Vendor/Contoso/Agent/Level: 415 Unsupported type or format, \
         Replace ./Vendor/Contoso/Agent/Level: 500 Command failed (HRESULT 0x80070057: invalid parameter), \
         Atomic: 507 Atomic failed because of Replace ./Vendor/Contoso/Agent/Level; \
         2 were not carried out, as their Atomic failed"
    );
}

#[test]
fn one_wrong_command_of_thirty_in_an_atomic_is_one_failure() {
    let mut request = Request::new(header());
    let uri = |n: u32| format!("./Vendor/Contoso/Agent/Value{n}");
    request.atomic(|atomic| {
        for n in 2..=31 {
            atomic.replace_uri(&uri(n), Raw::text("1").format("int"));
        }
    });
    let tickets = request.tickets();
    request.finish().expect("legal");
    let codes = (2..=31).map(|n| match n {
        ..19 => 216,
        19 => 415,
        _ => 215,
    });
    let statuses = codes
        .zip(2..)
        .map(|(code, n)| status_of(2, n, "Replace", &uri(n), code));
    let body = status_of(2, 1, "Atomic", "", 507) + &statuses.collect::<String>();
    let bytes = reply(&body);
    let failures = Reply::parse(bytes.as_bytes())
        .expect("SyncML")
        .failures(&tickets);
    assert_eq!(
        failures.to_string(),
        "2 of 31 commands failed: Replace ./Vendor/Contoso/Agent/Value19: 415 Unsupported type or format, \
         Atomic: 507 Atomic failed because of Replace ./Vendor/Contoso/Agent/Value19; \
         29 were not carried out, as their Atomic failed"
    );
    assert_eq!(
        (
            failures.len(),
            failures.not_carried_out(),
            failures.commands()
        ),
        (2, 29, 31)
    );
    let first = failures.iter().next().expect("a failure");
    assert_eq!(first.cmd_id(), 19);
}

#[test]
fn what_was_not_executed_for_another_reason_has_failed() {
    let mut request = Request::new(header());
    let level = agent::device().level();
    request.replace(level, 1);
    request.atomic(|atomic| atomic.replace(level, 2));
    request.atomic(|atomic| atomic.replace(level, 3));
    request.atomic(|atomic| atomic.replace(level, 4));
    let tickets = request.tickets();
    request.finish().expect("legal");
    // Prevented by the user; then an Atomic that was done, one without a status, and one that the user prevented.
    let body = [
        status_of(2, 1, "Replace", "", 215),
        status_of(2, 2, "Atomic", "", 200),
        status_of(2, 3, "Replace", "", 215),
        status_of(2, 5, "Replace", "", 215),
        status_of(2, 6, "Atomic", "", 215),
        status_of(2, 7, "Replace", "", 215),
    ];
    let bytes = reply(&body.concat());
    let failures = Reply::parse(bytes.as_bytes())
        .expect("SyncML")
        .failures(&tickets);
    let failed: Vec<_> = failures.iter().map(|outcome| outcome.cmd_id()).collect();
    assert_eq!(failed, [1, 3, 5, 6], "{failures}");
    assert_eq!((failures.not_carried_out(), failures.unanswered()), (1, 1));
}
