//! Sessions with the example server: any server that has the database goes on with them, what comes again is answered again, and what a device
//! left behind is told from what it was never sent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "the other tests use the rest")]
mod program;

use std::fs;
use std::path::PathBuf;

use csp_device::Device;
use csp_session::{Credentials, DevInfo, DeviceSession, End, Step};
use program::database;
use program::server::{Server, message, post};
use syncml::Message;
use tempfile::TempDir;

const BEGIN: &str = "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>";

/// What a device says that was asked for two nodes by the first message and has neither.
const NEITHER: &str = "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>\
    <Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef><Cmd>Get</Cmd><Data>404</Data></Status>\
    <Status><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Cmd>Get</Cmd><Data>404</Data></Status>";

/// A database, with a batch for each of two nodes.
struct World(TempDir);

impl World {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn database(&self) -> PathBuf {
        self.0.path().join("server.sqlite")
    }

    fn server(&self, arguments: &[&str]) -> Server {
        let file = |node: &str| {
            let path = self.0.path().join(format!("{node}.xml"));
            let get = format!(
                "<Get><CmdID>1</CmdID><Item><Target><LocURI>./{node}</LocURI></Target></Item></Get>"
            );
            fs::write(&path, get).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let files = [file("A"), file("B")];
        let batches = files.iter().flat_map(|file| ["--commands", file]);
        let arguments: Vec<_> = batches.chain(arguments.iter().copied()).collect();
        Server::start_on(&self.database(), &arguments)
    }

    /// The answers that are kept of a device: the node, and how many Statuses there are for the command.
    fn answers(&self, device: &str) -> Vec<(String, usize)> {
        let answers = format!(
            "SELECT commands, message FROM answer JOIN batch ON batch.id = answer.batch WHERE answer.device = '{device}' ORDER BY batch.id"
        );
        let rows = database::rows(&self.database(), &answers);
        let answer = |row: &Vec<String>| {
            let commands = Message::parse(row[0].as_bytes()).unwrap();
            let node = commands.items[0].target.as_deref().unwrap().to_owned();
            (node, row[1].matches("<CmdRef>1</CmdRef>").count())
        };
        rows.iter().map(answer).collect()
    }
}

/// Posts a message over a connection of its own: the answer, and whether it ends the session by Alert 1223.
fn say(server: &Server, message: &str) -> (String, bool) {
    let answer = post(&mut server.connect(), None, message.as_bytes());
    let text = String::from_utf8(answer.body).unwrap();
    assert_eq!(answer.code, 200, "{text}");
    let ends = text.contains("<Data>1223</Data>");
    (text, ends)
}

#[test]
fn another_server_goes_on_and_what_comes_again_is_answered_again() {
    let world = World::new();
    let servers = [world.server(&[]), world.server(&[])];
    let messages = [message("d1", 1, BEGIN), message("d1", 2, NEITHER)];
    let first = say(&servers[0], &messages[0]);
    assert!(
        first.0.contains("./A") && first.0.contains("./B"),
        "{first:?}"
    );
    assert_eq!(say(&servers[1], &messages[0]), first);
    let last = say(&servers[1], &messages[1]);
    assert!(!last.1 && !last.0.contains("<Get>"), "{last:?}");
    let answers = world.answers("d1");
    assert_eq!(answers, [("./A".to_owned(), 1), ("./B".to_owned(), 1)]);
    // Also when the session is over, and by a server that begins only now.
    drop(servers);
    assert_eq!(say(&world.server(&[]), &messages[1]), last);
    assert_eq!(world.answers("d1"), answers);
}

/// Whether a command was carried out that was sent and not answered nobody can tell: it is not sent again, and the answer has no Status for it. What
/// was not sent is.
#[test]
fn what_a_device_left_behind_is_told_from_what_it_was_not_sent() {
    let world = World::new();
    let server = world.server(&[]);
    // So little that one command has room.
    let small = "<Meta><MaxMsgSize xmlns=\"syncml:metinf\">600</MaxMsgSize></Meta></SyncHdr>";
    let first = message("d1", 1, BEGIN).replace("</SyncHdr>", small);
    let (sent, _) = say(&server, &first);
    assert!(sent.contains("./A") && !sent.contains("./B"), "{sent}");
    assert!(world.answers("d1").is_empty());
    let next = message("d1", 1, BEGIN).replace("<SessionID>7", "<SessionID>8");
    let (sent, _) = say(&server, &next);
    assert!(!sent.contains("./A") && sent.contains("./B"), "{sent}");
    assert_eq!(world.answers("d1"), [("./A".to_owned(), 0)]);
    // A message without content ends a session in the same way.
    let mut stream = server.connect();
    post(&mut stream, None, next.as_bytes());
    post(&mut stream, None, b"");
    let all = [("./A".to_owned(), 0), ("./B".to_owned(), 0)];
    assert_eq!(world.answers("d1"), all);
    let log = server.log();
    let left = log
        .iter()
        .filter(|line| line.starts_with("d1 left its session amid batch"));
    assert_eq!(left.count(), 2, "{log:?}");
}

/// Which of its commands were sent nobody can tell, so that none is sent again; the device begins another session.
#[test]
fn a_session_that_another_version_kept_is_over() {
    let world = World::new();
    let server = world.server(&[]);
    say(&server, &message("d1", 1, BEGIN));
    let kept = "UPDATE device SET session = replace(session, '\"csp-session server\",1', '\"csp-session server\",99')";
    database::execute(&world.database(), kept);
    assert!(say(&server, &message("d1", 2, NEITHER)).1);
    assert!(world.answers("d1").is_empty());
    let next = message("d1", 1, BEGIN).replace("<SessionID>7", "<SessionID>8");
    let (sent, _) = say(&server, &next);
    assert!(!sent.contains("<Get>"), "{sent}");
    let lost = [("./A".to_owned(), 0), ("./B".to_owned(), 0)];
    assert_eq!(world.answers("d1"), lost);
    let log = server.log();
    assert!(log.iter().any(|line| line.contains("form 99")), "{log:?}");
}

#[test]
fn a_session_id_may_be_used_again_when_its_session_is_over() {
    let world = World::new();
    let server = world.server(&[]);
    say(&server, &message("d1", 1, BEGIN));
    // While it is not over, it is not another one's.
    let other = message("d1", 1, BEGIN).replace("<CmdID>1", "<CmdID>2");
    let refused = post(&mut server.connect(), None, other.as_bytes());
    assert_eq!(refused.code, 400);
    say(&server, &message("d1", 2, NEITHER));
    let (answer, ends) = say(&server, &other);
    assert!(!ends && answer.contains("<CmdRef>2</CmdRef>"), "{answer}");
    assert_eq!(world.answers("d1").len(), 2);
}

/// Whoever says that he is a device takes nothing from it, before he has proved it; and the nonces go with the device to any server.
#[test]
fn strangers_take_nothing_from_a_device() {
    let world = World::new();
    let password = ["--user", "Bruce2", "--password", "OhBehave"];
    let servers = [world.server(&password), world.server(&password)];
    let first = message("d1", 1, BEGIN);
    let mut device = Device::new();
    let mut nonce = Vec::new();
    for session in ["1", "2", "3"] {
        let credentials = Credentials::md5("Bruce2", "OhBehave", nonce);
        let info = DevInfo::new("d1");
        let mut session =
            DeviceSession::new(session, "http://server/", info).with_credentials(credentials);
        let mut next = Step::Send(session.start(&mut device).unwrap());
        let mut count = 0;
        let end = loop {
            let message = match next {
                Step::Send(message) => message,
                Step::End(end) => break end,
            };
            let answer = post(&mut servers[count % 2].connect(), None, &message);
            assert_eq!(answer.code, 200);
            next = session.receive(&mut device, &answer.body).unwrap();
            for id in [session.id(), "9"] {
                let id = format!("<SessionID>{id}<");
                let stranger = first.replace("<SessionID>7<", &id);
                let answer = post(
                    &mut servers[(count + 1) % 2].connect(),
                    None,
                    stranger.as_bytes(),
                );
                let text = String::from_utf8(answer.body).unwrap();
                assert!(answer.code == 400 || text.contains("<Data>407<"), "{text}");
            }
            count += 1;
        };
        assert_eq!(end, End::Complete);
        nonce = session.nonce().to_vec();
    }
    assert_eq!(world.answers("d1").len(), 2);
}
