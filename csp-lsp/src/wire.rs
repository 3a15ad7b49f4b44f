//! Messages on a stream: a header with the length, then JSON.
//!
//! `lsp-server` reads until the first message that is none and ends there; an editor would have to start the server again.

use std::io::{self, BufRead, Read as _, Write};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use serde::Deserialize;
use serde_json::{Value, json};

/// The bytes of a message: a profile may have 64 MiB, and its JSON some times as many.
const MAX_MESSAGE: u64 = 256 * 1024 * 1024;

/// The bytes of a line of a header.
const MAX_HEADER: u64 = 8 * 1024;

/// What was read.
pub(crate) enum Incoming {
    Request(Request),
    Notification(Notification),
    /// An answer to something that was asked: nothing follows from it.
    Response,
    /// Something else, and whose answer this is.
    Refused(Refusal),
}

/// Why a message was not taken.
#[derive(Debug)]
pub(crate) struct Refusal {
    id: Value,
    code: ErrorCode,
    message: String,
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    params: Value,
}

/// The next message; `None` at the end of the stream.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(MAX_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        match (line.split_once(':'), length) {
            // A blank line before a header is none.
            _ if line.is_empty() && length.is_none() => {}
            _ if line.is_empty() => break,
            (Some((name, value)), _) if name.eq_ignore_ascii_case("Content-Length") => {
                match value.trim().parse::<u64>() {
                    Ok(bytes) => length = Some(bytes),
                    Err(_) => return refused("the Content-Length is no number"),
                }
            }
            (Some((name, _)), _) if name.eq_ignore_ascii_case("Content-Type") => {}
            _ => return refused("this is no header: a message begins with its Content-Length"),
        }
    }
    let length = length.unwrap_or_default();
    if length > MAX_MESSAGE {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return refused("the message is too long");
    }
    // Memory grows with what is there, whatever the header says.
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(message(&body)))
}

fn refused(message: &str) -> io::Result<Option<Incoming>> {
    Ok(Some(Incoming::Refused(Refusal {
        id: Value::Null,
        code: ErrorCode::ParseError,
        message: message.to_owned(),
    })))
}

fn message(body: &[u8]) -> Incoming {
    let refused = |id, code, message: String| Incoming::Refused(Refusal { id, code, message });
    let read: Envelope = match serde_json::from_slice(body) {
        Ok(read) => read,
        Err(error) if error.is_data() => {
            let id = serde_json::from_slice::<Value>(body).ok();
            let id = id.and_then(|value| value.get("id").cloned());
            let id = id.unwrap_or_default();
            return refused(id, ErrorCode::InvalidRequest, error.to_string());
        }
        Err(error) => return refused(Value::Null, ErrorCode::ParseError, error.to_string()),
    };
    // A list of messages, which JSON-RPC has and the protocol does not.
    if !body.trim_ascii_start().starts_with(b"{") {
        let message = "a message is one object".to_owned();
        return refused(Value::Null, ErrorCode::InvalidRequest, message);
    }
    let Envelope { id, method, params } = read;
    match (id, method) {
        (_, None) => Incoming::Response,
        (None, Some(method)) => Incoming::Notification(Notification { method, params }),
        (Some(id), Some(method)) => match serde_json::from_value::<RequestId>(id.clone()) {
            Ok(id) => Incoming::Request(Request { id, method, params }),
            Err(_) => {
                let message = "an id is a string or a whole number of 32 bits".to_owned();
                refused(id, ErrorCode::InvalidRequest, message)
            }
        },
    }
}

/// Writes messages.
pub(crate) fn write(out: &mut impl Write, messages: Vec<Message>) -> io::Result<()> {
    messages
        .into_iter()
        .try_for_each(|message| message.write(out))
}

/// Answers what is no message. `lsp-server` has no answer without an id.
pub(crate) fn refuse(out: &mut impl Write, refusal: &Refusal) -> io::Result<()> {
    let error = json!({ "code": refusal.code as i32, "message": refusal.message });
    let answer = json!({ "jsonrpc": "2.0", "id": refusal.id, "error": error }).to_string();
    write!(out, "Content-Length: {}\r\n\r\n{answer}", answer.len())?;
    out.flush()
}
