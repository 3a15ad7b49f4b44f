//! What outcomes, errors and alerts say.

use csp_device::Device;
use csp_runtime::NoData;
use csp_runtime::is_at;
use csp_server::request::Raw;
use csp_server::{ChangeCommands, GetCommands, Reply, ReplyError, Request};

use crate::{agent, header, reply, results, status, status_of};

#[test]
fn a_success_without_a_value_is_told_from_a_failure() {
    let mut request = Request::new(header());
    let level = request.get(agent::device().level());
    let bytes = reply(&status(2, 1, "", 200));
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let error = parsed.value(&level).expect_err("no Results");
    assert!(matches!(error, ReplyError::NoValue(_)), "{error}");

    let body = status(2, 1, "", 200)
        + &results(
            2,
            1,
            "<Item><Meta><Format xmlns='syncml:metinf'>chr</Format></Meta><Data>much</Data></Item>",
        );
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let error = parsed.value(&level).expect_err("no integer");
    assert_eq!(
        error.to_string(),
        "Get ./Device/Vendor/Contoso/Agent/Level: expected a decimal integer, found `much`, which the device sent as `chr`"
    );
    // Nothing is lost: the item is there as it came.
    let item = parsed.item(&level).expect("an item");
    assert_eq!(item.meta.format.as_deref(), Some("chr"));
}

#[test]
fn errors_say_what_a_code_means_for_the_node() {
    let (root, user) = (agent::device(), agent::user());
    let mut request = Request::new(header());
    let tickets = [
        request.replace(root.level(), 1),
        request.replace(user.level(), 1),
        request.get_uri("./Vendor/OEM/X").outcome_only(),
        request.get(root.jobs().job_id("j").status()).outcome_only(),
        request.exec(root.start(), NoData),
        request.delete_uri("./Vendor/OEM/X"),
    ];
    let error = |cmd_ref: u32, error: &str, code: u16| {
        let cmd = tickets[cmd_ref as usize - 1].verb();
        format!(
            "<Status><CmdID>9</CmdID><MsgRef>2</MsgRef><CmdRef>{cmd_ref}</CmdRef><Cmd>{cmd}</Cmd><Data {error}>{code}</Data></Status>"
        )
    };
    let body = [
        error(1, "msft:originalerror=\"0x86000001\"", 415),
        error(2, "", 405),
        error(3, "msft:originalerror=\"-2046820350\"", 500),
        error(4, "originalerror=\"2248146962\"", 406),
        error(5, "", 202),
        error(6, "msft:originalerror=\"0x82B00006\"", 299),
    ]
    .concat();
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let outcomes: Vec<String> = tickets
        .iter()
        .map(|ticket| parsed.status(ticket).to_string())
        .collect();
    assert_eq!(
        outcomes,
        [
            "Replace ./Device/Vendor/Contoso/Agent/Level: 415 Unsupported type or format (HRESULT 0x86000001: invalid data type): \
             the node takes values of format int",
            "Replace ./User/Vendor/Contoso/Agent/Level: 405 Command not allowed: \
             the user is not signed in, the node is not for this device, or it is in a state that forbids it",
            "Get ./Vendor/OEM/X: 500 Command failed (HRESULT 0x86000002: node not found): \
             this device does not know the node or a parent of it, the node does not exist, or the device's Windows is older than the node",
            "Get ./Device/Vendor/Contoso/Agent/Jobs/j/Status: 406 Optional feature not supported (HRESULT 0x86000012: not possible between providers): \
             this device does not have the node or the property; the device's Windows is older than the node, \
             which is there since Windows 11, version 22H2 (10.0.22621); or the node is not for this device",
            "Exec ./Device/Vendor/Contoso/Agent/Start: 202 Accepted: it has begun; an alert tells its end",
            "Delete ./Vendor/OEM/X: 299 (HRESULT 0x82B00006: the edition or the licence does not have the policy): \
             the device's edition or licence does not have the node",
        ]
    );
    assert!(parsed.status(&tickets[4]).is_pending());
    assert!(!parsed.status(&tickets[0]).is_success());
    let refused = parsed.status(&tickets[0]).ok().expect_err("415");
    assert_eq!(refused.hresult(), Some(0x8600_0001));
}

#[test]
fn an_atomic_that_failed_says_so_at_every_command() {
    let pair = agent::device().pair();
    let mut device = Device::new().mount(agent::in_memory()).unwrap();
    let mut request = Request::new(header());
    let (atomic, (first, wrong)) = request.atomic(|atomic| {
        (
            atomic.add(pair.first(), "a"),
            atomic.replace_uri(
                "./Vendor/Contoso/Agent/Level",
                Raw::text("none").format("int"),
            ),
        )
    });
    let bytes = device
        .handle(&request.finish().expect("legal"))
        .expect("SyncML");
    let reply = Reply::parse(&bytes).expect("SyncML");
    assert_eq!(
        reply.status(&atomic).to_string(),
        "Atomic: 507 Atomic failed: a command in it failed, so none took effect: \
         Replace ./Vendor/Contoso/Agent/Level: 415 Unsupported type or format"
    );
    assert_eq!(reply.status(&wrong).code().map(u16::from), Some(415));
    let not_run = reply.status(&first);
    assert!(!not_run.is_success(), "{not_run}");
    assert!(
        not_run
            .to_string()
            .contains("another command of its Atomic failed"),
        "{not_run}"
    );
}

#[test]
fn an_atomic_says_what_could_not_be_undone() {
    let start = "./Vendor/Contoso/Agent/Start";
    let mut request = Request::new(header());
    let (atomic, _) = request.atomic(|atomic| {
        atomic.exec_uri(start, Raw::text(""));
        atomic.add_uri("./Vendor/Contoso/Agent/Note", Raw::text("n"));
        atomic.delete_uri("./Vendor/Contoso/Agent/Blob")
    });
    request.finish().expect("legal");
    let children = status_of(2, 2, "Exec", "", 516) + &status_of(2, 3, "Add", "", 216);
    let outcome = |delete: u16| {
        let body =
            status_of(2, 1, "Atomic", "", 507) + &children + &status_of(2, 4, "Delete", "", delete);
        let bytes = reply(&body);
        Reply::parse(bytes.as_bytes())
            .expect("SyncML")
            .status(&atomic)
    };
    let failed = outcome(404);
    assert_eq!(
        failed.to_string(),
        "Atomic: 507 Atomic failed: a command in it failed: Delete ./Vendor/Contoso/Agent/Blob: 404 Not found; \
         what answered 516 could not be undone and stays: Exec ./Vendor/Contoso/Agent/Start"
    );
    let stays: Vec<_> = failed.not_undone().iter().map(|one| one.uri()).collect();
    assert_eq!(stays, [start]);
    // The reply may not say why.
    assert_eq!(
        outcome(215).meaning(),
        "a command in it failed, and the reply does not say which; \
         what answered 516 could not be undone and stays: Exec ./Vendor/Contoso/Agent/Start"
    );
}

#[test]
fn a_refusal_names_the_reasons_that_an_untyped_command_may_have() {
    let uri = "./Vendor/Contoso/Agent/X";
    let user = "./User/Vendor/Contoso/Agent/X";
    let mut request = Request::new(header());
    let tickets = [
        request.get_uri(uri).outcome_only(),
        request.delete_uri(uri),
        request.exec_uri(uri, Raw::text("")),
        request.replace_uri(uri, Raw::text("11").format("int")),
        request.get_uri(user).outcome_only(),
    ];
    let statuses = tickets
        .iter()
        .zip(1..)
        .map(|(ticket, cmd_ref)| status_of(2, cmd_ref, ticket.verb().as_str(), "", 405));
    let bytes = reply(&statuses.collect::<String>());
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let meanings = tickets.map(|ticket| parsed.status(&ticket).meaning());
    assert_eq!(
        meanings,
        [
            "the definition of the node does not permit Get, the device's Windows is older than the node, or the device's edition or licence does not have the node",
            "the definition of the node does not permit Delete, the device's Windows is older than the node, or the device's edition or licence does not have the node",
            "the definition of the node does not permit Exec, the Format that Meta states is not the node's, or the device's Windows is older than the node",
            "the definition of the node does not permit Replace, the parent is missing, or the Format that Meta states is not the node's",
            "the definition of the node does not permit Get, the user is not signed in, or the device's Windows is older than the node",
        ]
    );
}

#[test]
fn a_value_that_the_provider_refuses_is_named() {
    let mut device = Device::new().mount(agent::in_memory()).unwrap();
    let mut request = Request::new(header());
    let level = "./Vendor/Contoso/Agent/Level";
    let wrong = request.replace_uri(level, Raw::text("11").format("int"));
    let bytes = device
        .handle(&request.finish().expect("legal"))
        .expect("SyncML");
    assert_eq!(
        Reply::parse(&bytes)
            .expect("SyncML")
            .status(&wrong)
            .to_string(),
        "Replace ./Vendor/Contoso/Agent/Level: 500 Command failed (HRESULT 0x80070057: invalid parameter): \
         the provider refused the value, as a rule because it is outside of those that the node allows; \
         the XML or the blob in the value cannot be read; or the provider failed"
    );
}

#[test]
fn alerts_are_events_with_a_type_and_a_source() {
    let body = "<Alert><CmdID>2</CmdID><Data>1201</Data></Alert><Alert><CmdID>3</CmdID><Data>1224</Data><Item>\
<Source><LocURI>./Vendor/Contoso/Agent/Start</LocURI></Source><Meta><Type xmlns='syncml:metinf'>Reversed-Domain-Name: com.contoso.done</Type>\
<Format xmlns='syncml:metinf'>int</Format><Mark xmlns='syncml:metinf'>critical</Mark></Meta><Data>0</Data></Item>\
<Item><Meta><Type xmlns='syncml:metinf'>com.microsoft/MDM/LoginStatus</Type></Meta><Data>user</Data></Item></Alert>";
    let bytes = reply(body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let alerts: Vec<_> = parsed.alerts().collect();
    let [session, done, login] = alerts.as_slice() else {
        panic!("{alerts:?}");
    };
    assert_eq!(
        (session.code(), session.kind(), session.data()),
        (1201, "", None)
    );
    assert_eq!(
        (done.code(), done.kind(), done.data()),
        (1224, "com.contoso.done", Some("0"))
    );
    assert_eq!(
        (done.format(), done.mark(), done.cmd_id()),
        ("int", "critical", "3")
    );
    assert!(is_at(done.source().unwrap(), agent::device().start()));
    assert!(!is_at(done.source().unwrap(), agent::user().start()));
    assert_eq!(
        (login.kind(), login.data(), login.mark(), login.source()),
        (
            "com.microsoft/MDM/LoginStatus",
            Some("user"),
            "informational",
            None
        )
    );
}
