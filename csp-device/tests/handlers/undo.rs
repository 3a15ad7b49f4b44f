//! What an Atomic that fails gives back: to a setting outside of the tree through the handler of the opposite verb, whether or not the tree has a value for it.

use std::sync::{Arc, Mutex};

use csp_device::Device;
use csp_runtime::dispatch::Context;
use csp_runtime::{Dispatcher, StatusCode};

use crate::installer::{self, At, Installer, node};
use crate::logged;
use crate::wire::{ask, item, statuses};

const LIMIT: &str = "./Device/Vendor/MSFT/Installer/Limit";
const JOURNAL: &str = "./Device/Vendor/MSFT/Installer/Journal";
const QUOTA: &str = "./Device/Vendor/MSFT/Installer/Quota";

/// The settings outside of the tree.
#[derive(Clone)]
struct Machine(Arc<Mutex<Settings>>);

#[derive(Debug, Clone, Copy, PartialEq)]
struct Settings {
    limit: i64,
    quota: i64,
}

const FIRST: Settings = Settings { limit: 3, quota: 7 };

impl Machine {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(FIRST)))
    }

    fn settings(&self) -> Settings {
        *self.0.lock().unwrap()
    }

    fn limit(&mut self, cx: &mut Context<'_>, _: At<'_, node::Limit>) -> Result<i64, StatusCode> {
        assert_eq!((cx.data(), cx.in_atomic()), (None, true));
        Ok(self.settings().limit)
    }

    fn set_limit(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, node::Limit>,
        value: i64,
    ) -> Result<(), StatusCode> {
        self.0.lock().unwrap().limit = value;
        Ok(())
    }

    fn set_quota(
        &mut self,
        _: &mut Context<'_>,
        _: At<'_, node::Quota>,
        value: i64,
    ) -> Result<(), StatusCode> {
        self.0.lock().unwrap().quota = value;
        Ok(())
    }

    fn csp(&self) -> Dispatcher<Installer, Self> {
        installer::csp(self.clone())
            .replace(node::Limit, Self::set_limit)
            .replace(node::Quota, Self::set_quota)
    }
}

/// What an Atomic answers that sets a node twice and then fails.
fn fail(device: &mut Device, uri: &str) -> Vec<u16> {
    let commands = [
        item("Replace", 2, uri, "8"),
        item("Replace", 3, uri, "9"),
        item("Delete", 4, "./Vendor/MSFT/Installer/missing", ""),
    ];
    let atomic = format!("<Atomic><CmdID>1</CmdID>{}</Atomic>", commands.concat());
    statuses(&ask(device, &atomic))
}

#[test]
fn a_setting_that_the_tree_has_no_value_for_is_given_back_what_its_get_handler_says() {
    let machine = Machine::new();
    let mut device = Device::new()
        .mount(machine.csp().get(node::Limit, Machine::limit))
        .unwrap();
    assert_eq!(fail(&mut device, LIMIT), [507, 216, 216, 404]);
    assert_eq!(machine.settings(), FIRST);
    assert!(device.save_state().is_empty());
}

#[test]
fn a_stored_value_is_what_was_there_before() {
    let machine = Machine::new();
    let mut device = Device::new().mount(machine.csp()).unwrap();
    assert_eq!(
        statuses(&ask(&mut device, &item("Replace", 1, LIMIT, "5"))),
        [200]
    );
    assert_eq!(fail(&mut device, LIMIT), [507, 216, 216, 404]);
    assert_eq!(machine.settings().limit, 5);
}

#[test]
fn a_setting_that_nothing_is_known_of_is_given_back_its_default() {
    let machine = Machine::new();
    // A Get handler that has no value to tell is no reason to give up.
    let csp = machine.csp().get(
        node::Quota,
        |_: &mut Machine, _: &mut Context<'_>, _: At<'_, node::Quota>| {
            Err::<i64, _>(StatusCode::NOT_FOUND)
        },
    );
    let mut device = Device::new().mount(csp).unwrap();
    assert_eq!(fail(&mut device, QUOTA), [507, 216, 216, 404]);
    assert_eq!(machine.settings(), FIRST);
}

#[test]
fn what_cannot_be_given_back_is_said_with_what_to_do() {
    logged::listen();
    let machine = Machine::new();
    let mut device = Device::new().mount(machine.csp()).unwrap();
    // The second Replace has the first one's value to go back to.
    assert_eq!(fail(&mut device, LIMIT), [507, 516, 216, 404]);
    assert!(logged::has(&format!(
        "WARN: the Replace of {LIMIT} cannot be rolled back, so it answers 516: there is no earlier value, and no Delete handler. \
         Give Installer an `on_undo` hook, which undoes whatever its handlers did in an Atomic."
    )));
}

#[test]
fn what_was_appended_has_no_opposite() {
    logged::listen();
    let csp = installer::csp(String::new()).replace(
        node::Journal,
        |journal: &mut String, _: &mut Context<'_>, _: At<'_, node::Journal>, more: &str| {
            // What is sent is what is appended: an old value sent again would be there twice.
            assert!(more == "8" || more == "9", "{more}");
            journal.push_str(more);
            Ok::<_, StatusCode>(())
        },
    );
    let mut device = Device::new().mount(csp).unwrap();
    assert_eq!(
        statuses(&ask(&mut device, &item("Replace", 1, JOURNAL, "8"))),
        [200]
    );
    assert_eq!(fail(&mut device, JOURNAL), [507, 516, 516, 404]);
    assert_eq!(device.save_state()[JOURNAL].as_deref(), Some("8"));
    assert!(logged::has(&format!(
        "WARN: the Replace of {JOURNAL} cannot be rolled back, so it answers 516: it appends, which has no opposite. \
         Give Installer an `on_undo` hook, which undoes whatever its handlers did in an Atomic."
    )));
}
