//! Whole sessions between a device and a server, one of whose ends may lie: what it says is lost, repeated, kept for later, changed or invented.

use csp_runtime::session::{
    Challenge, Credentials, DevInfo, DeviceSession, End, ServerSession, Step,
};

use super::choices::Choices;
use super::grammar;
use super::message::fresh_device;

const SERVER: &str = "https://mdm.example.com";
const DEVICE: &str = "0123456789ABCDEF";

/// How many messages each end may take to be through when both are honest. A liar can keep a session going: then it is left.
const ROUNDS: usize = 200;

/// Holds a session that the bytes decide.
pub(super) fn dialogue(bytes: &[u8]) -> String {
    let choices = &mut Choices::new(bytes);
    let is_honest = choices.once_in(3);
    let mut device = fresh_device();
    let (mut session, mut server) = ends(choices);
    let mut batches = 0;
    for _ in 0..choices.below(4) {
        let commands = match choices.once_in(2) {
            true => grammar::commands(choices),
            false => large(choices),
        };
        batches += usize::from(server.queue(commands.as_bytes()).is_ok());
    }
    let mut liar = Liar::new(choices, is_honest);
    let (mut answers, mut end) = (0, "left");
    let Ok(first) = session.start(&mut device) else {
        return "not begun".to_owned();
    };
    let mut said = first;
    for round in 0..ROUNDS {
        said = liar.pass(said, round, true);
        let answer = match server.receive(&said) {
            Ok(answer) => answer,
            Err(error) => {
                assert!(!is_honest, "the server: {error}");
                end = "server gave up";
                break;
            }
        };
        answers += server.take_answers().len();
        let answer = liar.pass(answer, round, false);
        match session.receive(&mut device, &answer) {
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
    if is_honest {
        assert_ne!(end, "left", "the session goes on for ever");
        answers += server.take_answers().len();
        assert!(
            end != "complete" || answers == batches,
            "{answers} of {batches} batches are answered"
        );
    }
    let state = device.save_state();
    fresh_device()
        .load_state(&state)
        .unwrap_or_else(|error| panic!("{}: {}", error.uri, error.reason));
    format!("{is_honest} {end} {}", answers.min(3))
}

/// Both ends, with what they may be set to.
fn ends(choices: &mut Choices<'_>) -> (DeviceSession, ServerSession) {
    let mut session = DeviceSession::new("1", SERVER, DevInfo::new(DEVICE));
    let mut server = ServerSession::new(SERVER);
    let credentials = || Credentials::basic("Bruce2", "OhBehave");
    if choices.once_in(3) {
        session = session.with_credentials(credentials());
        server = server.with_challenge(Challenge::new(credentials(), || b"nonce".to_vec()));
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

/// What stands between both ends.
struct Liar<'c, 'b> {
    choices: &'c mut Choices<'b>,
    is_honest: bool,
    /// What was said before.
    heard: Vec<Vec<u8>>,
}

impl<'c, 'b> Liar<'c, 'b> {
    fn new(choices: &'c mut Choices<'b>, is_honest: bool) -> Self {
        Self {
            choices,
            is_honest,
            heard: Vec::new(),
        }
    }

    /// What arrives of a message.
    fn pass(&mut self, message: Vec<u8>, round: usize, from_device: bool) -> Vec<u8> {
        if self.is_honest {
            return message;
        }
        self.heard.push(message.clone());
        match self.choices.below(8) {
            0 => self.heard[self.choices.below(self.heard.len())].clone(),
            1 => Vec::new(),
            2 => self.change(message),
            3 => {
                let (from, to) = if from_device {
                    (DEVICE, SERVER)
                } else {
                    (SERVER, DEVICE)
                };
                let status = "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>";
                let body = format!("{status}{}", grammar::commands(self.choices));
                grammar::message(from, to, round + 1, &body, self.choices.once_in(2)).into_bytes()
            }
            _ => message,
        }
    }

    /// Puts one text into another's place, wherever it stands.
    fn change(&mut self, message: Vec<u8>) -> Vec<u8> {
        let changes = [
            ("<Final/>", ""),
            ("<MoreData/>", ""),
            ("</Data></Item>", "</Data><MoreData/></Item>"),
            ("<MsgID>", "<MsgID>1"),
            ("<CmdRef>1<", "<CmdRef>2<"),
            ("<Data>200<", "<Data>407<"),
            ("<Data>200<", "<Data>213<"),
            ("<Data>213<", "<Data>200<"),
            ("<Size", "<Mark"),
            ("<MsgRef>", "<MsgRef>9"),
            ("SessionID>1<", "SessionID>2<"),
            (
                "</SyncHdr>",
                "<Meta><MaxMsgSize xmlns=\"syncml:metinf\">1</MaxMsgSize></Meta></SyncHdr>",
            ),
            ("</SyncHdr>", "<NoResp/></SyncHdr>"),
        ];
        let (from, to) = changes[self.choices.below(changes.len())];
        String::from_utf8_lossy(&message)
            .replace(from, to)
            .into_bytes()
    }
}
