use csp_server::{GetCommands, Request};
use csp_windows::enterprise_desktop_app_management as edam;

fn main() {
    let mut request = Request::fragment();
    request.get(edam::device().msi().product_id().status());
    request.get(edam::device().msi().status());
}
