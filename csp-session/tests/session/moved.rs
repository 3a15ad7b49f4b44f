//! A session that is saved between two messages and resumed elsewhere says what it would have said: at every message, at either end.

use csp_device::Alert;
use csp_runtime::dispatch::Mark;
use csp_server::request::Raw;
use csp_server::{ChangeCommands, GetCommands, Request};
use csp_session::{Challenge, Credentials, DevInfo, DeviceSession, Secrets, ServerSession, Step};
use proptest::prelude::*;
use syncml::Encoding;

use super::dialogue::nonce;
use super::random::WORDS;
use super::script::{SERVER, Scripted, encoded, message};
use super::{demo, secrets};

/// The same session in another process, which read all of it from a database.
pub(crate) fn server(session: &ServerSession) -> ServerSession {
    let (saved, secrets) = (text(&session.save()), text(&session.secrets()));
    let secrets = serde_json::from_str(&secrets).unwrap();
    let resumed = ServerSession::resume(serde_json::from_str(&saved).unwrap(), secrets).unwrap();
    assert_eq!(text(&resumed.save()), saved);
    resumed
}

/// The same for the device, after a restart.
pub(crate) fn device(session: &DeviceSession) -> DeviceSession {
    let (saved, secrets) = (text(&session.save()), text(&session.secrets()));
    let secrets = serde_json::from_str(&secrets).unwrap();
    let resumed = DeviceSession::resume(serde_json::from_str(&saved).unwrap(), secrets).unwrap();
    assert_eq!(text(&resumed.save()), saved);
    resumed
}

pub(crate) fn text(saved: &impl serde::Serialize) -> String {
    serde_json::to_string(saved).unwrap()
}

/// Who is asked for what.
#[derive(Debug, Clone, Copy)]
enum Scheme {
    Nobody,
    Basic,
    Md5,
}

/// What a session is about, and what each end takes.
#[derive(Debug, Clone)]
struct Plan {
    encoding: Encoding,
    device_is: Scheme,
    server_is: Scheme,
    each_message: bool,
    in_pieces: (bool, bool),
    sizes: (u64, u64),
    /// The largest value that each end takes.
    objects: (u64, u64),
    batches: Vec<Vec<Command>>,
    alerts: Vec<(String, Option<String>)>,
    /// Whether the server's answer to the message with this number is lost, and the message comes again.
    lost: u32,
    /// Whether commands are queued before the answer to this message.
    late: u32,
}

#[derive(Debug, Clone)]
enum Command {
    Get(&'static str),
    Add(u8, String),
    Replace(String),
    Octets(Vec<u8>),
    Delete(u8),
    Atomic(Vec<u8>),
    Stranger,
}

const TEXT: &str = "./Vendor/MSFT/Demo/Leaves/Text";
const RAW: &str = "./Vendor/MSFT/Demo/Leaves/Raw";

fn item(number: u8) -> String {
    format!("./Vendor/MSFT/Demo/Items/{number}/Name")
}

impl Command {
    fn write(&self, number: usize) -> String {
        let mut request = Request::fragment();
        match self {
            Self::Get(uri) => drop(request.get_uri(uri)),
            Self::Add(number, value) => drop(request.add_uri(&item(*number), Raw::text(value))),
            // What comes back is as large.
            Self::Replace(value) => {
                request.replace_uri(TEXT, Raw::text(value));
                request.get_uri(TEXT);
            }
            Self::Octets(octets) => {
                let mut base64 = String::new();
                csp_check::encode_base64(octets, &mut base64);
                drop(request.replace_uri(RAW, Raw::text(&base64).format("bin")));
            }
            Self::Delete(number) => drop(request.delete_uri(&item(*number))),
            Self::Atomic(items) => {
                let add = |number: &u8| {
                    format!(
                        "<Add><CmdID>a{number}</CmdID><Item><Target><LocURI>{}</LocURI></Target><Data/></Item></Add>",
                        item(*number)
                    )
                };
                let adds: String = items.iter().map(add).collect();
                return format!("<Atomic><CmdID>{number}</CmdID>{adds}</Atomic>");
            }
            Self::Stranger => {
                return format!(
                    "<Sequence><CmdID>{number}</CmdID><Unknown><CmdID>x{number}</CmdID></Unknown></Sequence>"
                );
            }
        }
        String::from_utf8(request.finish().unwrap()).unwrap()
    }
}

fn credentials(scheme: Scheme, user: &str, nonce: &str) -> Option<Credentials> {
    match scheme {
        Scheme::Nobody => None,
        Scheme::Basic => Some(Credentials::basic(user, "OhBehave")),
        Scheme::Md5 => Some(Credentials::md5(user, "OhBehave", nonce)),
    }
}

impl Plan {
    fn ends(&self) -> (DeviceSession, ServerSession) {
        let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"));
        session = session.with_encoding(self.encoding);
        let mut server = ServerSession::new(SERVER);
        let challenge = |expected| {
            if self.each_message {
                Challenge::new(expected).each_message()
            } else {
                Challenge::new(expected)
            }
        };
        if let Some(who) = credentials(self.device_is, "Bruce2", "due") {
            session = session.with_credentials(who.clone());
            server = server.with_challenge(challenge(who));
        }
        if let Some(who) = credentials(self.server_is, "mdm", "due") {
            server = server.with_credentials(who.clone());
            session = session.with_challenge(challenge(who));
        }
        if self.in_pieces.0 {
            session = session.with_large_objects();
        }
        if self.in_pieces.1 {
            server = server.with_large_objects();
        }
        let (device_takes, server_takes) = self.sizes;
        (
            session
                .with_max_message(device_takes)
                .with_max_object(self.objects.0),
            server
                .with_max_message(server_takes)
                .with_max_object(self.objects.1),
        )
    }

    fn batch(&self, server: &mut ServerSession, commands: &[Command]) {
        let text: String = (1..)
            .zip(commands)
            .map(|(number, command)| command.write(number))
            .collect();
        server.queue(text.as_bytes()).unwrap();
    }

    /// Everything that can be told of the session from the outside.
    fn run(&self, moves_device: bool, moves_server: bool) -> Vec<Vec<u8>> {
        let mut tree = demo::device();
        for (kind, data) in &self.alerts {
            let mut alert = Alert::generic(kind.as_str()).mark(Mark::Minor);
            if let Some(data) = data {
                alert = alert.data(data.as_str()).source_uri(" ./Vendor/MSFT/Demo ");
            }
            tree.alert(alert).unwrap();
        }
        let (mut session, mut server_end) = self.ends();
        let (late, early) = self.batches.split_last().unwrap();
        for commands in early {
            self.batch(&mut server_end, commands);
        }
        let mut told = Vec::new();
        let mut next = Step::Send(session.start(&mut tree).unwrap());
        for number in 1..400 {
            let Step::Send(message) = next else { break };
            told.push(message.clone());
            if moves_device {
                session = device(&session);
                assert_eq!(session.last_message(), message);
            }
            if moves_server {
                server_end = server(&server_end);
            }
            if number == self.late && server_end.end().is_none() {
                self.batch(&mut server_end, late);
            }
            let nonces = (nonce("s", number), nonce("d", number));
            let answer = match server_end.receive_with_nonce(&message, &nonces.0) {
                Ok(answer) => answer,
                // It had enough of a device that proves nothing.
                Err(error) => {
                    told.push(error.to_string().into_bytes());
                    break;
                }
            };
            told.push(answer.clone());
            if number == self.lost {
                if moves_server {
                    server_end = server(&server_end);
                }
                told.push(server_end.receive(&message).unwrap());
            }
            if number % 3 == 0 {
                told.extend(server_end.take_answers().into_iter().map(|a| a.message));
            }
            next = session
                .receive_with_nonce(&mut tree, &answer, &nonces.1)
                .unwrap();
        }
        if moves_server {
            server_end = server(&server_end);
        }
        told.extend(server_end.take_answers().into_iter().map(|a| a.message));
        let challenge = |challenge: Option<&Challenge>| challenge.map(|c| c.nonce().to_vec());
        let ends = (
            (server_end.end(), session.end()),
            (server_end.nonce(), session.nonce()),
            (
                challenge(server_end.challenge()),
                challenge(session.challenge()),
            ),
            (server_end.device(), server_end.login_status()),
            tree.save_state(),
        );
        told.push(format!("{ends:?}").into_bytes());
        told
    }
}

fn plan() -> impl Strategy<Value = Plan> {
    let scheme = || prop::sample::select(vec![Scheme::Nobody, Scheme::Basic, Scheme::Md5]);
    let object = || prop_oneof![1 => 1000..3000u64, 4 => Just(1 << 20)];
    let size = || prop_oneof![4 => 900..1500u64, 1 => 4000..20_000u64];
    let value = || {
        let text = "(?s)[a<&\"\\r\\n\u{F000}ö😀]{1,12}";
        let times = prop_oneof![1 => 0..2usize, 2 => 100..300usize];
        (text, times).prop_map(|(text, times)| text.repeat(times))
    };
    let uris = vec![
        TEXT,
        TEXT,
        TEXT,
        RAW,
        "./DevInfo",
        "./Nothing",
        "./Vendor/MSFT/Demo?list=StructData",
    ];
    let command = prop_oneof![
        4 => prop::sample::select(uris).prop_map(Command::Get),
        3 => (any::<u8>(), value()).prop_map(|(number, value)| Command::Add(number, value)),
        3 => value().prop_map(Command::Replace),
        2 => prop::collection::vec(any::<u8>(), 0..2000).prop_map(Command::Octets),
        1 => any::<u8>().prop_map(Command::Delete),
        2 => prop::collection::vec(0..5u8, 1..4).prop_map(Command::Atomic),
        1 => Just(Command::Stranger),
    ];
    let batches = prop::collection::vec(prop::collection::vec(command, 1..6), 1..4);
    let encoding = prop::sample::select(vec![Encoding::Xml, Encoding::WBXML]);
    let alert = ("[ a:]{1,8}", prop::option::of(value()));
    (
        (scheme(), scheme(), any::<bool>(), encoding),
        (prop::bool::weighted(0.8), prop::bool::weighted(0.8)),
        ((size(), size()), (object(), object())),
        batches,
        prop::collection::vec(alert, 0..3),
        (1..6u32, 1..6u32),
    )
        .prop_map(
            |(
                (device_is, server_is, each_message, encoding),
                in_pieces,
                (sizes, objects),
                batches,
                alerts,
                (lost, late),
            )| Plan {
                encoding,
                device_is,
                server_is,
                each_message,
                in_pieces,
                sizes,
                objects,
                batches,
                alerts,
                lost,
                late,
            },
        )
}

/// Two servers of which one goes on in another process after each message: they answer alike, whatever a device says.
fn converse(bodies: &[Vec<usize>]) {
    let new = || {
        let expected = Credentials::md5("Bruce2", "OhBehave", "due");
        let mut server = ServerSession::new(SERVER)
            .with_challenge(Challenge::new(expected).each_message())
            .with_large_objects();
        for value in [1, 3000] {
            let add = Command::Replace("x".repeat(value)).write(1);
            server.queue(add.as_bytes()).unwrap();
        }
        server
    };
    let (mut stays, mut moves) = (new(), new());
    let mut due = b"due".to_vec();
    for (number, body) in (1..).zip(bodies) {
        let body: String = body.iter().map(|word| WORDS[*word]).collect();
        let cred = Credentials::md5("Bruce2", "OhBehave", due).cred().data;
        let head = format!(
            "<Cred><Data>{cred}</Data></Cred><Meta><MaxMsgSize>1200</MaxMsgSize></Meta></SyncHdr>"
        );
        let text = message("d", SERVER, "1", &number.to_string(), "")
            .replace("<SyncBody>", &format!("<SyncBody>{body}"))
            .replace("</SyncHdr>", &head);
        due = nonce("s", number);
        moves = server(&moves);
        let said = [&mut stays, &mut moves].map(|s| s.receive_with_nonce(text.as_bytes(), &due));
        assert_eq!(said[0], said[1]);
        let answers = [&mut stays, &mut moves].map(|s| s.take_answers());
        assert!(answers[0] == answers[1]);
    }
    assert_eq!(stays.end(), moves.end());
}

/// The same for two devices.
fn listen(bodies: &[Vec<usize>]) {
    let new = || {
        let mut tree = demo::device();
        let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d")).with_large_objects();
        session.start(&mut tree).unwrap();
        (tree, session)
    };
    let (mut stays, mut moves) = (new(), new());
    let small = "<Meta><MaxMsgSize>900</MaxMsgSize></Meta></SyncHdr>";
    for (number, body) in (1..).zip(bodies) {
        let body: String = body.iter().map(|word| WORDS[*word]).collect();
        let text = message(SERVER, "d", "1", &number.to_string(), "")
            .replace("<SyncBody>", &format!("<SyncBody>{body}"))
            .replace("</SyncHdr>", small);
        moves.1 = device(&moves.1);
        let said =
            [&mut stays, &mut moves].map(|(tree, session)| session.receive(tree, text.as_bytes()));
        assert_eq!(said[0], said[1]);
    }
    assert_eq!(stays.0.save_state(), moves.0.save_state());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_session_that_moves_says_the_same(plan in plan()) {
        let stays = plan.run(false, false);
        for (device, server) in [(true, false), (false, true), (true, true)] {
            let moves = plan.run(device, server);
            for (at, (stays, moves)) in stays.iter().zip(&moves).enumerate() {
                prop_assert_eq!(String::from_utf8_lossy(stays), String::from_utf8_lossy(moves), "{}", at);
            }
            prop_assert_eq!(stays.len(), moves.len());
        }
    }

    #[test]
    fn strange_conversations_that_move(bodies in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 0..6), 1..10)) {
        converse(&bodies);
        listen(&bodies);
    }
}

/// What is saved without its secrets holds none, in whatever spelling; and goes on with those that the caller puts together.
#[test]
fn a_saved_session_holds_no_secret() {
    for scheme in ["basic", "md5"] {
        let who = || secrets::credentials(scheme);
        let mut tree = demo::device();
        let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"))
            .with_credentials(who())
            .with_challenge(Challenge::new(who()));
        let mut server = ServerSession::new(SERVER)
            .with_credentials(who())
            .with_challenge(Challenge::new(who()).each_message());
        server
            .queue(Command::Get(TEXT).write(1).as_bytes())
            .unwrap();
        let mut next = Step::Send(session.start(&mut tree).unwrap());
        let own = |kept: &Secrets| {
            let nonce = |who: Option<&Credentials>| who.unwrap().nonce().to_vec();
            let with = |nonce: Vec<u8>| match scheme {
                "basic" => secrets::credentials(scheme),
                _ => Credentials::md5("Bruce2", secrets::PASSWORD, nonce),
            };
            Secrets::none()
                .with_credentials(with(nonce(kept.credentials())))
                .with_challenge(with(nonce(kept.challenge())))
        };
        let mut messages = 0;
        while let Step::Send(message) = next {
            messages += 1;
            let answer = server.receive_with_nonce(&message, secrets::FRESH).unwrap();
            let saved = server.save();
            secrets::check("a saved server", &format!("{} {saved:?}", text(&saved)));
            server = ServerSession::resume(saved, own(&server.secrets())).unwrap();
            assert_eq!(server.receive(&message).unwrap(), answer);
            next = session
                .receive_with_nonce(&mut tree, &answer, secrets::FRESH)
                .unwrap();
            let saved = session.save();
            secrets::check("a saved device", &format!("{} {saved:?}", text(&saved)));
            let resumed = DeviceSession::resume(saved, own(&session.secrets())).unwrap();
            if session.end().is_none() {
                assert_eq!(resumed.last_message(), session.last_message());
            }
            session = resumed;
            secrets::check("secrets", &format!("{:?}", session.secrets()));
        }
        assert!(messages > 2, "{scheme}");
        assert_eq!(server.end(), Some(csp_session::End::Complete));
    }
}

/// A session that goes on elsewhere is answered in the encoding in which the other end goes on.
#[test]
fn a_session_goes_on_in_the_other_encoding() {
    for (first, next) in [
        (Encoding::Xml, Encoding::WBXML),
        (Encoding::WBXML, Encoding::Xml),
    ] {
        let text = |msg_id, body| message("d", SERVER, "1", msg_id, body);
        let mut session = ServerSession::new(SERVER);
        let begin = text("1", "Alert 1201");
        session.receive(&encoded(first, &begin)).unwrap();
        let get = b"<Get><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>";
        session.queue(get).unwrap();
        let mut resumed = server(&session);
        let more = text("2", "Alert 1222");
        let answer = resumed.receive(&encoded(next, &more)).unwrap();
        assert_eq!(Encoding::of(&answer), next);
        assert_eq!(answer, session.receive(&encoded(next, &more)).unwrap());

        let mut scripted = Scripted::speaking(first, |session| session);
        let mut resumed = device(&scripted.session);
        let get = message(SERVER, "d", "1", "1", "Get ./DevInfo/DevId");
        let get = encoded(next, &get);
        let step = resumed.receive(&mut scripted.device, &get).unwrap();
        let Step::Send(answer) = &step else {
            panic!("{step:?}")
        };
        assert_eq!(Encoding::of(answer), next);
        let step = scripted.session.receive(&mut scripted.device, &get);
        assert_eq!(step.unwrap(), Step::Send(answer.clone()));
    }
}
