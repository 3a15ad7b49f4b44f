//! `csp explain`: what a number, a node, a line of the log or a reply means, and what to do.

mod answered;
mod code;
mod joined;
mod log_line;
mod node;
mod reply;
mod rule;
mod sent;
mod snippet;
mod write;

pub(crate) use answered::Context;
pub(crate) use reply::explain_exchange;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use csp_explain::{Code, table};
use csp_profile::lint::{self, Rule};
use csp_schema::{Edition, OsBuild};
use serde_json::{Map, Value};
use syncml::{Limits, StatusCode};

use crate::definitions::Definitions;
use crate::error::CommandError;
use crate::{notes, output};
use code::About;
use sent::Sent;

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

/// What is said of something.
struct Answer {
    kind: &'static str,
    text: String,
    details: Map<String, Value>,
}

/// What is to be explained.
enum Subject {
    Code(Code),
    Event(u32),
    LocUri(String),
    LogLine(String),
    Rule(&'static Rule),
    Reply(Vec<u8>),
}

impl Explain {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let subject = self.subject()?;
        if self.request.is_some() && matches!(subject, Subject::LocUri(_) | Subject::Rule(_)) {
            let reason = "`--request` goes with a reply, a number, an event or a line of the log";
            return Err(CommandError::Other(reason.to_owned(), ExitCode::from(2)));
        }
        let answer = match subject {
            Subject::Code(code) => {
                let status = match code {
                    Code::Status(status) => Some(status),
                    Code::Error(_) => code.wrapped_status(),
                };
                let error = match code {
                    Code::Error(number) => Some(number),
                    Code::Status(_) => None,
                };
                self.with_sent(code::explain(code, About::Nothing), status, error)?
            }
            Subject::Event(number) => {
                let error = table::event(number).and_then(|row| row.error);
                self.with_sent(code::explain_event(number), None, error)?
            }
            Subject::LocUri(uri) => node::explain(&mut self.context()?, &uri),
            Subject::Rule(rule) => rule::explain(rule),
            Subject::LogLine(line) => {
                let sent = self.sent()?;
                log_line::explain(&mut self.context()?, &line, sent.as_ref())
            }
            Subject::Reply(bytes) => {
                let request = self.request.as_deref().map(read).transpose()?;
                reply::explain(&mut self.context()?, &bytes, request.as_deref())
                    .map_err(|error| CommandError::Other(error, ExitCode::from(2)))?
            }
        };
        self.print(answer)?;
        Ok(ExitCode::SUCCESS)
    }

    /// What was sent.
    fn sent(&self) -> Result<Option<Sent>, CommandError> {
        let path = self.request.as_deref();
        path.map(|path| Sent::new(path, &read(path)?)).transpose()
    }

    /// An answer, with what of the file that was sent shows why.
    fn with_sent(
        &self,
        mut answer: Answer,
        status: Option<StatusCode>,
        error: Option<u32>,
    ) -> Result<Answer, CommandError> {
        if let Some(sent) = self.sent()? {
            let (text, settings) = sent.explain(&mut self.context()?, status, error);
            answer.text.push_str(&text);
            answer.details.insert("settings".to_owned(), settings);
        }
        Ok(answer)
    }

    fn context(&self) -> Result<Context, CommandError> {
        if self.definitions.are_shipped() {
            notes::note(
                "note: nodes are looked up in the five definitions that come with csp; --ddf names others",
            );
        }
        let (device, policies) = self.definitions.device()?;
        Ok(Context {
            device,
            policies,
            is_shipped: self.definitions.are_shipped(),
            build: self.os_build,
            edition: self.edition,
        })
    }

    fn print(&self, answer: Answer) -> Result<(), CommandError> {
        let Answer {
            kind,
            text,
            mut details,
        } = answer;
        output::print(|out| match self.format {
            Format::Text => writeln!(out, "{}", text.trim_end()),
            Format::Json => {
                details.insert("kind".to_owned(), kind.into());
                details.insert("text".to_owned(), text.trim_end().into());
                serde_json::to_writer_pretty(&mut *out, &details)?;
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
            let is_xml = bytes.iter().take(8).any(|byte| *byte == b'<');
            return match (is_xml, String::from_utf8(bytes)) {
                (true, Ok(text)) => Ok(Subject::Reply(text.into_bytes())),
                (true, Err(error)) => Ok(Subject::Reply(error.into_bytes())),
                (false, Ok(text)) => subject_of(text.trim()).ok_or_else(|| unknown(&text)),
                (false, Err(_)) => Err(unknown(&what)),
            };
        }
        subject_of(what.trim()).ok_or_else(|| unknown(&what))
    }
}

fn subject_of(text: &str) -> Option<Subject> {
    if let Some(code) = Code::parse(text) {
        return Some(Subject::Code(code));
    }
    if let Some(number) = event_number(text) {
        return Some(Subject::Event(number));
    }
    if let Some(rule) = lint::rule(text) {
        return Some(Subject::Rule(rule));
    }
    if log_line::is_one(text) {
        return Some(Subject::LogLine(text.to_owned()));
    }
    let is_address = text.starts_with("./") || text.contains("/MSFT/");
    is_address.then(|| Subject::LocUri(text.to_owned()))
}

/// `event 404`, `Event ID: 404`.
fn event_number(text: &str) -> Option<u32> {
    let word = text
        .get(..5)
        .filter(|word| word.eq_ignore_ascii_case("event"));
    let rest = text.get(word?.len()..)?.trim_start_matches([' ', ':']);
    let rest = match rest.get(..2) {
        Some(id) if id.eq_ignore_ascii_case("id") => rest.get(2..)?.trim_start_matches([' ', ':']),
        _ => rest,
    };
    rest.parse().ok()
}

/// The bytes of a file or of standard input, one more than a message may have at most.
fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let most = Limits::default().message_bytes as u64 + 1;
    let mut bytes = Vec::new();
    let read = match path.as_os_str() == "-" {
        true => io::stdin().lock().take(most).read_to_end(&mut bytes),
        false => fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)),
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
