//! One set of limits from end to end: what is advertised is kept, what exceeds it is refused before anything runs, and what a session keeps is
//! bounded.

use allocation_counter::measure;
use csp_device::Device;
use csp_device::{Limits, State};
use csp_server::{GetCommands, Reply, Request};
use csp_session::{DevInfo, DeviceSession, End, ServerSession, SessionError, Step};
use syncml::StatusCode;

use super::script::{SERVER, Scripted, ScriptedServer, message, piece, status};
use super::{demo, transcript};

const TEXT: &str = "./Vendor/MSFT/Demo/Leaves/Text";
const MIB: usize = 1 << 20;

fn get(cmd_id: usize, uri: &str) -> String {
    format!(
        "<Get><CmdID>{cmd_id}</CmdID><Item><Target><LocURI>{uri}</LocURI></Target></Item></Get>"
    )
}

/// A device in a session, with limits of its own.
fn limited(limits: Limits, set: impl FnOnce(DeviceSession) -> DeviceSession) -> Scripted {
    let mut device = Scripted::new(|session| session);
    device.device = demo::device().with_limits(limits);
    device.session = set(DeviceSession::new("1", SERVER, DevInfo::new("d")));
    device.session.start(&mut device.device).unwrap();
    device
}

/// Both ends until the session is over; the bytes of the largest message that the server got.
fn talk(device: &mut Device, session: &mut DeviceSession, server: &mut ServerSession) -> usize {
    let mut largest = 0;
    let mut next = Step::Send(session.start(device).unwrap());
    while let Step::Send(message) = next {
        largest = largest.max(message.len());
        next = session
            .receive(device, &server.receive(&message).unwrap())
            .unwrap();
    }
    assert_eq!(next, Step::End(End::Complete));
    largest
}

/// Limits for an answer of many messages.
fn unlimited() -> syncml::Limits {
    syncml::Limits {
        message_bytes: usize::MAX,
        elements: usize::MAX,
        items: usize::MAX,
        ..syncml::Limits::default()
    }
}

/// A message that the device does not take has no effect: not the first time, and not when it is sent again.
#[test]
fn a_message_beyond_the_devices_limits() {
    let mut limits = Limits::default();
    limits.message.items = 2;
    let mut device = limited(limits, |session| session);
    let add = |name| format!("Add ./Vendor/MSFT/Demo/Items/{name}\n");
    let many = message(SERVER, "d", "1", "1", &(add("a") + &add("b") + &add("c")));
    for _ in 0..2 {
        let error = device.receive(&many);
        assert!(matches!(error, Err(SessionError::Message(_))), "{error:?}");
        assert!(device.device.save_state().is_empty());
    }
    let said = device.hear(&(add("a") + &add("b")));
    assert!(said.contains("1 Add 200\n  2 Add 200"), "{said}");
}

/// What every message to the other end repeats is bounded, before anything happens.
#[test]
fn a_header_that_every_answer_would_repeat() {
    let long = "x".repeat(5000);
    let text = message("d", SERVER, "1", "1", "Alert 1201");
    for (part, problem) in [
        (
            "<SessionID>1<",
            "`SessionID` has 5000 bytes, more than 256: shorten it",
        ),
        (
            "<Source><LocURI>d<",
            "`Source` has 5000 bytes, more than 4096: shorten it",
        ),
    ] {
        let start = part.get(..part.len() - 2).unwrap();
        let text = text.replace(part, &format!("{start}{long}<"));
        let mut server = ServerSession::new(SERVER);
        let error = server.receive(text.as_bytes()).unwrap_err();
        assert!(error.to_string().ends_with(problem), "{error}");
        assert!(format!("{server:?}").len() < 500, "{server:?}");
    }
}

/// What the device says that it takes is what it takes, and what is too large is refused when its first piece comes.
#[test]
fn the_largest_object_that_a_device_says() {
    let mut device = limited(Limits::default(), |session| {
        session.with_max_object(8 << 20)
    });
    let first = transcript::lines("device", device.session.last_message()).join("\n");
    assert!(
        first.starts_with("device 1 takes objects of 1048576\n"),
        "{first}"
    );
    let said = device.hear(&piece("Add", TEXT, Some(2 * MIB), "one", true));
    assert!(said.contains("7 Add 416"), "{said}");
}

/// Its pieces are no larger than a message, and that is all that a message's limit is about.
#[test]
fn an_object_that_is_larger_than_a_message() {
    let mut limits = Limits::default();
    limits.message.message_bytes = 2000;
    let mut device = limited(limits, |session| session);
    let half = "x".repeat(1200);
    device.hear(&piece("Add", TEXT, Some(2400), &half, true));
    let said = device.hear(&(piece("Add", TEXT, None, &half, false) + "<Final/>"));
    assert!(said.contains("7 Add 200"), "{said}");
}

/// The limits of a message are said as they are.
#[test]
fn the_largest_message_that_a_device_says() {
    let mut limits = Limits::default();
    limits.message.message_bytes = 2000;
    let device = limited(limits, |session| session.with_max_message(5000));
    let first = transcript::lines("device", device.session.last_message()).join("\n");
    assert!(
        first.starts_with("device 1 takes messages of 2000\n"),
        "{first}"
    );
}

/// MaxMsgSize reaches the device beside MaxObjSize, in the message that says it and in those after it.
#[test]
fn an_atomic_whose_answer_does_not_fit() {
    let mut device = Scripted::new(|session| session);
    let adds: String = (0..20)
        .map(|n| format!("<Add><CmdID>{}</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Items/{n}</LocURI></Target></Item></Add>", n + 2))
        .collect();
    let atomic = format!("<Atomic><CmdID>1</CmdID>{adds}</Atomic><Final/>");
    let sizes = "<Meta><MaxMsgSize>1200</MaxMsgSize><MaxObjSize>1000</MaxObjSize></Meta></SyncHdr>";
    let first = message(SERVER, "d", "1", "1", &get(1, "./DevInfo")).replace("</SyncHdr>", sizes);
    device.receive(&first).unwrap();
    device.skip(1);
    let said = device.hear(&atomic);
    assert!(said.contains("1 Atomic 517"), "{said}");
}

/// A listing of more items than one message has.
#[test]
fn a_listing_of_many_products() {
    let mut device = demo::device();
    let state: State = (0..2000)
        .map(|n| {
            (
                format!("./Device/Vendor/MSFT/Demo/Items/{n}/Name"),
                Some(n.to_string()),
            )
        })
        .collect();
    device.load_state(&state).unwrap();
    let mut request = Request::fragment();
    let ticket = request.get_uri("./Vendor/MSFT/Demo/Items?list=StructData");
    let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"));
    let mut server = ServerSession::new(SERVER);
    server.queue(&request.finish().unwrap()).unwrap();
    talk(&mut device, &mut session, &mut server);
    let answers = server.take_answers();
    let reply = Reply::parse_with(&answers[0].message, &unlimited()).unwrap();
    assert_eq!(reply.status(&ticket).code(), Some(StatusCode::OK));
    let names = reply.message().items.iter().filter(|item| {
        let uri = item.source.as_deref();
        uri.is_some_and(|uri| uri.ends_with("/Name"))
    });
    assert_eq!(names.count(), 2000);
}

#[test]
fn thousands_of_gets() {
    let mut device = demo::device();
    let mut request = Request::fragment();
    let tickets: Vec<_> = (0..8000).map(|_| request.get_uri("./DevInfo")).collect();
    let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"));
    let mut server = ServerSession::new(SERVER);
    server.queue(&request.finish().unwrap()).unwrap();
    talk(&mut device, &mut session, &mut server);
    let answers = server.take_answers();
    let reply = Reply::parse_with(&answers[0].message, &unlimited()).unwrap();
    for ticket in tickets.iter().step_by(500) {
        assert_eq!(reply.value(ticket).unwrap(), "DevId");
    }
}

/// More than a message has: it goes on with the next one.
#[test]
fn many_megabytes() {
    let mut device = demo::device();
    let state: State = (0..9)
        .map(|n| {
            (
                format!("./Device/Vendor/MSFT/Demo/Items/{n}/Name"),
                Some("x".repeat(MIB)),
            )
        })
        .collect();
    device.load_state(&state).unwrap();
    let mut request = Request::fragment();
    let tickets: Vec<_> = (0..9)
        .map(|n| request.get_uri(&format!("./Vendor/MSFT/Demo/Items/{n}/Name")))
        .collect();
    let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"));
    let mut server = ServerSession::new(SERVER);
    server.queue(&request.finish().unwrap()).unwrap();
    let largest = talk(&mut device, &mut session, &mut server);
    assert!(largest <= 8 * MIB, "{largest}");
    let answers = server.take_answers();
    let reply = Reply::parse_with(&answers[0].message, &unlimited()).unwrap();
    for ticket in &tickets {
        assert_eq!(reply.value(ticket).unwrap().len(), MIB);
    }
}

/// A server that waits for the answer to one Get.
fn waiting_for(uri: &str) -> ScriptedServer {
    waiting_for_with(uri, |session| session)
}

fn waiting_for_with(uri: &str, set: impl FnOnce(ServerSession) -> ServerSession) -> ScriptedServer {
    let mut server = ScriptedServer::new(set(ServerSession::new(SERVER)));
    server.session.queue(get(1, uri).as_bytes()).unwrap();
    server.hear("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>");
    server
}

fn results(uri: &str, data: &str) -> String {
    format!(
        "<Results><CmdID>8</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef><Item><Source><LocURI>{uri}</LocURI></Source><Data>{data}</Data></Item></Results>"
    )
}

/// A device that never comes to an end does not fill the server, whatever it was asked for.
#[test]
fn a_device_that_repeats_its_results() {
    const SIZE: usize = 128 << 10;
    for uri in ["./A", "./A?list=StructData"] {
        let mut server = waiting_for_with(uri, |session| session.with_max_answers(16 * SIZE));
        let body = status(1, 3, "Get", 200, "") + &results(uri, &"x".repeat(SIZE));
        let body = message("d", SERVER, "1", "MSGID", &body);
        let used = measure(|| {
            for number in 2..82 {
                let text = body.replacen("MSGID", &number.to_string(), 1);
                server.session.receive(text.as_bytes()).unwrap();
            }
        });
        let most = used.bytes_max / SIZE as u64;
        assert!(most < 27, "{uri}: {most} of {SIZE} bytes");
        server.skip(80);
        server.hear("<Final/>");
        assert_eq!(server.session.take_answers().len(), 1);
    }
}

/// What is kept of what a device says beside its values counts as well: of a Results the Meta, of a Status what it names.
#[test]
fn a_device_that_says_much_beside_its_values() {
    const SIZE: usize = 128 << 10;
    const MESSAGES: u32 = 128;
    let long = "x".repeat(SIZE);
    let meta = format!("<Meta><Type>{long}</Type></Meta>");
    let listed = |_| results("./A", "x").replace("<Source>", &format!("{meta}<Source>"));
    let named = |number| {
        let name = format!("<TargetRef>{long}</TargetRef>");
        status(1, 3 + number, "Get", 404, &name)
    };
    let bodies: [(&str, &dyn Fn(u32) -> String); 2] =
        [("./A?list=StructData", &listed), ("./A", &named)];
    for (uri, body) in bodies {
        let set = |session: ServerSession| session.with_max_answers(16 * SIZE);
        let mut server = ScriptedServer::new(set(ServerSession::new(SERVER)));
        let gets: String = (0..MESSAGES)
            .map(|number| get(number as usize + 1, uri))
            .collect();
        server.session.queue(gets.as_bytes()).unwrap();
        server.hear("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>");
        let used = measure(|| {
            for number in 0..MESSAGES {
                let id = (number + 2).to_string();
                let text = message("d", SERVER, "1", &id, &body(number));
                server.session.receive(text.as_bytes()).unwrap();
            }
        });
        let most = used.bytes_max / SIZE as u64;
        assert!(most < 80, "{uri}: {most} of {SIZE} bytes");
    }
}

/// 64 MiB, where nothing else is said.
#[test]
fn the_answers_that_a_server_keeps_by_default() {
    let mut server = waiting_for("./A?list=StructData");
    let value = "x".repeat(8 * MIB - 1000);
    let body = message("d", SERVER, "1", "MSGID", &results("./A", &value));
    for number in 2..11 {
        let text = body.replacen("MSGID", &number.to_string(), 1);
        server.session.receive(text.as_bytes()).unwrap();
        server.skip(1);
    }
    server.hear(&(status(1, 3, "Get", 200, "") + "<Final/>"));
    assert_eq!(server.answers(), ["  1 Get 413"]);
}

/// A server that asks on and on, or says on and on, and takes no answer does not fill the device: it ends the session.
#[test]
fn a_server_that_takes_no_answer() {
    const KEPT: usize = 64 << 10;
    let limits = Limits {
        reply_bytes: KEPT,
        ..Limits::default()
    };
    let get = format!("Get {TEXT}\n").repeat(10);
    for body in [get, "Alert 1222\n".repeat(50)] {
        let mut device = limited(limits, |session| session);
        device.hear(&format!("Add {TEXT} = {}", "x".repeat(2000)));
        let asks = message(SERVER, "d", "1", "MSGID", &body);
        let small = "<Meta><MaxMsgSize>3000</MaxMsgSize></Meta></SyncHdr>";
        let asks = asks.replace("</SyncHdr>", small);
        let mut said = Vec::new();
        let used = measure(|| {
            for number in 2..200 {
                let text = asks.replacen("MSGID", &number.to_string(), 1);
                let Step::Send(message) = device.receive(&text).unwrap() else {
                    break;
                };
                said = message;
            }
        });
        assert_eq!(device.session.end(), Some(End::Aborted));
        let said = transcript::lines("device", &said);
        assert!(
            said.ends_with(&["  Alert 1223".to_owned(), "  Final".to_owned()]),
            "{said:?}"
        );
        assert!(used.bytes_max < 8 * KEPT as u64, "{}", used.bytes_max);
    }
}

/// Where the outcomes of a command's items differ, the device names the items: that fills it as values do.
#[test]
fn a_server_that_takes_no_outcome() {
    const KEPT: usize = 64 << 10;
    let limits = Limits {
        reply_bytes: KEPT,
        ..Limits::default()
    };
    let mut device = limited(limits, |session| session);
    let item = |uri: &str| format!("<Item><Target><LocURI>{uri}</LocURI></Target></Item>");
    let long = format!("./{}", "x".repeat(KEPT));
    let items = item(&long) + &item("./Nothing");
    let delete = format!("<Delete><CmdID>1</CmdID>{items}</Delete>");
    let small = "<Meta><MaxMsgSize>3000</MaxMsgSize></Meta></SyncHdr>";
    let asks = message(SERVER, "d", "1", "MSGID", &delete).replace("</SyncHdr>", small);
    let used = measure(|| {
        for number in 1..100 {
            let text = asks.replacen("MSGID", &number.to_string(), 1);
            device.receive(&text).unwrap();
            if device.session.end().is_some() {
                break;
            }
        }
    });
    assert!(used.bytes_max < 16 * KEPT as u64, "{}", used.bytes_max);
}

/// The outcomes of a command's items may come one by one and in many messages: the answer is settled with the last of them, and once.
#[test]
fn statuses_that_are_spread_over_messages() {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER));
    let item = |name: &str| format!("<Item><Target><LocURI>./{name}</LocURI></Target></Item>");
    let items = item("A") + &item("B") + &item("C");
    let delete = format!("<Delete><CmdID>all</CmdID>{items}</Delete>");
    server.session.queue(delete.as_bytes()).unwrap();
    server.hear("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>");
    let outcome = |name: &str, code| {
        let reference = format!("<TargetRef>./{name}</TargetRef>");
        status(1, 3, "Delete", code, &reference)
    };
    for body in [outcome("A", 200), outcome("B", 404)] {
        server.hear(&body);
        assert!(server.answers().is_empty());
    }
    // What comes after the last is not taken.
    server.hear(&(outcome("C", 200) + &outcome("A", 500)));
    let all = "  all Delete 200 at ./A\n  all Delete 404 at ./B\n  all Delete 200 at ./C";
    assert_eq!(server.answers(), [all]);
    server.hear(&(outcome("C", 500) + "<Final/>"));
    assert!(server.answers().is_empty());
}

/// The same for a Get: the answer waits for the values, too, of as many items as have one.
#[test]
fn values_that_are_spread_over_messages() {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER));
    let item = |name: &str| format!("<Item><Target><LocURI>./{name}</LocURI></Target></Item>");
    let get = format!("<Get><CmdID>all</CmdID>{}{}</Get>", item("A"), item("B"));
    server.session.queue(get.as_bytes()).unwrap();
    server.hear("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>");
    let missing = status(1, 3, "Get", 404, "<TargetRef>./B</TargetRef>");
    let found = status(1, 3, "Get", 200, "<TargetRef>./A</TargetRef>");
    for body in [missing, found] {
        server.hear(&body);
        assert!(server.answers().is_empty());
    }
    server.hear(&results("./A", "x"));
    let all = "  all Get 404 at ./B\n  all Get 200 at ./A\n  all Results ./A = x";
    assert_eq!(server.answers(), [all]);
}

/// Whether or not the device says more.
#[test]
fn an_answer_is_settled_when_its_statuses_are_in() {
    let mut server = waiting_for("./A");
    server.hear(&(status(1, 3, "Get", 200, "") + &results("./A", "x")));
    assert_eq!(server.answers(), ["  1 Get 200\n  1 Results ./A = x"]);
    server.hear(&(status(1, 3, "Get", 200, "") + &results("./A", "x") + "<Final/>"));
    assert!(server.answers().is_empty());
}
