//! What a saved session takes: so much for each queued command, whatever their number.

use csp_session::{DevInfo, ServerSession};
use syncml::Message;

use super::moved::text;
use super::script::{SERVER, message};

/// What a command takes as JSON beside the bytes that it has in a message, while it waits and while it is on its way.
const WAITING: usize = 16;
const ON_ITS_WAY: usize = 128;

/// The same for each batch beside its commands.
const BATCH: usize = 96;

/// The saved bytes of a session with so many commands that wait, and then are on their way; and the bytes of the commands.
fn saved(commands: usize) -> (usize, usize, usize) {
    let command = |number: usize| {
        format!(
            "<Replace><CmdID>{number}</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/{number}</LocURI></Target><Data>a value of some letters</Data></Item></Replace>"
        )
    };
    let queued: String = (0..commands).map(command).collect();
    let mut server = ServerSession::new(SERVER);
    server.queue(queued.as_bytes()).unwrap();
    let waiting = text(&server.save()).len();
    let first = message(
        "d",
        SERVER,
        "1",
        "1",
        "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/>",
    );
    let said = server.receive(first.as_bytes()).unwrap();
    assert_eq!(
        Message::parse(&said).unwrap().top_level().count(),
        commands + 2
    );
    (waiting, text(&server.save()).len(), queued.len())
}

#[test]
fn a_saved_session_grows_with_its_commands() {
    let (waits, flies, bytes) = saved(500);
    let (waits_twice, flies_twice, bytes_twice) = saved(1000);
    let more = bytes_twice - bytes;
    let each = |bytes: usize| bytes as f64 / 500.0;
    println!(
        "a command of {} bytes: {} waiting, {} on its way",
        each(more),
        each(waits_twice - waits),
        each(flies_twice - flies)
    );
    assert!(
        waits_twice - waits <= more + 500 * WAITING,
        "{} bytes each",
        each(waits_twice - waits)
    );
    assert!(
        flies_twice - flies <= 2 * more + 500 * ON_ITS_WAY,
        "{} bytes each",
        each(flies_twice - flies)
    );
}

#[test]
fn a_saved_session_grows_with_its_batches() {
    let get = b"<Get><CmdID>1</CmdID><Item><Target><LocURI>./A</LocURI></Target></Item></Get>";
    let saved = |batches: usize| {
        let mut server = ServerSession::new(SERVER);
        for _ in 0..batches {
            server.queue(get).unwrap();
        }
        text(&server.save()).len()
    };
    let each = (saved(1000) - saved(500)) / 500;
    println!("a batch of a command of {} bytes: {each}", get.len());
    assert!(each <= get.len() + WAITING + BATCH, "{each} bytes each");
}

/// Beside the commands there is little: an answered session forgets what was said.
#[test]
fn a_session_with_nothing_to_do_is_small() {
    let mut server = ServerSession::new(SERVER);
    let long = "x".repeat(100_000);
    let first = message(
        "d",
        SERVER,
        "1",
        "1",
        &format!("Replace ./DevInfo/Man = {long}"),
    );
    let empty = text(&server.save()).len();
    server.receive(first.as_bytes()).unwrap();
    let saved = text(&server.save()).len();
    // The maker's name is what the device said of itself; its message is not kept.
    assert!(saved < long.len() + 2000 && empty < 1000, "{empty} {saved}");
    assert_eq!(
        server.device().map(|device| device.manufacturer.len()),
        Some(long.len())
    );
    assert_ne!(server.device(), Some(&DevInfo::new("")));
}
