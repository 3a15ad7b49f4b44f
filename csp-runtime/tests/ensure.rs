//! What an Ensure sends, and that it gets there: on the in-memory device, from any state.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod agent;

use std::collections::BTreeMap;

use csp_runtime::access::PermitsDelete;
use csp_runtime::device::State;
use csp_runtime::ensure::{Ensure, Known, Plan};
use csp_runtime::syncml::{Message, Verb};
use csp_runtime::value::Admx;
use csp_runtime::{AccessOf, Device, Node, Payload, Reply, Request, ValueOf, loc_uri};
use proptest::prelude::*;

const ROOT: &str = "./Device/Vendor/Contoso/Agent";

/// A device with these nodes, named below the agent's root.
fn device(nodes: &[(&str, Option<&str>)]) -> Device {
    let state: State = nodes
        .iter()
        .map(|(path, value)| (format!("{ROOT}/{path}"), value.map(str::to_owned)))
        .collect();
    with_state(&state)
}

fn with_state(state: &State) -> Device {
    let mut device = Device::new().mount(agent::in_memory());
    device.load_state(state).expect("the nodes are known");
    device
}

/// The commands of a plan, an Atomic in brackets.
fn commands(plan: &Plan) -> String {
    let mut request = Request::fragment();
    plan.write(&mut request);
    let bytes = request.finish().expect("every value is legal");
    if bytes.is_empty() {
        return String::new();
    }
    let message = Message::parse(&bytes).expect("SyncML");
    let one = |command: csp_runtime::syncml::CommandRef<'_, '_>| {
        let uri = command.items()[0].target.clone().unwrap_or_default();
        let path = uri.trim_start_matches("./").split_once("Agent/");
        format!("{} {}", command.verb, path.map_or("", |(_, path)| path))
    };
    let all: Vec<String> = message
        .top_level()
        .map(|command| match command.verb {
            Verb::Atomic => format!(
                "[{}]",
                command.children().map(one).collect::<Vec<_>>().join(", ")
            ),
            _ => one(command),
        })
        .collect();
    all.join(", ")
}

/// Sends a request, unless there is nothing in it.
fn exchange(request: Request, device: &mut Device) -> Vec<u8> {
    let bytes = request.finish().expect("every value is legal");
    match bytes.is_empty() {
        true => b"<SyncBody/>".to_vec(),
        false => device.handle(&bytes).expect("SyncML"),
    }
}

/// What the device is found to have.
fn survey(ensure: &Ensure, device: &mut Device) -> Known {
    let mut request = Request::fragment();
    let survey = ensure.survey(&mut request);
    let answer = exchange(request, device);
    survey.read(&Reply::parse(&answer).expect("SyncML"))
}

/// Carries a plan out; gives what went wrong.
fn carry_out(plan: &Plan, device: &mut Device) -> Vec<String> {
    let mut request = Request::fragment();
    let receipt = plan.write(&mut request);
    let answer = exchange(request, device);
    let failures = receipt.failures(&Reply::parse(&answer).expect("SyncML"));
    failures.iter().map(ToString::to_string).collect()
}

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
        "Add Jobs/c, Add Jobs/c/Name, Add Jobs/a/Key, Replace Jobs/a/Key"
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
    let mut device = Device::new().mount(agent::in_memory()).with_user(None);
    let mut ensure = Ensure::new();
    ensure.set(agent::user().level(), 3);
    let plan = ensure.plan(&Known::nothing()).expect("possible");
    let failures = carry_out(&plan, &mut device);
    assert_eq!(
        failures,
        [
            "Replace ./User/Vendor/Contoso/Agent/Level: 405 Command not allowed: the user is not signed in, or the node is not for this device"
        ]
    );
}

#[test]
fn of_two_ways_that_fail_the_last_is_told_of() {
    let mut device = Device::new().mount(agent::in_memory()).with_user(None);
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
            "Atomic: 507 Atomic failed: a command in it failed, so none took effect; its own outcome says why",
            "Replace ./User/Vendor/Contoso/Agent/Pair/First: 405 Command not allowed: the user is not signed in, or the node is not for this device",
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

/// Something to want: where, and what.
type Want = (usize, Option<u8>);

const NAMES: [&str; 3] = ["a", "B/c", "{1803A630}"];

/// Says what a want means, to the Ensure and as the state that it leads to.
fn want(ensure: &mut Ensure, (place, value): Want, goal: &mut BTreeMap<String, Option<String>>) {
    let root = agent::device();
    let job = root.jobs().job_id(NAMES[place % NAMES.len()]);
    let text = value.map(|value| format!("v{value}"));
    match place / NAMES.len() {
        0 => want_of(ensure, job.name(), text, goal),
        1 => want_of(ensure, job.run(), text, goal),
        2 => want_of(ensure, root.pair().first(), text, goal),
        _ => want_of(ensure, root.note(), text, goal),
    }
}

fn want_of<'n, N: Node<'n>>(
    ensure: &mut Ensure,
    node: N,
    text: Option<String>,
    goal: &mut BTreeMap<String, Option<String>>,
) where
    AccessOf<'n, N>: PermitsDelete<N::Kind>,
    for<'t> &'t String: Payload<ValueOf<'n, N>>,
{
    match &text {
        Some(text) => ensure.set(node, text),
        None => ensure.absent(node),
    }
    goal.insert(loc_uri(node), text);
}

/// Some of the nodes of a device, with values.
fn states() -> impl Strategy<Value = State> {
    let leaves = [
        "Jobs/a/Name",
        "Jobs/a/Run",
        "Jobs/B%2Fc/Name",
        "Jobs/%7B1803A630%7D/Run",
        "Note",
        "Tags",
        "Pair/First",
        "Pair/Second",
    ];
    let interiors = ["Jobs/a", "Jobs/B%2Fc", "Pair"];
    (
        proptest::collection::vec(any::<Option<u8>>(), leaves.len()),
        proptest::collection::vec(any::<bool>(), interiors.len()),
    )
        .prop_map(move |(values, present)| {
            let value = |(path, value): (&str, Option<u8>)| {
                let text = value.map(|value| match path {
                    "Pair/Second" => (value % 2 == 0).to_string(),
                    _ => format!("v{}", value % 4),
                });
                text.map(|text| (format!("{ROOT}/{path}"), Some(text)))
            };
            let leaves = leaves.into_iter().zip(values).filter_map(value);
            let interiors = interiors
                .into_iter()
                .zip(present)
                .filter(|(_, present)| *present)
                .map(|(path, _)| (format!("{ROOT}/{path}"), None));
            leaves.chain(interiors).collect()
        })
}

fn wants() -> impl Strategy<Value = Vec<Want>> {
    let value = proptest::option::weighted(0.7, 0_u8..4);
    proptest::collection::vec((0..12_usize, value), 0..8)
}

fn reached(device: &Device, goal: &BTreeMap<String, Option<String>>) {
    let state = device.save_state();
    for (uri, wanted) in goal {
        let found = state.get(uri).cloned().flatten();
        assert_eq!(&found, wanted, "{uri}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// From any state: the ensured state is reached, what was not spoken of stays, and a second run has nothing to do.
    #[test]
    fn the_ensured_state_is_reached_from_any_state(state in states(), wants in wants()) {
        let mut ensure = Ensure::new();
        let mut goal = BTreeMap::new();
        for one in wants {
            want(&mut ensure, one, &mut goal);
        }
        let mut device = with_state(&state);
        let before = device.save_state();
        let plan = ensure.plan(&survey(&ensure, &mut device)).expect("possible");
        prop_assert_eq!(carry_out(&plan, &mut device), [""; 0]);
        reached(&device, &goal);
        let after = device.save_state();
        for (uri, value) in before.iter().filter(|(uri, _)| !goal.contains_key(*uri)) {
            prop_assert_eq!(after.get(uri), Some(value), "{} was not spoken of", uri);
        }
        let again = ensure.plan(&survey(&ensure, &mut device)).expect("possible");
        prop_assert_eq!(commands(&again), "");

        // Without a survey it gets there too.
        let mut device = with_state(&state);
        let plan = ensure.plan(&Known::nothing()).expect("possible");
        prop_assert_eq!(carry_out(&plan, &mut device), [""; 0]);
        reached(&device, &goal);
    }
}
