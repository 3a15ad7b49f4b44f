//! Nothing secret is in any `Debug`, in whatever spelling.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use csp_session::{Challenge, Credentials, DevInfo, DeviceSession, ServerSession, Step};

use super::demo;
use super::script::SERVER;

pub(crate) const PASSWORD: &str = "OhBehave-swordfish";
const NONCE: &[u8] = b"NonceOfTheDevice";
pub(crate) const FRESH: &[u8] = b"FreshNonceOfBoth";
pub(crate) const VALUE: &str = "the value of a secret node";

/// How a secret may be spelled in a debugging text: as it is, in base64 (where it may begin anywhere in a group of three), and as a list of bytes.
fn spellings(secret: &[u8]) -> Vec<String> {
    let mut all = vec![String::from_utf8_lossy(secret).into_owned()];
    for shift in 0..3 {
        let text = STANDARD.encode([vec![b'x'; shift], secret.to_vec()].concat());
        // Without the characters that the neighbours have a part in.
        all.push(text.get(4..text.len() - 4).unwrap().to_owned());
    }
    let mut wire = all.clone();
    wire.extend(
        all.iter()
            .map(|text| text.bytes().map(|b| format!("{b:02x}")).collect()),
    );
    wire.extend(all.iter().map(|text| {
        let bytes: Vec<_> = text.bytes().map(|b| b.to_string()).collect();
        bytes.join(", ")
    }));
    wire
}

/// What must not be shown: all secrets in all spellings.
static SECRETS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let basic = format!("Bruce2:{PASSWORD}");
    let secrets = [
        PASSWORD.as_bytes(),
        basic.as_bytes(),
        NONCE,
        FRESH,
        VALUE.as_bytes(),
    ];
    secrets.into_iter().flat_map(spellings).collect()
});

/// Nothing of what is shown is secret.
pub(crate) fn check(what: &str, shown: &str) {
    // The pretty form has each byte on a line of its own.
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for spelling in &*SECRETS {
        assert!(
            !flat.contains(spelling),
            "{what} shows {spelling}:\n{shown}"
        );
    }
}

pub(crate) fn credentials(scheme: &str) -> Credentials {
    match scheme {
        "basic" => Credentials::basic("Bruce2", PASSWORD),
        _ => Credentials::md5("Bruce2", PASSWORD, NONCE),
    }
}

/// Every session type, after every step of a dialogue in which all secrets go over the wire.
#[test]
fn no_debug_shows_a_secret() {
    for scheme in ["basic", "md5"] {
        let fresh = || Challenge::new(credentials(scheme));
        let mut device = demo::device();
        let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"))
            .with_credentials(credentials(scheme))
            .with_challenge(fresh());
        let mut server = ServerSession::new(SERVER)
            .with_credentials(credentials(scheme))
            .with_challenge(fresh().each_message());
        let commands = format!(
            "<Add><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Text</LocURI></Target><Data>{VALUE}</Data></Item></Add>\
             <Get><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Text</LocURI></Target></Item></Get>"
        );
        server.queue(commands.as_bytes()).unwrap();
        check("credentials", &format!("{:?}", credentials(scheme)));
        check("challenge", &format!("{:?}", fresh()));
        let mut next = Step::Send(session.start(&mut device).unwrap());
        let mut steps = 0;
        loop {
            steps += 1;
            check("step", &format!("{next:?} {next:#?}"));
            check("device", &format!("{session:?} {session:#?}"));
            check("server", &format!("{server:?} {server:#?}"));
            let Step::Send(message) = next else { break };
            let heard = syncml::Message::parse(&message).unwrap();
            check("header", &format!("{:?}", heard.header));
            let answer = server.receive_with_nonce(&message, FRESH).unwrap();
            let said = syncml::Message::parse(&answer).unwrap();
            for command in said
                .top_level()
                .filter(|command| command.response.is_some())
            {
                check("status", &format!("{:?}", command.command()));
            }
            next = session
                .receive_with_nonce(&mut device, &answer, FRESH)
                .unwrap();
        }
        assert!(steps > 3, "{steps}");
        let answers = server.take_answers();
        assert_eq!(answers.len(), 1);
        check("answer", &format!("{answers:?}"));
    }
}

/// What is looked for is found where it is.
#[test]
fn the_spellings_are_found() {
    let list = format!("{:?}", [b"<Data>", PASSWORD.as_bytes()].concat());
    let inside = format!(
        "{:?}",
        STANDARD.encode(format!("Bruce2:{PASSWORD}")).as_bytes()
    );
    for shown in [list, inside, STANDARD.encode(format!("ab{PASSWORD}cd"))] {
        let found = spellings(PASSWORD.as_bytes());
        assert!(
            found.iter().any(|spelling| shown.contains(spelling)),
            "{shown}"
        );
    }
}
