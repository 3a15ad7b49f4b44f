//! A management server: sends every device that calls the commands of some files, and keeps the answers in a database.
//!
//! `cargo run --example server -- --listen 127.0.0.1:8080 --commands examples/commands.xml --user Bruce2 --password OhBehave`
//!
//! ```text
//! http         connections, which are bounded
//! proofs       by what both ends prove who they are
//! management   what is said to whom, and why nothing is done twice whatever dies
//! dialogue     a session with a device, and what of the queue is in it
//! store        what is kept: a trait, SQLite, PostgreSQL
//! ```
//!
//! Somebody who has not proved who he is costs it little, whatever he sends: connections, their time, what is kept of him and lines of the log are
//! bounded. With no `--user`, everybody is believed.
#![allow(
    clippy::print_stdout,
    reason = "a terminal user wants to see what happens"
)]

mod dialogue;
mod failure;
mod http;
mod key;
mod management;
mod proofs;
mod store;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use csp_session::ServerSession;
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use management::Server;
use proofs::Proofs;
use store::{Database, Pool};

/// Serves devices over HTTP.
#[derive(Parser)]
struct Options {
    /// Where to listen; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// The URL at which devices find the server, where they do not call it directly: that of the balancer, for example.
    #[arg(long)]
    url: Option<String>,
    /// A file with commands for every device: SyncML without a header. May be given several times.
    #[arg(long)]
    commands: Vec<PathBuf>,
    /// Where sessions, queues and answers are kept: a file (SQLite), or the URL of a database as postgres://user:password@host/name (PostgreSQL).
    #[arg(long, default_value = "server.sqlite")]
    database: String,
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
    let batches = options.commands.iter().map(|path| commands(path));
    let batches = batches.collect::<Result<Vec<_>, _>>()?;
    let listener = TcpListener::bind(&options.listen).await.map_err(|error| {
        format!(
            "cannot listen on {}: {error}; name an address of this machine where nobody listens, as `--listen 127.0.0.1:8080`; port 0 takes any that is free",
            options.listen
        )
    })?;
    let database = Database::new(&options.database);
    let pool = spawn_blocking(move || Pool::open(database, &batches)).await?;
    let pool = pool.map_err(|error| -> Box<dyn Error> { error })?;
    let listens = format!("http://{}/", listener.local_addr()?);
    println!("listening on {listens}");
    let server = Server {
        url: options.url.unwrap_or(listens),
        proofs: options.proofs,
        max_message: options.max_message,
    };
    let time_limit = Duration::from_secs(options.time_limit);
    http::serve(listener, Arc::new(server), Arc::new(pool), time_limit).await
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
