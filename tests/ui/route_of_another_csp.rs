use csp_runtime::{Context, StatusCode};
use csp_windows::enrollment_status_tracking as esp;
use csp_windows::enterprise_desktop_app_management as edam;

struct Installer;

impl Installer {
    fn status(&mut self, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiStatus>) -> Result<edam::MsiStatus, StatusCode> {
        Ok(edam::MsiStatus::INITIALIZED)
    }
}

fn main() {
    let _ = esp::csp(Installer).get(edam::node::MsiStatus, Installer::status);
}
