//! A management server: sends every device that calls the commands of some files, and keeps the answers.
//!
//! `cargo run --example server -- --listen 127.0.0.1:8080 --commands examples/commands.xml --user Bruce2 --password OhBehave`
//!
//! Somebody who has not proved who he is costs it little, whatever he sends: connections, their time, sessions and lines of the log are bounded,
//! and nothing of his is kept. With no `--user`, everybody is believed.
#![allow(
    clippy::print_stdout,
    reason = "a terminal user wants to see what happens"
)]

mod http;
mod management;
mod proofs;
mod records;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clap::Parser;
use csp_session::ServerSession;
use tokio::net::TcpListener;

use management::Server;
use proofs::Proofs;
use records::Records;

/// Serves devices over HTTP.
#[derive(Parser)]
struct Options {
    /// Where to listen; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// A file with commands for every device: SyncML without a header. May be given several times.
    #[arg(long)]
    commands: Vec<PathBuf>,
    /// Where it is kept what each device has still to do and what it has done.
    #[arg(long)]
    state: Option<PathBuf>,
    #[command(flatten)]
    proofs: Proofs,
    /// The bytes of the largest message that the server takes.
    #[arg(long)]
    max_message: Option<u64>,
    /// How many seconds a device may take to send the head of a request, and how many to send its body.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    time_limit: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let served = serve(Options::parse()).await;
    csp_examples::end(served.map(|()| ExitCode::SUCCESS))
}

async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let commands = options.commands.iter().map(|path| commands(path));
    let records = Records::open(options.state, commands.collect::<Result<_, _>>()?)?;
    let listener = TcpListener::bind(&options.listen).await.map_err(|error| {
        format!(
            "cannot listen on {}: {error}; name an address of this machine where nobody listens, as `--listen 127.0.0.1:8080`; port 0 takes any that is free",
            options.listen
        )
    })?;
    let url = format!("http://{}/", listener.local_addr()?);
    println!("listening on {url}");
    let server = Server::new(url, options.proofs, options.max_message, records);
    let time_limit = Duration::from_secs(options.time_limit);
    http::serve(listener, Arc::new(Mutex::new(server)), time_limit).await
}

/// The commands in a file, which a session can queue: no device meets those that it cannot.
fn commands(path: &Path) -> Result<String, String> {
    let explain = |error: &dyn Error| {
        format!(
            "{}: {error}; --commands takes a file with SyncML commands, as examples/commands.xml",
            path.display()
        )
    };
    let text = fs::read_to_string(path).map_err(|error| explain(&error))?;
    let queued = ServerSession::new("").queue(text.as_bytes());
    queued.map_err(|error| explain(&error))?;
    Ok(text)
}
