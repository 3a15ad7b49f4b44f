//! `csp wbxml`: the binary form of SyncML, as XML and back.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use syncml::wbxml::{from_xml, to_xml};
use syncml::{Encoding, Error, Limits};

use crate::error::CommandError;
use crate::message::MessageFile;
use crate::notes;
use crate::output;

/// Turns WBXML, the binary form of SyncML, into XML and XML into it.
///
/// Each element becomes the same element, whether or not the message makes sense to a device.
#[derive(Args)]
#[command(after_help = "\
Exit code: 0 when the document was read; 1 when the file cannot be read; 2 when it is no WBXML or no XML (standard error says the byte, counted from 0, and why), or when called wrongly.")]
pub(crate) struct Wbxml {
    #[command(subcommand)]
    direction: Direction,
}

#[derive(Subcommand)]
enum Direction {
    /// Prints WBXML as XML, an element on each line.
    ///
    /// A comment before it says what XML does not carry: the version, the string table, attributes that were left out, and where octets are that
    /// became base64. A tree (TNDS) inside of a value becomes its XML.
    Decode(Document),
    /// Prints XML as WBXML 1.3 without a string table.
    ///
    /// White space around elements is left out; that of a Data stays. The elements inside of a Data become its text, and base64 becomes octets where
    /// the Format is bin. Commands without a message around them get one. Standard error says which attributes are left out.
    Encode(Document),
}

#[derive(Args)]
struct Document {
    /// A file; `-` or nothing is standard input.
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    file: MessageFile,
}

impl Wbxml {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let limits = Limits::default();
        let bytes = match &self.direction {
            Direction::Decode(document) => {
                let xml = to_xml(&document.file.read()?, &limits);
                let xml = xml.map_err(|error| document.refuse(&error))?;
                [comment(&xml.notes).as_bytes(), &xml.bytes].concat()
            }
            Direction::Encode(document) => {
                let bytes = document.file.read()?;
                if Encoding::of(&bytes) != Encoding::Xml {
                    let text = format!("{}: byte 0: this is WBXML already", document.file.name());
                    return Err(CommandError::Other(text, ExitCode::from(2)));
                }
                let wbxml = from_xml(&bytes, &limits).map_err(|error| document.refuse(&error))?;
                for note in &wbxml.notes {
                    notes::note(format_args!("{}: {note}", document.file.name()));
                }
                wbxml.bytes
            }
        };
        output::print(|out| out.write_all(&bytes))?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Document {
    fn refuse(&self, error: &Error) -> CommandError {
        let (name, offset) = (self.file.name(), error.offset());
        let place = if error.to_string().starts_with("byte ") {
            format!("byte {offset}")
        } else {
            format!(
                "byte {offset} (line {}, column {})",
                error.line(),
                error.column()
            )
        };
        let text = format!("{name}: {place}: {}", error.message());
        CommandError::Other(text, ExitCode::from(2))
    }
}

/// The notes as a comment, which may not have two hyphens in it.
fn comment(notes: &[String]) -> String {
    // Twice, since every second pair of a longer run is left.
    let lines = notes
        .join("\n     ")
        .replace("--", "- -")
        .replace("--", "- -");
    format!("<!-- {lines} -->\n")
}

/// WBXML as people read it; `None` for what is none.
pub(crate) fn readable(message: &[u8]) -> Option<String> {
    let xml = match Encoding::of(message) {
        Encoding::Xml => return None,
        Encoding::Wbxml(_) => to_xml(message, &Limits::default()).ok()?,
    };
    String::from_utf8(xml.bytes).ok()
}
