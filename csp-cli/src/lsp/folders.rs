//! What files are checked by: the arguments, and the `csp.toml` of each folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::{env, fs};

use csp_lsp::{Checks, Sites};

use super::sites::sites;
use crate::error::CommandError;
use crate::lint::{Asked, Baseline, Config, Settings, Shown};

/// What files are checked by, folder by folder.
pub(super) struct Folders {
    asked: Asked,
    /// By the path of `csp.toml`, where there is one.
    known: BTreeMap<Option<PathBuf>, Known>,
}

struct Known {
    /// Each file of settings with its text, `None` where it cannot be read: what is known holds as long as they are the same.
    files: Vec<(PathBuf, Option<String>)>,
    checks: Result<Rc<Checks>, String>,
}

impl Folders {
    pub(super) fn new(asked: Asked) -> Self {
        Self {
            asked,
            known: BTreeMap::new(),
        }
    }
}

impl csp_lsp::Settings for Folders {
    fn of(&mut self, path: Option<&Path>) -> Result<Rc<Checks>, String> {
        let folder = path.and_then(Path::parent).map(Path::to_owned);
        let folder = folder.or_else(|| env::current_dir().ok());
        let file = folder.as_deref().and_then(Config::path);
        if let Some(known) = self.known.get(&file).filter(|known| known.holds()) {
            return known.checks.clone();
        }
        let known = Known::read(&self.asked, file.as_deref());
        let checks = known.checks.clone();
        self.known.insert(file, known);
        checks
    }

    fn forget(&mut self) {
        self.known.clear();
    }
}

impl Known {
    fn read(asked: &Asked, file: Option<&Path>) -> Self {
        let mut files: Vec<PathBuf> = file.map(Path::to_owned).into_iter().collect();
        let checks = checks(asked, file, &mut files);
        let checks = checks.map(Rc::new).map_err(|error| error.in_words());
        let files = files.into_iter();
        Self {
            files: files
                .map(|path| {
                    let text = fs::read_to_string(&path).ok();
                    (path, text)
                })
                .collect(),
            checks,
        }
    }

    fn holds(&self) -> bool {
        let mut files = self.files.iter();
        files.all(|(path, text)| fs::read_to_string(path).ok() == *text)
    }
}

/// Reads what is asked for. Of the files that it rests on, those that are settings are added.
fn checks(
    asked: &Asked,
    file: Option<&Path>,
    files: &mut Vec<PathBuf>,
) -> Result<Checks, CommandError> {
    let config = file.map(Config::read).transpose()?.unwrap_or_default();
    let settings = Settings::new(asked, config)?;
    let baseline = match &settings.baseline {
        Some(path) => {
            files.push(path.clone());
            Baseline::read(path)?
        }
        None => Baseline::default(),
    };
    settings.definitions.note_shipped("--ddf or csp.toml");
    let (linter, model) = settings.linter()?;
    Ok(Checks {
        linter,
        sites: model.as_ref().map_or_else(Sites::new, sites),
        hide: Box::new(move |path, findings| {
            let mut shown = Shown::of(&settings, &baseline, path);
            findings.retain(|finding| shown.has(finding));
        }),
    })
}
