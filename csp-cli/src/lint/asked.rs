//! What decides what is found: the arguments that `csp lint` and `csp lsp` have in common.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use csp_profile::lint::{Dialect, FleetVersion, Level};
use csp_schema::{Edition, OsBuild};

use crate::definitions::Definitions;
use crate::policies::Policies;

/// What decides what is found.
#[derive(Args, Clone, Default)]
pub(crate) struct Asked {
    /// Whom the profiles are for: auto, fleet, intune, plain, windc. `auto` tells it from each file.
    #[arg(long, value_name = "DIALECT", value_parser = dialect)]
    pub(super) dialect: Option<DialectArgument>,
    #[command(flatten)]
    pub(super) definitions: Definitions,
    /// The templates that are coming, as those of a newer Windows: what payloads lack for them is a warning. As --admx; may be given several times.
    #[arg(long = "newer-admx", value_name = "PATH")]
    newer: Vec<PathBuf>,
    /// The devices' Windows: a release (`24H2`, `Windows 10 22H2`) or a build (`26100`).
    #[arg(long, value_name = "BUILD")]
    pub(super) os_build: Option<OsBuild>,
    /// The devices' edition, by name (`pro`) or number (`48`, `0x30`).
    #[arg(long, value_name = "EDITION")]
    pub(super) edition: Option<Edition>,
    /// The version of Fleet that profiles for it are uploaded to (`4.78`); without it, the latest that csp knows.
    #[arg(long, value_name = "VERSION")]
    pub(super) fleet_version: Option<FleetVersion>,
    /// What is said of nodes that no definition has: error, warn, ignore. Without it, they are errors below a CSP whose definition was named with --ddf.
    #[arg(long, value_name = "LEVEL")]
    pub(super) unknown_nodes: Option<UnknownNodes>,
    /// Runs these rules alone.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Does not run these rules.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Gives a rule another level: `uri-case=error`.
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', value_parser = severity)]
    pub(super) severity: Vec<(String, Level)>,
    /// Shows what is worth knowing, too.
    #[arg(long)]
    pub(super) pedantic: bool,
}

impl Asked {
    /// The templates that are coming.
    pub(super) fn newer(&self) -> Policies {
        Policies::of(&self.newer)
    }
}

/// A dialect, or `auto`.
#[derive(Clone, Copy)]
pub(super) struct DialectArgument(pub(super) Option<Dialect>);

fn dialect(name: &str) -> Result<DialectArgument, String> {
    match name {
        "auto" => Ok(DialectArgument(None)),
        name => name.parse().map(|dialect| DialectArgument(Some(dialect))),
    }
}

fn severity(text: &str) -> Result<(String, Level), String> {
    let (rule, level) = text.split_once('=').ok_or("write RULE=LEVEL")?;
    Ok((rule.to_owned(), level.parse()?))
}

#[derive(Clone, Copy, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum UnknownNodes {
    Error,
    Warn,
    Ignore,
}
