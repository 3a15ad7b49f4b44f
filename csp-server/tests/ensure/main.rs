//! What an Ensure sends, and that it gets there: on the in-memory device, from any state.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

#[path = "../agent/mod.rs"]
mod agent;
mod any;
mod plans;
mod windows;

use csp_device::Device;
use csp_device::State;
use csp_server::ensure::{Ensure, Known, Plan};
use csp_server::{Reply, Request};
use syncml::{CommandRef, Message, Verb};

pub(crate) const ROOT: &str = "./Device/Vendor/Contoso/Agent";

/// A device with these nodes, named below the agent's root.
pub(crate) fn device(nodes: &[(&str, Option<&str>)]) -> Device {
    let state: State = nodes
        .iter()
        .map(|(path, value)| (format!("{ROOT}/{path}"), value.map(str::to_owned)))
        .collect();
    with_state(&state)
}

pub(crate) fn with_state(state: &State) -> Device {
    let mut device = Device::new()
        .mount(agent::in_memory())
        .expect("it is the only one");
    device.load_state(state).expect("the nodes are known");
    device
}

/// The commands of a plan, an Atomic in brackets.
pub(crate) fn commands(plan: &Plan) -> String {
    let mut request = Request::fragment();
    plan.write(&mut request);
    let bytes = request.finish().expect("every value is legal");
    if bytes.is_empty() {
        return String::new();
    }
    let message = Message::parse(&bytes).expect("SyncML");
    let one = |command: CommandRef<'_, '_>| {
        let uri = command.items()[0].target.clone().unwrap_or_default();
        let path = uri.trim_start_matches("./").split_once("Agent/");
        format!("{} {}", command.verb, path.map_or("", |(_, path)| path))
    };
    let all: Vec<String> = message
        .top_level()
        .map(|command| match command.verb {
            Verb::Atomic => format!(
                "[{}]",
                command.children().map(one).collect::<Vec<_>>().join(", ")
            ),
            _ => one(command),
        })
        .collect();
    all.join(", ")
}

/// Sends a request, unless there is nothing in it.
pub(crate) fn exchange(request: Request, device: &mut Device) -> Vec<u8> {
    if request.is_empty() {
        b"<SyncBody/>".to_vec()
    } else {
        let bytes = request.finish().expect("every value is legal");
        device.handle(&bytes).expect("SyncML")
    }
}

/// What the device is found to have.
pub(crate) fn survey(ensure: &Ensure, device: &mut Device) -> Known {
    let mut request = Request::fragment();
    let survey = ensure.survey(&mut request);
    let answer = exchange(request, device);
    survey.read(&Reply::parse(&answer).expect("SyncML"))
}

/// Carries a plan out; gives what went wrong.
pub(crate) fn carry_out(plan: &Plan, device: &mut Device) -> Vec<String> {
    let mut request = Request::fragment();
    let receipt = plan.write(&mut request);
    let answer = exchange(request, device);
    let failures = receipt.failures(&Reply::parse(&answer).expect("SyncML"));
    failures.iter().map(ToString::to_string).collect()
}
