//! Contoso's store, managed. Its CSP is generated from `ddf/ContosoStore.xml` by a macro.

use csp::{Context, NoData, StatusCode};
use csp_device::Device;
use csp_server::{ChangeCommands, GetCommands, Reply, Request};

mod store {
    csp_macros::ddf!("ddf/ContosoStore.xml", runtime = ::csp);
}

/// What the device knows of the store on it.
struct Store;

impl Store {
    fn set_channel(
        &mut self,
        _: &mut Context<'_>,
        node: store::At<'_, store::node::Channel>,
        channel: store::Channel,
    ) -> Result<(), StatusCode> {
        println!("device: {} updates from {channel:?}", node.app());
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut device = Device::new()
        .with_user(Some("megan"))
        .mount(store::csp(Store).replace(store::node::Channel, Store::set_channel)).unwrap();

    let app = store::user().app("Contoso/Paint");
    let mut request = Request::fragment();
    let added = request.add(app, NoData);
    request.replace(app.channel(), store::Channel::BETA);
    let apps = request.get(store::user());
    let channel = request.get(app.channel());
    let answer = device.handle(&request.finish()?)?;

    let reply = Reply::parse(&answer)?;
    println!("server: {}", reply.status(&added));
    println!(
        "server: the user has {:?}",
        reply.value(&apps)?.iter().collect::<Vec<_>>()
    );
    match reply.value(&channel)? {
        store::Channel::BETA => println!("server: updates are early"),
        other => println!("server: updates come from {other:?}"),
    }
    Ok(())
}
