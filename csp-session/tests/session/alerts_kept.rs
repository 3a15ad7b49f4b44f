//! An alert leaves the device with a message that the server takes, and not before.

use csp_device::Alert;
use csp_device::Device;
use csp_session::{Credentials, DevInfo, DeviceSession, End, SessionError, Step};

use super::demo;
use super::script::{SERVER, message, status};

const EVENT: &str = "com.example:done";

/// A device with an alert that waits.
fn device() -> Device {
    let mut device = demo::device();
    device.alert(Alert::generic(EVENT)).unwrap();
    device
}

fn session(number: &str) -> DeviceSession {
    DeviceSession::new(number, SERVER, DevInfo::new("d"))
}

fn tells(message: &[u8]) -> bool {
    String::from_utf8_lossy(message).contains(EVENT)
}

#[test]
fn a_session_that_cannot_begin_takes_no_alert() {
    let mut device = device();
    let mut info = DevInfo::new("d");
    info.model = "\u{1}".to_owned();
    let first = DeviceSession::new("1", SERVER, info).start(&mut device);
    assert!(matches!(first, Err(SessionError::Write(_))), "{first:?}");
    assert!(tells(&session("2").start(&mut device).unwrap()));
}

#[test]
fn a_message_before_the_first_one_is_not_answered() {
    let (mut device, mut session) = (device(), session("1"));
    let early = message("d", SERVER, "1", "1", "Get ./DevInfo");
    let refused = session.receive(&mut device, early.as_bytes());
    assert_eq!(refused, Err(SessionError::NotStarted));
    assert!(tells(&session.start(&mut device).unwrap()));
}

#[test]
fn the_first_message_is_the_same_when_it_is_asked_for_again() {
    let mut device = device();
    let mut session = session("1");
    let first = session.start(&mut device).unwrap();
    assert!(tells(&first));
    assert_eq!(session.start(&mut device).unwrap(), first);
}

#[test]
fn what_a_server_refused_to_hear_is_told_in_the_next_session() {
    let mut device = device();
    let mut first = session("1").with_credentials(Credentials::basic("u", "p"));
    assert!(tells(&first.start(&mut device).unwrap()));
    let later = "com.example:later";
    device.alert(Alert::generic(later)).unwrap();
    let chal = "<Chal><Meta><Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">syncml:auth-basic</Type></Meta></Chal>";
    let mut hear = |number: u32| {
        let body = status(number, 0, "SyncHdr", 407, chal) + "<Final/>";
        let text = message(SERVER, "d", "1", &number.to_string(), &body);
        first.receive(&mut device, text.as_bytes()).unwrap()
    };
    let again = hear(1);
    assert!(
        matches!(&again, Step::Send(bytes) if tells(bytes)),
        "{again:?}"
    );
    assert_eq!(hear(2), Step::End(End::NotAuthenticated));
    let next = session("2").start(&mut device).unwrap();
    let text = String::from_utf8(next).unwrap();
    assert!(text.find(EVENT) < text.find(later), "{text}");
    assert!(text.contains(EVENT), "{text}");
}
