use csp_runtime::admx::Policy;
use csp_server::{ChangeCommands, Request};

mod policies {
    csp_macros::ddf!("policies.xml", admx = "lamps.admx");
}

fn main() {
    let mut request = Request::fragment();
    let lamps = policies::device();
    request.replace(lamps.hall_mode(), Policy::Enabled(policies::HallMode {}));
    let open = policies::DoorModeItem::OPEN;
    request.replace(lamps.hall_mode(), Policy::Enabled(policies::DoorMode { mode: open }));
    request.replace(lamps.hall_mode(), Policy::Enabled(policies::HallMode { mode: open }));
    request.replace(lamps.switch(), "<enabled/>");
    let _ = policies::HallMode::default();
}
