//! What has to be true of any bytes that are given to the reader.

use syncml::{DataForm, Encoding, Form, Message, WriteError};

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
    let written = match message.to_bytes() {
        // WBXML has no commands but SyncML's, and this one names another: XML has it.
        Err(WriteError::NoToken { .. }) => {
            return check(&in_xml(message).to_bytes().expect("XML has every name"));
        }
        written => written.expect("what was read can be written"),
    };
    let again = Message::parse(&written).expect("what was written can be read");
    let form = if message.form == Form::Message {
        Form::Message
    } else {
        again.form
    };
    let again = Message { form, ..again };
    let (message, again) = (without_positions(message), without_positions(again));
    match message.encoding {
        Encoding::Xml => assert_eq!(again, message),
        Encoding::Wbxml(_) => assert_eq!(again, as_read_in_wbxml(message)),
    }
}

fn in_xml(message: Message<'_>) -> Message<'_> {
    Message {
        encoding: Encoding::Xml,
        ..message
    }
}

/// What is left of a message in WBXML: it knows no version without a public identifier, no attributes, and no difference between markup and its text.
pub(crate) fn as_read_in_wbxml(mut message: Message<'_>) -> Message<'_> {
    use syncml::{Namespace, WbxmlVersion};
    if message.encoding == Encoding::Wbxml(WbxmlVersion::V1_0) {
        message.encoding = Encoding::Wbxml(WbxmlVersion::V1_1);
    }
    if message.namespace == Namespace::None {
        message.namespace = Namespace::SyncMl12;
    }
    let command_data = message.commands.iter_mut();
    let command_data = command_data.filter_map(|command| command.data.as_mut());
    let item_data = message
        .items
        .iter_mut()
        .filter_map(|item| item.data.as_mut());
    for data in command_data.chain(item_data) {
        if data.form == DataForm::Markup {
            data.form = DataForm::Text;
        }
    }
    let responses = message.commands.iter_mut();
    for response in responses.filter_map(|command| command.response.as_mut()) {
        response.original_error = None;
    }
    message
}
