//! Whole sessions between a device and a server, one of whose ends may lie: what it says is lost, repeated, kept for later, changed or invented.
//! Whatever is said, a batch is answered once, the answers stay in their bounds, and no secret is shown.

use std::collections::BTreeMap;
use std::fmt::Debug;

use csp_server::Reply;
use csp_session::{
    Answer, BatchId, Challenge, Credentials, DevInfo, DeviceSession, End, ServerSession, Step,
};
use syncml::{Message, Verb};

use super::choices::Choices;
use super::grammar;
use super::liar::{DEVICE, Liar, SERVER};
use super::message::fresh_device;

/// How many messages each end may take to be through when both are honest. A liar can keep a session going: then it is left.
const ROUNDS: usize = 200;

const PASSWORD: &str = "OhBehave";
pub(super) const NONCE: &str = "NonceOfBoth";

/// What must not be shown: the password, Basic credentials with it, the nonce as it is and as it travels, and the beginnings of them as bytes.
const SECRETS: [&str; 6] = [
    PASSWORD,
    "QnJ1Y2UyOk9oQmVoYXZl",
    NONCE,
    "Tm9uY2VPZkJvdG",
    "79, 104, 66, 101, 104",
    "78, 111, 110, 99, 101",
];

/// The bytes of answers that a server keeps.
const KEPT: usize = 32 << 10;

/// Holds a session that the bytes decide.
pub(super) fn dialogue(bytes: &[u8]) -> String {
    let choices = &mut Choices::new(bytes);
    let is_honest = choices.once_in(3);
    let mut device = fresh_device();
    let (mut session, mut server) = ends(choices);
    let mut batches = BTreeMap::new();
    for _ in 0..choices.below(4) {
        let commands = commands(choices);
        if let Ok(batch) = server.queue(commands.as_bytes()) {
            batches.insert(batch, commands);
        }
    }
    let mut liar = Liar::new(choices, is_honest);
    let mut end = "left";
    let Ok(first) = session.start(&mut device) else {
        return "not begun".to_owned();
    };
    let mut said = first;
    for round in 0..ROUNDS {
        said = liar.pass(said, round, true);
        let answer = server.receive_with_nonce(&said, NONCE.as_bytes());
        show_nothing(&server);
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                assert!(!is_honest, "the server: {error}");
                end = "server gave up";
                break;
            }
        };
        let answer = liar.pass(answer, round, false);
        let next = session.receive(&mut device, &answer);
        show_nothing(&(&session, &next));
        match next {
            Ok(Step::Send(next)) => said = next,
            Ok(Step::End(how)) => {
                end = if how == End::Complete {
                    "complete"
                } else {
                    "ended"
                };
                break;
            }
            Err(error) => {
                assert!(!is_honest, "the device: {error}");
                end = "device gave up";
                break;
            }
        }
    }
    let answers = server.take_answers();
    let count = answers.len();
    if is_honest {
        assert_ne!(end, "left", "the session goes on for ever");
        let all = batches.len();
        assert!(
            end != "complete" || count == all,
            "{count} of {all} batches are answered"
        );
    }
    settle(batches, &answers);
    let state = device.save_state();
    fresh_device()
        .load_state(&state)
        .unwrap_or_else(|error| panic!("{}: {}", error.uri, error.reason));
    format!("{is_honest} {end} {}", count.min(3))
}

/// Nothing secret is in what is shown of a session.
fn show_nothing(session: &impl Debug) {
    let shown = format!("{session:?}");
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} is shown: {shown}");
    }
}

/// Each batch has one answer at most, each command in it no more outcomes than it has items, and all of them are as large as they may be.
fn settle(mut batches: BTreeMap<BatchId, String>, answers: &[Answer]) {
    show_nothing(&answers);
    let bytes: usize = answers.iter().map(|answer| answer.message.len()).sum();
    assert!(bytes < 2 * KEPT, "{bytes} bytes of answers are kept");
    for answer in answers {
        let commands = batches.remove(&answer.batch);
        let commands = commands.expect("a batch is answered once");
        let commands = Message::parse(commands.as_bytes()).expect("it was queued");
        // The answer to the header comes first.
        let mut due = BTreeMap::from([("0".to_owned(), 1)]);
        for command in &commands.commands {
            let id = command.cmd_id.to_string();
            *due.entry(id).or_default() += command.items.len().max(1);
        }
        let reply =
            Reply::parse_with(&answer.message, &Answer::limits()).expect("an answer is a message");
        for status in &reply.message().commands {
            let response = status.response.as_deref();
            let cmd_ref = response.and_then(|response| response.cmd_ref.as_deref());
            if let (Verb::Status, Some(cmd_ref)) = (&status.verb, cmd_ref) {
                let left = due.get_mut(cmd_ref).expect("what is answered was asked");
                assert!(*left > 0, "{cmd_ref} has too many outcomes");
                *left -= 1;
            }
        }
    }
}

/// Both ends, with what they may be set to.
pub(super) fn ends(choices: &mut Choices<'_>) -> (DeviceSession, ServerSession) {
    let mut session = DeviceSession::new("1", SERVER, DevInfo::new(DEVICE));
    let mut server = ServerSession::new(SERVER).with_max_answers(KEPT);
    let is_basic = choices.once_in(2);
    let credentials = || {
        if is_basic {
            Credentials::basic("Bruce2", PASSWORD)
        } else {
            Credentials::md5("Bruce2", PASSWORD, NONCE)
        }
    };
    if choices.once_in(3) {
        session = session.with_credentials(credentials());
        server = server.with_challenge(Challenge::new(credentials()));
    }
    if choices.once_in(2) {
        (session, server) = (session.with_large_objects(), server.with_large_objects());
    }
    if choices.once_in(3) {
        let bytes = 1500 + 100 * choices.below(40) as u64;
        (session, server) = (
            session.with_max_message(bytes),
            server.with_max_message(bytes),
        );
    }
    (session, server)
}

/// What a server asks.
pub(super) fn commands(choices: &mut Choices<'_>) -> String {
    if choices.once_in(2) {
        grammar::commands(choices)
    } else {
        large(choices)
    }
}

/// A value that may need pieces.
fn large(choices: &mut Choices<'_>) -> String {
    let value = choices
        .pick(&["x", "&amp;", "é", "&lt;a>"])
        .repeat(1 + 40 * choices.below(200));
    let uri = "./Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B1%7D/DownloadInstall";
    let item = |data: &str| format!("<Item><Target><LocURI>{uri}</LocURI></Target>{data}</Item>");
    let data = item(&format!("<Data>{value}</Data>"));
    format!(
        "<Add><CmdID>1</CmdID>{}</Add><Exec><CmdID>2</CmdID>{data}</Exec>",
        item("")
    )
}
