//! What has to be true of any bytes that are given to the reader.

use syncml::{Form, Message};

/// The message without its positions, so that messages from different bytes can be compared.
pub(crate) fn without_positions(mut message: Message<'_>) -> Message<'_> {
    message
        .commands
        .iter_mut()
        .for_each(|command| command.offset = 0);
    message.items.iter_mut().for_each(|item| item.offset = 0);
    message
}

/// Reads bytes, and holds what comes out to what has to be true of any input.
pub(crate) fn check(bytes: &[u8]) {
    let message = match Message::parse(bytes) {
        Ok(message) => message,
        Err(error) => {
            assert!(error.line() >= 1 && error.column() >= 1 && !error.message().is_empty());
            return;
        }
    };
    let written = message.to_bytes().expect("what was read can be written");
    let again = Message::parse(&written).expect("what was written can be read");
    let form = if message.form == Form::Message {
        Form::Message
    } else {
        again.form
    };
    let (message, again) = (without_positions(message), without_positions(again));
    assert_eq!(Message { form, ..again }, message);
}
