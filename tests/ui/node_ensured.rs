use csp_macros::CspNode;
use csp_runtime::CspNode;
use csp_server::Ensure;
use csp_windows::enterprise_desktop_app_management as edam;

#[derive(CspNode)]
#[csp(device = "./Vendor/Contoso")]
struct Lamp {
    level: i64,
}

#[derive(CspNode)]
struct Room {
    level: i64,
}

fn main() {
    Ensure::new().set_all(edam::device().msi(), &Room { level: 1 });
    Ensure::new().set_all(edam::device().msi(), &Lamp { level: 1 });
}
