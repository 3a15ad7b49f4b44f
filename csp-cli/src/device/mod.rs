//! `csp device`: a simulated Windows device that is managed over HTTP.

mod bounds;
mod connection;
mod dialogue;
mod done;
mod fleet;
mod fleet_report;
mod kept;
mod outcome;
mod proofs;
mod report;
mod server;
mod tally;
mod trust;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use csp_device::Device;
use csp_session::{DevInfo, DeviceSession};
use syncml::Encoding;
use ureq::tls::RootCerts;

use crate::error::CommandError;
use crate::notes;
use crate::simulated::Simulated;
use bounds::Bounds;
use connection::Connection;
use dialogue::Dialogue;
use fleet::Fleet;
use kept::Memory;
use proofs::{Nonces, Proofs};
use report::Report;
use server::ServerUrl;
use tally::Tally;
use trust::Trust;

/// Is managed by a server over HTTP, as a Windows device is: one session.
///
/// The device has five CSPs, unless --ddf names others: ApplicationControl, EnrollmentStatusTracking, EnterpriseAppManagement,
/// EnterpriseDesktopAppManagement and EnterpriseModernAppManagement. It keeps their trees in memory, by the rules of their definitions. It calls the
/// server, answers what it is asked until the server has nothing more to ask, and says how that ended.
///
/// Only the server at URL is called: redirects are not followed, and no proxy is used.
#[derive(Args)]
#[command(after_help = "\
The state is the file of `csp respond`: a JSON object from LocURI to value. Before each answer is sent it has what the answer acknowledges. FILE.session beside it has the nonces for the next session and, while one goes on, the session with its tree: where the program was ended, or the server did not answer, the next run with the same URL and --id goes on by sending its last message again. Passwords are not kept.

Exit code: 0 when all was said; 1 when a definition, the state or a file is faulty; 2 when called wrongly; 3 when one end gave up (Alert 1223) or a message was refused as a whole; 4 when one end could not prove who it is; 5 when the server did not answer, or not with success (2xx); 6 when its answer was no SyncML of this session; 7 when the session had more messages than --max-messages or took longer than --timeout, or the run more than --total-messages or --total-timeout. With --count, the largest code of a device.")]
pub(crate) struct DeviceCommand {
    /// The server's URL, as `http://127.0.0.1:8080/` or `https://mdm.example.com/`.
    #[arg(value_name = "URL")]
    server: ServerUrl,
    #[command(flatten)]
    simulated: Simulated,
    /// The device's identifier: DevId, and what it calls itself in its messages.
    #[arg(
        long,
        value_name = "ID",
        default_value = "0123456789ABCDEF0123456789ABCDEF",
        value_parser = NonEmptyStringValueParser::new()
    )]
    id: String,
    /// Begin the session in WBXML (DMAcc's DefaultEncoding). What answers a message is in the encoding of that message.
    #[arg(long)]
    wbxml: bool,
    #[command(flatten)]
    trust: Trust,
    #[command(flatten)]
    proofs: Proofs,
    /// Where the device's tree is kept between runs.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    #[command(flatten)]
    fleet: Fleet,
    #[command(flatten)]
    bounds: Bounds,
    /// Say on standard error what the server asked and what was answered, a line for each command, status and value.
    #[arg(long, short)]
    verbose: bool,
    /// How the outcome is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A few lines for people.
    Text,
    /// One JSON object.
    Json,
}

impl DeviceCommand {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let roots = self.trust.roots(&self.server)?;
        match self.fleet.count() {
            Some(count) => {
                let device = self.fleet.share(count, self.simulated.copied()?);
                self.run_fleet(count, &device, &roots)
            }
            None => self.run_one(self.simulated.device()?, &roots),
        }
    }

    fn run_one(&self, mut device: Device, roots: &RootCerts) -> Result<ExitCode, CommandError> {
        let hold = |path| Memory::hold(path, &self.server, &self.id);
        let memory = self.state.as_deref().map(hold).transpose()?;
        let resumed = match &memory {
            Some(memory) => memory.recall(&mut device, &self.proofs)?,
            None => None,
        };
        let mut session = match resumed {
            Some(session) => {
                let server = &self.server;
                notes::note(format_args!("the last session with {server} goes on"));
                session
            }
            None => {
                let nonces = memory.as_ref().map(Memory::nonces).transpose()?;
                self.session(&self.id, &nonces.unwrap_or_default())?
            }
        };
        let begun = Instant::now();
        let mut tally = Tally::default();
        let mut dialogue = Dialogue {
            memory: memory.as_ref(),
            ..self.dialogue(roots, &mut device, &mut session, &mut tally)
        };
        let outcome = dialogue.run()?;
        if let Some(memory) = &memory {
            memory.keep_end(&session, &outcome)?;
        }
        let report = Report {
            server: &self.server,
            device: &self.id,
            session: session.id(),
            outcome: &outcome,
            tally: &tally,
            seconds: begun.elapsed().as_secs_f64(),
        };
        match self.format {
            Format::Text => report.print_text()?,
            Format::Json => report.print_json()?,
        }
        Ok(ExitCode::from(outcome.exit_code()))
    }

    fn run_fleet(
        &self,
        count: u32,
        device: &Device,
        roots: &RootCerts,
    ) -> Result<ExitCode, CommandError> {
        let run = self.fleet.begin();
        let report = self
            .fleet
            .run(count, device, &run, |number, device, tally| {
                let id = format!("{}-{number}", self.id);
                let mut session = self.session(&id, &Nonces::default())?;
                let mut dialogue = Dialogue {
                    left: self.bounds.begin(Some(&run)),
                    ..self.dialogue(roots, device, &mut session, tally)
                };
                dialogue.run()
            })?;
        match self.format {
            Format::Text => report.print_text()?,
            Format::Json => report.print_json(&self.server)?,
        }
        Ok(ExitCode::from(report.exit_code()))
    }

    /// A session with the server, which is kept nowhere.
    fn dialogue<'d>(
        &self,
        roots: &RootCerts,
        device: &'d mut Device,
        session: &'d mut DeviceSession,
        tally: &'d mut Tally,
    ) -> Dialogue<'d> {
        let max_body = device.limits().message.message_bytes;
        Dialogue {
            connection: Connection::new(&self.server, roots.clone(), max_body),
            left: self.bounds.begin(None),
            device,
            session,
            tally,
            memory: None,
            asks_server: self.proofs.ask_server(),
            is_told: self.verbose,
        }
    }

    /// A session with a SessionID of its own: two bytes of the clock, in hexadecimal.
    fn session(&self, device: &str, nonces: &Nonces) -> Result<DeviceSession, CommandError> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let millis = since.map_err(CommandError::new)?.as_millis();
        let id = format!("{:X}", millis & 0xFFFF);
        let info = DevInfo::new(device);
        let session = DeviceSession::new(id, self.server.to_string(), info).with_large_objects();
        let session = if self.wbxml {
            session.with_encoding(Encoding::WBXML)
        } else {
            session
        };
        Ok(self.proofs.on(session, nonces))
    }
}
