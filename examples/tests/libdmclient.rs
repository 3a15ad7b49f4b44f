//! Whole sessions of the example server with a device that others wrote: `testdmclient` of libdmclient (Intel; OMA DM 1.2 in C), in XML and in WBXML.
//!
//! `docs/libdmclient.md` says how to run this and what is known to differ. The client calls the address that is compiled into it; libcurl, with which it
//! does so, takes the server for its proxy.
#![allow(clippy::unwrap_used)]

#[allow(dead_code, reason = "the other tests use the rest")]
mod program;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Completion, Trial};
use program::Running;
use program::server::Server;

/// The variable that names the client.
const CLIENT: &str = "TESTDMCLIENT";

/// What the client's account has.
const PROOFS: &[&str] = &[
    "--user",
    "funambol",
    "--password",
    "funambol",
    "--server-user",
    "funambol",
];

/// What works, and what is refused: reading, writing, octets, markup, an Exec that is answered by an Alert, and an Atomic of whose own nothing is said.
const COMMANDS: &str = "\
<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item><Item><Target><LocURI>./DevInfo/Mod</LocURI></Target></Item></Get>
<Add><CmdID>2</CmdID><Item><Target><LocURI>./Vendor/memory/a</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>\
<Data>a&amp;b &lt;i/&gt; \u{e4}</Data></Item></Add>
<Get><CmdID>3</CmdID><Item><Target><LocURI>./Vendor/memory/a</LocURI></Target></Item></Get>
<Replace><CmdID>4</CmdID><Item><Target><LocURI>./Vendor/memory/a</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">b64</Format></Meta>\
<Data>/wABAg==</Data></Item></Replace>
<Get><CmdID>5</CmdID><Item><Target><LocURI>./Vendor/memory/a</LocURI></Target></Item></Get>
<Delete><CmdID>6</CmdID><Item><Target><LocURI>./Vendor/memory/a</LocURI></Target></Item></Delete>
<Get><CmdID>7</CmdID><Item><Target><LocURI>./Vendor/memory/a</LocURI></Target></Item></Get>
<Replace><CmdID>8</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format></Meta>\
<Data>x</Data></Item></Replace>
<Exec><CmdID>9</CmdID><Item><Target><LocURI>./test/execute</LocURI></Target></Item></Exec>
<Atomic><CmdID>10</CmdID><Get><CmdID>11</CmdID><Item><Target><LocURI>./DevDetail/HwV</LocURI></Target></Item></Get></Atomic>";

/// What the client answers to them. CmdIDs go on after the three statuses of the server's first message.
const ANSWERS: &[&str] = &[
    "SyncHdr 0: 212 Authenticated",
    "Get 4: 200 OK",
    "Results 4 ./DevInfo/Man text/plain = test manufacturer",
    "Get 4: 200 OK",
    "Results 4 ./DevInfo/Mod text/plain = test model",
    "Add 5: 200 OK",
    "Get 6: 200 OK",
    "Results 6 ./Vendor/memory/a = a&b <i/> \u{e4}",
    "Replace 7: 200 OK",
    "Get 8: 200 OK",
    "Results 8 ./Vendor/memory/a = /wABAg==",
    "Delete 9: 200 OK",
    "Get 10: 404 Not found",
    "Replace 11: 425 Permission denied",
    "Exec 12: 200 OK",
    "Alert 1226 ./test/execute urn:test = 3 bytes",
    "Get 14: 200 OK",
    "Results 14 ./DevDetail/HwV text/plain = 1.0",
];

fn main() -> ExitCode {
    let mut tests = Vec::new();
    for (encoding, option) in [("xml", None), ("wbxml", Some("-w"))] {
        for (name, run) in [
            ("commands_are_answered", commands_are_answered as fn(&_)),
            ("a_digest_is_asked_for", a_digest_is_asked_for),
            (
                "a_server_with_another_password_is_refused",
                a_server_with_another_password_is_refused,
            ),
            (
                "many_commands_take_many_messages",
                many_commands_take_many_messages,
            ),
        ] {
            let test = move || match env::var_os(CLIENT) {
                Some(program) => {
                    run(&Client { program, option });
                    Ok(Completion::Completed)
                }
                None => Ok(Completion::ignored_with(format!(
                    "no client: {CLIENT} names it (docs/libdmclient.md)"
                ))),
            };
            let name = format!("{name}_in_{encoding}");
            tests.push(Trial::ignorable_test(name, test));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// The client, and in which encoding it speaks.
struct Client {
    program: OsString,
    option: Option<&'static str>,
}

impl Client {
    /// Has a session with a server that sends these commands: the client's exit code, and what the server printed.
    fn talk(&self, commands: &str, server: &[&str]) -> (Option<i32>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("commands.xml");
        fs::write(&path, commands).unwrap();
        let arguments = ["--commands", path.to_str().unwrap(), "--first-contact"];
        let server = Server::start(&[&arguments, PROOFS, server].concat());
        let mut client = Command::new(&self.program);
        client.args(self.option).env("http_proxy", server.url());
        client.env_remove("no_proxy").env_remove("NO_PROXY");
        client.stderr(std::process::Stdio::null());
        let (running, lines) = Running::start(&mut client);
        lines.for_each(drop);
        (running.code(), server.log())
    }
}

/// What the client said in its message of this number, without the order in which Statuses and Results of one command come.
fn said(log: &[String], message: u32) -> Vec<&str> {
    let start = format!("DMCtest <- {message} ");
    log.iter()
        .filter_map(|line| line.strip_prefix(&*start))
        .collect()
}

fn commands_are_answered(client: &Client) {
    let proofs = ["--auth-type", "basic", "--server-password", "srvpwd"];
    let (code, log) = client.talk(COMMANDS, &proofs);
    assert_eq!(code, Some(0), "{log:#?}");
    assert_eq!(said(&log, 1)[0], "Alert 1201", "{log:#?}");
    let (mut said, mut expected) = (said(&log, 2), ANSWERS.to_vec());
    // Alerts come before the statuses.
    said.sort_unstable();
    expected.sort_unstable();
    assert_eq!(said, expected);
    let last = log.last().unwrap();
    assert!(last.starts_with("DMCtest -> 2 "), "{log:#?}");
}

/// The client begins with basic credentials, and gives what it is asked for.
fn a_digest_is_asked_for(client: &Client) {
    let (code, log) = client.talk(COMMANDS, &["--server-password", "srvpwd"]);
    assert_eq!(code, Some(0), "{log:#?}");
    assert!(log.contains(&"DMCtest has to prove who it is".to_owned()));
    assert!(said(&log, 1).is_empty(), "{log:#?}");
    assert!(log.contains(&"DMCtest -> 2 SyncHdr 0: 212 Authenticated".to_owned()));
    assert!(said(&log, 3).contains(&"Add 5: 200 OK"), "{log:#?}");
}

fn a_server_with_another_password_is_refused(client: &Client) {
    let proofs = ["--auth-type", "basic", "--server-password", "wrong"];
    let (code, log) = client.talk(COMMANDS, &proofs);
    assert_ne!(code, Some(0));
    let refused = "401 Invalid credentials";
    let said = said(&log, 2);
    assert_eq!(said[0], format!("SyncHdr 0: {refused}"), "{log:#?}");
    assert!(said.iter().all(|line| line.ends_with(refused)), "{said:#?}");
    assert!(
        log.iter().any(|line| line.ends_with("Alert 1223")),
        "{log:#?}"
    );
}

/// The client takes 16,384 bytes.
fn many_commands_take_many_messages(client: &Client) {
    let value = "abcdefghij".repeat(100);
    let commands: String = (1..=60)
        .map(|number| {
            format!(
                "<Add><CmdID>{number}</CmdID><Item><Target><LocURI>./Vendor/memory/{number}</LocURI></Target><Meta>\
                 <Format xmlns=\"syncml:metinf\">chr</Format></Meta><Data>{value}</Data></Item></Add>"
            )
        })
        .collect();
    let proofs = ["--auth-type", "basic", "--server-password", "srvpwd"];
    let (code, log) = client.talk(&commands, &proofs);
    assert_eq!(code, Some(0), "{log:#?}");
    let is_done = |line: &&String| line.contains(" <- ") && line.ends_with(": 200 OK");
    assert_eq!(log.iter().filter(is_done).count(), 60, "{log:#?}");
    assert!(!said(&log, 5).is_empty(), "{log:#?}");
}
