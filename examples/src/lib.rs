//! What the example device and the example server are made of.
//!
//! ```console
//! $ cargo run --example server -- --listen 127.0.0.1:8080 --commands examples/commands.xml --user Bruce2 --password OhBehave
//! $ cargo run --example device -- --server http://127.0.0.1:8080/ --user Bruce2 --password OhBehave
//! ```
//!
//! Both print a line for each command and status that goes over the wire. The server keeps what it knows in a database, and the device in a file
//! when `--state` names one: then each of them also goes on with a session in which it was killed.
#![forbid(unsafe_code)]

use std::error::Error;
use std::process::ExitCode;

pub use csp_session::lines;

pub mod file;

/// The bytes of the largest message that either end reads.
pub const MAX_BODY: u64 = 8 << 20;

/// How a program ends: an error is a sentence for whoever started it.
#[allow(clippy::print_stderr, reason = "a terminal user wants to see it")]
pub fn end(result: Result<ExitCode, Box<dyn Error>>) -> ExitCode {
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

/// A nonce that nobody can foresee.
///
/// # Panics
///
/// The system gives no randomness. Without it there is no authentication, so a program must not go on.
#[allow(clippy::expect_used, reason = "there is nothing else to do")]
pub fn nonce() -> Vec<u8> {
    let mut bytes = vec![0; 16];
    getrandom::fill(&mut bytes).expect("the system gives randomness");
    bytes
}
