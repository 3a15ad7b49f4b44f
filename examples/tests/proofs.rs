//! What the example server takes as a proof of who a device is, and how it proves itself.
#![allow(clippy::unwrap_used)]

#[allow(dead_code, reason = "the other tests use the rest")]
mod program;

use csp_session::Credentials;
use program::server::{Server, message, post};
use syncml::{Message, Verb};

const SERVER: &[&str] = &["--server-user", "server", "--server-password", "secret"];
const DEVICE: &[&str] = &["--user", "Bruce2", "--password", "OhBehave"];

/// The first message of a session, with these credentials.
fn first(credentials: &Credentials) -> String {
    let cred = credentials.cred();
    let cred = format!(
        "<Cred><Meta><Type xmlns=\"syncml:metinf\">{}</Type></Meta><Data>{}</Data></Cred></SyncHdr>",
        credentials.scheme().as_str(),
        cred.data
    );
    let alert = "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>";
    message("d1", 1, alert).replace("</SyncHdr>", &cred)
}

/// What a server that was started so answers to a message: the code, and what it proves itself with.
fn answer(arguments: &[&[&str]], message: &str) -> (u16, Option<String>) {
    let server = Server::start(&arguments.concat());
    let answer = post(&mut server.connect(), None, message.as_bytes()).body;
    let answer = Message::parse(&answer).unwrap();
    let mut commands = answer.top_level();
    let status = commands.find(|command| command.verb == Verb::Status);
    let code = status.unwrap().status_code().unwrap().code();
    let cred = answer.header.cred.as_ref();
    (code, cred.map(|cred| cred.data.to_string()))
}

#[test]
fn basic_credentials_are_taken_where_they_are_asked_for() {
    let good = first(&Credentials::basic("Bruce2", "OhBehave"));
    let bad = first(&Credentials::basic("Bruce2", "Groovy"));
    let basic: &[&str] = &["--auth-type", "basic"];
    assert_eq!(answer(&[DEVICE, basic], &good), (212, None));
    assert_eq!(answer(&[DEVICE, basic], &bad), (401, None));
    assert_eq!(answer(&[DEVICE], &good), (401, None), "MD5 is asked for");
}

/// The digest of the empty nonce is given away only where that was chosen.
#[test]
fn the_server_proves_itself_at_first_contact_where_that_is_agreed() {
    let begin = message("d1", 1, "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>");
    assert_eq!(answer(&[SERVER], &begin), (200, None));
    let expected = Credentials::md5("server", "secret", "").cred().data;
    let at_once = answer(&[SERVER, &["--first-contact"]], &begin);
    assert_eq!(at_once, (200, Some(expected.into_owned())));
}
