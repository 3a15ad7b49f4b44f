//! The list of own files: which files of a folder were generated there, each with the root path of its module and the definitions that gave it.
//!
//! A header is no proof: other generators write `// @generated` too. So a run overwrites and deletes what this list names and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::error::Error;
use crate::field::{conflict, escape, unescape};
use crate::output::Output;
use crate::parallel;

/// The name of the list, beside the files.
pub(crate) const LIST: &str = ".csp-codegen";

const HEAD: &str = "# Generated files of this folder, each with the path of its CSP and the definitions that it comes from. A run deletes those whose definitions it reads and that it no longer generates.\n";

/// The files of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Own {
    files: BTreeMap<String, Listed>,
}

/// What a list says of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The path of the module's roots without the scope: `Vendor/MSFT/WiFi`. The index has none, nor has what a list of an earlier form names.
    root: Option<String>,
    /// The definitions that gave it, as paths from the folder.
    pub definitions: BTreeSet<String>,
}

impl Listed {
    /// What modules of one root path have in common: Windows takes names in any case.
    pub(crate) fn key(&self) -> Option<String> {
        self.root.as_deref().map(str::to_ascii_lowercase)
    }
}

impl Own {
    /// Reads the list of a folder; one that is not there names nothing.
    pub(crate) fn load(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(LIST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Error::Io(path, error)),
        };
        let mut own = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (file, rest) = line.split_once(' ').unwrap_or((line, ""));
            if !is_module(file) {
                let no_module = || format!("`{file}` is no file of a module");
                let reason = conflict(line).unwrap_or_else(no_module);
                let reason = format!("line {number}: {reason}");
                let error = io::Error::new(io::ErrorKind::InvalidData, reason);
                return Err(Error::Io(path, error));
            }
            let listed = own.files.entry(file.to_owned()).or_default();
            // The way to a definition begins otherwise.
            let (root, definition) = match rest.strip_prefix("./") {
                Some(rest) => rest.split_once(' ').unwrap_or((rest, "")),
                None => ("", rest),
            };
            if !root.is_empty() {
                listed.root = Some(unescape(root));
            }
            if !definition.is_empty() {
                listed.definitions.insert(definition.to_owned());
            }
        }
        Ok(own)
    }

    /// What a run generates into a folder.
    pub(crate) fn of(output: &Output, folder: &Path) -> Self {
        let base = whole(folder);
        let files = output.files().iter();
        let paths: BTreeSet<&str> = files
            .flat_map(|file| file.definitions())
            .map(String::as_str)
            .collect();
        let paths: Vec<&str> = paths.into_iter().collect();
        // The system looks at every folder on the way to each.
        let ways = parallel::map(&paths, |path| from(&base, &whole(Path::new(path))));
        let ways: BTreeMap<&str, String> = paths.into_iter().zip(ways).collect();
        let mut own = Self::default();
        own.files.insert("mod.rs".to_owned(), Listed::default());
        for file in output.files() {
            let definitions = file.definitions().iter();
            let definitions = definitions.filter_map(|path| ways.get(path.as_str()).cloned());
            let listed = Listed {
                root: Some(file.root().to_owned()),
                definitions: definitions.collect(),
            };
            own.files.insert(file.name().to_owned(), listed);
        }
        own
    }

    /// What the list says of a file.
    pub(crate) fn get(&self, file: &str) -> Option<&Listed> {
        self.files.get(file)
    }

    /// The files and what the list says of them, in the order of their names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Listed)> {
        self.files
            .iter()
            .map(|(file, listed)| (file.as_str(), listed))
    }

    /// What modules are of, as [`Listed::key`] has it.
    pub(crate) fn keys(&self) -> BTreeSet<String> {
        self.files.values().filter_map(Listed::key).collect()
    }

    pub(crate) fn insert(&mut self, file: &str, listed: &Listed) {
        self.files.insert(file.to_owned(), listed.clone());
    }

    pub(crate) fn text(&self) -> String {
        let mut text = String::from(HEAD);
        for (file, listed) in &self.files {
            let mut module = file.clone();
            if let Some(root) = &listed.root {
                module.push_str(" ./");
                escape(root, &mut module);
            }
            if listed.definitions.is_empty() {
                let _ = writeln!(text, "{module}");
            }
            for definition in &listed.definitions {
                let _ = writeln!(text, "{module} {definition}");
            }
        }
        text
    }
}

/// Whether a definition of the list is still there: a file, or one in a zip, into which is not looked.
pub(crate) fn is_there(folder: &Path, definition: &str) -> bool {
    folder.join(definition).exists() || above(definition).any(|zip| folder.join(zip).is_file())
}

/// What a path of the list stands in, the nearest first.
pub(crate) fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/')
        .rev()
        .filter_map(move |(slash, _)| path.get(..slash))
}

/// A path from the root of its file system. What does not exist, as a file in a zip, stands below what does.
pub(crate) fn whole(path: &Path) -> PathBuf {
    let real = |above: &Path| {
        let below = path.strip_prefix(above).ok()?;
        Some(fs::canonicalize(above).ok()?.join(below))
    };
    fs::canonicalize(path)
        .ok()
        .or_else(|| path.ancestors().skip(1).find_map(real))
        .or_else(|| std::path::absolute(path).ok())
        .unwrap_or_else(|| path.to_owned())
}

/// The way from a folder to a path, with slashes on every system.
pub(crate) fn from(folder: &Path, path: &Path) -> String {
    let (folder, parts): (Vec<_>, Vec<_>) =
        (folder.components().collect(), path.components().collect());
    let common = folder
        .iter()
        .zip(&parts)
        .take_while(|(a, b)| a == b)
        .count();
    let up = folder.iter().skip(common).map(|_| "..".to_owned());
    let down = parts.iter().skip(common).map(|part| match part {
        Component::RootDir => String::new(),
        part => part.as_os_str().to_string_lossy().into_owned(),
    });
    // Two drives have nothing in common, and there is no way from one to the other.
    let way: Vec<String> = match common {
        0 => down.collect(),
        _ => up.chain(down).collect(),
    };
    if way.is_empty() {
        ".".to_owned()
    } else {
        way.join("/").replace(['\r', '\n'], "_")
    }
}

/// Whether a name can be that of a generated file: nothing leads out of the folder.
pub(crate) fn is_module(file: &str) -> bool {
    file.strip_suffix(".rs").is_some_and(|stem| {
        !stem.is_empty() && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}
