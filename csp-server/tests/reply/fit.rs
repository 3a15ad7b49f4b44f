//! A ticket fits its own answer and no other's.

use csp_device::Device;
use csp_runtime::StatusCode;
use csp_server::request::Raw;
use csp_server::{ChangeCommands, GetCommands, Header, Reply, ReplyError, Request};

use crate::{BLOB, LEVEL, agent, header, item, reply, results, status_of};

/// The answer of a device with a job to a fragment.
fn answer(request: Request) -> Vec<u8> {
    let mut device = Device::new()
        .mount(agent::in_memory())
        .expect("it is the only one");
    let bytes = request.finish().expect("legal");
    device.handle(&bytes).expect("SyncML")
}

#[test]
fn a_ticket_reads_no_other_nodes_value() {
    let root = agent::device();
    let mut first = Request::fragment();
    first.get(root.level());
    let bytes = answer(first);
    let reply = Reply::parse(&bytes).expect("SyncML");

    let mut second = Request::fragment();
    let other = second.get(agent::user().level());
    let error = reply.value(&other).expect_err("another node's");
    assert!(matches!(error, ReplyError::Other(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        format!(
            "Get ./User/Vendor/Contoso/Agent/Level: 200 OK: what answers CmdID 1 is for {LEVEL} and not for this; the reply may be to another request"
        )
    );
}

#[test]
fn a_ticket_is_answered_by_its_own_command() {
    let root = agent::device();
    let mut first = Request::fragment();
    first.get(root.level());
    let bytes = answer(first);
    let reply = Reply::parse(&bytes).expect("SyncML");

    let mut second = Request::fragment();
    let delete = second.delete(root.note());
    let outcome = reply.status(&delete);
    assert!(outcome.is_unknown(), "{outcome}");
    assert_eq!(outcome.other(), Some("Get"));
    let error = outcome.ok().expect_err("it was never sent");
    assert!(matches!(error, ReplyError::Other(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "Delete ./Device/Vendor/Contoso/Agent/Note: no status: what answers CmdID 1 is for Get and not for this; the reply may be to another request"
    );
}

#[test]
fn what_a_status_names_has_to_fit() {
    let mut request = Request::new(header());
    let level = request.get(agent::device().level());
    for (cmd, target, fits) in [
        ("Get", "", true),
        ("", "", true),
        (" Get\n", LEVEL, true),
        ("", "./vendor/contoso/agent/LEVEL", true),
        ("Get", BLOB, false),
        ("Get", "./Level", false),
        ("Replace", "", false),
        ("Replace", LEVEL, false),
    ] {
        let bytes = reply(&status_of(2, 1, cmd, target, 404));
        let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
        let code = parsed.status(&level).code();
        assert_eq!(code.is_some(), fits, "{cmd} {target}");
        let error = parsed.value(&level).expect_err("404, or another's");
        assert_eq!(matches!(error, ReplyError::Other(_)), !fits, "{error}");

        // A value that says nothing of itself is its Status's.
        let body =
            status_of(2, 1, cmd, target, 200) + &results(2, 1, "<Item><Data>4</Data></Item>");
        let bytes = reply(&body);
        let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
        assert_eq!(parsed.value(&level).is_ok(), fits, "{cmd} {target}");
    }
}

#[test]
fn a_listing_is_of_its_own_place() {
    let root = agent::device();
    let mut request = Request::new(header());
    let list = request.list(root.jobs());
    let item = |uri: &str| item(&format!("./Vendor/Contoso/Agent{uri}"), "x");
    let body = results(2, 1, &(item("/Level") + &item("/JobsToo/a")));
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let error = parsed.list(&list).expect_err("another node's");
    assert_eq!(
        error.to_string(),
        "Get ./Device/Vendor/Contoso/Agent/Jobs?list=StructData: no status: \
         what answers CmdID 1 is for ./Vendor/Contoso/Agent/Level and not for this; the reply may be to another request"
    );

    let body = results(2, 1, &(item("/Level") + &item("/jobs/a")));
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let listing = parsed.list(&list).expect("a listing");
    assert_eq!(listing.children(root.jobs()), ["a"]);
    assert_eq!(listing.entries().len(), 1);
}

#[test]
fn fragments_with_numbers_of_their_own_are_told_apart() {
    let root = agent::device();
    let mut first = Request::fragment();
    first.replace(root.level(), 3);
    let bytes = answer(first);
    let reply = Reply::parse(&bytes).expect("SyncML");

    // The same command on the same node: nothing but the number differs.
    let mut second = Request::fragment().numbered_from(11);
    let replaced = second.replace(root.level(), 4);
    assert_eq!(replaced.cmd_id(), 11);
    assert!(reply.status(&replaced).is_unknown());
    let bytes = answer(second);
    let reply = Reply::parse(&bytes).expect("SyncML");
    assert_eq!(reply.status(&replaced).code(), Some(StatusCode::OK));
}

#[test]
fn numbers_begin_at_one_or_more_and_before_the_first_command() {
    for request in [Request::fragment(), Request::new(header())] {
        let error = request
            .numbered_from(0)
            .finish()
            .expect_err("0 is the header");
        assert_eq!(error.to_string(), "CmdID: a CmdID is 1 or more");
    }
    let mut late = Request::fragment();
    late.get_uri("./DevDetail/SwV");
    let error = late.numbered_from(7).finish().expect_err("too late");
    assert_eq!(
        error.to_string(),
        "CmdID (CmdID 7): say where the CmdIDs begin before the first command"
    );
}

#[test]
fn numbers_go_on_through_split_messages() {
    let header = Header::new("a1", 5, "device", "https://mdm.example.com");
    let mut request = Request::new(header).numbered_from(40);
    let long = "x".repeat(400);
    let tickets: Vec<_> = (0..4)
        .map(|_| request.add_uri("./Vendor/OEM/X", Raw::text(&long)))
        .collect();
    let messages = request.finish_split(1200).expect("each command fits");
    assert!(messages.len() > 1);
    assert_eq!(
        tickets.iter().map(|t| t.cmd_id()).collect::<Vec<_>>(),
        [40, 41, 42, 43]
    );
    assert_eq!(
        (tickets[0].msg_id(), tickets[3].msg_id()),
        (5, 4 + messages.len() as u32)
    );
}
