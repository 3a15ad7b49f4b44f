//! The manifest of the crate around the modules: written once, its features kept up to date.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::own::whole;
use crate::package::Package;
use crate::replace::replace;
use crate::write::{is_link, refused};
use crate::{Difference, Error, Output, emit};

/// Behind this line of a manifest, the features are generated; what stands before it belongs to the crate's author.
const MARK: &str = "# generated features\n";

impl Output {
    /// How the manifest of the crate around `folder` differs: the nearest `Cargo.toml` upwards, when it has a line
    /// `# generated features`.
    ///
    /// With a package, a manifest in `folder` itself that is not there is a difference too.
    ///
    /// # Errors
    ///
    /// A manifest that cannot be read; with a package, one that is there without that line.
    pub fn compare_manifest(
        &self,
        folder: &Path,
        package: Option<&Package<'_>>,
    ) -> Result<Option<Difference>, Error> {
        let manifest = self.manifest(folder, package)?;
        Ok(manifest.map(|(change, _text)| change))
    }

    /// Brings the manifest in line; before the line `# generated features`, one that is there keeps its text.
    ///
    /// # Errors
    ///
    /// As for [`compare_manifest`](Self::compare_manifest), and a manifest that cannot be written.
    pub fn write_manifest(
        &self,
        folder: &Path,
        package: Option<&Package<'_>>,
    ) -> Result<Option<Difference>, Error> {
        let Some((change, text)) = self.manifest(folder, package)? else {
            return Ok(None);
        };
        let path = change.path();
        fs::create_dir_all(folder).map_err(|error| Error::Io(folder.to_owned(), error))?;
        replace(path, &text)?;
        Ok(Some(change))
    }

    /// The manifest as it will be, unless it is so already.
    fn manifest(
        &self,
        folder: &Path,
        package: Option<&Package<'_>>,
    ) -> Result<Option<(Difference, String)>, Error> {
        let found = self.manifest_difference(folder, package)?;
        match &found {
            Some((difference, _)) if is_link(difference.path()) => {
                let reason = "it is a link, and what it points to would be changed; remove it";
                Err(refused(difference.path(), reason))
            }
            _ => Ok(found),
        }
    }

    fn manifest_difference(
        &self,
        folder: &Path,
        package: Option<&Package<'_>>,
    ) -> Result<Option<(Difference, String)>, Error> {
        let own = folder.join("Cargo.toml");
        let found = match package {
            Some(_) => read(&own)?.map(|text| (own.clone(), text)),
            None => nearest(folder)?,
        };
        if let Some((path, text)) = found {
            return match text.split_once(MARK) {
                Some((head, before)) => {
                    let features = self.features_in(folder)?;
                    let text = format!("{head}{MARK}{features}");
                    Ok((before != features).then_some((Difference::Changed(path), text)))
                }
                None if package.is_some() => Err(unmarked(path)),
                None => Ok(None),
            };
        }
        let Some(package) = package else {
            return Ok(None);
        };
        let (head, features) = (emit::manifest(package), self.features_in(folder)?);
        let text = format!("{head}{MARK}{features}");
        Ok(Some((Difference::Created(own), text)))
    }
}

/// Whether the nearest `Cargo.toml` from `folder` upwards asks for the features of the modules, by its line `# generated features`.
pub(crate) fn lists_features(folder: &Path) -> Result<bool, Error> {
    Ok(nearest(folder)?.is_some_and(|(_, text)| text.contains(MARK)))
}

/// The manifest of the crate that a folder belongs to, called from where the folder is called from.
fn nearest(folder: &Path) -> Result<Option<(PathBuf, String)>, Error> {
    let absolute = |path: &Path| {
        std::path::absolute(path).map_err(|error| Error::Io(folder.to_owned(), error))
    };
    // What is above `../modules` is not what stands before it.
    let climbs = folder.components().any(|part| part == Component::ParentDir);
    let from = if climbs {
        whole(folder)
    } else {
        absolute(folder)?
    };
    for ancestor in from.ancestors() {
        let path = ancestor.join("Cargo.toml");
        let Some(text) = read(&path)? else {
            continue;
        };
        let here = folder.is_relative().then(|| absolute(Path::new(".")));
        let called = match here.transpose()? {
            Some(here) => path.strip_prefix(here).map(Path::to_owned).ok(),
            None => None,
        };
        return Ok(Some((called.unwrap_or(path), text)));
    }
    Ok(None)
}

fn read(path: &Path) -> Result<Option<String>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::Io(path.to_owned(), error)),
    }
}

fn unmarked(path: PathBuf) -> Error {
    let reason = format!(
        "the manifest was not generated; add the line `{}` at the end of its `[features]`",
        MARK.trim_end()
    );
    Error::Io(path, io::Error::new(io::ErrorKind::AlreadyExists, reason))
}
