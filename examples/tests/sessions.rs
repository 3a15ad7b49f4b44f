//! The example server keeps so many sessions and no more, and none for ever.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use csp_examples::sessions::{KNOWN, Key, SILENCE, STRANGERS, Sessions};

fn key(device: impl ToString) -> Key {
    Key::new(&device.to_string(), "1").unwrap()
}

#[test]
fn strangers_displace_strangers_and_nobody_else() {
    let mut sessions = Sessions::default();
    let mut now = Instant::now();
    sessions.begin(key("known"), 0, now);
    sessions.know(&key("known"));
    for stranger in 0..10_000 {
        now += Duration::from_millis(1);
        sessions.begin(key(stranger), stranger, now);
    }
    assert_eq!(sessions.len(), STRANGERS + 1);
    assert_eq!(sessions.hear(&key("known"), now), Some(&mut 0));
    assert_eq!(sessions.hear(&key(9_999), now), Some(&mut 9_999));
    assert_eq!(sessions.hear(&key(0), now), None);
}

#[test]
fn those_who_are_known_are_bounded_too() {
    let mut sessions = Sessions::default();
    let mut now = Instant::now();
    for device in 0..KNOWN + 10 {
        now += Duration::from_millis(1);
        sessions.begin(key(device), device, now);
        sessions.know(&key(device));
    }
    assert_eq!(sessions.len(), KNOWN);
    assert_eq!(sessions.hear(&key(9), now), None);
    assert_eq!(sessions.hear(&key(10), now), Some(&mut 10));
}

#[test]
fn a_session_that_is_silent_for_long_is_forgotten() {
    let mut sessions = Sessions::default();
    let begin = Instant::now();
    sessions.begin(key("a"), 'a', begin);
    sessions.know(&key("a"));
    sessions.begin(key("b"), 'b', begin);
    let later = begin + SILENCE / 2;
    assert_eq!(sessions.hear(&key("a"), later), Some(&mut 'a'));
    assert_eq!(sessions.hear(&key("b"), begin + SILENCE), None);
    assert_eq!(sessions.hear(&key("a"), begin + SILENCE), Some(&mut 'a'));
    assert_eq!(sessions.len(), 1);
}

/// Whoever says that he is a device takes nothing from it, before he has proved it.
#[test]
fn a_device_has_one_session_once_it_is_known() {
    let of = |session: &str| Key::new("d1", session).unwrap();
    let (mut sessions, now) = (Sessions::default(), Instant::now());
    sessions.begin(of("1"), 1, now);
    sessions.know(&of("1"));
    sessions.begin(of("2"), 2, now);
    assert_eq!(sessions.hear(&of("1"), now), Some(&mut 1));
    sessions.know(&of("2"));
    assert_eq!(sessions.hear(&of("1"), now), None);
    assert_eq!(sessions.hear(&of("2"), now), Some(&mut 2));
}

#[test]
fn a_name_that_no_device_has_is_not_taken() {
    assert!(Key::new(&"d".repeat(256), "1").is_some());
    assert!(Key::new(&"d".repeat(257), "1").is_none());
    assert!(Key::new("d", &"1".repeat(257)).is_none());
}
