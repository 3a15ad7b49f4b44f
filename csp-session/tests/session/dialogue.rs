//! Dialogues in files: what both ends are told, what is queued for the device, and every message that then goes from one end to the other.
//!
//! A file has settings, one on a line, then sections that begin with `---`: `state` (what the device stores), any number of `queue` (commands in
//! the shorthand of the device's cases), `dialogue` (the messages, with the end at last), `answers` (to each batch), `state after`. A section that
//! is left out is not compared. `x * 500` is a value of 500 letters.
//!
//! Each goes on in XML and in WBXML. What fits into a message is then another thing: where messages are bounded, `dialogue in WBXML` is compared, or
//! its end alone, and `answers in WBXML` where there are such.

use csp_device::Device;
use csp_device::State;
use csp_session::{Challenge, Credentials, DevInfo, DeviceSession, ServerSession, Step};
use syncml::Encoding;

use super::{demo, moved, request, transcript};

const SERVER: &str = "https://mdm.example.com";

/// Runs a dialogue and compares: with both ends as they are, and with each of them saved and resumed after every message.
pub(crate) fn check(file: &str) {
    for encoding in [Encoding::Xml, Encoding::WBXML] {
        for moves in [false, true] {
            check_once(file, encoding, moves);
        }
    }
}

fn check_once(file: &str, encoding: Encoding, moves: bool) {
    let mut sections = file.split("\n--- ");
    let settings = sections.next().unwrap_or_default();
    let sections: Vec<(&str, Vec<&str>)> = sections
        .map(|section| {
            let (name, body) = section.split_once('\n').unwrap_or((section, ""));
            let lines = body.lines().filter(|line| !line.trim().is_empty());
            (name.trim(), lines.collect())
        })
        .collect();
    let section = |wanted: &str| {
        let mut found = sections.iter().filter(|(name, _)| *name == wanted);
        found.next().map(|(_, lines)| lines.clone())
    };
    let mut ends = Ends::new(settings);
    ends.session = ends.session.with_encoding(encoding);
    ends.load(&section("state").unwrap_or_default());
    for (_, lines) in sections.iter().filter(|(name, _)| *name == "queue") {
        let lines: Vec<_> = lines.iter().map(|line| stretch(line)).collect();
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        ends.server
            .queue(request::build(&lines).unwrap().as_bytes())
            .unwrap();
    }
    let dialogue = ends.talk(encoding, moves);
    let in_wbxml = section("dialogue in WBXML").filter(|_| encoding != Encoding::Xml);
    match in_wbxml.or(section("dialogue")) {
        Some(expected) if encoding == Encoding::Xml || ends.bound == u64::MAX => {
            compare("dialogue", Some(expected), &dialogue);
        }
        Some(expected) if section("dialogue in WBXML").is_some() => {
            compare("dialogue in WBXML", Some(expected), &dialogue);
        }
        Some(expected) => {
            let ends = |at: usize| expected.len() - at..expected.len();
            let found = dialogue.len() - 2..dialogue.len();
            compare("end", Some(expected[ends(2)].to_vec()), &dialogue[found]);
        }
        None => {}
    }
    let mut answers = Vec::new();
    for (number, answer) in (1..).zip(ends.server.take_answers()) {
        answers.push(format!("answer {number}"));
        answers.extend(transcript::commands(&answer.message));
    }
    let in_wbxml = section("answers in WBXML").filter(|_| encoding != Encoding::Xml);
    compare("answers", in_wbxml.or(section("answers")), &answers);
    let state = ends.device.save_state().into_iter();
    let state: Vec<_> = state
        .map(|(uri, value)| match value {
            Some(value) if value.len() > 60 => format!("{uri} = {} bytes", value.len()),
            Some(value) => format!("{uri} = {value}"),
            None => uri,
        })
        .collect();
    compare("state after", section("state after"), &state);
}

fn compare(what: &str, expected: Option<Vec<&str>>, found: &[String]) {
    if let Some(expected) = expected {
        let expected = expected.join("\n");
        let found = found.join("\n");
        assert!(
            expected == found,
            "the {what} differs\n--- expected\n{expected}\n--- found\n{found}\n"
        );
    }
}

/// `x * 500` at the end of a line is 500 letters.
fn stretch(line: &str) -> String {
    match line.rsplit_once("= x * ") {
        Some((head, count)) => format!("{head}= {}", "x".repeat(count.trim().parse().unwrap())),
        None => line.to_owned(),
    }
}

/// Both ends of a session.
struct Ends {
    device: Device,
    session: DeviceSession,
    server: ServerSession,
    /// The bytes of the largest message that an end takes, the smaller one.
    bound: u64,
}

impl Ends {
    fn new(settings: &str) -> Self {
        let mut ends = Self {
            device: demo::device(),
            session: DeviceSession::new("1", SERVER, DevInfo::new("d")),
            server: ServerSession::new(SERVER),
            bound: u64::MAX,
        };
        for line in settings.lines() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                ends = ends.set(line);
            }
        }
        ends
    }

    fn set(mut self, line: &str) -> Self {
        let words: Vec<_> = line.split_whitespace().collect();
        let number = || -> u64 { words.last().unwrap().parse().unwrap() };
        match words.as_slice() {
            ["device", "is", scheme, user, password] => {
                let who = credentials(scheme, user, password, "");
                self.session = self.session.with_credentials(who);
            }
            ["device", "asks", scheme, user, password, nonce] => {
                let ask = Challenge::new(credentials(scheme, user, password, nonce));
                self.session = self.session.with_challenge(ask);
            }
            ["device", "sends", "large", "objects"] => {
                self.session = self.session.with_large_objects();
            }
            ["device", "takes", "messages", _] => {
                self.bound = number();
                self.session = self.session.with_max_message(number());
            }
            ["device", "takes", "objects", _] => {
                self.session = self.session.with_max_object(number());
            }
            ["device", "has", "no", "user"] => self.device.set_user(None),
            ["device", "alerts", kind, data] => {
                let alert = csp_device::Alert::generic(*kind).format("int").data(*data);
                self.device.alert(alert).unwrap();
            }
            ["server", "starts", "it"] => self.session = self.session.asked_by_server(),
            ["server", "is", scheme, user, password, nonce] => {
                let who = credentials(scheme, user, password, nonce);
                self.server = self.server.with_credentials(who);
            }
            ["server", "asks", scheme, user, password, rest @ ..] => {
                let ask = Challenge::new(credentials(scheme, user, password, ""));
                let ask = match rest {
                    ["each", "time"] => ask.each_message(),
                    _ => ask,
                };
                self.server = self.server.with_challenge(ask);
            }
            ["server", "sends", "large", "objects"] => {
                self.server = self.server.with_large_objects();
            }
            ["server", "takes", "messages", _] => {
                self.bound = number();
                self.server = self.server.with_max_message(number());
            }
            ["server", "takes", "objects", _] => {
                self.server = self.server.with_max_object(number());
            }
            _ => panic!("there is no setting `{line}`"),
        }
        self
    }

    fn load(&mut self, lines: &[&str]) {
        let entry = |line: &&str| {
            let line = stretch(line);
            match line.split_once(" = ") {
                Some((uri, value)) => (uri.to_owned(), Some(value.to_owned())),
                None => (line, None),
            }
        };
        let state: State = lines.iter().map(entry).collect();
        self.device.load_state(&state).unwrap();
    }

    /// Lets the ends talk until the session is over; each goes on in another process after each of its messages, where they move.
    fn talk(&mut self, encoding: Encoding, moves: bool) -> Vec<String> {
        let mut lines = Vec::new();
        let mut next = Step::Send(self.session.start(&mut self.device).unwrap());
        for number in 1..=100 {
            let message = match next {
                Step::Send(message) => message,
                Step::End(end) => {
                    lines.push(format!("device: {end:?}"));
                    let end = self.server.end();
                    lines
                        .push(end.map_or("server: waits".to_owned(), |e| format!("server: {e:?}")));
                    return lines;
                }
            };
            if moves {
                self.server = moved::server(&self.server);
                self.session = moved::device(&self.session);
            }
            lines.extend(transcript::lines("device", &message));
            let (s, d) = (nonce("s", number), nonce("d", number));
            let answer = self.server.receive_with_nonce(&message, &s).unwrap();
            lines.extend(transcript::lines("server", &answer));
            for message in [&message, &answer] {
                assert_eq!(Encoding::of(message), encoding);
            }
            let received = self
                .session
                .receive_with_nonce(&mut self.device, &answer, &d);
            next = received.unwrap();
        }
        panic!("the session does not end:\n{}", lines.join("\n"));
    }
}

fn credentials(scheme: &str, user: &str, password: &str, nonce: &str) -> Credentials {
    match scheme {
        "basic" => Credentials::basic(user, password),
        "md5" => Credentials::md5(user, password, nonce.trim_matches('-')),
        _ => panic!("there is no scheme `{scheme}`"),
    }
}

/// The nonce for a message that a test can foresee: a letter and a number.
pub(crate) fn nonce(letter: &str, number: u32) -> Vec<u8> {
    format!("{letter}{number}").into_bytes()
}
