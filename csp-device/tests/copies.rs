//! Copies of a device: what is mounted and stored is shared, and what one of them is told the others do not know.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::hint::black_box;

use csp_device::{Device, State};
use csp_windows::enrollment_status_tracking as esp;

const PROVIDERS: &str =
    "./Device/Vendor/MSFT/EnrollmentStatusTracking/DevicePreparation/PolicyProviders";

fn command(verb: &str, name: &str) -> String {
    format!(
        "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>{PROVIDERS}/{name}</LocURI></Target></Item></{verb}>"
    )
}

fn status(device: &mut Device, verb: &str, name: &str) -> String {
    let reply = device.handle(command(verb, name).as_bytes()).unwrap();
    let reply = String::from_utf8(reply).unwrap();
    let (_, of_command) = reply
        .split_once(&format!("<Cmd>{verb}</Cmd><Data>"))
        .unwrap();
    of_command[..3].to_owned()
}

/// A device with so many providers.
fn with_providers(number: usize) -> Device {
    let mut device = Device::new().mount_tree(&esp::TREE).unwrap();
    let state: State = (0..number)
        .map(|number| (format!("{PROVIDERS}/P{number}"), None))
        .collect();
    device.load_state(&state).unwrap();
    device
}

#[test]
fn what_one_is_told_the_others_do_not_know() {
    let mut first = with_providers(1);
    let mut second = first.copy().unwrap();
    assert_eq!(status(&mut second, "Get", "P0"), "200");
    assert_eq!(status(&mut first, "Add", "A"), "200");
    assert_eq!(status(&mut second, "Get", "A"), "404");
    assert_eq!(status(&mut second, "Delete", "P0"), "200");
    assert_eq!(status(&mut first, "Get", "P0"), "200");
    let mut third = second.copy().unwrap();
    assert_eq!(status(&mut third, "Get", "P0"), "404");
    assert_eq!(status(&mut third, "Add", "P0"), "200");
    assert_eq!(second.save_state(), State::new());
}

#[test]
fn handlers_are_no_ones_but_their_devices() {
    let device = Device::new().mount(esp::in_memory()).unwrap();
    assert!(device.copy().is_none());
}

/// Copies cost the same whatever is stored, until one is written to; reading writes nothing.
#[test]
fn what_is_stored_is_there_once_until_it_is_written() {
    let bytes = |number: usize, verb: &str| {
        let device = with_providers(number);
        let used = allocation_counter::measure(|| {
            let mut copy = black_box(device.copy().unwrap());
            status(&mut copy, verb, "P0/Absent");
            status(&mut copy, verb, "P0");
        });
        used.bytes_max
    };
    let (few, many) = (bytes(10, "Get"), bytes(10_000, "Get"));
    assert!(
        many < few + few / 10,
        "{few} bytes, {many} with more stored"
    );
    let (few, many) = (bytes(10, "Delete"), bytes(10_000, "Delete"));
    assert!(many > few * 10, "{few} bytes, {many} with more stored");
}
