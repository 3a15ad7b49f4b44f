use csp_server::{ChangeCommands, Request};
use csp_windows::enrollment_status_tracking as esp;

fn main() {
    let mut request = Request::fragment();
    let agent = esp::device().device_preparation().policy_providers().provider_name("Agent");
    request.replace(agent.last_error(), 1_u64);
    request.replace(agent.last_error(), 1_usize);
}
