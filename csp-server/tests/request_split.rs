//! Any request: its size is what it says, and split at any size it is the same commands in messages that fit.

#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod agent;

use csp_runtime::NoData;
use csp_server::{ChangeCommands, GetCommands, Header, Request};
use proptest::prelude::*;
use syncml::Message;

/// What to call: which verb, how long a name and a value, and whether in a container.
type Call = (u8, String, String);

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let name = "[a-z{}/ %<&]{1,12}";
    proptest::collection::vec((0_u8..7, name, "\\PC{0,80}"), 0..12)
}

fn build(calls: &[Call]) -> Request {
    let mut request = Request::new(Header::new("1", 9, "device", "server"));
    let root = agent::device();
    for (verb, name, value) in calls {
        let job = root.jobs().job_id(name);
        match verb {
            0 => drop(request.add(job.name(), value)),
            1 => drop(request.replace(job.name(), value)),
            2 => drop(request.get(job.status())),
            3 => drop(request.delete(job)),
            4 => drop(request.get_all([job.name(), job.name()])),
            5 => drop(request.atomic(|atomic| {
                atomic.add(job, NoData);
                atomic.add(job.name(), value)
            })),
            _ => drop(request.sequence(|sequence| {
                sequence.atomic(|atomic| atomic.replace(job.name(), value));
                sequence.get(job.name())
            })),
        }
    }
    request
}

/// The commands of messages in a row, as a reader has them.
fn commands(messages: &[Vec<u8>]) -> Vec<String> {
    let mut all = Vec::new();
    for bytes in messages {
        let message = Message::parse(bytes).expect("SyncML");
        for command in (0..).map_while(|at| message.command(at)) {
            let items: Vec<_> = command
                .items()
                .iter()
                .map(|item| (item.target.clone(), item.data.clone().map(|data| data.text)))
                .collect();
            all.push(format!("{} {} {items:?}", command.verb, command.cmd_id));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_request_is_what_it_says_it_is(calls in calls(), limit in 300_usize..3000) {
        let request = build(&calls);
        let size = request.size();
        let whole = request.finish().expect("every value is legal");
        prop_assert_eq!(whole.len(), size);
        // A reader gets what the typed calls said, whatever characters were in it.
        let message = Message::parse(&whole).expect("SyncML");
        let written = message.items.iter().filter_map(|item| item.data.as_ref());
        let wanted = calls.iter().filter(|(verb, ..)| matches!(verb, 0 | 1 | 5 | 6));
        prop_assert!(written.map(|data| &*data.text).eq(wanted.map(|(.., value)| value.as_str())));

        match build(&calls).finish_split(limit) {
            Ok(messages) => {
                prop_assert!(messages.iter().all(|bytes| bytes.len() <= limit));
                prop_assert_eq!(commands(&messages), commands(&[whole]));
                for (at, bytes) in messages.iter().enumerate() {
                    let message = Message::parse(bytes).expect("SyncML");
                    prop_assert_eq!(&*message.header.msg_id, (9 + at).to_string());
                    prop_assert_eq!(message.is_final, at + 1 == messages.len());
                }
            }
            // Then there is a command that is too large by itself; alone its numbers are shorter.
            Err(_) => prop_assert!(calls.iter().any(|call| build(std::slice::from_ref(call)).size() + 8 > limit)),
        }
    }
}
