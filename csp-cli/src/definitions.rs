//! The definitions that a command answers by: those that are named, or the five that come with the command.

use std::path::PathBuf;
use std::process::ExitCode;

use admx::PolicySet;
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
#[derive(Args, Clone, Default)]
pub(crate) struct Definitions {
    /// A DDF file, a folder (the `.xml` files directly in it) or a zip (all `.xml` files in it), in the place of the five definitions that come with the command. May be given several times.
    #[arg(long, value_name = "PATH")]
    ddf: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    policies: Policies,
}

/// What is in definitions.
pub(crate) struct Read {
    pub(crate) trees: Vec<DefinitionTree>,
    /// The model of the files that are named.
    pub(crate) model: Option<Model>,
    /// The templates beside them.
    pub(crate) policies: PolicySet,
}

impl Definitions {
    /// Whether they are those that come with the command.
    pub(crate) fn are_shipped(&self) -> bool {
        self.ddf.is_empty()
    }

    /// Says where they are those that come with the command, and what names others.
    pub(crate) fn note_shipped(&self, named_by: &str) {
        if self.are_shipped() {
            notes::note(format_args!(
                "note: nodes are looked up in the five definitions that come with csp; {named_by} names others"
            ));
        }
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

    /// A device that has them, and the templates.
    pub(crate) fn device(&self) -> Result<(Device, PolicySet), CommandError> {
        if self.ddf.is_empty() && !self.policies.is_empty() {
            let message = "--admx has the elements of policies: name with --ddf the definitions of their nodes";
            return Err(CommandError::Other(message.to_owned(), ExitCode::from(2)));
        }
        let policies = self.policies.read()?.unwrap_or_default();
        let device = match self.named(&policies)? {
            None => mounted(shipped())?,
            Some((trees, _)) => mounted(trees)?,
        };
        Ok((device, policies))
    }

    /// All that is in them.
    pub(crate) fn read(&self) -> Result<Read, CommandError> {
        let policies = self.policies.read()?.unwrap_or_default();
        let (trees, model) = match self.named(&policies)? {
            Some((trees, model)) => {
                let trees = trees.into_iter().map(DefinitionTree::from).collect();
                (trees, Some(model))
            }
            None => (shipped().map(DefinitionTree::from).into(), None),
        };
        Ok(Read {
            trees,
            model,
            policies,
        })
    }

    /// The trees and the model of the files that are named, with the elements of these policies; `None` where none are.
    fn named(&self, policies: &PolicySet) -> Result<Option<(Vec<Tree>, Model)>, CommandError> {
        if self.ddf.is_empty() && !self.overlays.is_empty() {
            let message = "--overlay changes definitions: name with --ddf those that it is for";
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
        if !self.policies.is_empty() {
            elements::take(&mut ir, policies);
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
pub(crate) fn mounted(
    trees: impl IntoIterator<Item = impl Into<TreeRef>>,
) -> Result<Device, CommandError> {
    trees.into_iter().try_fold(Device::new(), |device, tree| {
        device.mount_tree(tree).map_err(CommandError::new)
    })
}
