//! The definitions that a command answers by: those that are named, or the five that come with the command.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use csp_device::{Device, TreeRef};
use csp_profile::lint::DefinitionTree;
use csp_schema::Tree;
use csp_windows::{
    application_control, enrollment_status_tracking, enterprise_app_management,
    enterprise_desktop_app_management, enterprise_modern_app_management,
};
use ddf::Model;

use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::policies::Policies;
use crate::{elements, input, notes};

/// Which definitions there are.
#[derive(Args, Clone)]
pub(crate) struct Definitions {
    /// A DDF file, a folder (the `.xml` files directly in it) or a zip (all `.xml` files in it), in the place of the five definitions that come with the command. May be given several times.
    #[arg(long, value_name = "PATH")]
    ddf: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    policies: Policies,
}

impl Definitions {
    /// Whether they are those that come with the command.
    pub(crate) fn are_shipped(&self) -> bool {
        self.ddf.is_empty()
    }

    /// These, or others where none are named.
    pub(crate) fn or(&self, ddf: &[PathBuf], overlays: &[PathBuf], policies: &[PathBuf]) -> Self {
        let named = if self.ddf.is_empty() { ddf } else { &self.ddf };
        Self {
            ddf: named.to_vec(),
            overlays: self.overlays.or(overlays),
            policies: self.policies.or(policies),
        }
    }

    /// A device that has them.
    pub(crate) fn device(&self) -> Result<Device, CommandError> {
        match self.named()? {
            None => mounted(shipped()),
            Some((trees, _)) => mounted(trees),
        }
    }

    /// Their trees.
    pub(crate) fn trees(&self) -> Result<Vec<DefinitionTree>, CommandError> {
        Ok(self.read()?.0)
    }

    /// Their trees, and where they are named the model of their files.
    pub(crate) fn read(&self) -> Result<(Vec<DefinitionTree>, Option<Model>), CommandError> {
        if let Some((trees, model)) = self.named()? {
            let trees = trees.into_iter().map(DefinitionTree::from).collect();
            return Ok((trees, Some(model)));
        }
        Ok((shipped().map(DefinitionTree::from).into(), None))
    }

    /// The trees and the model of the files that are named; `None` where none are.
    fn named(&self) -> Result<Option<(Vec<Tree>, Model)>, CommandError> {
        if self.ddf.is_empty() && !self.overlays.is_empty() {
            let message = "--overlay changes definitions: name with --ddf those that it is for";
            return Err(CommandError::Other(message.to_owned(), ExitCode::from(2)));
        }
        if self.ddf.is_empty() && !self.policies.is_empty() {
            let message = "--admx has the elements of policies: name with --ddf the definitions of their nodes";
            return Err(CommandError::Other(message.to_owned(), ExitCode::from(2)));
        }
        if self.ddf.is_empty() {
            return Ok(None);
        }
        let (model, mut report) = input::model(&self.ddf, &self.overlays);
        let mut ir = csp_codegen::lower(&model, &mut report);
        if report.has_errors() {
            report.sort();
            return Err(CommandError::Codegen(csp_codegen::Error::Ddf(report)));
        }
        notes::report(&self.overlays.said(&report));
        if let Some((policies, _)) = self.policies.read() {
            elements::take(&mut ir, &policies);
        }
        let trees = ir.modules.into_iter().map(|module| module.tree).collect();
        Ok(Some((trees, model)))
    }
}

/// The trees of the five CSPs of csp-windows.
fn shipped() -> [&'static Tree; 5] {
    [
        &application_control::TREE,
        &enrollment_status_tracking::TREE,
        &enterprise_app_management::TREE,
        &enterprise_desktop_app_management::TREE,
        &enterprise_modern_app_management::TREE,
    ]
}

/// A device that serves trees from memory.
fn mounted(trees: impl IntoIterator<Item = impl Into<TreeRef>>) -> Result<Device, CommandError> {
    trees.into_iter().try_fold(Device::new(), |device, tree| {
        device.mount_tree(tree).map_err(CommandError::new)
    })
}
