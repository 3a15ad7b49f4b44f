//! `csp.toml`: settings of a folder of profiles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde::Deserialize;

use super::asked::UnknownNodes;
use super::sets::Sets;
use crate::error::CommandError;

const NAME: &str = "csp.toml";

/// The file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    lint: Config,
}

/// What the file says of `csp lint`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Config {
    pub(super) ddf: Vec<PathBuf>,
    pub(super) overlay: Vec<PathBuf>,
    pub(super) admx: Vec<PathBuf>,
    pub(super) newer_admx: Vec<PathBuf>,
    pub(super) dialect: Option<String>,
    pub(super) os_build: Option<String>,
    pub(super) edition: Option<String>,
    pub(super) fleet_version: Option<String>,
    pub(super) unknown_nodes: Option<UnknownNodes>,
    pub(super) sets: Option<Sets>,
    pub(super) select: Vec<String>,
    pub(super) ignore: Vec<String>,
    pub(super) severity: BTreeMap<String, String>,
    pub(super) pedantic: bool,
    pub(super) fail_on: Option<String>,
    pub(super) baseline: Option<PathBuf>,
    /// Rules that do not run in files, by patterns of their paths.
    pub(super) per_file_ignores: BTreeMap<String, Vec<String>>,
    /// The folder of the file.
    #[serde(skip)]
    pub(super) folder: PathBuf,
}

impl Config {
    /// What the file says that is nearest to the current folder; nothing where there is none.
    pub(crate) fn here() -> Result<Self, CommandError> {
        match env::current_dir().ok().as_deref().and_then(Self::path) {
            Some(path) => Self::read(&path),
            None => Ok(Self::default()),
        }
    }

    /// The file of the nearest folder upwards, where there is one.
    pub(crate) fn path(folder: &Path) -> Option<PathBuf> {
        let mut paths = folder.ancestors().map(|folder| folder.join(NAME));
        paths.find(|path| path.is_file())
    }

    /// What a file says; its paths are those from its folder.
    pub(crate) fn read(path: &Path) -> Result<Self, CommandError> {
        let text = fs::read_to_string(path).map_err(|error| CommandError::io(path, &error))?;
        let file: File = toml::from_str(&text).map_err(|error| {
            let message = format!("{}: {}", path.display(), error.to_string().trim_end());
            CommandError::Other(message, ExitCode::from(2))
        })?;
        let mut config = file.lint;
        config.folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let folder = config.folder.clone();
        let paths = config
            .ddf
            .iter_mut()
            .chain(&mut config.admx)
            .chain(&mut config.newer_admx);
        for path in paths.chain(&mut config.baseline) {
            *path = folder.join(&path);
        }
        // `microsoft` is a word, no file.
        for path in config
            .overlay
            .iter_mut()
            .filter(|path| path.as_os_str() != "microsoft")
        {
            *path = folder.join(&path);
        }
        Ok(config)
    }
}
