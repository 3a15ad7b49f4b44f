//! What is no saved session, or not this one's, or damaged, is an error with a reason, and never a panic.

use std::sync::LazyLock;

use csp_session::{
    Challenge, Credentials, DevInfo, DeviceSession, ResumeError, SavedDeviceSession,
    SavedServerSession, Secrets, ServerSession, Step,
};
use proptest::prelude::*;
use serde_json::Value;

use super::demo;
use super::moved::text;
use super::script::{SERVER, message};

/// Both ends amid a session: the server has an object on its way, commands that wait, that are on their way and that were answered in part.
fn ends() -> (DeviceSession, ServerSession) {
    let who = Credentials::md5("Bruce2", "OhBehave", "due");
    let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"))
        .with_credentials(who.clone())
        .with_large_objects()
        .with_max_message(1200);
    let mut server = ServerSession::new(SERVER)
        .with_challenge(Challenge::new(who))
        .with_large_objects()
        .with_max_message(1200);
    let value = "x".repeat(3000);
    let add = |uri: &str, value: &str| {
        format!(
            "<Add><CmdID>1</CmdID><Item><Target><LocURI>{uri}</LocURI></Target><Data>{value}</Data></Item></Add>"
        )
    };
    let atomic = "<Atomic><CmdID>2</CmdID><Delete><CmdID>3</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Delete></Atomic>";
    let get = "<Get><CmdID>4</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Leaves/Text</LocURI></Target></Item></Get>";
    let big = add("./Vendor/MSFT/Demo/Leaves/Text", &value);
    for batch in [get, &big, atomic, get] {
        server.queue(batch.as_bytes()).unwrap();
    }
    let mut tree = demo::device();
    tree.alert(csp_device::Alert::generic("a: b").data("c"))
        .unwrap();
    let mut said = session.start(&mut tree).unwrap();
    for _ in 0..4 {
        let answer = server.receive_with_nonce(&said, b"fresh").unwrap();
        let Step::Send(next) = session.receive(&mut tree, &answer).unwrap() else {
            panic!("the session is over");
        };
        said = next;
    }
    (session, server)
}

/// Both of them saved, and their secrets.
static SAVED: LazyLock<[(String, Secrets); 2]> = LazyLock::new(|| {
    let (session, server) = ends();
    [
        (text(&server.save()), server.secrets()),
        (text(&session.save()), session.secrets()),
    ]
});

/// What one version saved the next one reads: where this changes, `FORM` is another number.
#[test]
fn the_form_that_is_kept() {
    for (name, (saved, secrets)) in ["server", "device"].into_iter().zip(&*SAVED) {
        let saved: Value = serde_json::from_str(saved).unwrap();
        let secrets = serde_json::to_value(secrets).unwrap();
        let both = serde_json::to_string_pretty(&[saved, secrets]).unwrap();
        insta::assert_snapshot!(format!("saved_{name}"), both);
    }
}

fn resume_server(text: &str) -> Result<ServerSession, String> {
    let saved: SavedServerSession =
        serde_json::from_str(text).map_err(|error| error.to_string())?;
    ServerSession::resume(saved, SAVED[0].1.clone()).map_err(|error| error.to_string())
}

fn resume_device(text: &str) -> Result<DeviceSession, String> {
    let saved: SavedDeviceSession =
        serde_json::from_str(text).map_err(|error| error.to_string())?;
    DeviceSession::resume(saved, SAVED[1].1.clone()).map_err(|error| error.to_string())
}

/// Whatever was read goes on without a panic.
fn go_on(server: &str, device: &str) {
    let answers = |number: u32| {
        let status = |cmd_ref: u32, code| super::script::status(number, cmd_ref, "Get", code, "");
        let body = format!(
            "<Alert><CmdID>1</CmdID><Data>1222</Data></Alert>{}{}{}",
            status(2, 200),
            status(3, 213),
            status(4, 404)
        );
        let ends = if number % 2 == 0 { "<Final/>" } else { "" };
        body + ends
    };
    if let Ok(mut server) = resume_server(server) {
        for number in 3..9 {
            let text = message("d", SERVER, "1", &number.to_string(), &answers(number));
            let _ = server.receive_with_nonce(text.as_bytes(), b"n");
            let _ = server.queue(
                b"<Get><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>",
            );
            server.take_answers();
        }
        let _ = server.receive(b"");
        server.save();
    }
    if let Ok(mut session) = resume_device(device) {
        let mut tree = demo::device();
        for number in 3..9 {
            let text = message(SERVER, "d", "1", &number.to_string(), &answers(number));
            let _ = session.receive(&mut tree, text.as_bytes());
        }
        session.save();
    }
}

#[test]
fn what_is_no_saved_session() {
    let (session, server) = ends();
    let (device_text, server_text) = (text(&session.save()), text(&server.save()));
    let later = server_text.replacen(",1,", ",2,", 1);
    for (found, problem) in [
        (
            device_text.as_str(),
            "this is \"csp-session device\", no saved csp-session server",
        ),
        (
            &later,
            "the csp-session server was saved in form 2, and this version reads form 1: let the version that saved it go on with it, or begin another",
        ),
        (
            "{\"session\":1}",
            "invalid type: map, expected a saved csp-session server",
        ),
        ("[]", "a saved csp-session server that is cut off"),
        (
            "null",
            "invalid type: null, expected a saved csp-session server",
        ),
        (
            &text(&server.secrets()),
            "this is \"csp-session secrets\", no saved csp-session server",
        ),
    ] {
        let error = resume_server(found).unwrap_err();
        assert!(error.starts_with(problem), "{error}");
    }
    assert!(resume_device(&server_text).is_err());
    // Nothing of another version is looked at.
    assert!(
        resume_server("[\"csp-session server\",2,{\"other\":1}]")
            .unwrap_err()
            .contains("form 2")
    );
    for (text, resume) in [
        (
            &server_text,
            &(|text: &str| resume_server(text).err()) as &dyn Fn(&str) -> Option<String>,
        ),
        (&device_text, &|text: &str| resume_device(text).err()),
    ] {
        assert_eq!(resume(text), None);
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert!(resume(&text[..end]).is_some(), "{end}");
        }
    }
}

#[test]
fn secrets_of_another_session() {
    let (session, server) = ends();
    let who = Credentials::basic("Bruce2", "OhBehave");
    for (secrets, error) in [
        (Secrets::none(), ResumeError::Challenge),
        (
            Secrets::none()
                .with_credentials(who.clone())
                .with_challenge(who.clone()),
            ResumeError::Credentials,
        ),
    ] {
        let found = ServerSession::resume(server.save(), secrets).unwrap_err();
        assert_eq!(found, error);
    }
    let found =
        DeviceSession::resume(session.save(), Secrets::none().with_challenge(who)).unwrap_err();
    assert!(
        found.to_string().contains("`Secrets::with_credentials`"),
        "{found}"
    );
}

/// A text in a JSON value, replaced by what makes it mean something else.
fn change(value: &mut Value, at: &mut usize, with: &Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| change(value, at, with)),
        Value::Object(values) => values
            .values_mut()
            .for_each(|value| change(value, at, with)),
        _ => {}
    }
    if *at == 0 {
        *value = with.clone();
    }
    *at = at.wrapping_sub(1);
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(values) => values.iter().map(count).sum(),
        Value::Object(values) => values.values().map(count).sum(),
        _ => 0,
    }
}

/// Each part in turn becomes something else that may stand there.
#[test]
fn every_part_may_be_damaged() {
    let values = [0, 1].map(|end| serde_json::from_str::<Value>(&SAVED[end].0).unwrap());
    let others = [
        "0",
        "1",
        "7",
        "4294967295",
        "18446744073709551615",
        "\"\"",
        "[]",
        "null",
        "true",
        "\"<Get/>\"",
        "\"<Atomic><Atomic/></Atomic>\"",
        "{}",
    ];
    for other in others {
        let other = serde_json::from_str(other).unwrap();
        for at in 0..count(&values[0]).max(count(&values[1])) {
            let changed = values.clone().map(|mut value| {
                change(&mut value, &mut at.clone(), &other);
                text(&value)
            });
            go_on(&changed[0], &changed[1]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_byte_may_be_damaged(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..20usize), 1..4)) {
        let changed = [0, 1].map(|end| {
            let mut bytes = SAVED[end].0.clone().into_bytes();
            for (at, byte, cut) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
                let end = (at + cut).min(bytes.len());
                bytes.drain(at..end.max(at + 1) - 1);
            }
            String::from_utf8_lossy(&bytes).into_owned()
        });
        go_on(&changed[0], &changed[1]);
    }
}
