//! `csp respond`: a device on the command line.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use admx::PolicySet;
use clap::Args;
use csp_device::Device;
use csp_profile::{Carrier, Profile};
use ddf::Report;
use syncml::Encoding;

use crate::error::CommandError;
use crate::explain::{Context, explain_exchange};
use crate::message::MessageFile;
use crate::output;
use crate::pretty::pretty;
use crate::simulated::Simulated;
use crate::state::StateFile;
use crate::wbxml::readable;

/// Answers one SyncML message as a Windows device does.
///
/// The device has five CSPs, unless --ddf names others: ApplicationControl, EnrollmentStatusTracking, EnterpriseAppManagement,
/// EnterpriseDesktopAppManagement and EnterpriseModernAppManagement. It keeps their trees in memory, by the rules of their definitions. The reply
/// goes to standard output as it would go over the wire, in WBXML where the message is WBXML; where the protocol sends none, nothing does.
#[derive(Args)]
#[command(after_help = "\
The state is one JSON object from LocURI to value: keys are percent-encoded as on the wire and begin as the definitions root them; values are strings as on the wire, or null for an interior node. It is read before the message and may set what a server cannot; parents are implied. Where the message changed something, it is written after, sorted, with the nodes that have a stored value or were created: {\"./Device/Vendor/MSFT/X/Name\": \"value\"}. What is below ./User says whose it is, ./User:megan/Vendor/MSFT/X; read without a name, it belongs to whoever is signed in. Two keys for one node are an error. A FILE that is not there is an empty state; one that cannot be written serves messages that change nothing. Several runs with one FILE wait for each other; the one at work has .FILE.csp-new beside it.

Exit code: 0 when the message was understood, whatever the statuses in the reply; 1 when a definition, the state or a file is faulty; 2 when the input is no SyncML message (standard error says line and column, or in WBXML the byte, counted from 0), or when called wrongly.")]
pub(crate) struct Respond {
    /// A file with a SyncML message, or with commands without a header around them; `-` or nothing is standard input.
    #[arg(value_name = "REQUEST", default_value = "-", hide_default_value = true)]
    request: MessageFile,
    #[command(flatten)]
    simulated: Simulated,
    /// Where the device's tree is kept between messages.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Print the reply indented, and below it what failed, why, and what to do, as `csp explain` says it.
    #[arg(long)]
    explain: bool,
}

impl Respond {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let mut device = self.simulated.device()?;
        // Before the state is held: whoever sends the message may take his time.
        let message = self.request.read()?;
        let reply = match &self.state {
            Some(path) => self.handle_with_state(path, &mut device, &message)?,
            None => self.handle(&mut device, &message)?,
        };
        if self.explain {
            return self.tell(device, &message, &reply);
        }
        output::print(|out| {
            out.write_all(&reply)?;
            let is_text = Encoding::of(&reply) == Encoding::Xml && !reply.is_empty();
            if is_text && io::stdout().is_terminal() {
                writeln!(out)
            } else {
                Ok(())
            }
        })?;
        Ok(ExitCode::SUCCESS)
    }

    /// The reply for people, and what it means.
    fn tell(
        &self,
        mut device: Device,
        message: &[u8],
        reply: &[u8],
    ) -> Result<ExitCode, CommandError> {
        let lacks_ingest = sends_template(message) && !self.simulated.takes_templates(&mut device);
        let advice = if lacks_ingest {
            "\n\nThe message sends a template (ADMXInstall): with --ingest the device takes it."
        } else {
            ""
        };
        let mut context = Context {
            device: &mut device,
            policies: &PolicySet::default(),
            is_shipped: false,
            build: self.simulated.os_build,
            edition: self.simulated.edition,
        };
        let text = if reply.is_empty() {
            "The protocol sends no reply to this message.".to_owned()
        } else {
            let about = explain_exchange(&mut context, message, reply);
            let text = readable(reply).unwrap_or_else(|| pretty(reply));
            format!("{}\n\n{}{advice}", text.trim_end(), about.trim_end())
        };
        output::print(|out| writeln!(out, "{text}"))?;
        Ok(ExitCode::SUCCESS)
    }

    fn handle(&self, device: &mut Device, message: &[u8]) -> Result<Vec<u8>, CommandError> {
        device.handle(message).map_err(|error| {
            let mut text = format!("{}: {error}", self.request.name());
            if is_definition(message) {
                let path = self.request.path();
                let file = path.map_or("FILE".to_owned(), |path| path.display().to_string());
                text += &format!("; this is a DDF: `--ddf {file}` makes a device of it, which then answers a message");
            } else if let Some(carrier) = other_carrier(message) {
                let path = self.request.path();
                let file = path.map_or("-".to_owned(), |path| path.display().to_string());
                text += &format!("; this is {carrier}: `csp convert {file} --to syncml` makes a message of it");
            }
            CommandError::Other(text, ExitCode::from(2))
        })
    }

    /// Between reading the state and replacing it nobody else does either.
    fn handle_with_state(
        &self,
        path: &Path,
        device: &mut Device,
        message: &[u8],
    ) -> Result<Vec<u8>, CommandError> {
        let file = StateFile::hold(path).map_err(|error| CommandError::io(path, &error))?;
        let state = file
            .load()
            .map_err(|error| CommandError::io(path, &error))?;
        let loaded = device.load_state(&state);
        loaded.map_err(|error| CommandError::at(path, error))?;
        let before = device.save_state();
        let reply = self.handle(device, message)?;
        let after = device.save_state();
        // Whoever reads the reply may rely on the state: what is acknowledged is stored first. A message that changed nothing leaves the file as it
        // was written by hand.
        if after != before {
            file.save(&after)
                .map_err(|error| CommandError::at(path, error))?;
        }
        Ok(reply)
    }
}

/// Whether a message names the node to which templates are sent; in WBXML texts stand as they are.
fn sends_template(message: &[u8]) -> bool {
    let name = b"/ADMXInstall/";
    message.windows(name.len()).any(|part| part == name)
}

/// The carrier of what should be a message and is a profile of another tool.
fn other_carrier(bytes: &[u8]) -> Option<Carrier> {
    let profile = Profile::read("", bytes, None).ok()?;
    let carrier = profile.carrier;
    let is_message = matches!(carrier, Carrier::Fleet | Carrier::SyncMl);
    let mut settings = profile.settings();
    let has_nodes = settings.any(|(_, setting)| setting.address.is_some());
    (!is_message && has_nodes).then_some(carrier)
}

/// Whether what should be a message is a DDF, faulty or not.
fn is_definition(bytes: &[u8]) -> bool {
    let source = ddf::decode("", bytes.to_vec());
    source.is_ok_and(|source| ddf::parse(&source, &mut Report::new()).is_some())
}
