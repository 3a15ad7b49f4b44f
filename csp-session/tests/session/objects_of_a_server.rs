//! Large objects that go wrong at a server, and between both ends: pieces that are refused, that are not answered, that do not fit.

use csp_session::{Challenge, Credentials, DevInfo, DeviceSession, End, ServerSession, Step};

use super::dialogue::nonce;
use super::script::{SERVER, ScriptedServer, message, piece, status};

const TEXT: &str = "./Vendor/MSFT/Demo/Leaves/Text";
const STORED: &str = "./Device/Vendor/MSFT/Demo/Leaves/Text";

/// A server in the middle of a large object: the first piece went out, with CmdID 3 in the server's message 2.
fn server_with_pieces() -> ScriptedServer {
    let session = ServerSession::new(SERVER)
        .with_large_objects()
        .with_credentials(Credentials::basic("mdm", "secret"));
    let mut server = ScriptedServer::new(session);
    let add = format!(
        "<Add><CmdID>big</CmdID><Item><Target><LocURI>./A</LocURI></Target><Data>{}</Data></Item></Add>",
        "x".repeat(3000)
    );
    server.session.queue(add.as_bytes()).unwrap();
    server
        .session
        .queue(b"<Get><CmdID>small</CmdID><Item><Target><LocURI>./B</LocURI></Target></Item></Get>")
        .unwrap();
    let first = message(
        "d",
        SERVER,
        "1",
        "1",
        "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>",
    );
    let first = first.replace(
        "</SyncHdr>",
        "<Meta><MaxMsgSize>1500</MaxMsgSize></Meta></SyncHdr>",
    );
    let said = server.session.receive(first.as_bytes()).unwrap();
    let said = super::transcript::lines("server", &said).join("\n");
    assert!(
        said.contains("3 Add ./A size 3000") && said.ends_with("and more\n  more"),
        "{said}"
    );
    server.skip(1);
    server
}

const ASK: &str = "<Alert><CmdID>9</CmdID><Data>1222</Data></Alert>";

/// What the device takes holds for the session, whether or not each message repeats it.
#[test]
fn the_next_piece_is_no_larger() {
    let mut server = server_with_pieces();
    let accepted = status(1, 0, "SyncHdr", 200, "") + &status(1, 3, "Add", 213, "") + ASK;
    let said = server.hear(&accepted);
    assert!(
        said.contains("3 Add ./A = ") && said.ends_with("and more\n  more"),
        "{said}"
    );
}

/// The piece was refused with its message, so the object begins again.
#[test]
fn a_challenge_amid_pieces() {
    let mut server = server_with_pieces();
    let said =
        server.hear(&(status(1, 0, "SyncHdr", 407, "") + &status(1, 3, "Add", 407, "") + ASK));
    assert!(
        said.starts_with("server 2 as mdm by syncml:auth-basic\n"),
        "{said}"
    );
    assert!(said.contains("3 Add ./A size 3000 = "), "{said}");
    assert!(server.answers().is_empty());
}

/// The same after the last piece, when there is nothing left of the object to send.
#[test]
fn a_challenge_after_the_last_piece() {
    let mut server = server_with_pieces();
    let mut said = String::new();
    for message in 1.. {
        let accepted = status(message, 0, "SyncHdr", 200, "") + &status(message, 3, "Add", 213, "");
        said = server.hear(&(accepted + ASK));
        if said.ends_with("Final") {
            break;
        }
    }
    assert!(!said.contains("and more"), "{said}");
    let refused = status(9, 0, "SyncHdr", 407, "") + "<Final/>";
    let said = server.hear(&refused);
    assert!(said.contains("2 Add ./A size 3000 = "), "{said}");
}

#[test]
fn a_device_that_refuses_a_piece() {
    let mut server = server_with_pieces();
    let said =
        server.hear(&(status(1, 0, "SyncHdr", 200, "") + &status(1, 3, "Add", 413, "") + ASK));
    assert_eq!(
        said,
        "server 2\n  0 SyncHdr 200\n  9 Alert 200\n  3 Get ./B\n  Final"
    );
    assert_eq!(server.answers(), ["  big Add 413"]);
}

/// Alert 1225 from the device: what became of the command is not known.
#[test]
fn a_device_that_missed_a_piece() {
    let mut server = server_with_pieces();
    let broken = "<Alert><CmdID>8</CmdID><Data>1225</Data><Item><Target><LocURI>./A</LocURI></Target></Item></Alert>";
    let said = server.hear(&(status(1, 0, "SyncHdr", 200, "") + broken + ASK));
    assert!(
        said.contains("8 Alert 200") && said.contains("Get ./B\n  Final"),
        "{said}"
    );
    assert_eq!(server.answers(), [""]);
}

#[test]
fn a_device_that_does_not_answer_a_piece() {
    let mut server = server_with_pieces();
    let said = server.hear(&(status(1, 0, "SyncHdr", 200, "") + ASK));
    assert!(said.contains("3 Get ./B\n  Final"), "{said}");
    assert_eq!(server.answers(), [""]);
}

/// A server that asked for a value of which the device sends pieces.
fn server_with_get() -> ScriptedServer {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER).with_max_object(10));
    server
        .session
        .queue(b"<Get><CmdID>big</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>")
        .unwrap();
    server.hear("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>");
    server
}

fn results(size: Option<usize>, data: &str, more: bool) -> String {
    piece("Results", "./A", size, data, more)
        .replace(
            "<CmdID>7</CmdID>",
            "<CmdID>7</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef>",
        )
        .replace("Target>", "Source>")
}

/// A server says nothing to Results: it asks for the next message.
#[test]
fn results_in_pieces() {
    let mut server = server_with_get();
    let said = server.hear(&(status(1, 3, "Get", 200, "") + &results(Some(6), "one", true)));
    assert!(
        said.ends_with("server 2 takes objects of 10\n  0 SyncHdr 200\n  Alert 1222\n  more"),
        "{said}"
    );
    server.hear(&(results(None, "two", false) + "<Final/>"));
    assert_eq!(
        server.answers(),
        ["  big Get 200\n  big Results ./A = onetwo"]
    );
}

#[test]
fn results_whose_size_lies() {
    for (size, status_code) in [(Some(7), 424), (Some(11), 416), (None, 411)] {
        let mut server = server_with_get();
        server.hear(&(status(1, 3, "Get", 200, "") + &results(size, "one", true)));
        server.hear(&(results(None, "two", false) + "<Final/>"));
        assert_eq!(server.answers(), [format!("  big Get {status_code}")]);
    }
}

#[test]
fn results_that_break_off() {
    let mut server = server_with_get();
    server.hear(&(status(1, 3, "Get", 200, "") + &results(Some(6), "one", true)));
    let said = server.hear(&(status(2, 0, "SyncHdr", 200, "") + "<Final/>"));
    assert!(said.contains("  Alert 1225 ./A\n  Final"), "{said}");
    assert_eq!(server.answers(), ["  big Get 200"]);
}

/// A server that must name itself and challenge the device in each message, for a device that takes messages of 900 bytes: an object whose pieces
/// will not fit is refused before the first of them, and every message keeps to the size.
#[test]
fn an_object_whose_second_piece_would_not_fit() {
    let add = format!(
        "<Add><CmdID>big</CmdID><Item><Target><LocURI>{TEXT}</LocURI></Target><Data>{}</Data></Item></Add>",
        "x".repeat(3000)
    );
    for size in (900..1300).step_by(10) {
        let bruce = |nonce: &str| Credentials::md5("Bruce2", "OhBehave", nonce);
        let mut device = super::demo::device();
        let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"))
            .with_credentials(bruce(""))
            .with_max_message(size);
        let ask = Challenge::new(bruce("due")).each_message();
        let mut server = ServerSession::new(SERVER)
            .with_large_objects()
            .with_challenge(ask);
        server.queue(add.as_bytes()).unwrap();
        let mut next = Step::Send(session.start(&mut device).unwrap());
        let (mut pieces, mut messages) = (0, 0);
        while let Step::Send(message) = next {
            messages += 1;
            assert!(messages < 400, "{size}: the session does not end");
            let nonce = nonce("s", messages);
            let answer = server.receive_with_nonce(&message, &nonce).unwrap();
            assert!(answer.len() as u64 <= size, "{size}: {}", answer.len());
            pieces += usize::from(String::from_utf8_lossy(&answer).contains("<MoreData/>"));
            next = session.receive(&mut device, &answer).unwrap();
        }
        assert_eq!(next, Step::End(End::Complete), "{size}");
        let stored = device.save_state().get(STORED).cloned().flatten();
        let answers = server.take_answers();
        let said = super::transcript::commands(&answers[0].message);
        match stored {
            Some(value) => {
                assert_eq!(value.len(), 3000);
                assert_eq!(said, ["  big Add 200"], "{size}");
            }
            None => {
                assert_eq!(pieces, 0, "{size}");
                assert_eq!(said, ["  big Add 413"], "{size}");
            }
        }
    }
}

/// A refusal says as much as fits: the Status of the header is for all.
#[test]
fn a_refusal_keeps_to_the_size() {
    let ask = Challenge::new(Credentials::md5("Bruce2", "OhBehave", "due"));
    let mut server = ServerSession::new(SERVER).with_challenge(ask);
    let alerts = "Alert 1226\n".repeat(50);
    let text = message("d", SERVER, "1", "1", &alerts).replace(
        "</SyncHdr>",
        "<Meta><MaxMsgSize>2000</MaxMsgSize></Meta></SyncHdr>",
    );
    let answer = server.receive_with_nonce(text.as_bytes(), b"s1").unwrap();
    assert!(answer.len() <= 2000, "{}", answer.len());
    let said = super::transcript::lines("server", &answer).join("\n");
    assert!(said.contains("0 SyncHdr 407 asks for"), "{said}");
    assert!(said.contains("1 Alert 407"), "{said}");
}

/// A device may take less from one message to the next. An object whose next piece then fits nowhere is not committed, because its last piece never
/// comes, so that 413 is true; and the session goes on until the device has said (Alert 1225) that it gave the pieces up.
#[test]
fn a_device_that_takes_less_amid_an_object() {
    let mut server = server_with_pieces();
    let less = "<Meta><MaxMsgSize>570</MaxMsgSize></Meta></SyncHdr>";
    let accepted = status(1, 0, "SyncHdr", 200, "") + &status(1, 3, "Add", 213, "") + ASK;
    let asks = message("d", SERVER, "1", "2", &accepted).replace("</SyncHdr>", less);
    let said = server.session.receive(asks.as_bytes()).unwrap();
    let said = super::transcript::lines("server", &said).join("\n");
    assert_eq!(
        said,
        "server 2\n  0 SyncHdr 200\n  9 Alert 200\n  3 Get ./B\n  Final"
    );
    assert_eq!(server.answers(), ["  big Add 413"]);
}

/// The same between both ends, where nothing else is to be sent that would show the device that the object broke off.
#[test]
fn an_object_that_breaks_off_at_the_end() {
    let mut device = super::demo::device();
    let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d")).with_max_message(1500);
    let mut server = ServerSession::new(SERVER).with_large_objects();
    let value = "x".repeat(3000);
    let add = format!(
        "<Add><CmdID>big</CmdID><Item><Target><LocURI>{TEXT}</LocURI></Target><Data>{value}</Data></Item></Add>"
    );
    server.queue(add.as_bytes()).unwrap();
    let mut next = Step::Send(session.start(&mut device).unwrap());
    let (mut pieces, mut broken) = (0, 0);
    while let Step::Send(message) = next {
        let mut message = String::from_utf8(message).unwrap();
        broken += usize::from(message.contains("<Data>1225</Data>"));
        if pieces > 0 {
            message = message.replace(">1500<", ">500<");
        }
        let answer = server.receive(message.as_bytes()).unwrap();
        pieces += usize::from(String::from_utf8_lossy(&answer).contains("<MoreData/>"));
        next = session.receive(&mut device, &answer).unwrap();
    }
    assert_eq!((pieces, broken), (1, 1));
    assert_eq!(next, Step::End(End::Complete));
    assert_eq!(server.end(), Some(End::Complete));
    assert_eq!(device.save_state().len(), 0);
    let answers = server.take_answers();
    assert_eq!(
        super::transcript::commands(&answers[0].message),
        ["  big Add 413"]
    );
}

/// Beside a command that fits into no message there may be one that has to wait for the next, because this one says other things: it is not refused.
#[test]
fn a_command_that_waits_for_the_next_message() {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER));
    let command = |verb: &str, id: &str, uri: &str, data: &str| {
        format!(
            "<{verb}><CmdID>{id}</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{data}</Item></{verb}>"
        )
    };
    let add = command("Add", "large", "./A", "<Data>more than ten bytes</Data>");
    let get = command("Get", "long", &format!("./{}", "B".repeat(300)), "");
    server.session.queue((add + &get).as_bytes()).unwrap();
    let sizes = "<Meta><MaxMsgSize>1000</MaxMsgSize><MaxObjSize>10</MaxObjSize></Meta></SyncHdr>";
    let alerts = "Alert 1226\n".repeat(4);
    let first = message("d", SERVER, "1", "1", &alerts).replace("</SyncHdr>", sizes);
    let first = first.replace("</SyncBody>", "<Final/></SyncBody>");
    server.session.receive(first.as_bytes()).unwrap();
    server.skip(1);
    let said = server.hear(
        &(status(1, 0, "SyncHdr", 200, "") + "<Alert><CmdID>9</CmdID><Data>1222</Data></Alert>"),
    );
    assert!(said.contains("Get ./BBB"), "{said}");
    server.hear(&(status(2, 0, "SyncHdr", 200, "") + &status(2, 3, "Get", 404, "") + "<Final/>"));
    assert_eq!(server.answers(), ["  large Add 413\n  long Get 404"]);
}
