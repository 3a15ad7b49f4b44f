//! How answers are joined to what was asked: through a device, and from replies that real devices shape differently.

mod agent;

use csp_runtime::request::Raw;
use csp_runtime::value::{Admx, Xml};
use csp_runtime::{Device, Header, NoData, Reply, ReplyError, Request, StatusCode};

fn header() -> Header {
    Header::new("a1", 2, "device", "https://mdm.example.com")
}

/// A reply in session `a1` with this body.
fn reply(body: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>a1</SessionID>\
<MsgID>2</MsgID><Target><LocURI>s</LocURI></Target><Source><LocURI>d</LocURI></Source></SyncHdr>\
<SyncBody xmlns:msft=\"http://schemas.microsoft.com/MobileDevice/MDM\">{body}<Final/></SyncBody></SyncML>"
    )
}

fn status(msg_ref: u32, cmd_ref: u32, target: &str, code: u16) -> String {
    let target = match target {
        "" => String::new(),
        uri => format!("<TargetRef>{uri}</TargetRef>"),
    };
    format!(
        "<Status><CmdID>9</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>{cmd_ref}</CmdRef><Cmd>Get</Cmd>{target}<Data>{code}</Data></Status>"
    )
}

fn results(msg_ref: u32, cmd_ref: u32, items: &str) -> String {
    format!(
        "<Results><CmdID>9</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>{cmd_ref}</CmdRef>{items}</Results>"
    )
}

fn item(uri: &str, data: &str) -> String {
    format!("<Item><Source><LocURI>{uri}</LocURI></Source><Data>{data}</Data></Item>")
}

const LEVEL: &str = "./Device/Vendor/Contoso/Agent/Level";
const BLOB: &str = "./Device/Vendor/Contoso/Agent/Blob";

#[test]
fn typed_values_through_a_device() {
    let root = agent::device();
    let job = root.jobs().job_id("{A b/c}");
    let mut device = Device::new().mount(agent::in_memory());
    let mut request = Request::new(header());
    let added = request.add(job, NoData);
    request.add(job.name(), "Ärger & <co>");
    request.add(job.run(), Xml("<Job/>"));
    request.add(root.blob(), [0_u8, 1, 255].as_slice());
    request.replace(root.level(), 9);
    request.add(root.tags(), ["a", "b"]);
    request.add(root.policy(), Admx::disabled());
    request.add(root.pair().second(), true);
    let name = request.get(job.name());
    let run = request.get(job.run());
    let blob = request.get(root.blob());
    let level = request.get(root.level());
    let tags = request.get(root.tags());
    let policy = request.get(root.policy());
    let second = request.get(root.pair().second());
    let jobs = request.get(root.jobs());
    let absent = request.get(root.pair().first());
    let kind = request.property(root.blob(), "Format");
    let again = request.add(job, NoData);
    let bytes = device
        .handle(&request.finish().expect("legal"))
        .expect("SyncML");

    let reply = Reply::parse(&bytes).expect("SyncML");
    assert_eq!(reply.status(&added).code(), Some(StatusCode::OK));
    assert_eq!(reply.value(&name).expect("a value"), "Ärger & <co>");
    assert_eq!(reply.value(&run).expect("a value"), Xml("<Job/>"));
    assert_eq!(*reply.value(&blob).expect("a value"), [0, 1, 255]);
    assert_eq!(reply.value(&level).expect("a value"), 9);
    let tags: Vec<_> = reply
        .value(&tags)
        .expect("a value")
        .iter()
        .flatten()
        .collect();
    assert_eq!(tags, ["a", "b"]);
    assert_eq!(
        reply.value(&policy).expect("a value").is_enabled(),
        Some(false)
    );
    assert!(reply.value(&second).expect("a value"));
    let jobs = reply.value(&jobs).expect("a value");
    assert_eq!(jobs.iter().collect::<Vec<_>>(), ["{A b/c}"]);
    let error = reply.value(&absent).expect_err("not there");
    assert!(error.is_not_found());
    assert_eq!(
        error.to_string(),
        "Get ./Device/Vendor/Contoso/Agent/Pair/First: 404 Not found: the node does not exist, or has no value"
    );
    assert_eq!(reply.value(&kind).expect("a value"), "bin");
    assert_eq!(
        reply.status(&again).to_string(),
        "Add ./Device/Vendor/Contoso/Agent/Jobs/%7BA%20b%2Fc%7D: 418 Already exists: \
         the node exists, which is harmless when it was added before; Replace sets its value"
    );
}

#[test]
fn several_items_are_told_apart_as_windows_answers_them() {
    let root = agent::device();
    let mut request = Request::new(header());
    let (level, note, blob) = request.get_items(|items| {
        (
            items.node(root.level()),
            items.node(root.note()),
            items.node(root.blob()),
        )
    });
    // A Status for each item in the requester's spelling, then one Results in which the failed items are missing; a device that spells them
    // its own way is understood too.
    let body = [
        status(2, 1, LEVEL, 200),
        status(2, 1, " ./Vendor/Contoso/agent/Note\n", 404),
        status(2, 1, "", 200),
        results(
            2,
            1,
            &(item("./vendor/contoso/Agent/Level", " 3\n") + &item(BLOB, "AP8=")),
        ),
    ]
    .concat();
    let bytes = reply(&body);
    let reply = Reply::parse(bytes.as_bytes()).expect("SyncML");
    assert_eq!(reply.value(&level).expect("a value"), 3);
    assert_eq!(reply.status(&note).code(), Some(StatusCode::NOT_FOUND));
    assert_eq!(*reply.value(&blob).expect("a value"), [0, 255]);
}

#[test]
fn items_without_a_source_are_taken_by_their_place() {
    let root = agent::device();
    let mut request = Request::new(header());
    let [level, blob] = request.get_items(|items| {
        [
            items.node(root.level()).outcome_only(),
            items.node(root.blob()).outcome_only(),
        ]
    });
    let body = status(2, 1, "", 200)
        + &results(
            2,
            1,
            "<Item><Data>3</Data></Item><Item><Data>AP8=</Data></Item>",
        );
    let bytes = reply(&body);
    let both = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let text = |ticket| {
        let item = both.item(ticket).expect("an item");
        item.data.as_ref().expect("data").text.to_string()
    };
    assert_eq!((text(&level), text(&blob)), ("3".into(), "AP8=".into()));

    // But never an item that says that it is another's.
    let body = status(2, 1, "", 200) + &results(2, 1, &item(BLOB, "AP8="));
    let bytes = reply(&body);
    let one = Reply::parse(bytes.as_bytes()).expect("SyncML");
    assert!(matches!(one.item(&level), Err(ReplyError::NoValue(_))));
    assert!(one.item(&blob).is_ok());
}

#[test]
fn only_the_answer_to_the_same_message_counts() {
    let mut request = Request::new(header());
    let level = request.get(agent::device().level());
    // Devices repeat Results of an earlier message; CmdIDs begin anew in each message.
    let body = [
        results(1, 1, &item("./DevDetail/SwV", "10.0")),
        status(1, 1, "", 404),
        status(2, 1, "", 200),
        results(2, 1, &item(LEVEL, "4")),
        results(2, 1, &item(LEVEL, "4")),
    ]
    .concat();
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    assert_eq!(parsed.value(&level).expect("a value"), 4);

    let other = bytes.replace("<SessionID>a1<", "<SessionID>a2<");
    let parsed = Reply::parse(other.as_bytes()).expect("SyncML");
    assert!(parsed.status(&level).is_unknown());
    let error = parsed.value(&level).expect_err("another session");
    assert_eq!(
        error.to_string(),
        "Get ./Device/Vendor/Contoso/Agent/Level: no status: the device has not said how it went; it may have been done or not"
    );
}

#[test]
fn missing_references_are_one() {
    let mut request = Request::fragment();
    let level = request.get(agent::device().level());
    let bytes = "<SyncML xmlns='SYNCML:SYNCML1.1'><SyncHdr/><SyncBody><Status><CmdID>1</CmdID><Cmd>Get</Cmd><Data> 200 </Data></Status>\
<Results><CmdID>2</CmdID><Item><Data>0x8</Data></Item></Results></SyncBody></SyncML>";
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML 1.1");
    assert_eq!(parsed.value(&level).expect("a value"), 8);
}

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
fn values_that_no_definition_names_are_kept() {
    let job = agent::device().jobs().job_id("j");
    let mut request = Request::new(header());
    let status_ = request.get(job.status());
    let body = status(2, 1, "", 200) + &results(2, 1, "<Item><Data>71</Data></Item>");
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    assert_eq!(parsed.value(&status_).expect("a value"), agent::Status(71));
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
        format!(
            "<Status><CmdID>9</CmdID><MsgRef>2</MsgRef><CmdRef>{cmd_ref}</CmdRef><Cmd>x</Cmd><Data {error}>{code}</Data></Status>"
        )
    };
    let body = [
        error(1, "msft:originalerror=\"0x86000001\"", 415),
        error(2, "", 405),
        error(3, "msft:originalerror=\"-2046820350\"", 500),
        error(4, "originalerror=\"2248146962\"", 406),
        error(5, "", 202),
        error(6, "", 299),
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
            "Replace ./Device/Vendor/Contoso/Agent/Level: 415 Unsupported type or format (HRESULT 0x86000001): \
             the node takes values of format int",
            "Replace ./User/Vendor/Contoso/Agent/Level: 405 Command not allowed: \
             the user is not signed in, or the node is not for this device",
            "Get ./Vendor/OEM/X: 500 Command failed (HRESULT 0x86000002): the provider failed or refused the value",
            "Get ./Device/Vendor/Contoso/Agent/Jobs/j/Status: 406 Optional feature not supported (HRESULT 0x86000012): \
             this device does not have the node or the property; it is available since 10.0.22621",
            "Exec ./Device/Vendor/Contoso/Agent/Start: 202 Accepted: it has begun; an alert tells its end",
            "Delete ./Vendor/OEM/X: 299",
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
    let mut device = Device::new().mount(agent::in_memory());
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
        "Atomic: 507 Atomic failed: a command in it failed, so none took effect; its own outcome says why"
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
    assert!(done.is_about(agent::device().start()));
    assert!(!done.is_about(agent::user().start()));
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

#[test]
fn a_listing_is_read_by_typed_address() {
    let root = agent::device();
    let jobs = ["{A}", "b/c d"];
    let mut device = Device::new().mount(agent::in_memory());
    let mut request = Request::new(header());
    for name in jobs {
        request.add(root.jobs().job_id(name).name(), name);
    }
    request.add(root.jobs().job_id("{A}").key(), "secret");
    let list = request.list(root);
    let absent = request.list(root.pair());
    let bytes = device
        .handle(&request.finish().expect("legal"))
        .expect("SyncML");
    let reply = Reply::parse(&bytes).expect("SyncML");
    let listing = reply.list(&list).expect("a listing");
    let mut names = listing.children(root.jobs());
    names.sort();
    assert_eq!(names, ["b/c d", "{A}"]);
    for name in &names {
        let job = root.jobs().job_id(name);
        assert_eq!(listing.value(job.name()), Ok(Some(&**name)));
        assert_eq!(listing.value(job.run()), Ok(None));
        assert!(listing.entry(job).expect("an entry").is_interior());
    }
    assert_eq!(listing.value(root.level()), Ok(Some(5)));
    assert!(listing.entry(root.pair()).is_none());
    assert!(reply.list(&absent).expect_err("404").is_not_found());
}

#[test]
fn a_listing_may_come_in_any_shape() {
    let root = agent::device();
    let mut request = Request::new(header());
    let list = request.list(root.jobs());
    // Any order, two Results, a repeated node, another spelling; and names that differ in case alone stay apart.
    let job = |name: &str, leaf: &str| format!("./Vendor/Contoso/Agent/jobs/{name}{leaf}");
    let body = [
        status(2, 1, "", 200),
        results(
            2,
            1,
            &(item(&job("b", "/Name"), "B") + &item(&job("B", "/Name"), "big")),
        ),
        results(
            2,
            1,
            &(item(&job("b", "/Name"), "again") + &item(&job("%7Ba%7D", ""), "")),
        ),
    ]
    .concat();
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    let listing = parsed.list(&list).expect("a listing");
    assert_eq!(listing.children(root.jobs()), ["b", "B", "{a}"]);
    let name = |id: &str| listing.value(root.jobs().job_id(id).name());
    assert_eq!((name("b"), name("B")), (Ok(Some("B")), Ok(Some("big"))));
    assert_eq!(listing.entries().len(), 3);
}
