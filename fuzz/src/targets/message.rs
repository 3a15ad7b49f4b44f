//! What must be true of a message, whatever it is.

use csp_device::Device;
use csp_device::State;
use csp_runtime::StatusCode;
use syncml::{CommandRef, Message, Verb};

use super::choices::Choices;
use super::grammar;

/// Reads a message; what it is written as reads the same.
pub(super) fn syncml_parse(bytes: &[u8]) -> String {
    let message = match Message::parse(bytes) {
        Ok(message) => message,
        Err(error) => return format!("{:?}", error.kind()).chars().take(40).collect(),
    };
    let Ok(written) = message.to_bytes() else {
        return "unwritable".to_owned();
    };
    let again = Message::parse(&written)
        .unwrap_or_else(|error| panic!("what was written does not read: {error}"));
    let rewritten = again
        .to_bytes()
        .unwrap_or_else(|error| panic!("what was read does not write: {error}"));
    assert_eq!(
        String::from_utf8_lossy(&written),
        String::from_utf8_lossy(&rewritten)
    );
    let verbs: Vec<String> = message
        .top_level()
        .take(6)
        .map(|command| command.verb.as_str().chars().take(8).collect())
        .collect();
    verbs.join(" ")
}

/// Sends messages, apart by a line of `====`, to a device: what it answers is SyncML, and its state can be saved and loaded.
pub(super) fn device(bytes: &[u8]) -> String {
    let mut device = fresh_device();
    let mut happened = String::new();
    for message in split(bytes, b"\n====\n").take(8) {
        let Ok(reply) = device.handle(message) else {
            happened.push_str("refused ");
            continue;
        };
        if reply.is_empty() {
            continue;
        }
        let reply = Message::parse(&reply)
            .unwrap_or_else(|error| panic!("the reply does not read: {error}"));
        for command in reply.top_level().take(12) {
            let status = command
                .response
                .as_ref()
                .and_then(|_| command.status_code());
            happened.push_str(&format!("{} {status:?} ", command.verb.as_str()));
        }
    }
    let state = device.save_state();
    let mut other = fresh_device();
    other
        .load_state(&state)
        .unwrap_or_else(|error| panic!("{}: {}", error.uri, error.reason));
    assert_eq!(other.save_state(), state);
    happened
}

pub(super) fn fresh_device() -> Device {
    Device::new()
        .mount(csp_windows::application_control::in_memory())
        .unwrap()
        .mount(csp_windows::enrollment_status_tracking::in_memory())
        .unwrap()
        .mount(csp_windows::enterprise_app_management::in_memory())
        .unwrap()
        .mount(csp_windows::enterprise_desktop_app_management::in_memory())
        .unwrap()
        .mount(csp_windows::enterprise_modern_app_management::in_memory())
        .unwrap()
        .with_user(Some("someone"))
}

fn split<'b>(bytes: &'b [u8], separator: &'b [u8]) -> impl Iterator<Item = &'b [u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let whole = rest?;
        let at = whole
            .windows(separator.len())
            .position(|window| window == separator);
        rest = at.map(|at| &whole[at + separator.len()..]);
        Some(&whole[..at.unwrap_or(whole.len())])
    })
}

/// Sends messages that a grammar makes out of the bytes to a device: every command has its answer, and an Atomic that failed changed nothing.
pub(super) fn commands(bytes: &[u8]) -> String {
    let choices = &mut Choices::new(bytes);
    let mut device = fresh_device();
    let mut happened = String::new();
    for _ in 0..=choices.below(3) {
        let before = device.save_state();
        let commands = grammar::commands(choices);
        let text = if choices.once_in(2) {
            grammar::message("https://server", "device", 1, &commands, true)
        } else {
            commands
        };
        let answer = device.handle(text.as_bytes());
        let (message, reply) = match (Message::parse(text.as_bytes()), answer) {
            (Ok(message), Ok(reply)) => (message, reply),
            (Err(_), Err(_)) => continue,
            (message, answer) => panic!("{message:?} is answered with {answer:?}"),
        };
        let reply = if reply.is_empty() {
            b"<SyncML><SyncHdr/><SyncBody/></SyncML>".to_vec()
        } else {
            reply
        };
        let reply = Message::parse(&reply).unwrap_or_else(|error| panic!("{error}"));
        check_answers(&message, &reply);
        check_atomics(&message, &reply, &before, &device.save_state());
        let statuses = reply
            .top_level()
            .filter_map(|command| command.status_code());
        happened.extend(statuses.take(6).map(|status| format!("{} ", status.code())));
    }
    let state = device.save_state();
    let mut other = fresh_device();
    other
        .load_state(&state)
        .unwrap_or_else(|error| panic!("{}: {}", error.uri, error.reason));
    assert_eq!(other.save_state(), state);
    happened
}

/// The statuses speak of the commands in their order, each at least once.
fn check_answers(message: &Message<'_>, reply: &Message<'_>) {
    // The server gives up: a device does not answer that.
    if message
        .top_level()
        .any(|command| command.alert_code() == Some(1223))
    {
        return;
    }
    let mut asked: Vec<String> = (0..message.commands.len())
        .filter_map(|index| message.command(index))
        .filter(|command| command.verb != Verb::Status)
        .map(|command| format!("{} {}", command.cmd_id, command.verb.as_str()))
        .collect();
    asked.dedup();
    let response = |command: &CommandRef<'_, '_>| {
        let response = command.response.as_deref()?;
        let cmd = response.cmd.as_deref()?;
        Some(format!("{} {cmd}", response.cmd_ref.as_deref()?))
    };
    let mut answered: Vec<String> = reply
        .top_level()
        .filter(|command| command.verb == Verb::Status)
        .filter_map(|command| response(&command))
        .skip(1)
        .collect();
    answered.dedup();
    assert_eq!(asked, answered);
}

/// A message of Atomics alone, all of which failed, changes nothing.
fn check_atomics(message: &Message<'_>, reply: &Message<'_>, before: &State, after: &State) {
    let harmless = |command: CommandRef<'_, '_>| {
        matches!(
            command.verb,
            Verb::Atomic | Verb::Get | Verb::Alert | Verb::Status
        )
    };
    let is_success = |command: CommandRef<'_, '_>| {
        let response = command.response.as_deref();
        response.is_some_and(|response| response.cmd.as_deref() == Some("Atomic"))
            && command.status_code().is_some_and(StatusCode::is_success)
    };
    if message.top_level().all(harmless) && !reply.top_level().any(is_success) {
        assert_eq!(before, after);
    }
}
