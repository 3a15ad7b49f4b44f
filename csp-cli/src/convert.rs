//! `csp convert`: a profile in the form of another tool.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use csp_profile::{Carrier, Loss, LossKind, MAX_BYTES, Profile, ReadError, write};

use crate::error::CommandError;
use crate::{notes, output};

/// Writes a profile in the form of another tool.
///
/// Reads SyncML messages, commands as Fleet takes them, Intune's custom policies (Graph JSON), documents of declared configuration, provisioning documents and tables (CSV) with a column `OMA-URI`,
/// and finds out from the content which it is. The result goes to standard output; what it cannot hold, and what of the input is wrong or not understood, goes to standard error with file, line and
/// column. CmdIDs are numbered anew.
#[derive(Args)]
#[command(after_help = "\
fleet: commands alone. syncml: a message with its header, or with an empty one. intune: one policy as an object, several as an array, named after the file where they have no name. windc: one document for each context and scenario, with an id made from what is in it; those that are there stay as they are. wap: a provisioning document. csv: Verb,OMA-URI,Format,Type,Value,Name,Description.

Exit code: 0 when the result holds every setting and every container (a `note` says what reads differently); 1 when something is left out (each an `error`; the rest is written all the same), or a file cannot be read; 2 when a file is no profile (nothing is written), or when called wrongly.")]
pub(crate) struct Convert {
    /// A file, or a folder whose `.xml`, `.json` and `.csv` files become one; `-` is standard input.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// What to write.
    #[arg(long, value_name = "CARRIER", value_parser = carrier())]
    to: Carrier,
    /// What the input is written in, where its content does not show it.
    #[arg(long, value_name = "CARRIER", value_parser = carrier())]
    from: Option<Carrier>,
}

/// Reads the name of a carrier.
pub(crate) fn carrier() -> impl clap::builder::TypedValueParser<Value = Carrier> {
    PossibleValuesParser::new(Carrier::ALL.map(Carrier::name))
        .try_map(|name| name.parse::<Carrier>())
}

/// Says what a carrier cannot hold of profiles, and what it holds in another way.
pub(crate) fn tell_losses(losses: &[Loss], profiles: &[Profile]) {
    for loss in losses {
        let severity = match loss.kind {
            LossKind::Changed => "note",
            LossKind::LeftOut => "error",
        };
        notes::note(format_args!("{severity}: {}", loss.display(profiles)));
    }
}

impl Convert {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let profiles = self.profiles()?;
        let mut is_whole = true;
        for profile in &profiles {
            let name = profile.source.name();
            for fault in &profile.faults {
                let position = profile.source.position(fault.place.start);
                let severity = if fault.kind.is_read() {
                    "note"
                } else {
                    "error"
                };
                is_whole &= fault.kind.is_read();
                notes::note(format_args!(
                    "{severity}: {name}:{position}: {}",
                    fault.message
                ));
            }
        }
        let written = write(&profiles, self.to);
        tell_losses(&written.losses, &profiles);
        output::print(|out| out.write_all(written.text.as_bytes()))?;
        Ok(if is_whole && written.is_whole() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    fn profiles(&self) -> Result<Vec<Profile>, CommandError> {
        if self.path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            let most = MAX_BYTES as u64 + 1;
            let read = io::stdin().lock().take(most).read_to_end(&mut bytes);
            read.map_err(|error| CommandError::io(&self.path, &error))?;
            return Ok(vec![self.read("standard input", &bytes)?]);
        }
        let paths = if self.path.is_dir() {
            files(&self.path).map_err(|error| CommandError::io(&self.path, &error))?
        } else {
            vec![self.path.clone()]
        };
        if paths.is_empty() {
            return Err(CommandError::at(
                &self.path,
                "the folder has no `.xml`, `.json` or `.csv` file",
            ));
        }
        let profiles = paths.iter().map(|path| {
            let mut bytes = Vec::new();
            let most = MAX_BYTES as u64 + 1;
            let read =
                fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
            read.map_err(|error| CommandError::io(path, &error))?;
            self.read(&path.display().to_string(), &bytes)
        });
        profiles.collect()
    }

    fn read(&self, name: &str, bytes: &[u8]) -> Result<Profile, CommandError> {
        let no_profile =
            |error: ReadError| CommandError::Other(error.to_string(), ExitCode::from(2));
        Profile::read(name, bytes, self.from).map_err(no_profile)
    }
}

/// The files of a folder that may be profiles, sorted.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_one = |extension: &str| {
            ["xml", "json", "csv"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(extension))
        };
        if path
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(is_one)
            && path.is_file()
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
