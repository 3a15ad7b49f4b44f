//! The site, served: the same pages from memory, and answers to what is pasted into one page more. Nothing of it is written or kept.

mod address;
mod answers;
mod connections;
mod guard;
mod links;
mod progress;
mod question;
mod routes;

use std::process::ExitCode;
use std::sync::Arc;

use csp_site::Page;
use tokio::net::TcpListener;
use tokio::runtime;

use crate::error::CommandError;
use crate::{notes, output};

pub(super) use address::Address;
pub(super) use answers::Answers;
use routes::Served;

/// How many texts are looked at at once: further ones wait.
const AT_ONCE: usize = 2;

/// Serves for ever.
pub(super) fn serve(
    address: Address,
    pages: Vec<Page>,
    answers: Answers,
) -> Result<ExitCode, CommandError> {
    let served = Arc::new(Served::new(pages, answers));
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(AT_ONCE)
        .build()
        .map_err(CommandError::new)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address.0).await;
        let listener = listener.map_err(|error| address.refused(&error))?;
        let bound = listener.local_addr().map_err(CommandError::new)?;
        if !bound.ip().is_loopback() {
            notes::note("note: others on the network can reach this address, and nothing on the way is encrypted");
        }
        let shown = if bound.ip().is_unspecified() {
            // All addresses of this machine, of which browsers open none by that name.
            format!("localhost:{}", bound.port())
        } else {
            bound.to_string()
        };
        output::print(|out| {
            writeln!(
                out,
                "{} pages at http://{shown}/ until Ctrl-C",
                served.pages.len()
            )
        })?;
        connections::serve(listener, served).await
    })
}
