//! The SyncML codec, from outside: bytes in, messages out, and back.

// Helpers of tests may stop and print as tests may.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod allocations;
mod errors;
mod read;
mod round_trip;
mod samples;
mod write;

use csp_runtime::syncml::Message;

/// The message without its positions, so that messages from different bytes can be compared.
fn without_positions(mut message: Message<'_>) -> Message<'_> {
    message
        .commands
        .iter_mut()
        .for_each(|command| command.offset = 0);
    message.items.iter_mut().for_each(|item| item.offset = 0);
    message
}
