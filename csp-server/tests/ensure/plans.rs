//! Plans, command by command.

use csp_device::Device;
use csp_runtime::value::Admx;
use csp_server::ensure::{Ensure, Known};
use csp_server::{GetCommands, Reply, Request};

use crate::{ROOT, agent, carry_out, commands, device, survey};

#[test]
fn parents_come_first_and_only_what_is_missing_is_sent() {
    let root = agent::device();
    let mut ensure = Ensure::new();
    ensure.set(root.jobs().job_id("a").name(), "x");
    ensure.set(root.jobs().job_id("a").run(), "<Job/>");
    ensure.set(root.level(), 3);
    ensure.absent(root.note());
    let plan = |nodes: &[(&str, Option<&str>)]| {
        let known = survey(&ensure, &mut device(nodes));
        commands(&ensure.plan(&known).expect("possible"))
    };
    assert_eq!(
        plan(&[]),
        "Add Jobs/a, Add Jobs/a/Name, Add Jobs/a/Run, Replace Level"
    );
    assert_eq!(
        plan(&[
            ("Jobs/a/Name", Some("other")),
            ("Jobs/a/Run", Some("<Job></Job>")),
            ("Note", Some("n"))
        ]),
        "Delete Note, Replace Jobs/a/Name, Replace Level"
    );
    assert_eq!(
        plan(&[
            ("Jobs/a/Name", Some("x")),
            ("Jobs/a/Run", Some("<Job />")),
            ("Level", Some("3"))
        ]),
        ""
    );
    let blind = ensure.plan(&Known::nothing()).expect("possible");
    assert_eq!(
        commands(&blind),
        "Delete Note, Add Jobs/a, Add Jobs/a/Name, Replace Jobs/a/Name, Add Jobs/a/Run, Replace Jobs/a/Run, Replace Level"
    );
}

#[test]
fn commands_travel_in_an_atomic_where_the_definition_asks_for_it() {
    let pair = agent::device().pair();
    let mut ensure = Ensure::new();
    ensure.set(pair.first(), "1");
    ensure.set(agent::device().level(), 1);
    ensure.set(pair.second(), true);
    let known = survey(&ensure, &mut device(&[]));
    assert_eq!(
        commands(&ensure.plan(&known).expect("possible")),
        "[Add Pair, Add Pair/First, Add Pair/Second], Replace Level"
    );
    let known = survey(&ensure, &mut device(&[("Pair/First", Some("0"))]));
    assert_eq!(
        commands(&ensure.plan(&known).expect("possible")),
        "[Replace Pair/First, Add Pair/Second], Replace Level"
    );
    // Nothing is known: one Atomic for a device that has none of it, one for a device that has some.
    assert_eq!(
        commands(&ensure.plan(&Known::nothing()).expect("possible")),
        "[Add Pair, Add Pair/First, Add Pair/Second], [Replace Pair/First, Replace Pair/Second], Replace Level"
    );
}

#[test]
fn a_node_without_replace_is_made_anew() {
    let mut ensure = Ensure::new();
    ensure.set(agent::device().note(), "new");
    let mut device = device(&[("Note", Some("old"))]);
    let plan = ensure
        .plan(&survey(&ensure, &mut device))
        .expect("possible");
    assert_eq!(commands(&plan), "Delete Note, Add Note");
    assert_eq!(carry_out(&plan, &mut device), [""; 0]);
    let note = &device.save_state()[&format!("{ROOT}/Note")];
    assert_eq!(note.as_deref(), Some("new"));
}

#[test]
fn a_listing_says_what_is_there_too() {
    let root = agent::device();
    let mut device = device(&[("Jobs/a/Name", Some("x")), ("Jobs/b/Name", Some("y"))]);
    let mut ensure = Ensure::new();
    ensure.set(root.jobs().job_id("a").name(), "x");
    ensure.set(root.jobs().job_id("c").name(), "z");
    ensure.absent(root.jobs().job_id("d"));
    ensure.set(root.jobs().job_id("a").key(), "secret");
    let mut request = Request::fragment();
    let ticket = request.list(root.jobs());
    let answer = device
        .handle(&request.finish().expect("legal"))
        .expect("SyncML");
    let reply = Reply::parse(&answer).expect("SyncML");
    let mut known = Known::nothing();
    known.learn(root.jobs(), &reply.list(&ticket).expect("a listing"));
    // A key cannot be read, so that it is never known to be there.
    assert_eq!(
        commands(&ensure.plan(&known).expect("possible")),
        "Add Jobs/c, Add Jobs/c/Name, Add Jobs/a/AccessKey, Replace Jobs/a/AccessKey"
    );
}

#[test]
fn what_cannot_be_reached_is_said_by_node() {
    let root = agent::device();
    let mut ensure = Ensure::new();
    ensure.set(root.jobs().job_id("a").status(), agent::Status::DONE);
    ensure.absent(root.pair());
    ensure.absent(root.pair().second());
    ensure.set(root.pair().first(), "x");
    let error = ensure
        .plan(&Known::nothing())
        .expect_err("it contradicts itself");
    assert_eq!(
        error.to_string(),
        format!(
            "{ROOT}/Jobs/a/Status: a server cannot set it: it permits neither Add nor Replace\n\
             {ROOT}/Pair/First: it is wanted, and a node above it is wanted absent"
        )
    );
}

#[test]
fn a_device_that_refuses_is_heard() {
    let mut device = Device::new()
        .mount(agent::in_memory())
        .unwrap()
        .with_user(None);
    let mut ensure = Ensure::new();
    ensure.set(agent::user().level(), 3);
    let plan = ensure.plan(&Known::nothing()).expect("possible");
    let failures = carry_out(&plan, &mut device);
    assert_eq!(
        failures,
        [
            "Replace ./User/Vendor/Contoso/Agent/Level: 405 Command not allowed: the user is not signed in, the node is not for this device, \
             or it is in a state that forbids it"
        ]
    );
}

#[test]
fn of_two_ways_that_fail_the_last_is_told_of() {
    let mut device = Device::new()
        .mount(agent::in_memory())
        .unwrap()
        .with_user(None);
    let mut ensure = Ensure::new();
    ensure.set(agent::user().pair().first(), "x");
    let plan = ensure.plan(&Known::nothing()).expect("possible");
    assert_eq!(
        commands(&plan),
        "[Add Pair, Add Pair/First], [Replace Pair/First]"
    );
    let failures = carry_out(&plan, &mut device);
    assert_eq!(
        failures,
        [
            "Atomic: 507 Atomic failed: a command in it failed, so none took effect: \
         Replace ./User/Vendor/Contoso/Agent/Pair/First: 405 Command not allowed",
            "Replace ./User/Vendor/Contoso/Agent/Pair/First: 405 Command not allowed: the user is not signed in, \
             the parent ./User/Vendor/Contoso/Agent/Pair is missing, or the node is not for this device",
        ]
    );
}

#[test]
fn a_policy_that_windows_does_not_read_back_is_sent_either_way() {
    let mut ensure = Ensure::new();
    ensure.set(agent::device().policy(), Admx::enabled());
    let plan = |nodes: &[(&str, Option<&str>)]| {
        let mut device = device(nodes);
        let known = survey(&ensure, &mut device);
        let plan = ensure.plan(&known).expect("possible");
        assert_eq!(carry_out(&plan, &mut device), [""; 0]);
        commands(&plan)
    };
    assert_eq!(plan(&[]), "Add Policy, Replace Policy");
    assert_eq!(plan(&[("Policy", Some("<disabled/>"))]), "Replace Policy");
    assert_eq!(plan(&[("Policy", Some("<Enabled />"))]), "");
}

#[test]
fn a_node_that_is_wanted_keeps_what_it_has() {
    let root = agent::device();
    let mut ensure = Ensure::new();
    ensure.present(root.jobs().job_id("a"));
    ensure.present(root.jobs().job_id("a").run());
    let plan = |nodes: &[(&str, Option<&str>)]| {
        let known = survey(&ensure, &mut device(nodes));
        commands(&ensure.plan(&known).expect("possible"))
    };
    assert_eq!(plan(&[]), "Add Jobs/a, Add Jobs/a/Run");
    assert_eq!(plan(&[("Jobs/a/Run", Some("<Job/>"))]), "");
}

#[test]
fn what_sets_nothing_needs_no_atomic() {
    let pair = agent::device().pair();
    let mut ensure = Ensure::new();
    ensure.present(pair);
    let blind = ensure.plan(&Known::nothing()).expect("possible");
    assert_eq!(commands(&blind), "Add Pair");
    assert_eq!(carry_out(&blind, &mut device(&[("Pair", None)])), [""; 0]);

    let mut ensure = Ensure::new();
    ensure.absent(pair);
    let mut device = device(&[("Pair/First", Some("x"))]);
    let known = survey(&ensure, &mut device);
    let plan = ensure.plan(&known).expect("possible");
    assert_eq!(commands(&plan), "Delete Pair");
    assert_eq!(carry_out(&plan, &mut device), [""; 0]);
    // Late for what is gone already, it is content.
    assert_eq!(carry_out(&plan, &mut device), [""; 0]);
}

#[test]
fn what_is_below_goes_with_it() {
    let pair = agent::device().pair();
    let mut ensure = Ensure::new();
    ensure.absent(pair.second());
    ensure.absent(pair);
    let plan = ensure.plan(&Known::nothing()).expect("possible");
    assert_eq!(commands(&plan), "Delete Pair");
}

#[test]
fn nothing_is_below_what_is_not_there() {
    let job = agent::device().jobs().job_id("a");
    let mut ensure = Ensure::new();
    // A key cannot be read; but without its job there is none.
    ensure.set(job.key(), "secret");
    let known = survey(&ensure, &mut device(&[]));
    let plan = ensure.plan(&known).expect("possible");
    assert_eq!(commands(&plan), "Add Jobs/a, Add Jobs/a/AccessKey");
    let known = survey(&ensure, &mut device(&[("Jobs/a", None)]));
    let plan = ensure.plan(&known).expect("possible");
    assert_eq!(
        commands(&plan),
        "Add Jobs/a/AccessKey, Replace Jobs/a/AccessKey"
    );
}

#[test]
fn the_last_word_on_a_node_holds() {
    let root = agent::device();
    let mut ensure = Ensure::new();
    ensure.set(root.note(), "first");
    ensure.set(root.level(), 1);
    ensure.absent(root.note());
    let plan = ensure.plan(&Known::nothing()).expect("possible");
    assert_eq!(commands(&plan), "Delete Note, Replace Level");
    assert_eq!((plan.len(), plan.is_empty()), (2, false));
}

#[test]
fn every_user_gets_what_is_wanted_below_user() {
    let mut ensure = Ensure::new();
    ensure.set(agent::user().note(), "n");
    let mut device = Device::new().mount(agent::in_memory()).unwrap();
    for user in ["megan", "lee"] {
        device.set_user(Some(user));
        let plan = ensure.plan(&survey(&ensure, &mut device));
        let plan = plan.expect("possible");
        assert_eq!(commands(&plan), "Add Note", "{user}");
        assert_eq!(carry_out(&plan, &mut device), [""; 0]);
    }
    device.set_user(Some("megan"));
    let plan = ensure.plan(&survey(&ensure, &mut device));
    assert_eq!(commands(&plan.expect("possible")), "");
}
