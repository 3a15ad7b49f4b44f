//! Who the two ends are: credentials of the device and of the server, by MD5 and basic, and nonces from one run to the next.

use csp_session::{Challenge, Credentials, ServerSession};

use super::server::Server;
use super::{COMMANDS, device, is_first, summary};

const RIGHT: [&str; 4] = ["--auth-user", "Bruce2", "--auth-password", "OhBehave"];

/// A server that begins each session so.
fn server(mut begin: impl FnMut() -> ServerSession + Send + 'static) -> Server {
    let mut session: Option<ServerSession> = None;
    Server::new(move |message| {
        let is_open = session
            .as_ref()
            .is_some_and(|session| session.end().is_none());
        let is_repeated = is_open
            && session
                .as_ref()
                .is_some_and(|s| s.challenge().is_some_and(|asked| !asked.is_met()));
        if is_first(message) && !is_repeated {
            let mut new = begin();
            new.queue(COMMANDS.as_bytes()).unwrap();
            session = Some(new);
        }
        let session = session.as_mut().unwrap();
        session
            .receive_with_nonce(message, b"sixteen letters!")
            .unwrap()
    })
}

fn asking(expected: Credentials) -> ServerSession {
    ServerSession::new("http://server.test/").with_challenge(Challenge::new(expected))
}

#[test]
fn a_device_proves_who_it_is() {
    let md5 = || asking(Credentials::md5("Bruce2", "OhBehave", Vec::new()));
    let basic = || asking(Credentials::basic("Bruce2", "OhBehave"));
    assert_eq!(device(&server(md5), &RIGHT).code, Some(0));
    let as_basic = [&RIGHT[..], &["--auth-type", "basic"]].concat();
    assert_eq!(device(&server(basic), &as_basic).code, Some(0));

    let wrong = [
        "--auth-user",
        "Bruce2",
        "--auth-password",
        "no",
        "--format",
        "json",
    ];
    let nobody = ["--format", "json"];
    for arguments in [&wrong[..], &nobody] {
        let outcome = device(&server(md5), arguments);
        assert_eq!(outcome.code, Some(4), "{outcome}");
        assert_eq!(summary(&outcome)["outcome"], "not-authenticated");
    }
}

#[test]
fn a_server_proves_who_it_is() {
    let proving = |password: &'static str| {
        move || {
            let credentials = Credentials::md5("mdm", password, Vec::new());
            ServerSession::new("http://server.test/").with_credentials(credentials)
        }
    };
    let asks = [
        "--server-user",
        "mdm",
        "--server-password",
        "right",
        "--format",
        "json",
    ];
    assert_eq!(device(&server(proving("right")), &asks).code, Some(0));
    let outcome = device(&server(proving("wrong")), &asks);
    assert_eq!(outcome.code, Some(4), "{outcome}");
    let nobody = server(|| ServerSession::new("http://server.test/"));
    let outcome = device(&nobody, &asks);
    assert_eq!(outcome.code, Some(4), "{outcome}");
}

/// With the nonce of the last session the device need not be asked twice.
#[test]
fn nonces_are_kept_for_the_next_session() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("s.json");
    let arguments = [
        &RIGHT[..],
        &["--state", state.to_str().unwrap(), "--format", "json"],
    ]
    .concat();
    let first = server(|| asking(Credentials::md5("Bruce2", "OhBehave", Vec::new())));
    assert_eq!(device(&first, &arguments).code, Some(0));
    // One that knows the nonce takes a digest for it, and gives none for nothing.
    let known = || {
        asking(Credentials::md5(
            "Bruce2",
            "OhBehave",
            b"sixteen letters!".to_vec(),
        ))
    };
    let second = server(known);
    assert_eq!(device(&second, &arguments).code, Some(0));
    let kept = std::fs::read_to_string(folder.path().join("s.json.session")).unwrap();
    assert!(!kept.contains("OhBehave"), "{kept}");
}
