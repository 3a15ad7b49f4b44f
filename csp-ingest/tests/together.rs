//! Templates together with what else a device does: Atomic, saved states, users, the definition of the Policy CSP.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

mod common;

use common::{CONFIG, INSTALL, USER_CONFIG, atomic, command, device, status, statuses, value};
use csp_device::Device;
use csp_ingest::BlockedKeys;
use csp_runtime::Tree;

const LAMPS: &str = include_str!("data/lamps.admx");

fn lamps() -> String {
    format!("{INSTALL}/App/Policy/Lamps")
}

fn allow() -> String {
    format!("{CONFIG}/App~Policy~Lamps/Allow")
}

/// A command that fails.
fn failing() -> String {
    command(
        "Replace",
        &format!("{CONFIG}/App~Policy~Lamps/None"),
        "<enabled/>",
    )
}

#[test]
fn an_atomic_takes_a_template_and_sets_its_policies() {
    let mut device = device();
    let message = atomic(&[
        command("Add", &lamps(), LAMPS),
        command("Replace", &allow(), "<enabled/>"),
    ]);
    assert_eq!(statuses(&mut device, &message), ["200", "200", "200"]);
    assert_eq!(value(&mut device, &allow()).as_deref(), Some("<enabled/>"));
}

#[test]
fn an_atomic_that_fails_leaves_templates_and_values_as_they_were() {
    let mut device = device();
    let message = atomic(&[
        command("Add", &lamps(), LAMPS),
        command("Replace", &allow(), "<enabled/>"),
        failing(),
    ]);
    assert_eq!(
        statuses(&mut device, &message),
        ["507", "216", "216", "404"]
    );
    assert_eq!(status(&mut device, "Get", &lamps(), ""), "404");
    assert_eq!(
        status(&mut device, "Replace", &allow(), "<enabled/>"),
        "404"
    );

    status(&mut device, "Add", &lamps(), LAMPS);
    status(&mut device, "Replace", &allow(), "<disabled/>");
    let renamed = LAMPS.replace("\"Allow\"", "\"Permit\"");
    let before = device.save_state();
    for changes in [
        vec![command("Delete", &lamps(), "")],
        vec![command("Replace", &lamps(), &renamed)],
        vec![
            command("Delete", INSTALL, ""),
            command("Add", &lamps(), &renamed),
            command(
                "Replace",
                &allow().replace("/Allow", "/Permit"),
                "<enabled/>",
            ),
        ],
    ] {
        let message = atomic(&[changes.concat(), failing()]);
        let answered = statuses(&mut device, &message);
        assert_eq!(answered.first().unwrap(), "507", "{answered:?}");
        assert!(!answered.contains(&"516".to_owned()), "{answered:?}");
        assert_eq!(device.save_state(), before);
        assert_eq!(
            status(&mut device, "Replace", &allow(), "<disabled/>"),
            "200"
        );
    }
}

#[test]
fn a_saved_state_has_the_templates_and_the_values() {
    let mut first = device();
    status(&mut first, "Add", &lamps(), LAMPS);
    status(&mut first, "Replace", &allow(), "<enabled/>");
    let state = first.save_state();
    let mut second = device();
    status(
        &mut second,
        "Add",
        &format!("{INSTALL}/Other/Policy/Lamps"),
        LAMPS,
    );
    second.load_state(&state).unwrap();
    assert_eq!(second.save_state(), state);
    assert_eq!(value(&mut second, &allow()).as_deref(), Some("<enabled/>"));
    assert_eq!(
        status(&mut second, "Replace", &allow(), "<disabled/>"),
        "200"
    );
    let other = format!("{CONFIG}/Other~Policy~Lamps/Allow");
    assert_eq!(status(&mut second, "Replace", &other, "<enabled/>"), "404");
    assert_eq!(status(&mut second, "Delete", &lamps(), ""), "200");
    assert_eq!(value(&mut second, &allow()), None);

    // By hand, and faulty: the state is taken, and nothing is offered.
    let mut broken = state.clone();
    broken.insert(lamps(), Some("no template".to_owned()));
    second.load_state(&broken).unwrap();
    assert_eq!(status(&mut second, "Get", &allow(), ""), "404");
}

#[test]
fn each_user_has_the_policies_of_users() {
    let mut device = device();
    let allow = format!("{USER_CONFIG}/App~Policy~Lamps/Allow");
    device.set_user(None);
    assert_eq!(status(&mut device, "Add", &lamps(), LAMPS), "200");
    assert_eq!(status(&mut device, "Replace", &allow, "<enabled/>"), "405");
    for user in ["megan", "alex"] {
        device.set_user(Some(user));
        assert_eq!(status(&mut device, "Get", &allow, ""), "404");
        assert_eq!(status(&mut device, "Replace", &allow, "<enabled/>"), "200");
        assert_eq!(value(&mut device, &allow).as_deref(), Some("<enabled/>"));
    }
}

#[test]
fn it_stands_beside_a_definition_of_the_policy_csp() {
    let tree = Tree::load(
        "csp Policy
root ./Device/Vendor/MSFT
0 0 Policy
  access Get
1 1 Config
  access Get
2 2 Browser
  access Get
3 3 AllowCookies
  format int
  access Add Delete Get Replace
",
    );
    let device = Device::new().mount_tree(tree.unwrap()).unwrap();
    let mut device = csp_ingest::mount(device, BlockedKeys::default()).unwrap();
    assert_eq!(status(&mut device, "Add", &lamps(), LAMPS), "200");
    assert_eq!(
        status(&mut device, "Replace", &allow(), "<enabled/>"),
        "200"
    );
    let cookies = format!("{CONFIG}/Browser/AllowCookies");
    assert_eq!(status(&mut device, "Replace", &cookies, "1"), "200");
    assert_eq!(value(&mut device, &cookies).as_deref(), Some("1"));
    assert!(csp_ingest::mount(device, BlockedKeys::default()).is_err());
}

/// A template is the device's: it goes for all its users, also for those who are not signed in.
#[test]
fn what_other_users_set_goes_with_the_template() {
    let allow = format!("{USER_CONFIG}/App~Policy~Lamps/Allow");
    let users = ["ada", "bob", "cleo"];
    for signed_in in [Some("bob"), None] {
        let mut device = device();
        status(&mut device, "Add", &lamps(), LAMPS);
        for user in users {
            device.set_user(Some(user));
            assert_eq!(status(&mut device, "Replace", &allow, "<enabled/>"), "200");
        }
        device.set_user(signed_in);
        // An Atomic that fails takes nothing from anyone.
        let failed = atomic(&[command("Delete", &lamps(), ""), failing()]);
        assert_eq!(statuses(&mut device, &failed), ["507", "216", "404"]);
        for user in users {
            device.set_user(Some(user));
            assert_eq!(value(&mut device, &allow).as_deref(), Some("<enabled/>"));
        }
        device.set_user(signed_in);
        assert_eq!(status(&mut device, "Delete", &lamps(), ""), "200");
        let kept = device.save_state();
        assert!(!kept.keys().any(|uri| uri.contains("/Config/")), "{kept:?}");
        status(&mut device, "Add", &lamps(), LAMPS);
        for user in users {
            device.set_user(Some(user));
            assert_eq!(value(&mut device, &allow), None, "{user}");
        }
    }
}
