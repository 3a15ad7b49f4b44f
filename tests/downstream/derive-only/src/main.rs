//! Contoso's lamps, managed. There is no definition: the CSP is described by Rust types, and could be written as DDF with `Lamps::TREE.to_ddf()`.

use std::collections::BTreeMap;

use csp_device::Device;
use csp_macros::{CspNode, CspValue};
use csp_runtime::{Context, CspNode, At, NodeAddress, StatusCode};
use csp_server::{GetCommands, Reply, Request};

/// The lamps of a building.
#[derive(Debug, CspNode)]
#[csp(device = "./Device/Vendor/Contoso")]
struct Lamps {
    /// The lamps of a room.
    #[csp(title = "Room", access = "Add, Delete, Get")]
    rooms: BTreeMap<String, Room>,
}

#[derive(Debug, CspNode)]
#[csp(nodes = room, root = Lamps)]
struct Room {
    /// How bright the lamps are, in percent.
    #[csp(access = "Get, Replace", range = 0..=100, default = 50)]
    brightness: i64,
    #[csp(access = "Add, Get, Replace")]
    mood: Option<Mood>,
}

#[derive(Debug, CspValue)]
enum Mood {
    #[csp(value = "work")]
    Work,
    #[csp(value = "party")]
    Party,
    #[csp(other)]
    Other(String),
}

/// What the device knows of its lamps.
struct Wiring;

impl Wiring {
    fn dim(
        &mut self,
        _: &mut Context<'_>,
        node: At<'_, room::Brightness>,
        percent: i64,
    ) -> Result<(), StatusCode> {
        println!(
            "device: {} is lit with {percent} %",
            node.addr().names().join("/")
        );
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut device = Device::new().mount(Lamps::csp(Wiring).replace(room::Brightness, Wiring::dim)).unwrap();

    let attic = Room {
        brightness: 80,
        mood: Some(Mood::Party),
    };
    let wanted = Lamps {
        rooms: BTreeMap::from([("Attic".to_owned(), attic)]),
    };
    let mut request = Request::fragment();
    request.write_all(Lamps::device(), &wanted);
    let listed = request.list(Lamps::device());
    let answer = device.handle(&request.finish()?)?;

    let reply = Reply::parse(&answer)?;
    println!(
        "server: {:?}",
        reply.list(&listed)?.read_all::<Lamps>(Lamps::device())?
    );
    Ok(())
}
