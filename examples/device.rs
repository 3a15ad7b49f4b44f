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
use csp_device::Device;
use csp_examples::{MAX_BODY, file, lines};
use csp_session::{Credentials, DevInfo, DeviceSession, End, SavedDeviceSession, Secrets, Step};
use csp_windows::{
    application_control, enrollment_status_tracking, enterprise_app_management,
    enterprise_desktop_app_management, enterprise_modern_app_management,
};
use serde::{Deserialize, Serialize};
use syncml::Encoding;
use ureq::http::{StatusCode, Uri};

/// Keeps one session with a management server.
#[derive(Parser)]
struct Options {
    /// The server's URL, as `http://127.0.0.1:8080/`.
    #[arg(long, value_parser = url)]
    server: String,
    /// The device's identifier.
    #[arg(long, default_value = "0123456789ABCDEF0123456789ABCDEF")]
    id: String,
    /// Where the management tree is kept between sessions: a JSON object from LocURI to value. The server's nonce is kept beside it, and a session
    /// that this program was ended in, which then goes on.
    #[arg(long)]
    state: Option<PathBuf>,
    /// The name with which the device proves itself, by MD5, when the server asks.
    #[arg(long, requires = "password")]
    user: Option<String>,
    #[arg(long, requires = "user")]
    password: Option<String>,
    /// The bytes of the largest message that the device takes.
    #[arg(long)]
    max_message: Option<u64>,
}

fn main() -> ExitCode {
    csp_examples::end(keep_session(&Options::parse()))
}

fn keep_session(options: &Options) -> Result<ExitCode, Box<dyn Error>> {
    let mut device = Device::new()
        .mount(application_control::in_memory())?
        .mount(enrollment_status_tracking::in_memory())?
        .mount(enterprise_app_management::in_memory())?
        .mount(enterprise_desktop_app_management::in_memory())?
        .mount(enterprise_modern_app_management::in_memory())?;
    if let Some(path) = &options.state {
        let loaded = device.load_state(&file::load(path)?);
        loaded.map_err(|error| format!("{}: {error}", path.display()))?;
    }

    let (mut session, first) = match resume(options)? {
        Some(session) => {
            println!("the last session with {} goes on", options.server);
            let first = session.last_message().to_vec();
            (session, first)
        }
        None => {
            let mut session = begin(options)?;
            let first = session.start(&mut device)?;
            (session, first)
        }
    };
    let end = talk(options, &mut device, &mut session, first);
    if let (Err(_), Some(path)) = (&end, &options.state) {
        // What failed once would fail again: the next session is another one.
        file::save(&session_file(path), &None::<Kept>)?;
    }
    let end = end?;
    println!("the session is over: {}", in_words(end));
    Ok(match end {
        End::Complete => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Sends a message and what there is to say to the answers, until the session is over.
fn talk(
    options: &Options,
    device: &mut Device,
    session: &mut DeviceSession,
    first: Vec<u8>,
) -> Result<End, Box<dyn Error>> {
    let mut next = Step::Send(first);
    loop {
        let message = match next {
            Step::Send(message) => message,
            Step::End(end) => return Ok(end),
        };
        show("->", &message);
        let answer = post(&options.server, &message)?;
        show("<-", &answer);
        device.set_now(SystemTime::now());
        let received = session.receive(device, &answer);
        next = received.map_err(|error| format!("the answer of {}: {error}", options.server))?;
        // What the server is told next must be true whatever happens to this program: apply, save, send.
        if let Some(path) = &options.state {
            file::save(path, &device.save_state())?;
            file::save(&nonce_file(path), &session.nonce())?;
            let goes_on = session.end().is_none();
            file::save(
                &session_file(path),
                &goes_on.then(|| Kept::of(session, options)),
            )?;
        }
    }
}

/// A session that goes on when the program was ended amid it. The password is not kept with it: it comes from the command line again.
#[derive(Serialize, Deserialize)]
struct Kept {
    server: String,
    id: String,
    nonce: Option<Vec<u8>>,
    session: SavedDeviceSession,
}

impl Kept {
    fn of(session: &DeviceSession, options: &Options) -> Self {
        let secrets = session.secrets();
        Self {
            server: options.server.clone(),
            id: options.id.clone(),
            nonce: secrets.credentials().map(|who| who.nonce().to_vec()),
            session: session.save(),
        }
    }
}

/// The session that was kept, where it is this device's with this server. Its last message is sent again: a server that had it answers as before.
fn resume(options: &Options) -> Result<Option<DeviceSession>, Box<dyn Error>> {
    let Some(path) = &options.state else {
        return Ok(None);
    };
    let path = session_file(path);
    let kept: Option<Kept> = file::load(&path)?;
    let is_this = |kept: &Kept| kept.server == options.server && kept.id == options.id;
    let Some(kept) = kept.filter(is_this) else {
        return Ok(None);
    };
    let mut secrets = Secrets::none();
    if let (Some(user), Some(password), Some(nonce)) =
        (&options.user, &options.password, kept.nonce)
    {
        secrets = secrets.with_credentials(Credentials::md5(user, password, nonce));
    }
    let session = DeviceSession::resume(kept.session, secrets);
    let session = session.map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Some(session))
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

fn in_words(end: End) -> String {
    match end {
        End::NotAuthenticated => format!("{end}; --user and --password have to be the server's"),
        _ => end.to_string(),
    }
}

/// Where the nonce is kept that the server gave last.
fn nonce_file(state: &Path) -> PathBuf {
    state.with_extension("nonce")
}

/// Where a session is kept between two messages.
fn session_file(state: &Path) -> PathBuf {
    state.with_extension("session")
}

/// The URL of a server, as text.
fn url(text: &str) -> Result<String, String> {
    let is_http = |url: &Uri| url.scheme_str() == Some("http") && url.host().is_some();
    if text.parse::<Uri>().is_ok_and(|url| is_http(&url)) {
        Ok(text.to_owned())
    } else {
        Err("a URL is needed as http://127.0.0.1:8080/ is one; https is not built into this example".to_owned())
    }
}

/// Sends a message, and again when the answer is lost: the server runs nothing twice.
fn post(server: &str, message: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let once = || {
        let request = ureq::post(server).config().http_status_as_error(false);
        let request = request
            .build()
            .content_type(Encoding::of(message).media_type());
        let mut response = request.send(message)?;
        let body = response.body_mut().with_config().limit(MAX_BODY);
        Ok((body.read_to_vec()?, response.status()))
    };
    let mut answer = once();
    for _ in 0..20 {
        let why = match &answer {
            Err(error @ (ureq::Error::Io(_) | ureq::Error::ConnectionFailed)) => error.to_string(),
            Ok((_, status @ StatusCode::SERVICE_UNAVAILABLE)) => status.to_string(),
            _ => break,
        };
        println!("no answer ({why}): sending it again");
        sleep(Duration::from_millis(100));
        answer = once();
    }
    match answer {
        Ok((body, status)) if status.is_success() => Ok(body),
        Ok((body, status)) => {
            let reason = lines::clean(&String::from_utf8_lossy(&body));
            Err(format!("{server} answered {status}: {reason}").into())
        }
        Err(error) => {
            let address = server.trim_start_matches("http://");
            let address = address.split('/').next().unwrap_or(address);
            Err(format!("{server}: {error}; where no server runs, `cargo run --example server -- --listen {address}` starts one").into())
        }
    }
}

fn show(arrow: &str, message: &[u8]) {
    for line in lines::of(arrow, message) {
        println!("{line}");
    }
}
