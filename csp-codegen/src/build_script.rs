//! The door for `build.rs`: modules into `OUT_DIR`, and cargo's directives on standard output.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::{Error, Generator, Output};

impl Generator {
    /// Generates into `OUT_DIR`, one file for each CSP and the index `mod.rs`, and tells cargo which files, folders and zips to watch. Nothing there is
    /// deleted: other generators write into it too. Errors stop the build and show the definition's line and column. What a [lock](Self::lock) refuses is an
    /// error; what it does not record yet is a warning, as a build script does not write into the sources.
    ///
    /// ```no_run
    /// // build.rs
    /// csp_codegen::Generator::new().file("ddf/ContosoAgent.xml").build_script();
    /// ```
    ///
    /// ```text
    /// // src/lib.rs
    /// pub mod contoso_agent {
    ///     include!(concat!(env!("OUT_DIR"), "/contoso_agent.rs"));
    /// }
    /// ```
    #[allow(clippy::print_stdout)]
    pub fn build_script(self) {
        for line in self.directives(std::env::var_os("OUT_DIR").map(PathBuf::from).as_deref()) {
            println!("{line}");
        }
    }

    fn directives(self, out_dir: Option<&Path>) -> Vec<String> {
        let mut lines: Vec<String> = self
            .watched()
            .map(|path| format!("cargo::rerun-if-changed={}", path.display()))
            .collect();
        let lock = self.lock_path().map(Path::to_owned);
        let Some(out_dir) = out_dir else {
            lines.push(
                "cargo::error=OUT_DIR is not set: call build_script() from a build script"
                    .to_owned(),
            );
            return lines;
        };
        match self.command("build.rs").generate().and_then(|output| {
            lines.extend(lock.iter().flat_map(|path| kept(&output, path)));
            output.write_out_dir(out_dir).map(|()| output)
        }) {
            Ok(output) => lines.extend(diagnostics(output.report())),
            Err(Error::Ddf(report)) => lines.extend(diagnostics(&report)),
            Err(error) => lines.push(format!("cargo::error={error}")),
        }
        lines
    }
}

/// What a lock says to what was generated.
fn kept(output: &Output, path: &Path) -> Vec<String> {
    let path = path.display();
    let followed = output.follow(&BTreeSet::new());
    let mut lines: Vec<String> = followed
        .refusals
        .iter()
        .map(|refusal| format!("cargo::error={refusal}"))
        .collect();
    if !lines.is_empty() {
        lines.push(format!("cargo::error={path} has names that cannot be kept; `csp codegen <definitions> --lock {path} --accept` takes what they mean now"));
        return lines;
    }
    let new = followed.lock.count_beyond(output.lock_before());
    if new > 0 {
        lines.push(format!("cargo::warning={path} does not have {new} of the names yet; `csp codegen <definitions> --lock {path}` records them"));
    }
    lines.extend(
        followed
            .contradictions
            .iter()
            .map(|line| format!("cargo::warning={line}")),
    );
    lines
}

/// Cargo shows one line for each directive: `file:line:column` and the message first, then the snippet.
fn diagnostics(report: &ddf::Report) -> Vec<String> {
    let mut lines = Vec::new();
    for diagnostic in report.iter() {
        let kind = match diagnostic.severity() {
            ddf::Severity::Error => "error",
            ddf::Severity::Warning => "warning",
        };
        lines.extend(
            diagnostic
                .render()
                .lines()
                .map(|line| format!("cargo::{kind}={line}")),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_is_watched_as_one_file() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let zip = folder.path().join("DDF.zip");
        let lamp = "<MgmtTree><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType><Fetch/></AccessType><DFFormat><node/></DFFormat></DFProperties></Node></MgmtTree>";
        let file = csp_corpus::zip::File::new("Lamp.xml", lamp);
        std::fs::write(&zip, csp_corpus::zip::of(&[file]))?;
        let lines = Generator::new().file(&zip).directives(Some(folder.path()));
        let watched = format!("cargo::rerun-if-changed={}", zip.display());
        assert_eq!(lines.first(), Some(&watched));
        let column = lamp.find("<Fetch").unwrap_or_default() + 1;
        let place = format!("--> {}:1:{column}", zip.join("Lamp.xml").display());
        assert!(lines.iter().any(|line| line.ends_with(&place)), "{lines:?}");
        Ok(())
    }

    /// An overlay is watched as the definitions are; what is wrong with it stops the build.
    #[test]
    fn overlays_are_watched() {
        let generator = Generator::new()
            .file("Lamp.xml")
            .overlay("lamp.toml")
            .microsoft_overlay();
        let lines = generator.directives(Some(Path::new("nowhere")));
        let watched: Vec<_> = lines
            .iter()
            .filter_map(|line| line.strip_prefix("cargo::rerun-if-changed="))
            .collect();
        assert_eq!(watched, ["Lamp.xml", "lamp.toml"]);
        let is_error = |line: &&String| line.contains("`lamp.toml` cannot be read");
        assert_eq!(lines.iter().filter(is_error).count(), 1, "{lines:?}");
    }

    /// What a lock does not have yet is a warning; what it has and cannot be kept stops the build, and the lock is watched.
    #[test]
    fn a_lock_is_kept_or_stops_the_build() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let lock = folder.path().join("names.lock");
        let ddf = "<MgmtTree><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties></Node></MgmtTree>";
        let generator = |ddf: &str| {
            let source = ddf::Source::new("Lamp.xml", ddf);
            Generator::new().source(source).lock(&lock)
        };
        let directives = |ddf: &str| -> Vec<String> {
            let lines = generator(ddf).directives(Some(folder.path())).into_iter();
            let file = lock.display().to_string();
            lines
                .map(|line| line.replace(&file, "names.lock"))
                .collect()
        };
        let watched = "cargo::rerun-if-changed=names.lock";
        assert_eq!(
            directives(ddf),
            [
                watched,
                "cargo::warning=names.lock does not have 3 of the names yet; `csp codegen <definitions> --lock names.lock` records them",
            ]
        );
        let recorded = generator(ddf).generate().map(|output| output.lock().text());
        std::fs::write(&lock, recorded.unwrap_or_default())?;
        assert_eq!(directives(ddf), [watched]);
        assert_eq!(
            directives(&ddf.replace("Contoso", "Fabrikam")),
            [
                watched,
                "cargo::error=`contoso_lamp`: nothing is defined at `Vendor/Contoso/Lamp` any more; code that uses the module does not compile",
                "cargo::error=names.lock has names that cannot be kept; `csp codegen <definitions> --lock names.lock --accept` takes what they mean now",
            ]
        );
        std::fs::write(&lock, "contoso_lamp\n")?;
        let lines = directives(ddf);
        let start = "cargo::error=names.lock: line 1: `contoso_lamp` has no meaning";
        assert!(
            lines.iter().any(|line| line.starts_with(start)),
            "{lines:?}"
        );
        Ok(())
    }

    /// The `OUT_DIR` is everybody's: a module of an earlier run stays, and so does what others wrote.
    #[test]
    fn nothing_is_deleted_in_out_dir() -> std::io::Result<()> {
        let folder = std::env::temp_dir().join(format!("csp-build-script-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let other = folder.join("other.rs");
        std::fs::write(&other, "// @generated by another tool\n")?;
        let ddf = "<MgmtTree><Node><NodeName>NAME</NodeName><Path>./Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties></Node></MgmtTree>";
        for name in ["First", "Second"] {
            let source = ddf::Source::new("Contoso.xml", ddf.replace("NAME", name));
            let lines = Generator::new().source(source).directives(Some(&folder));
            assert!(lines.is_empty(), "{lines:?}");
        }
        let mut files: Vec<_> = std::fs::read_dir(&folder)?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        files.sort();
        std::fs::remove_dir_all(&folder)?;
        assert_eq!(
            files,
            [
                "contoso_first.rs",
                "contoso_second.rs",
                "mod.rs",
                "other.rs"
            ]
        );
        Ok(())
    }
}
