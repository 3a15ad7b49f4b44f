use csp_server::{ChangeCommands, Request};
use csp_windows::enrollment_status_tracking as esp;
use csp_windows::enterprise_desktop_app_management as edam;

fn main() {
    let mut request = Request::fragment();
    let agent = esp::device().setup().apps().policy_providers().provider_name("Agent");
    request.replace(agent.tracked_resource_types().apps(), "yes");
    request.exec(edam::device().msi().product_id("{1}").download_install(), 7);
    let hub = esp::device().setup().apps().tracking().provider_name("Agent").app_name("Hub");
    request.add(hub.installation_state(), 2);
}
