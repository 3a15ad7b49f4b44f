//! `csp admx syncml`: a profile that sets a policy, and ingests its template before.

use std::process::ExitCode;

use admx::Policy;
use clap::Args;
use csp_profile::{Carrier, Profile, write};
use quick_xml::escape::escape;

use super::filled::{self, Filled};
use crate::convert::{carrier, tell_losses};
use crate::error::CommandError;
use crate::{notes, output};

/// Where a template is ingested (Microsoft's page "Win32 and Desktop Bridge app ADMX policy Ingestion").
const INSTALL: &str = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall";

/// Writes a profile that sets a policy.
///
/// The payload is that of `csp admx payload`, escaped as the carrier wants it.
#[derive(Args)]
#[command(
    after_help = "Exit code: 0 with a profile, 1 when a value is wrong or missing, there is no such node, or the carrier cannot hold it, 2 when called wrongly."
)]
pub(super) struct Syncml {
    #[command(flatten)]
    filled: Filled,
    /// Adds the template before: the policy of an app is there only once its template is.
    #[arg(long)]
    ingest: bool,
    /// What to write: every carrier of `csp convert`.
    #[arg(long, value_name = "CARRIER", default_value = "fleet", value_parser = carrier())]
    to: Carrier,
}

impl Syncml {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let set = self.filled.read()?;
        let policy = self.filled.policy(&set)?;
        let payload = self.filled.payload(policy)?;
        let mut commands = if self.ingest {
            self.install(policy)?
        } else {
            String::new()
        };
        commands += &command("Replace", self.filled.uri(), &payload);
        let profile = Profile::read(policy.name(), commands.as_bytes(), None);
        let profiles = [profile.map_err(CommandError::new)?];
        let written = write(&profiles, self.to);
        tell_losses(&written.losses, &profiles);
        output::print(|out| out.write_all(written.text.as_bytes()))?;
        Ok(if written.is_whole() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// The command that ingests the template of a policy, under the app that the URI names.
    fn install(&self, policy: Policy<'_>) -> Result<String, CommandError> {
        let file = policy.file();
        let app = filled::app(self.filled.uri());
        let app = app
            .filter(|app| policy.ingested_area(app).is_some())
            .ok_or_else(|| {
                CommandError::new(
                    "--ingest is for policies of apps: Windows has its own templates already",
                )
            })?;
        for key in policy.blocked_keys() {
            notes::note(format_args!(
                "warning: a device refuses {key} to ingested policies"
            ));
        }
        let name = file.name();
        let (id, _) = name.rsplit_once('.').unwrap_or((name, ""));
        let uri = format!("{INSTALL}/{app}/Policy/{id}");
        // Its bytes are those of the message: a declaration would say another encoding perhaps.
        let text = file.source().text().trim_start();
        let text = match text.strip_prefix("<?xml") {
            Some(rest) => rest.split_once("?>").map_or(text, |(_, rest)| rest),
            None => text,
        };
        Ok(command("Add", &uri, text.trim_start()))
    }
}

fn command(verb: &str, uri: &str, data: &str) -> String {
    let (uri, data) = (escape(uri), escape(data));
    format!(
        "<{verb}><Item><Target><LocURI>{uri}</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">chr</Format>\
         <Type xmlns=\"syncml:metinf\">text/plain</Type></Meta><Data>{data}</Data></Item></{verb}>\n"
    )
}
