//! Which message is whose: sessions, counters, repetitions, and how sessions end.

use csp_session::{End, ServerSession, SessionError, Step};

use super::script::{SERVER, Scripted, ScriptedServer, message, status};
use super::transcript;

const ADD: &str = "Add ./Vendor/MSFT/Demo/Items/a";

#[test]
fn a_message_of_another_session_is_not_taken() {
    let mut device = Scripted::new(|session| session);
    let error = device
        .receive(&message(SERVER, "d", "2", "1", ADD))
        .unwrap_err();
    assert_eq!(
        error,
        SessionError::OtherSession {
            expected: "1".to_owned(),
            found: "2".to_owned()
        }
    );
    assert_eq!(device.device.save_state().len(), 0);
    // The session is as it was.
    assert!(device.hear(ADD).contains("1 Add 200"));
}

#[test]
fn a_server_takes_the_session_of_the_first_message() {
    let mut server = ServerSession::new(SERVER);
    server
        .receive(message("d", SERVER, "7", "1", "Alert 1201").as_bytes())
        .unwrap();
    let other = message("d", SERVER, "8", "2", "Alert 1201");
    let error = server.receive(other.as_bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the message belongs to session \"8\", not to \"7\": begin a session of its own for it"
    );
}

#[test]
fn msg_ids_grow() {
    let mut device = Scripted::new(|session| session);
    device
        .receive(&message(SERVER, "d", "1", "3", ADD))
        .unwrap();
    for msg_id in ["2", "0", "x", "", "-1"] {
        let error = device.receive(&message(
            SERVER,
            "d",
            "1",
            msg_id,
            "Delete ./Vendor/MSFT/Demo/Items/a",
        ));
        assert!(
            matches!(error, Err(SessionError::OutOfOrder { last: 3, .. })),
            "{msg_id}: {error:?}"
        );
    }
    assert!(
        device
            .device
            .save_state()
            .contains_key("./Device/Vendor/MSFT/Demo/Items/a")
    );
    assert!(device.receive(&message(SERVER, "d", "1", "4", ADD)).is_ok());
}

/// The server did not get the answer, and sends its message again: the device answers the same again and adds nothing twice.
#[test]
fn a_device_runs_a_repeated_message_once() {
    let mut device = Scripted::new(|session| session);
    let text = message(SERVER, "d", "1", "1", ADD);
    let first = device.receive(&text).unwrap();
    assert_eq!(device.receive(&text).unwrap(), first);
    let Step::Send(bytes) = first else {
        panic!("{first:?}")
    };
    assert_eq!(bytes, device.session.last_message());
    assert!(transcript::lines("", &bytes).contains(&"  1 Add 200".to_owned()));
}

/// The device did not get the answer, and sends its message again: also after the end.
#[test]
fn a_server_answers_a_repeated_message_again() {
    let mut server = ServerSession::new(SERVER);
    server
        .queue(b"<Add><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Add>")
        .unwrap();
    let first = message("d", SERVER, "1", "1", "Alert 1201\n")
        .replace("</SyncBody>", "<Final/></SyncBody>");
    let answer = server.receive(first.as_bytes()).unwrap();
    assert_eq!(server.receive(first.as_bytes()).unwrap(), answer);
    let second = message(
        "d",
        SERVER,
        "1",
        "2",
        &(status(1, 0, "SyncHdr", 200, "") + &status(1, 3, "Add", 200, "") + "<Final/>"),
    );
    let last = server.receive(second.as_bytes()).unwrap();
    assert_eq!(server.end(), Some(End::Complete));
    assert_eq!(server.receive(second.as_bytes()).unwrap(), last);
    assert_eq!(server.take_answers().len(), 1);
    assert_eq!(
        server.receive(message("d", SERVER, "1", "3", "Alert 1201").as_bytes()),
        Err(SessionError::Over)
    );
}

/// A server that was started anew counts from 1 again. What it says is no repetition, and is not taken, but for the end of the session.
#[test]
fn a_server_that_lost_its_memory() {
    let mut device = Scripted::new(|session| session);
    device.hear(ADD);
    let other = message(SERVER, "d", "1", "1", "Delete ./Vendor/MSFT/Demo/Items/a");
    assert!(matches!(
        device.receive(&other),
        Err(SessionError::OutOfOrder { last: 1, .. })
    ));
    let stranger = message(SERVER, "d", "2", "1", "Alert 1223");
    assert!(matches!(
        device.receive(&stranger),
        Err(SessionError::OtherSession { .. })
    ));
    let abort = message(SERVER, "d", "1", "1", "Alert 1223");
    assert_eq!(device.receive(&abort), Ok(Step::End(End::Aborted)));
}

#[test]
fn a_fragment_belongs_to_no_session() {
    let mut device = Scripted::new(|session| session);
    let fragment = "<Get><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>";
    assert_eq!(device.receive(fragment), Err(SessionError::NoHeader));
    assert!(matches!(
        device.receive("<SyncML>"),
        Err(SessionError::Message(_))
    ));
}

#[test]
fn a_device_does_not_answer_the_end() {
    let mut device = Scripted::new(|session| session);
    assert_eq!(
        device.hear(&(status(1, 0, "SyncHdr", 200, "") + "<Final/>")),
        "Complete"
    );
    assert_eq!(
        device.receive(&message(SERVER, "d", "1", "2", ADD)),
        Err(SessionError::Over)
    );
}

/// Alert 1223: nothing that came with it is run, and nothing is answered.
#[test]
fn a_device_does_not_answer_an_abort() {
    let mut device = Scripted::new(|session| session);
    assert_eq!(device.hear(&format!("{ADD}\nAlert 1223")), "Aborted");
    assert_eq!(device.device.save_state().len(), 0);
}

#[test]
fn a_server_can_abort() {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER));
    server.session.abort();
    assert_eq!(
        server.hear("Alert 1201"),
        "server 1\n  0 SyncHdr 200\n  1 Alert 200\n  Alert 1223\n  Final"
    );
    assert_eq!(server.session.end(), Some(End::Aborted));
}

/// What was begun is answered as far as it was; what was not begun has no answer.
#[test]
fn a_device_can_abort() {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER));
    let get = |cmd_id| {
        format!(
            "<Get><CmdID>{cmd_id}</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>"
        )
    };
    server.session.queue((get(1) + &get(2)).as_bytes()).unwrap();
    server.hear("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>");
    server.session.queue(get(3).as_bytes()).unwrap();
    let body = status(1, 0, "SyncHdr", 200, "")
        + &status(1, 3, "Get", 404, "")
        + "<Alert><CmdID>9</CmdID><Data>1223</Data></Alert><Final/>";
    assert_eq!(
        server.hear(&body),
        "server 2\n  0 SyncHdr 200\n  9 Alert 200\n  Final"
    );
    assert_eq!(server.session.end(), Some(End::Aborted));
    assert_eq!(server.answers(), ["  1 Get 404"]);
}

/// An end of the device's package without a Status is an unknown outcome, not a success; a repeated Results is not taken twice.
#[test]
fn a_missing_status_is_an_unknown_outcome() {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER));
    server.session.queue(b"<Get><CmdID>a</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get><Delete><CmdID>b</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Delete>").unwrap();
    server.hear("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>");
    let results = "<Results><CmdID>8</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef><Item><Source><LocURI>./A</LocURI></Source><Data>x</Data></Item></Results>";
    server.hear(
        &(status(1, 0, "SyncHdr", 200, "") + &status(1, 3, "Get", 200, "") + results + "<Final/>"),
    );
    assert_eq!(server.answers(), ["  a Get 200\n  a Results ./A = x"]);
    assert_eq!(server.session.end(), Some(End::Complete));
}

/// An empty POST ends a session.
#[test]
fn an_empty_message_is_the_end() {
    let mut server = ServerSession::new(SERVER);
    assert_eq!(server.receive(b""), Ok(Vec::new()));
    assert_eq!(server.end(), Some(End::Complete));
}

/// An end that was another stays that.
#[test]
fn an_empty_message_after_the_end() {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER));
    server.hear("Alert 1201\nAlert 1223");
    assert_eq!(server.session.receive(b""), Ok(Vec::new()));
    assert_eq!(server.session.end(), Some(End::Aborted));
}

#[test]
fn only_commands_can_be_queued() {
    let mut server = ServerSession::new(SERVER);
    for (fragment, is_good) in [
        ("<Get><CmdID>1</CmdID></Get>", true),
        ("<SyncBody><Delete/></SyncBody>", true),
        ("<SyncBody/>", false),
        ("<Status><CmdID>1</CmdID><Data>200</Data></Status>", false),
        ("<Get/><Results/>", false),
        ("<Get>", false),
        ("", false),
    ] {
        assert_eq!(
            server.queue(fragment.as_bytes()).is_ok(),
            is_good,
            "{fragment}"
        );
    }
}

/// What a server says to what a device should not send (OMA DM RepPro 1.2).
#[test]
fn a_servers_answers() {
    let mut server = ScriptedServer::new(ServerSession::new(SERVER));
    let body = "<Alert><CmdID>1</CmdID><Data>1226</Data><Item><Data>1</Data></Item></Alert>\
                <Alert><CmdID>2</CmdID><Data>1224</Data></Alert>\
                <Alert><CmdID>3</CmdID><Data>1100</Data></Alert>\
                <Replace><CmdID>4</CmdID><Item><Source><LocURI>./DevInfo/Lang</LocURI></Source><Data>de</Data></Item></Replace>\
                <Replace><CmdID>5</CmdID><Item><Source><LocURI>./DevDetail/X</LocURI></Source></Item></Replace>\
                <Get><CmdID>6</CmdID></Get><Alert><Data>1201</Data></Alert><Surprise><CmdID>8</CmdID></Surprise>\
                <Alert><CmdID>9</CmdID><Data>1224</Data><Item><Meta><Type>com.microsoft/MDM/LoginStatus</Type></Meta><Data>others</Data></Item></Alert><Final/>";
    assert_eq!(
        server.hear(body),
        "server 1\n  0 SyncHdr 200\n  1 Alert 415\n  2 Alert 412\n  3 Alert 406\n  4 Replace 200\n  5 Replace 405\n  6 Get 405\n   Alert 400\n  \
         8 Surprise 400\n  9 Alert 200\n  Final"
    );
    assert_eq!(server.session.login_status(), Some("others"));
    assert_eq!(server.session.device().unwrap().language, "de");
    let alerts: Vec<_> = server.session.alerts().map(|alert| alert.code()).collect();
    assert_eq!(alerts, [1226, 1224, 1100, 1201, 1224]);
}
