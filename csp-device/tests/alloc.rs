//! What a device allocates in steady state: the message model of the request, and nothing else.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod demo;

use allocation_counter::measure;
use csp_device::Device;
use csp_device::State;
use syncml::{Limits, Message, StatusCode, wbxml};

const TEXT: &str = "./Device/Vendor/MSFT/Demo/Leaves/Text";

fn device() -> Device {
    let mut device = demo::device();
    let mut state = State::new();
    state.insert(TEXT.to_owned(), Some("a < b".to_owned()));
    state.insert(
        "./Device/Vendor/MSFT/Demo/Items/%7B1%7D/State".to_owned(),
        Some("7".to_owned()),
    );
    device.load_state(&state).expect("the demo has these nodes");
    device
}

fn allocations(device: &mut Device, request: &str) -> u64 {
    allocations_of(device, request.as_bytes())
}

fn allocations_of(device: &mut Device, request: &[u8]) -> u64 {
    let mut out = Vec::new();
    // Steady state: buffers that are kept have grown, schemas are read.
    for _ in 0..2 {
        out.clear();
        device
            .handle_into(request, &mut out)
            .expect("the request is a message");
    }
    out.clear();
    let measured = measure(|| {
        let handled = device.handle_into(request, &mut out);
        assert!(handled.is_ok());
    });
    let reply = Message::parse(&out).expect("the reply is a message");
    let codes = reply
        .top_level()
        .filter_map(|command| command.status_code());
    assert!(codes.eq([StatusCode::OK; 2]), "{reply:?}");
    measured.count_total
}

#[test]
fn a_get_of_a_leaf_allocates_for_its_message_alone() {
    let mut device = device();
    for uri in [
        TEXT,
        "vendor/msft/DEMO/leaves/text",
        "./Device/Vendor/MSFT/Demo/Items/%7B1%7D/State",
        "./Vendor/MSFT/Demo/Items?prop=Format",
        "./Vendor/MSFT/Demo/Fixed/Defaulted",
    ] {
        let item = format!("<Item><Target><LocURI>{uri}</LocURI></Target></Item>");
        let get = format!("<Get><CmdID>2</CmdID>{item}</Get>");
        assert!(allocations(&mut device, &get) <= 2, "{uri}");
        let message = format!(
            "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
             <SessionID>1</SessionID><MsgID>3</MsgID><Target><LocURI>device</LocURI></Target>\
             <Source><LocURI>https://server</LocURI></Source></SyncHdr>\
             <SyncBody>{get}<Final/></SyncBody></SyncML>"
        );
        assert!(allocations(&mut device, &message) <= 2, "{uri}");
        let wbxml = wbxml::from_xml(message.as_bytes(), &Limits::default());
        let wbxml = wbxml.expect("the request is XML").bytes;
        assert!(allocations_of(&mut device, &wbxml) <= 2, "{uri} in WBXML");
    }
}
