use csp_server::{ChangeCommands, Request};
use csp_windows::enterprise_desktop_app_management as edam;

fn main() {
    let mut request = Request::fragment();
    let msi = edam::device().msi().product_id("{1803A630-3C38-4D2B-9B9A-0CB37243539C}");
    request.replace(msi.status(), edam::MsiStatus::INITIALIZED);
    request.exec(msi.version(), "1.0");
    request.delete(edam::device().msi());
}
