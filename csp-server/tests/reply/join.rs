//! Which Status and which Results answer a ticket.

use csp_runtime::StatusCode;
use csp_server::{ChangeCommands, GetCommands, Reply, ReplyError, Request};

use crate::{BLOB, LEVEL, agent, header, item, reply, results, status, status_of};

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
fn results_are_an_answer_without_their_status() {
    let mut request = Request::new(header());
    let level = request.get(agent::device().level());
    let bytes = reply(&results(2, 1, &item(LEVEL, "4")));
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    assert_eq!(parsed.value(&level).expect("a value"), 4);
    assert!(parsed.status(&level).is_unknown());

    // But not where the Status says no.
    let body = status(2, 1, "", 404) + &results(2, 1, &item(LEVEL, "4"));
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    assert!(parsed.value(&level).expect_err("404").is_not_found());
}

#[test]
fn the_only_item_of_a_command_needs_no_name() {
    let mut request = Request::new(header());
    let level = request.get(agent::device().level());
    let (atomic, _) = request.atomic(|atomic| atomic.replace(agent::device().level(), 1));
    let body = status(2, 1, "", 404) + &status_of(2, 2, "Atomic", LEVEL, 507);
    let bytes = reply(&body);
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    assert_eq!(parsed.status(&level).code(), Some(StatusCode::NOT_FOUND));
    assert_eq!(
        parsed.status(&atomic).code(),
        Some(StatusCode::ATOMIC_FAILED)
    );
}

#[test]
fn a_thousand_items_are_joined_in_any_order() {
    let names: Vec<String> = (0..1000).map(|number| format!("job{number}")).collect();
    let mut request = Request::new(header());
    let jobs = agent::device().jobs();
    let tickets = request.get_all(names.iter().map(|name| jobs.job_id(name).name()));
    let uri = |name: &String| format!("./Device/Vendor/Contoso/Agent/Jobs/{name}/Name");
    // Every third item failed and is missing; the others come backwards.
    let failed = |name: &String| name.ends_with(['0', '3', '6', '9']);
    let statuses: String = names
        .iter()
        .map(|name| status(2, 1, &uri(name), if failed(name) { 404 } else { 200 }))
        .collect();
    let items: String = names
        .iter()
        .rev()
        .filter(|name| !failed(name))
        .map(|name| item(&uri(name), name))
        .collect();
    let bytes = reply(&(statuses + &results(2, 1, &items)));
    let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
    for (ticket, name) in tickets.iter().zip(&names) {
        match parsed.value(ticket) {
            Ok(value) => assert_eq!(value, name),
            Err(error) => assert!(failed(name) && error.is_not_found(), "{error}"),
        }
    }
}
