//! The device that a command simulates: its definitions, its Windows, and who is signed in.

use std::process::ExitCode;
use std::time::SystemTime;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use csp_device::{Device, Profile};
use csp_ingest::BlockedKeys;
use csp_schema::{Edition, OsBuild};

use crate::definitions::Definitions;
use crate::error::CommandError;

/// Which device it is.
#[derive(Args)]
pub(crate) struct Simulated {
    #[command(flatten)]
    definitions: Definitions,
    /// Who is signed in: what is below ./User is theirs alone.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "user",
        value_parser = NonEmptyStringValueParser::new(),
        conflicts_with = "no_user"
    )]
    user: String,
    /// Nobody is signed in: what is below ./User is answered with 405.
    #[arg(long)]
    no_user: bool,
    /// The device's Windows: a release (`24H2`, `Windows 10 22H2`) or a build (`26100`, `10.0.26100.1742`). What is not available on it is answered
    /// with 405; without this everything is available.
    #[arg(long, value_name = "BUILD")]
    pub(crate) os_build: Option<OsBuild>,
    /// The device's edition, by name (`pro`, `enterprise`, `iot-enterprise`) or number (`48`, `0x30`). What it does not have is answered with 405.
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<Edition>,
    /// Follow the letter of OMA DM where Windows differs: Replace never creates a node.
    #[arg(long)]
    strict: bool,
    /// Take templates (ADMX files) by ADMXInstall, and offer their policies. A device whose definitions have ADMXInstall does so by itself; many at
    /// once do not.
    #[arg(long)]
    ingest: bool,
}

/// Where templates are sent to (Microsoft's page "Policy CSP").
const ADMX_INSTALL: &str = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall";

impl Simulated {
    /// The device, with nothing stored in it.
    pub(crate) fn device(&self) -> Result<Device, CommandError> {
        let mut device = self.plain()?;
        if self.takes_templates(&mut device) {
            let ingesting = csp_ingest::mount(device, BlockedKeys::default());
            device = ingesting.map_err(CommandError::new)?;
        }
        Ok(device)
    }

    /// Whether the device takes templates.
    pub(crate) fn takes_templates(&self, device: &mut Device) -> bool {
        self.ingest || device.node(ADMX_INSTALL).is_some()
    }

    /// One that can be copied: what takes templates is a single device's.
    pub(crate) fn copied(&self) -> Result<Device, CommandError> {
        if self.ingest {
            let message = "--ingest is for a single device: many do not take templates";
            return Err(CommandError::Other(message.to_owned(), ExitCode::from(2)));
        }
        self.plain()
    }

    fn plain(&self) -> Result<Device, CommandError> {
        let (mut device, _) = self.definitions.device()?;
        device.set_user((!self.no_user).then_some(self.user.as_str()));
        if self.strict {
            device = device.with_profile(Profile::Strict);
        }
        device = device.with_build(self.os_build).with_edition(self.edition);
        device.set_now(SystemTime::now());
        Ok(device)
    }
}
