//! Any reply: whatever a device answers, reading it ends with a value or an error.

use csp_server::{ChangeCommands, GetCommands, Reply, Request};
use proptest::prelude::*;

use crate::{BLOB, LEVEL, agent, header, item, reply, results, status};

fn response() -> impl Strategy<Value = String> {
    let uri = prop_oneof![
        Just(""),
        Just(LEVEL),
        Just(BLOB),
        Just("./vendor/contoso/agent/level?list=StructData"),
        Just("./%zz//*"),
        Just("."),
    ];
    let code = prop_oneof![Just(200_u16), Just(404), Just(216), Just(0)];
    let text = prop_oneof![Just("7"), Just("AP8="), Just("&lt;"), Just("")];
    (any::<bool>(), 1_u32..4, 0_u32..5, uri, code, text).prop_map(
        |(is_status, msg_ref, cmd_ref, uri, code, text)| {
            if is_status {
                status(msg_ref, cmd_ref, uri, code)
            } else {
                results(msg_ref, cmd_ref, &item(uri, text))
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_ends_with_a_value_or_an_error(responses in proptest::collection::vec(response(), 0..8)) {
        let root = agent::device();
        let mut request = Request::new(header());
        let level = request.get(root.level());
        let both = request.get_items(|items| (items.node(root.level()), items.node(root.blob())));
        let list = request.list(root);
        let (atomic, _) = request.atomic(|atomic| atomic.replace(root.level(), 1));

        let bytes = reply(&responses.concat());
        let parsed = Reply::parse(bytes.as_bytes()).expect("SyncML");
        for (value, outcome) in [
            (parsed.value(&level).err(), parsed.status(&level)),
            (parsed.value(&both.0).err(), parsed.status(&both.0)),
            (parsed.value(&both.1).err(), parsed.status(&both.1)),
        ] {
            match value {
                // A value never comes with a Status that says no.
                None => prop_assert!(outcome.is_success() || outcome.is_unknown(), "{}", outcome),
                Some(error) => prop_assert_eq!(error.code(), outcome.code()),
            }
        }
        if let Ok(listing) = parsed.list(&list) {
            for entry in listing.entries() {
                prop_assert!(!entry.uri().contains('?'));
            }
            prop_assert!(listing.children(root).len() <= listing.entries().len());
            let _ = (listing.value(root.level()), listing.value(root.blob()));
        }
        prop_assert!(!parsed.status(&atomic).to_string().is_empty());
    }
}
