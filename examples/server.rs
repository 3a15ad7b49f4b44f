//! A management server on axum: sends every device that calls the commands of some files, and keeps the answers.
//!
//! `cargo run --example server -- --listen 127.0.0.1:8080 --commands examples/commands.xml`
#![allow(
    clippy::print_stdout,
    reason = "a terminal user wants to see what happens"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use clap::Parser;
use csp_examples::{CONTENT_TYPE, MAX_BODY, file, lines, nonce};
use csp_runtime::session::{BatchId, Challenge, Credentials, ServerSession};
use csp_runtime::syncml::Message;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

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
    /// The name with which a device must prove itself, by MD5.
    #[arg(long, requires = "password")]
    user: Option<String>,
    #[arg(long)]
    password: Option<String>,
    /// The bytes of the largest message that the server takes.
    #[arg(long)]
    max_message: Option<u64>,
}

/// What the server knows of a device. This is what `--state` keeps.
#[derive(Default, Clone, Serialize, Deserialize)]
struct Record {
    /// Commands that the device has not answered.
    todo: Vec<String>,
    /// Commands with the device's answer.
    done: Vec<(String, String)>,
    /// The nonce for which the device proves itself next.
    #[serde(default)]
    nonce: Vec<u8>,
}

/// A session that goes on, and the commands that it is about.
struct Dialogue {
    session: ServerSession,
    batches: BTreeMap<BatchId, String>,
}

struct Server {
    options: Options,
    url: String,
    commands: Vec<String>,
    records: BTreeMap<String, Record>,
    /// By device and SessionID.
    dialogues: BTreeMap<(String, String), Dialogue>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let listener = TcpListener::bind(&options.listen).await?;
    let url = format!("http://{}/", listener.local_addr()?);
    println!("listening on {url}");
    let commands = options.commands.iter().map(fs::read_to_string);
    let server = Server {
        commands: commands.collect::<Result<_, _>>()?,
        records: match &options.state {
            Some(path) => file::load(path)?,
            None => BTreeMap::new(),
        },
        dialogues: BTreeMap::new(),
        url,
        options,
    };
    let app = Router::new()
        .route("/", post(handle))
        .layer(DefaultBodyLimit::max(MAX_BODY as usize))
        .with_state(Arc::new(Mutex::new(server)));
    Ok(axum::serve(listener, app).await?)
}

async fn handle(State(server): State<Arc<Mutex<Server>>>, body: Bytes) -> Response {
    let mut server = server.lock().unwrap_or_else(PoisonError::into_inner);
    match server.answer(&body) {
        Ok(answer) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], answer).into_response(),
        Err(error) => {
            println!("refused: {error}");
            (StatusCode::BAD_REQUEST, error.to_string()).into_response()
        }
    }
}

impl Server {
    /// Answers a message of a device's.
    fn answer(&mut self, body: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
        let header = Message::parse(body)?.header.into_owned();
        let device = header.source.uri.into_owned();
        show(&device, "<-", body);
        let key = (device.clone(), header.session_id.into_owned());
        if !self.dialogues.contains_key(&key) {
            let dialogue = self.begin(&device, &header.msg_id)?;
            self.dialogues.insert(key.clone(), dialogue);
        }
        let dialogue = self.dialogues.get_mut(&key).ok_or("no session")?;
        let answer = dialogue.session.receive(body)?;
        let record = self.records.entry(device.clone()).or_default();
        // What a stranger was given does not take the place of what the device has.
        if let Some(met) = dialogue.session.challenge().filter(|asked| asked.is_met()) {
            record.nonce = met.nonce().to_vec();
        }
        for answer in dialogue.session.take_answers() {
            let Some(commands) = dialogue.batches.remove(&answer.batch) else {
                continue;
            };
            if let Some(place) = record.todo.iter().position(|todo| *todo == commands) {
                record.todo.remove(place);
            }
            let answer = String::from_utf8_lossy(&answer.message).into_owned();
            record.done.push((commands, answer));
        }
        // What a device said is kept before it is told that it was heard.
        if let Some(path) = &self.options.state {
            file::save(path, &self.records)?;
        }
        show(&device, "->", &answer);
        Ok(answer)
    }

    /// Begins a session with what the device has still to do. One that began before this program did cannot go on: the device is told to begin
    /// another.
    fn begin(&mut self, device: &str, msg_id: &str) -> Result<Dialogue, Box<dyn Error>> {
        let mut session = ServerSession::new(&self.url).with_large_objects();
        let mut batches = BTreeMap::new();
        if msg_id != "1" {
            session.abort();
            return Ok(Dialogue { session, batches });
        }
        self.dialogues.retain(|(of, _), _| of != device);
        if let (Some(user), Some(password)) = (&self.options.user, &self.options.password) {
            // Without a nonce no digest is taken: the device is given one first.
            let known = self.records.get(device);
            let nonce_due = known.map_or_else(Vec::new, |record| record.nonce.clone());
            let expected = Credentials::md5(user, password, nonce_due);
            session = session.with_challenge(Challenge::new(expected, nonce));
        }
        if let Some(bytes) = self.options.max_message {
            session = session.with_max_message(bytes);
        }
        let new = || Record {
            todo: self.commands.clone(),
            ..Record::default()
        };
        let record = self.records.entry(device.to_owned()).or_insert_with(new);
        for commands in &record.todo {
            batches.insert(session.queue(commands.as_bytes())?, commands.clone());
        }
        Ok(Dialogue { session, batches })
    }
}

fn show(device: &str, arrow: &str, message: &[u8]) {
    for line in lines::of(arrow, message) {
        println!("{device} {line}");
    }
}
