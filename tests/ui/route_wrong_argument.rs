use csp_macros::CspNode;
use csp_runtime::{Context, CspNode, Exec, At, StatusCode};
use csp_windows::enrollment_status_tracking as esp;
use csp_windows::enterprise_desktop_app_management as edam;

struct Installer;

type Done = Result<(), StatusCode>;

fn set(_: &mut Installer, _: &mut Context<'_>, _: esp::At<'_, esp::node::SetupAppsTrackingInstallationState>, _: i32) -> Done {
    Ok(())
}

fn read(_: &mut Installer, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiStatus>, _: i32) -> Result<edam::MsiStatus, StatusCode> {
    Ok(edam::MsiStatus::INITIALIZED)
}

fn install(_: &mut Installer, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiDownloadInstall>, _: String) -> Result<Exec, StatusCode> {
    Ok(Exec::Done)
}

fn delete(_: &mut Installer, _: &mut Context<'_>, _: edam::At<'_, edam::node::MsiProductId>, _: &str) -> Done {
    Ok(())
}

#[derive(CspNode)]
#[csp(device = "./Vendor/Contoso", nodes = lamp)]
struct Lamp {
    #[csp(access = "Get, Replace")]
    label: String,
}

fn label(_: &mut Installer, _: &mut Context<'_>, _: At<'_, lamp::Label>, _: i64) -> Done {
    Ok(())
}

fn main() {
    let _ = esp::csp(Installer).replace(esp::node::SetupAppsTrackingInstallationState, set);
    let _ = edam::csp(Installer).get(edam::node::MsiStatus, read);
    let _ = edam::csp(Installer).exec(edam::node::MsiDownloadInstall, install);
    let _ = edam::csp(Installer).delete(edam::node::MsiProductId, delete);
    let _ = Lamp::csp(Installer).replace(lamp::Label, label);
}
