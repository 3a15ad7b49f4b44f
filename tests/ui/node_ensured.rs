use csp_macros::CspNode;
use csp_runtime::{CspNode, Ensure};
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
    Room { level: 1 }.ensure(edam::device().msi(), &mut Ensure::new());
    Lamp { level: 1 }.ensure(edam::device().msi(), &mut Ensure::new());
}
