//! Contoso's agent, managed. Its CSP is generated from `ddf/ContosoAgent.xml` by the build script.

use csp_device::Device;
use csp_runtime::{Context, Exec, NoData, StatusCode};
use csp_server::{ChangeCommands, GetCommands, Header, Reply, Request};

mod contoso_agent {
    include!(concat!(env!("OUT_DIR"), "/contoso_agent.rs"));
}
use contoso_agent as agent;

/// What the device knows of the agent that runs on it.
struct Agent;

impl Agent {
    fn restart(
        &mut self,
        _: &mut Context<'_>,
        _: agent::At<'_, agent::node::Restart>,
        _: (),
    ) -> Result<Exec, StatusCode> {
        println!("device: the agent restarts");
        Ok(Exec::Done)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut device =
        Device::new().mount(agent::csp(Agent).exec(agent::node::Restart, Agent::restart)).unwrap();

    let mut request = Request::new(Header::new("1", 1, "device", "https://mdm.contoso.com"));
    request.replace(agent::device().interval(), 15);
    let interval = request.get(agent::device().interval());
    let restart = request.exec(agent::device().restart(), NoData);
    let answer = device.handle(&request.finish()?)?;

    let reply = Reply::parse(&answer)?;
    println!(
        "server: it reports every {} minutes",
        reply.value(&interval)?
    );
    println!("server: {}", reply.status(&restart));
    Ok(())
}
