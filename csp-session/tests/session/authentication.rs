//! Who is who: what credentials look like, whom nonces are kept from, and when an end has had enough.

use csp_session::{Challenge, Credentials, DeviceSession, End, ServerSession, SessionError, Step};

use super::dialogue::nonce;
use super::script::{SERVER, Scripted, ScriptedServer, encoded, in_each_encoding, message, status};
use super::{demo, transcript};
use syncml::Encoding;

in_each_encoding! {
    the_published_digest
    the_published_basic_credentials
    a_device_without_credentials_gives_up
    another_scheme_is_not_answered
    another_refusal_is_no_challenge
    a_strangers_nonce_is_used_and_not_kept
    a_strangers_success_is_not_kept
    a_stranger_changes_nothing
    a_server_does_not_ask_for_ever
    nonces_survive_the_session
    secrets_have_no_debug
    the_empty_nonce_is_not_taken
    a_challenge_without_nonce_is_not_answered
    a_nonce_with_line_breaks_and_without_padding
    the_empty_nonce_at_first_contact
    a_digest_is_not_taken_twice
    a_refusal_brings_no_credentials
    a_challenge_by_md5_needs_a_nonce
}

fn chal(kind: &str, nonce: &str) -> String {
    format!(
        "<Chal><Meta><Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">{kind}</Type>\
         <NextNonce xmlns=\"syncml:metinf\">{nonce}</NextNonce></Meta></Chal>"
    )
}

fn bruce() -> Credentials {
    Credentials::md5("Bruce2", "OhBehave", "")
}

/// The example of OMA DM Security 1.2, on the wire in the order of observed Windows: Format, Type, Data.
fn the_published_digest(encoding: Encoding) {
    let mut device = Scripted::speaking(encoding, |session| session.with_credentials(bruce()));
    let challenge = status(1, 0, "SyncHdr", 407, &chal("syncml:auth-md5", "Tm9uY2U="));
    device.hear(&(challenge + "<Final/>"));
    let sent = device.sent();
    let cred = "<Source><LocURI>d</LocURI><LocName>Bruce2</LocName></Source><Cred><Meta><Format xmlns=\"syncml:metinf\">b64</Format>\
                <Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type></Meta><Data>Zz6EivR3yeaaENcRN6lpAQ==</Data></Cred></SyncHdr>";
    assert!(sent.contains(cred), "{sent}");
}

fn the_published_basic_credentials(encoding: Encoding) {
    let bruce = Credentials::basic("Bruce2", "OhBehave");
    let mut device = Scripted::speaking(encoding, |session| session.with_credentials(bruce));
    let challenge = status(1, 0, "SyncHdr", 407, "");
    device.hear(&(challenge + "<Final/>"));
    let sent = device.sent();
    assert!(
        sent.contains("<Data>QnJ1Y2UyOk9oQmVoYXZl</Data></Cred>"),
        "{sent}"
    );
}

fn a_device_without_credentials_gives_up(encoding: Encoding) {
    let mut device = Scripted::speaking(encoding, |session| session);
    let challenge = status(1, 0, "SyncHdr", 407, &chal("syncml:auth-md5", "Tm9uY2U="));
    assert_eq!(device.hear(&(challenge + "<Final/>")), "NotAuthenticated");
    assert_eq!(device.session.end(), Some(End::NotAuthenticated));
}

/// Basic credentials are readable on the way: somebody who has MD5 credentials does not give them to whoever asks.
fn another_scheme_is_not_answered(encoding: Encoding) {
    let mut device = Scripted::speaking(encoding, |session| session.with_credentials(bruce()));
    let challenge = status(1, 0, "SyncHdr", 407, &chal("syncml:auth-basic", ""));
    assert_eq!(device.hear(&(challenge + "<Final/>")), "NotAuthenticated");
}

fn another_refusal_is_no_challenge(encoding: Encoding) {
    let mut device = Scripted::speaking(encoding, |session| session.with_credentials(bruce()));
    let refusal = status(1, 0, "SyncHdr", 513, "") + "<Final/>";
    assert_eq!(
        device.hear(&refusal),
        "Refused(513 Protocol version not supported)"
    );
}

/// A nonce of somebody who did not prove who he is may be used, and must not take the place of the one that is kept (OMA DM Security 1.2).
fn a_strangers_nonce_is_used_and_not_kept(encoding: Encoding) {
    let mine = Credentials::md5("Bruce2", "OhBehave", "kept");
    let server = || Credentials::md5("mdm", "secret", "due");
    let mut device = Scripted::speaking(encoding, |session| {
        session
            .with_credentials(mine)
            .with_challenge(Challenge::new(server()))
    });
    let challenge = status(1, 0, "SyncHdr", 407, &chal("syncml:auth-md5", "Tm9uY2U="));
    let said = device.hear(&(challenge + "<Final/>"));
    assert!(
        said.contains("0 SyncHdr 407 asks for b64 syncml:auth-md5 nonce ZDE="),
        "{said}"
    );
    let sent = device.sent();
    assert!(sent.contains("Zz6EivR3yeaaENcRN6lpAQ=="), "{sent}");
    assert_eq!(device.session.nonce(), b"kept");
    // Now it does prove it, for the nonce of the device's challenge.
    let cred = Credentials::md5("mdm", "secret", "d1").cred();
    let cred = format!(
        "<Cred><Meta><Type>syncml:auth-md5</Type></Meta><Data>{}</Data></Cred></SyncHdr>",
        cred.data
    );
    let accepted = status(2, 0, "SyncHdr", 212, &chal("syncml:auth-md5", "TmV4dA=="));
    let text = message(
        SERVER,
        "d",
        "1",
        "2",
        &(accepted
            + "<Get><CmdID>3</CmdID><Item><Target><LocURI>./DevInfo</LocURI></Target></Item></Get><Final/>"),
    );
    let step = device.receive(&text.replace("</SyncHdr>", &cred)).unwrap();
    let Step::Send(bytes) = step else {
        panic!("{step:?}")
    };
    let said = transcript::lines("device", &bytes).join("\n");
    assert!(
        said.starts_with("device 3\n  0 SyncHdr 212 asks for"),
        "{said}"
    );
    assert_eq!(device.session.nonce(), b"Next");
}

/// The same for a nonce that comes with a success.
fn a_strangers_success_is_not_kept(encoding: Encoding) {
    let mine = Credentials::md5("Bruce2", "OhBehave", "kept");
    let ask = Challenge::new(Credentials::md5("mdm", "secret", "due"));
    let mut device = Scripted::speaking(encoding, |session| {
        session.with_credentials(mine).with_challenge(ask)
    });
    device.hear(&status(
        1,
        0,
        "SyncHdr",
        212,
        &chal("syncml:auth-md5", "Tm9uY2U="),
    ));
    assert_eq!(device.session.nonce(), b"kept");
}

/// Nothing that somebody asks who did not prove who he is has an effect, and every command has the status of the header.
fn a_stranger_changes_nothing(encoding: Encoding) {
    let server = Challenge::new(Credentials::md5("mdm", "secret", "due"));
    let mut device = Scripted::speaking(encoding, |session| session.with_challenge(server));
    let before = device.device.save_state();
    let body = "Add ./Vendor/MSFT/Demo/Items/a\nAtomic\n  Delete ./Vendor/MSFT/Demo/Items/a";
    let said = device.hear(body);
    assert_eq!(
        said,
        "device 2\n  0 SyncHdr 407 asks for b64 syncml:auth-md5 nonce ZDE=\n  1 Add 407\n  2 Atomic 407\n  3 Delete 407\n  Final"
    );
    device.hear(body);
    assert_eq!(device.hear(body), "NotAuthenticated");
    assert_eq!(device.device.save_state(), before);
}

fn a_server_does_not_ask_for_ever(encoding: Encoding) {
    let ask = Challenge::new(bruce());
    let mut server =
        ScriptedServer::hearing(encoding, ServerSession::new(SERVER).with_challenge(ask));
    for _ in 0..2 {
        server.hear("Alert 1201\nReplace ./DevInfo/DevId = d");
        assert_eq!(server.session.end(), None);
    }
    let said = server.hear("Alert 1201");
    assert_eq!(
        said,
        "server 3\n  0 SyncHdr 407 asks for b64 syncml:auth-md5 nonce czM=\n  1 Alert 407\n  Final"
    );
    assert_eq!(server.session.end(), Some(End::NotAuthenticated));
    assert_eq!(server.session.device(), None);
}

/// The nonces of one session serve the next: the server proves itself at once.
fn nonces_survive_the_session(encoding: Encoding) {
    let mut device = demo::device();
    let (mut device_nonce, mut server_nonce) = (b"stale".to_vec(), b"due".to_vec());
    let mut lengths = Vec::new();
    for number in 1..=3 {
        let ask = Challenge::new(Credentials::md5("mdm", "secret", device_nonce));
        let info = csp_session::DevInfo::new("d");
        let mut session = DeviceSession::new(number.to_string(), SERVER, info)
            .with_challenge(ask)
            .with_encoding(encoding);
        let who = Credentials::md5("mdm", "secret", server_nonce);
        let mut server = ServerSession::new(SERVER).with_credentials(who);
        server.queue(b"<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo</LocURI></Target></Item></Get>").unwrap();
        let mut messages = 0;
        let mut next = Step::Send(session.start(&mut device).unwrap());
        while let Step::Send(message) = next {
            messages += 1;
            let answer = server.receive(&message).unwrap();
            let nonce = nonce("d", messages);
            let received = session.receive_with_nonce(&mut device, &answer, &nonce);
            next = received.unwrap();
        }
        lengths.push(messages);
        device_nonce = session.challenge().unwrap().nonce().to_vec();
        server_nonce = server.nonce().to_vec();
        assert_eq!(device_nonce, server_nonce);
    }
    assert_eq!(lengths, [3, 2, 2]);
}

fn secrets_have_no_debug(encoding: Encoding) {
    let ask = Challenge::new(Credentials::basic("mdm", "swordfish"));
    let device = Scripted::speaking(encoding, |session| {
        session
            .with_credentials(Credentials::md5("Bruce2", "OhBehave", "Nonce"))
            .with_challenge(ask)
    });
    let shown = format!("{:?}", device.session);
    for secret in ["OhBehave", "swordfish", "Nonce"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// The digest of the empty nonce proves nothing: whoever once got it could enter with it again and again.
fn the_empty_nonce_is_not_taken(encoding: Encoding) {
    let ask = Challenge::new(bruce());
    let mut server = ServerSession::new(SERVER).with_challenge(ask);
    let text = with_cred("1", &bruce());
    let said = server
        .receive_with_nonce(&encoded(encoding, &text), b"s1")
        .unwrap();
    let said = transcript::lines("server", &said).join("\n");
    assert!(said.contains("0 SyncHdr 401 asks for"), "{said}");
}

fn with_cred(msg_id: &str, who: &Credentials) -> String {
    let cred = who.cred();
    let kind = cred.meta.kind.unwrap();
    let cred = format!(
        "<Cred><Meta><Type>{kind}</Type></Meta><Data>{}</Data></Cred></SyncHdr>",
        cred.data
    );
    message("d", SERVER, "1", msg_id, "Alert 1201").replace("</SyncHdr>", &cred)
}

/// A rogue server that asks without a nonce gets no digest with which it could enter the real one: neither for the empty nonce nor for the one
/// that the real server is waiting for.
fn a_challenge_without_nonce_is_not_answered(encoding: Encoding) {
    for kept in ["", "kept"] {
        for next_nonce in [
            "<Chal><Meta><Type>syncml:auth-md5</Type></Meta></Chal>".to_owned(),
            chal("syncml:auth-md5", ""),
            chal("syncml:auth-md5", "?!"),
            String::new(),
        ] {
            let mine = Credentials::md5("Bruce2", "OhBehave", kept);
            let mut device = Scripted::speaking(encoding, |session| session.with_credentials(mine));
            let challenge = status(1, 0, "SyncHdr", 407, &next_nonce) + "<Final/>";
            assert_eq!(device.hear(&challenge), "NotAuthenticated", "{next_nonce}");
        }
    }
}

/// A nonce is read as every other base64: with line breaks and without padding.
fn a_nonce_with_line_breaks_and_without_padding(encoding: Encoding) {
    for nonce in ["Tm9uY2U=", "Tm9uY2U", " Tm9u\r\n Y2U=\n"] {
        let mut device = Scripted::speaking(encoding, |session| session.with_credentials(bruce()));
        device.hear(&(status(1, 0, "SyncHdr", 407, &chal("syncml:auth-md5", nonce)) + "<Final/>"));
        let sent = device.sent();
        assert!(
            sent.contains("Zz6EivR3yeaaENcRN6lpAQ=="),
            "{nonce:?}: {sent}"
        );
    }
}

/// Who was told that both ends agreed on the empty nonce uses it: for the very first contact, and not for the next message.
fn the_empty_nonce_at_first_contact(encoding: Encoding) {
    let mut device = Scripted::speaking(encoding, |session| {
        session.with_credentials(bruce().at_first_contact())
    });
    device.hear(&(status(1, 0, "SyncHdr", 407, "") + "<Final/>"));
    let sent = device.sent();
    let digest = bruce().cred().data;
    assert!(sent.contains(&*digest), "{sent}");

    let ask = Challenge::new(bruce().at_first_contact()).each_message();
    let mut server = ServerSession::new(SERVER).with_challenge(ask);
    for (msg_id, code) in [("1", "200"), ("2", "401")] {
        let heard = with_cred(msg_id, &bruce());
        let said = server.receive_with_nonce(&encoded(encoding, &heard), msg_id.as_bytes());
        let said = transcript::lines("server", &said.unwrap()).join("\n");
        assert!(said.contains(&format!("0 SyncHdr {code} ")), "{said}");
    }
}

/// A digest that was heard once is of no use later, also in another session: the nonces go from one session to the next.
fn a_digest_is_not_taken_twice(encoding: Encoding) {
    let mut due = b"due".to_vec();
    for code in ["212", "401"] {
        let who = Credentials::md5("Bruce2", "OhBehave", due);
        let mut server = ServerSession::new(SERVER).with_challenge(Challenge::new(who));
        let heard = with_cred("1", &Credentials::md5("Bruce2", "OhBehave", "due"));
        let said = server
            .receive_with_nonce(&encoded(encoding, &heard), b"s1")
            .unwrap();
        let said = transcript::lines("server", &said).join("\n");
        assert!(said.contains(&format!("0 SyncHdr {code} ")), "{said}");
        let asked = server.challenge().unwrap();
        assert_eq!(asked.is_met(), code == "212");
        due = asked.nonce().to_vec();
    }
}

/// A server does not prove itself to somebody whom it refuses, who could enter a device with that.
fn a_refusal_brings_no_credentials(encoding: Encoding) {
    let server = Credentials::md5("mdm", "secret", "due");
    let mut server = ServerSession::new(SERVER)
        .with_credentials(server)
        .with_challenge(Challenge::new(bruce()));
    let text = message("d", SERVER, "1", "1", "Alert 1201");
    let said = server
        .receive_with_nonce(&encoded(encoding, &text), b"s1")
        .unwrap();
    let said = transcript::lines("server", &said).join("\n");
    assert!(said.starts_with("server 1\n  0 SyncHdr 407"), "{said}");
}

/// Without a nonce nobody could prove anything next time: nothing has happened then, and the same message is taken with one.
fn a_challenge_by_md5_needs_a_nonce(encoding: Encoding) {
    let ask = Challenge::new(Credentials::md5("Bruce2", "OhBehave", "due"));
    let mut server = ServerSession::new(SERVER).with_challenge(ask);
    let heard = with_cred("1", &Credentials::md5("Bruce2", "OhBehave", "due"));
    let error = server.receive(&encoded(encoding, &heard)).unwrap_err();
    assert_eq!(error, SessionError::NoNonce);
    assert!(error.to_string().contains("`receive_with_nonce`"));
    let said = server
        .receive_with_nonce(&encoded(encoding, &heard), b"s1")
        .unwrap();
    let said = transcript::lines("server", &said).join("\n");
    assert!(said.contains("0 SyncHdr 212 asks for"), "{said}");
    // What was proved holds for the session.
    let next = message("d", SERVER, "1", "2", "Alert 1222");
    server.receive(&encoded(encoding, &next)).unwrap();
}
