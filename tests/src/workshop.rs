//! Crates made from generated code: a cargo workspace below the target directory, and cargo run in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files::root;

/// A workspace of generated crates. Its files are written when cargo is run; only what changed is, so that builds are as incremental as any.
pub struct Workshop {
    folder: PathBuf,
    files: BTreeMap<PathBuf, String>,
}

impl Workshop {
    /// A workspace called `name` in cargo's folder for the tests' own files, `env!("CARGO_TARGET_TMPDIR")`.
    pub fn new(tmpdir: &str, name: &str) -> Self {
        Self {
            folder: Path::new(tmpdir).join(name),
            files: BTreeMap::new(),
        }
    }

    /// Puts a file into the workspace.
    pub fn file(&mut self, path: impl AsRef<Path>, text: impl Into<String>) {
        self.files.insert(path.as_ref().to_owned(), text.into());
    }

    /// Makes `package` a member: `manifest` is its manifest after name and version, which begins with further keys of `[package]`.
    pub fn package(&mut self, package: &str, manifest: &str) {
        let manifest = format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\npublish = false\n{manifest}"
        );
        self.file(Path::new(package).join("Cargo.toml"), manifest);
    }

    /// The right side of a dependency on a crate of this repository.
    pub fn dependency(krate: &str) -> String {
        format!("{{ path = {:?} }}", root().join(krate))
    }

    /// The right side of a dependency on the runtime, which checks patterns.
    pub fn runtime() -> String {
        format!(
            "{{ path = {:?}, features = [\"regex\"] }}",
            root().join("csp-runtime")
        )
    }

    /// Runs cargo in the workspace, offline and with the versions of this repository. It shares the target directory of the test that calls it,
    /// in which most of the dependencies stand built.
    pub fn cargo(
        &mut self,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Result<String, String> {
        self.write()
            .map_err(|error| format!("{}: {error}", self.folder.display()))?;
        let target = self
            .folder
            .parent()
            .and_then(Path::parent)
            .unwrap_or(&self.folder);
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .args(["--offline", "--quiet", "--color=never", "--target-dir"])
            .arg(target)
            .current_dir(&self.folder)
            .envs(environment.iter().copied())
            .output()
            .map_err(|error| format!("cargo cannot be run: {error}"))?;
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(stdout);
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        // What cargo warns of in the crates of this repository is not the point.
        let errors = stderr
            .find("error")
            .and_then(|at| stderr.get(at..))
            .unwrap_or(&stderr);
        let first: String = errors.chars().take(20_000).collect();
        Err(format!(
            "cargo {} in {}\n{first}\n{stdout}",
            arguments.join(" "),
            self.folder.display()
        ))
    }

    fn write(&mut self) -> std::io::Result<()> {
        let members: Vec<String> = (self.files.keys())
            .filter(|path| path.ends_with("Cargo.toml") && path.components().count() > 1)
            .filter_map(|path| Some(format!("{:?}", path.parent()?)))
            .collect();
        // The profile of this repository: with another one, nothing that is built could be used.
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n",
            members.join(", ")
        );
        self.file("Cargo.toml", manifest);
        std::fs::create_dir_all(&self.folder)?;
        std::fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        remove_strays(&self.folder, Path::new(""), &self.files)?;
        for (path, text) in &self.files {
            let path = self.folder.join(path);
            if std::fs::read_to_string(&path).is_ok_and(|found| found == *text) {
                continue;
            }
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(path, text)?;
        }
        Ok(())
    }
}

/// Deletes the source files of earlier runs: cargo would find tests and binaries among them.
fn remove_strays(
    folder: &Path,
    below: &Path,
    files: &BTreeMap<PathBuf, String>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            remove_strays(folder, &path, files)?;
        } else if !files.contains_key(&path) && !path.ends_with("Cargo.lock") {
            std::fs::remove_file(folder.join(path))?;
        }
    }
    Ok(())
}
