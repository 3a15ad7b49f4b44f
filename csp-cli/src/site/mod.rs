//! `csp site`: pages that show definitions, written into a folder or served.

mod folder;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use csp_diff::{Comparison, compare};
use csp_site::Site;
use ddf::Model;

use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::policies::Policies;
use crate::{elements, input, notes, output};
use serve::{Address, Answers};

/// Writes pages that show every node of definitions.
///
/// They work from a folder, without a server and without a network: a search over all nodes, the tree of each CSP, and a page for each node with its facts in
/// words, its values, the policies behind it, its Rust address, and pieces that set it in each tool.
#[derive(Args)]
#[command(after_help = "\
Open `index.html` in the folder. The page of a node has an address that is made of its LocURI alone: links hold from one drop of definitions to the next.

With --serve nothing is written. The pages are the same, and have a link to one more: a profile that is pasted or dropped there is linted, and mended by a click, as `csp lint` does it; a reply, a line of the log or an error is explained as `csp explain` does it. Nothing of it leaves the program or is kept. `csp.toml` counts as it does for `csp lint`.

Only what changed is written. What an earlier run wrote and this one does not is removed; `.csp-site` in the folder lists the files that are the command's own, and no others are touched.

Exit code: 0 when the pages are written, 1 when a definition has errors or a file cannot be written, 2 when called wrongly.")]
pub(crate) struct SiteCommand {
    /// A DDF file, a folder (the `.xml` files directly in it) or a zip (all `.xml` files in it). May be given several times.
    #[arg(long, value_name = "PATH", required = true)]
    ddf: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    policies: Policies,
    /// An older set of definitions, a file, a folder or a zip: a page says what changed since, and so does each node.
    #[arg(long, value_name = "OLD")]
    since: Option<PathBuf>,
    /// The folder to write into.
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "serve",
        conflicts_with = "serve"
    )]
    out: Option<PathBuf>,
    /// Serves the pages in the place of writing them, at an address of this machine: 127.0.0.1:8010 where none is given; port 0 takes any that is free. Others on the network reach any but a loopback address, which 127.0.0.1 and ::1 are.
    #[arg(long, value_name = "ADDR")]
    serve: Option<Option<Address>>,
}

impl SiteCommand {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let (model, mut report) = input::model(&self.ddf, &self.overlays);
        let mut ir = csp_codegen::lower(&model, &mut report);
        if report.has_errors() {
            report.sort();
            return Err(CommandError::Codegen(csp_codegen::Error::Ddf(report)));
        }
        notes::report(&self.overlays.said(&report));
        let policies = self.policies.read()?;
        if let Some(policies) = &policies {
            elements::take(&mut ir, policies);
        }
        let mut site = Site::new(&ir);
        if let Some(policies) = &policies {
            site = site.policies(policies);
        }
        let since = self.since.as_deref().map(|old| self.compare(old, &model));
        let since = since.transpose()?;
        if let Some((comparison, old)) = &since {
            site = site.since(comparison, old);
        }
        let Some(folder) = &self.out else {
            let pages = site.served().collect();
            let nodes = site.nodes().map(|(uri, path)| (uri, path.to_owned()));
            let nodes = nodes.collect();
            let trees = ir.modules.into_iter().map(|module| module.tree).collect();
            let answers = Answers::new(trees, policies.unwrap_or_default(), nodes)?;
            return serve::serve(self.serve.flatten().unwrap_or_default(), pages, answers);
        };
        let pages: Vec<_> = site.pages().collect();
        let written = folder::write(folder, &pages)?;
        output::print(|out| {
            writeln!(
                out,
                "{} pages of {} CSP{} in {}: {} written, {} unchanged, {} removed",
                pages.len(),
                ir.modules.len(),
                if ir.modules.len() == 1 { "" } else { "s" },
                folder.display(),
                written.written,
                pages.len() - written.written,
                written.removed
            )
        })?;
        Ok(ExitCode::SUCCESS)
    }

    /// What changed since an older set, and what that is called. Pages go elsewhere, where paths of this machine are of no use.
    fn compare(&self, old: &Path, new: &Model) -> Result<(Comparison, String), CommandError> {
        let (model, mut report) = input::model(&[old.to_owned()], &self.overlays);
        // With a file left out, its nodes would seem to be new.
        if report.has_errors() {
            report.sort();
            return Err(CommandError::Codegen(csp_codegen::Error::Ddf(report)));
        }
        let mut comparison = compare(&model, new);
        for change in &mut comparison.nodes {
            if let Some((_, name)) = change.file.rsplit_once(['/', '\\']) {
                change.file = name.to_owned();
            }
        }
        let name = old.file_name().unwrap_or(old.as_os_str());
        Ok((comparison, name.to_string_lossy().into_owned()))
    }
}
