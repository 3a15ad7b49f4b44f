use csp_runtime::{Context, StatusCode};
use csp_windows::enterprise_desktop_app_management as edam;

struct Installer;

impl Installer {
    fn set(&mut self, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiStatus>, _: edam::MsiStatus) -> Result<(), StatusCode> {
        Ok(())
    }
}

fn main() {
    let _ = edam::csp(Installer).replace(edam::node::MsiStatus, Installer::set);
}
