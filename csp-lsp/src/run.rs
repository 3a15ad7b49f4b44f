//! The loop: messages in, messages out, and findings when nobody waits.

use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use lsp_server::{ErrorCode, Message, Response};

use crate::server::Server;
use crate::wire::{self, Incoming};

/// How many messages are read ahead, so that who asks and cancels is heard in time, and files are checked once for many changes.
const AHEAD: usize = 1024;

/// Serves an editor until it says `exit` or its stream ends. Whether it said `shutdown` before: otherwise, the program ends with exit code 1.
///
/// # Errors
///
/// A stream that cannot be read or written.
pub fn run(
    server: &mut Server,
    mut input: impl BufRead + Send + 'static,
    out: &mut impl Write,
) -> io::Result<bool> {
    let (sender, receiver) = sync_channel(AHEAD);
    // It ends with the stream, or when nobody hears it any more.
    thread::spawn(move || {
        loop {
            let read = wire::read(&mut input).transpose();
            let Some(read) = read else { break };
            let is_end = read.is_err();
            if sender.send(read).is_err() || is_end {
                break;
            }
        }
    });
    let mut queue = VecDeque::new();
    while let Some(incoming) = next(server, &receiver, &mut queue, out)? {
        match incoming {
            Incoming::Request(request) => {
                let id = request.id.clone();
                let answers = catch_unwind(AssertUnwindSafe(|| server.request(request)));
                let message = "the server failed at this request".to_owned();
                let failed = |_| {
                    let code = ErrorCode::InternalError as i32;
                    vec![Response::new_err(id, code, message).into()]
                };
                wire::write(out, answers.unwrap_or_else(failed))?;
            }
            Incoming::Notification(notification) if notification.method == "exit" => break,
            Incoming::Notification(notification) => {
                let answers = catch_unwind(AssertUnwindSafe(|| server.notify(notification)));
                wire::write(out, answers.unwrap_or_default())?;
            }
            Incoming::Response => {}
            Incoming::Refused(refusal) => wire::refuse(out, &refusal)?,
        }
    }
    Ok(server.is_shut_down())
}

/// The next message. Before there is none to wait for, files are checked.
fn next(
    server: &mut Server,
    receiver: &Receiver<io::Result<Incoming>>,
    queue: &mut VecDeque<Incoming>,
    out: &mut impl Write,
) -> io::Result<Option<Incoming>> {
    read_ahead(receiver, queue, out)?;
    if queue.is_empty() {
        let findings = catch_unwind(AssertUnwindSafe(|| server.check_changed()));
        wire::write(out, findings.unwrap_or_default())?;
        match receiver.recv() {
            Ok(incoming) => queue.push_back(incoming?),
            Err(_) => return Ok(None),
        }
        read_ahead(receiver, queue, out)?;
    }
    Ok(queue.pop_front())
}

/// Reads what is there already, and answers requests that are cancelled.
fn read_ahead(
    receiver: &Receiver<io::Result<Incoming>>,
    queue: &mut VecDeque<Incoming>,
    out: &mut impl Write,
) -> io::Result<()> {
    while queue.len() < AHEAD {
        let Ok(incoming) = receiver.try_recv() else {
            break;
        };
        let incoming = incoming?;
        let cancelled = match &incoming {
            Incoming::Notification(it) if it.method == "$/cancelRequest" => it.params.get("id"),
            _ => None,
        };
        let Some(id) = cancelled.and_then(|id| serde_json::from_value(id.clone()).ok()) else {
            queue.push_back(incoming);
            continue;
        };
        let waits =
            |queued: &Incoming| matches!(queued, Incoming::Request(request) if request.id == id);
        if let Some(nth) = queue.iter().position(waits) {
            queue.remove(nth);
            let code = ErrorCode::RequestCanceled as i32;
            let answer = Response::new_err(id, code, "cancelled".to_owned());
            wire::write(out, vec![Message::Response(answer)])?;
        }
    }
    Ok(())
}
