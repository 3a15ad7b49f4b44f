//! `csp explain`: what a number, a node, a line of the log or a reply means, and what to do.

mod answer;
mod answered;
mod code;
mod joined;
mod log_line;
mod node;
mod reply;
mod rule;
mod sent;
mod snippet;
mod subject;
mod write;

pub(crate) use answered::Context;
pub(crate) use reply::explain_exchange;
pub(crate) use sent::Request;
pub(crate) use subject::Subject;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use admx::PolicySet;
use clap::{Args, ValueEnum};
use csp_device::Device;
use csp_schema::{Edition, OsBuild};
use syncml::Limits;

use crate::definitions::Definitions;
use crate::error::CommandError;
use crate::output;
use answer::Answer;

/// Says what a status, an error, a node, a line of the event log or a reply means, why, and what to do.
#[derive(Args)]
#[command(after_help = "\
WHAT is one of these:
  404, Status 404                     a status of SyncML
  0x87D1FDE8, 2278686184, -2016281112 an HRESULT, in hexadecimal, decimal or signed decimal
  uri-unknown-node                    a rule of csp lint
  event 809                           an event of the log of device management
  ./Device/Vendor/MSFT/X/Y            a LocURI: what its definition says, with a command for each verb
  \"MDM ConfigurationManager: ...\"     a line of the log, as it is copied
  reply.xml                           a file with a device's reply, or with a line of the log; `-` is standard input

Causes stand in order: what the command, the definition and the device show comes first, then what is possible, the likeliest first. What no public document says is marked as observed.

JSON is one object with `kind` (status, hresult, rule, event, locuri, reply), `text` (what text prints) and details.

Exit code: 0 when there was something to say; 1 when a file or a definition is faulty; 2 when WHAT is none of these.")]
pub(crate) struct Explain {
    /// What is to be explained; several words are one text.
    #[arg(required = true, value_name = "WHAT", allow_negative_numbers = true)]
    what: Vec<String>,
    /// What was sent: of a reply the request, of a status, an error, an event or a line of the log a request or a profile. Its LocURIs and values tell why commands failed.
    #[arg(long, value_name = "FILE")]
    request: Option<PathBuf>,
    #[command(flatten)]
    definitions: Definitions,
    /// The device's Windows: a release (`24H2`, `Windows 10 22H2`) or a build (`26100`).
    #[arg(long, value_name = "BUILD")]
    os_build: Option<OsBuild>,
    /// The device's edition, by name (`pro`) or number (`48`, `0x30`).
    #[arg(long, value_name = "EDITION")]
    edition: Option<Edition>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

impl Explain {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let subject = self.subject()?;
        if self.request.is_some() && !subject.takes_request() {
            let reason = "`--request` goes with a reply, a number, an event or a line of the log";
            return Err(CommandError::Other(reason.to_owned(), ExitCode::from(2)));
        }
        let request = self.request.as_deref().map(request).transpose()?;
        let (mut device, policies) = if subject.is_of_nodes() || request.is_some() {
            self.known()?
        } else {
            (Device::new(), PolicySet::default())
        };
        let mut context = Context {
            device: &mut device,
            policies: &policies,
            is_shipped: self.definitions.are_shipped(),
            build: self.os_build,
            edition: self.edition,
        };
        self.print(subject.explain(&mut context, request.as_ref())?)?;
        Ok(ExitCode::SUCCESS)
    }

    /// The definitions, as a device has them, and the templates.
    fn known(&self) -> Result<(Device, PolicySet), CommandError> {
        self.definitions.note_shipped("--ddf");
        self.definitions.device()
    }

    fn print(&self, answer: Answer) -> Result<(), CommandError> {
        output::print(|out| match self.format {
            Format::Text => writeln!(out, "{}", answer.text()),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &answer.json())?;
                writeln!(out)
            }
        })
    }

    /// What kind of thing the words are.
    fn subject(&self) -> Result<Subject, CommandError> {
        let what = self.what.join(" ");
        let path = Path::new(&what);
        if what == "-" || path.is_file() {
            let bytes = read(path)?;
            if bytes.len() > Limits::default().message_bytes {
                return Err(CommandError::Other(
                    format!("{what}: it is longer than any message or line of the log"),
                    ExitCode::from(2),
                ));
            }
            // A reply is XML, in UTF-16 or behind a mark of the byte order too.
            if bytes.iter().take(8).any(|byte| *byte == b'<') {
                return Ok(Subject::Reply(bytes));
            }
            let text = String::from_utf8(bytes).map_err(|_| unknown(&what))?;
            return Subject::of_text(&text).ok_or_else(|| unknown(&text));
        }
        Subject::of_text(&what).ok_or_else(|| unknown(&what))
    }
}

/// What was sent.
fn request(path: &Path) -> Result<Request, CommandError> {
    Ok(Request {
        name: path.to_string_lossy().into_owned(),
        bytes: read(path)?,
    })
}

/// The bytes of a file or of standard input, one more than a message may have at most.
fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let most = Limits::default().message_bytes as u64 + 1;
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| CommandError::io(path, &error))?;
    Ok(bytes)
}

fn unknown(what: &str) -> CommandError {
    let what: String = what.trim().chars().take(60).collect();
    let text = format!(
        "`{what}` is nothing that can be explained: write a status (`404`), an HRESULT (`0x87D1FDE8`, `-2016281112`), an event (`event 809`), \
         a LocURI (`./Device/Vendor/MSFT/..`), a line of the event log, or the file of a reply"
    );
    CommandError::Other(text, ExitCode::from(2))
}
