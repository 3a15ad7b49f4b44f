//! Any state of a device, and any wants.

use std::collections::BTreeMap;

use csp_device::Device;
use csp_device::State;
use csp_runtime::access::PermitsDelete;
use csp_runtime::{AccessOf, NodeAddress, Payload, ValueOf, loc_uri};
use csp_server::ensure::{Ensure, Known};
use proptest::prelude::*;

use crate::{ROOT, agent, carry_out, commands, survey, with_state};

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

fn want_of<'n, N: NodeAddress<'n>>(
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
