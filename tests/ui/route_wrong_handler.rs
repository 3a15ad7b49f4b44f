use csp_runtime::{Context, StatusCode};
use csp_windows::enterprise_desktop_app_management as edam;

struct Installer;

impl Installer {
    fn without_node(&mut self, _: &mut Context<'_>) -> Result<edam::MsiStatus, StatusCode> {
        Ok(edam::MsiStatus::INITIALIZED)
    }

    fn of_version(&mut self, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiVersion>) -> Result<edam::MsiStatus, StatusCode> {
        Ok(edam::MsiStatus::INITIALIZED)
    }

    fn text(&mut self, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiStatus>) -> Result<String, StatusCode> {
        Ok(String::new())
    }
}

fn main() {
    let _ = edam::csp(Installer).get(edam::node::MsiStatus, Installer::without_node);
    let _ = edam::csp(Installer).get(edam::node::MsiStatus, Installer::of_version);
    let _ = edam::csp(Installer).get(edam::node::MsiStatus, Installer::text);
}
