//! The definitions that a command answers by: those that are named, or the five that come with the command.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use csp_device::{Device, MountError};
use csp_windows::{
    application_control, enrollment_status_tracking, enterprise_app_management,
    enterprise_desktop_app_management, enterprise_modern_app_management,
};

use crate::error::CommandError;
use crate::overlay::Overlays;
use crate::{input, notes};

/// Which definitions there are.
#[derive(Args)]
pub(crate) struct Definitions {
    /// A DDF file, a folder (the `.xml` files directly in it) or a zip (all `.xml` files in it), in the place of the five definitions that come with the command. May be given several times.
    #[arg(long, value_name = "PATH")]
    ddf: Vec<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
}

impl Definitions {
    /// Whether they are those that come with the command.
    pub(crate) fn are_shipped(&self) -> bool {
        self.ddf.is_empty()
    }

    /// A device that has them.
    pub(crate) fn device(&self) -> Result<Device, CommandError> {
        if self.ddf.is_empty() && !self.overlays.is_empty() {
            let message = "--overlay changes definitions: name with --ddf those that it is for";
            return Err(CommandError::Other(message.to_owned(), ExitCode::from(2)));
        }
        match self.ddf.is_empty() {
            true => windows().map_err(CommandError::new),
            false => self.defined(),
        }
    }

    fn defined(&self) -> Result<Device, CommandError> {
        let (model, mut report) = input::model(&self.ddf, &self.overlays);
        let ir = csp_codegen::lower(&model, &mut report);
        if report.has_errors() {
            report.sort();
            return Err(CommandError::Codegen(csp_codegen::Error::Ddf(report)));
        }
        notes::report(&self.overlays.said(&report));
        let mut device = Device::new();
        for module in ir.modules {
            device = device.mount_tree(module.tree).map_err(CommandError::new)?;
        }
        Ok(device)
    }
}

/// A device with the five CSPs of csp-windows.
fn windows() -> Result<Device, MountError> {
    Device::new()
        .mount(application_control::in_memory())?
        .mount(enrollment_status_tracking::in_memory())?
        .mount(enterprise_app_management::in_memory())?
        .mount(enterprise_desktop_app_management::in_memory())?
        .mount(enterprise_modern_app_management::in_memory())
}
