//! A handler or a hook that panics: its command fails, and the device goes on as if it had said no.

use csp_device::Device;
use csp_runtime::dispatch::{Alert, Context, Exec, HandlerError};
use csp_runtime::value::Xml;
use csp_runtime::{Dispatcher, StatusCode};

use crate::installer::{self, At, Installer, node};
use crate::logged;
use crate::wire::{ask, item, statuses};

const ITEM: &str = "./Device/Vendor/MSFT/Installer/%7B1%7D";
const LIMIT: &str = "./Device/Vendor/MSFT/Installer/Limit";

/// Panics where it is told to, after it changed what it can reach.
struct Clumsy {
    panics: &'static str,
    limit: i64,
}

impl Clumsy {
    fn stumble(&self, cx: &mut Context<'_>, at: &str) {
        if self.panics == at {
            let other = "./Device/Vendor/MSFT/Installer/other";
            cx.set_text(other, "").unwrap();
            cx.alert(Alert::generic("Reversed-Domain-Name: com.example"))
                .unwrap();
            panic!("in {at}");
        }
    }

    fn run(
        &mut self,
        cx: &mut Context<'_>,
        _: At<'_, node::Run>,
        _: Xml<'_>,
    ) -> Result<Exec, StatusCode> {
        self.stumble(cx, "exec");
        Ok(Exec::Done)
    }

    fn limit(&mut self, cx: &mut Context<'_>, _: At<'_, node::Limit>) -> Result<i64, StatusCode> {
        self.stumble(cx, "get");
        Ok(self.limit)
    }

    fn set_limit(
        &mut self,
        cx: &mut Context<'_>,
        _: At<'_, node::Limit>,
        limit: i64,
    ) -> Result<(), StatusCode> {
        self.stumble(cx, "replace");
        self.limit = limit;
        Ok(())
    }
}

fn clumsy(panics: &'static str) -> Dispatcher<Installer, Clumsy> {
    installer::csp(Clumsy { panics, limit: 3 })
        .exec(node::Run, Clumsy::run)
        .get(node::Limit, Clumsy::limit)
        .replace(node::Limit, Clumsy::set_limit)
}

/// Whether the handlers still answer.
fn get_limit(device: &mut Device) -> String {
    let reply = ask(device, &item("Get", 1, LIMIT, ""));
    assert_eq!(statuses(&reply), [200]);
    reply
}

#[test]
fn a_handler_that_panics_fails_its_command_and_stays_mounted() {
    logged::listen();
    for (panics, verb, uri, data) in [
        ("exec", "Exec", format!("{ITEM}/Run"), ""),
        ("replace", "Replace", LIMIT.to_owned(), "9"),
    ] {
        let mut device = Device::new().mount(clumsy(panics)).unwrap();
        ask(&mut device, &item("Add", 1, &format!("{ITEM}/Run"), ""));
        let before = device.save_state();
        let commands = [item(verb, 1, &uri, data), item("Get", 2, LIMIT, "")];
        let reply = ask(&mut device, &commands.concat());
        assert_eq!(statuses(&reply), [500, 200], "{panics}");
        assert!(reply.contains("<Data>3</Data>"), "{reply}");
        assert!(!reply.contains("<Alert>"), "{reply}");
        assert_eq!(device.save_state(), before, "{panics}");
        assert!(get_limit(&mut device).contains("<Data>3</Data>"));
    }
    let exec = format!("ERROR: the Exec handler of {ITEM}/Run panicked: in exec");
    assert!(logged::has(&exec));
}

#[test]
fn a_get_handler_that_panics_fails_its_item_alone() {
    let mut device = Device::new().mount(clumsy("get")).unwrap();
    let gets = [
        item("Get", 1, LIMIT, ""),
        item("Get", 2, "./Vendor/MSFT/Installer", ""),
        item("Replace", 3, LIMIT, "9"),
    ];
    let reply = ask(&mut device, &gets.concat());
    assert_eq!(statuses(&reply), [500, 200, 200]);
}

/// The same with a Replace in an Atomic, and then a Get.
fn replace_in_an_atomic(
    csp: Dispatcher<Installer, Clumsy>,
    last: Option<&str>,
) -> (Vec<u16>, Vec<u16>, Option<String>) {
    let mut device = Device::new()
        .mount(csp)
        .unwrap()
        .mount(installer::other())
        .unwrap();
    let other = "./Vendor/MSFT/Other/Limit";
    let mut commands = item("Replace", 2, LIMIT, "9") + &item("Replace", 3, other, "1");
    commands.extend(last.map(|uri| item("Delete", 4, uri, "")));
    let atomic = format!("<Atomic><CmdID>1</CmdID>{commands}</Atomic>");
    let reply = ask(&mut device, &atomic);
    assert!(!reply.contains("<Alert>"), "{reply}");
    let after = statuses(&ask(&mut device, &item("Get", 1, LIMIT, "")));
    let stored = device.save_state().remove(LIMIT).flatten();
    (statuses(&reply), after, stored)
}

#[test]
fn a_panic_in_prepare_rolls_the_atomic_back() {
    let csp = clumsy("").on_prepare(|state: &mut Clumsy, cx| {
        state.panics = "prepare";
        state.stumble(cx, "prepare");
        Ok::<_, HandlerError>(())
    });
    let (atomic, after, stored) = replace_in_an_atomic(csp, None);
    assert_eq!((atomic, after), (vec![507, 216, 216], vec![200]));
    assert_eq!(stored, None);
}

#[test]
fn a_panic_in_commit_fails_what_was_committed() {
    logged::listen();
    let csp = clumsy("").on_commit(|state: &mut Clumsy, cx| {
        state.panics = "commit";
        state.stumble(cx, "commit");
    });
    let (atomic, after, stored) = replace_in_an_atomic(csp, None);
    // It is too late to go back: the others have committed. Whoever panicked does not say that all went well.
    assert_eq!((atomic, after), (vec![500, 500, 200], vec![200]));
    assert_eq!(stored.as_deref(), Some("9"));
    let commit = "ERROR: `on_commit` of Installer panicked: in commit";
    assert!(logged::has(commit));
}

#[test]
fn a_panic_in_undo_is_an_undoing_that_failed() {
    let csp = clumsy("").on_undo(|state: &mut Clumsy, cx| {
        state.panics = "undo";
        state.stumble(cx, "undo");
        Ok::<_, HandlerError>(())
    });
    let (atomic, after, stored) = replace_in_an_atomic(csp, Some("./Vendor/MSFT/Installer/no"));
    assert_eq!((atomic, after), (vec![507, 516, 216, 404], vec![200]));
    assert_eq!(stored, None);
}

#[test]
fn a_panic_in_the_opposite_handler_is_an_undoing_that_failed() {
    let csp = installer::csp(0).replace(
        node::Limit,
        |calls: &mut i32, _: &mut Context<'_>, _: At<'_, node::Limit>, _: i64| {
            *calls += 1;
            assert!(*calls != 3, "the third is the undoing");
            Ok::<_, StatusCode>(())
        },
    );
    let mut device = Device::new().mount(csp).unwrap();
    let replace = |value| item("Replace", 2, LIMIT, value);
    assert_eq!(statuses(&ask(&mut device, &replace("1"))), [200]);
    let delete = item("Delete", 3, "./Vendor/MSFT/Installer/no", "");
    let atomic = format!("<Atomic><CmdID>1</CmdID>{}{delete}</Atomic>", replace("2"));
    assert_eq!(statuses(&ask(&mut device, &atomic)), [507, 516, 404]);
    assert_eq!(statuses(&ask(&mut device, &replace("3"))), [200]);
    assert_eq!(device.save_state()[LIMIT].as_deref(), Some("3"));
}
