//! A device that is managed over HTTP: the five CSPs of `csp-windows`, served from memory.
//!
//! `cargo run --example device -- --server http://127.0.0.1:8080/`
#![allow(
    clippy::print_stdout,
    reason = "a terminal user wants to see what happens"
)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Parser;
use csp_examples::{CONTENT_TYPE, MAX_BODY, file, lines};
use csp_runtime::Device;
use csp_runtime::session::{Credentials, DevInfo, DeviceSession, End, Step};
use csp_windows::{
    application_control, enrollment_status_tracking, enterprise_app_management,
    enterprise_desktop_app_management, enterprise_modern_app_management,
};

/// Keeps one session with a management server.
#[derive(Parser)]
struct Options {
    /// The server's URL.
    #[arg(long)]
    server: String,
    /// The device's identifier.
    #[arg(long, default_value = "0123456789ABCDEF0123456789ABCDEF")]
    id: String,
    /// Where the management tree is kept between sessions: a JSON object from LocURI to value. The server's nonce is kept beside it.
    #[arg(long)]
    state: Option<PathBuf>,
    /// The name with which the device proves itself, by MD5, when the server asks.
    #[arg(long, requires = "password")]
    user: Option<String>,
    #[arg(long)]
    password: Option<String>,
    /// The bytes of the largest message that the device takes.
    #[arg(long)]
    max_message: Option<u64>,
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = Options::parse();
    let mut device = Device::new()
        .mount(application_control::in_memory())?
        .mount(enrollment_status_tracking::in_memory())?
        .mount(enterprise_app_management::in_memory())?
        .mount(enterprise_desktop_app_management::in_memory())?
        .mount(enterprise_modern_app_management::in_memory())?;
    if let Some(path) = &options.state {
        device.load_state(&file::load(path)?)?;
    }

    let mut session = begin(&options)?;
    let mut next = Step::Send(session.start(&mut device)?);
    let end = loop {
        let message = match next {
            Step::Send(message) => message,
            Step::End(end) => break end,
        };
        show("->", &message);
        let answer = post(&options.server, &message)?;
        show("<-", &answer);
        device.set_now(SystemTime::now());
        next = session.receive(&mut device, &answer)?;
        // What the server is told next must be true whatever happens to this program: apply, save, send.
        if let Some(path) = &options.state {
            file::save(path, &device.save_state())?;
            file::save(&nonce_file(path), &session.nonce())?;
        }
    };
    println!("the session is over: {end:?}");
    Ok(match end {
        End::Complete => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// A session with a SessionID of its own: two bytes of the clock, in hexadecimal.
fn begin(options: &Options) -> Result<DeviceSession, Box<dyn Error>> {
    let millis = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let id = format!("{:X}", millis & 0xFFFF);
    println!("session {id} with {}", options.server);
    let info = DevInfo::new(&options.id);
    let mut session = DeviceSession::new(id, &options.server, info).with_large_objects();
    if let (Some(user), Some(password)) = (&options.user, &options.password) {
        let nonce: Vec<u8> = match &options.state {
            Some(path) => file::load(&nonce_file(path))?,
            None => Vec::new(),
        };
        session = session.with_credentials(Credentials::md5(user, password, nonce));
    }
    if let Some(bytes) = options.max_message {
        session = session.with_max_message(bytes);
    }
    Ok(session)
}

/// Where the nonce is kept that the server gave last.
fn nonce_file(state: &Path) -> PathBuf {
    state.with_extension("nonce")
}

/// Sends a message, and again when the answer is lost: the server runs nothing twice.
fn post(server: &str, message: &[u8]) -> Result<Vec<u8>, ureq::Error> {
    let once = || {
        let mut response = ureq::post(server)
            .content_type(CONTENT_TYPE)
            .send(message)?;
        let body = response.body_mut().with_config().limit(MAX_BODY);
        body.read_to_vec()
    };
    for _ in 0..20 {
        match once() {
            Err(error @ (ureq::Error::Io(_) | ureq::Error::ConnectionFailed)) => {
                println!("no answer ({error}): sending it again");
                sleep(Duration::from_millis(100));
            }
            done => return done,
        }
    }
    once()
}

fn show(arrow: &str, message: &[u8]) {
    for line in lines::of(arrow, message) {
        println!("{line}");
    }
}
