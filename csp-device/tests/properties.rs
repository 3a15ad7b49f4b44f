//! What holds of a device whatever it is sent: no panic, a tree that is a tree, an Atomic that happens or does not, a state that comes back.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

mod demo;

use std::fmt::Write as _;

use csp_device::{Limits, Profile};
use proptest::prelude::*;
use syncml::{Message, Verb};

const NODES: [&str; 30] = [
    "./Vendor/MSFT/Demo",
    "./Vendor/MSFT/Demo/Leaves/Text",
    "./Vendor/MSFT/Demo/Leaves/Number",
    "./User/Vendor/MSFT/Demo/Leaves/Text",
    "./Vendor/MSFT/Demo/Fixed/Plain",
    "./Vendor/MSFT/Demo/Fixed/Required",
    "./Vendor/MSFT/Demo/Fixed/Group",
    "./Vendor/MSFT/Demo/Fixed/Group/Member",
    "./Vendor/MSFT/Demo/Fixed/Folder",
    "./Vendor/MSFT/Demo/Fixed/Folder/Paper",
    "./Vendor/MSFT/Demo/Values/Journal",
    "./Vendor/MSFT/Demo/Items",
    "./Vendor/MSFT/Demo/Items/a",
    "./Vendor/MSFT/Demo/Items/A/Name",
    "./Vendor/MSFT/Demo/Items/b/Name",
    "./Vendor/MSFT/Demo/Items/a/State",
    "./Vendor/MSFT/Demo/Items/b/Run",
    "./Vendor/MSFT/Demo/Items/a/Parts",
    "./Vendor/MSFT/Demo/Items/a/Parts/p/Size",
    "./Vendor/MSFT/Demo/Items/a/Parts/%C3%A4/Size",
    "./Vendor/MSFT/Demo/Few/x",
    "./Vendor/MSFT/Demo/Few/y",
    "./Vendor/MSFT/Demo/Few/z",
    "./Vendor/MSFT/Demo/Cased/k",
    "./Vendor/MSFT/Demo/Cased/K",
    "./Vendor/MSFT/Policy/Config/Any/Policy",
    "./Vendor/MSFT/Policy/Config/Camera/AllowCamera",
    "./Vendor/MSFT/Demo/Items?list=StructData",
    "./Vendor/MSFT/Demo/Start",
    "./Nowhere/at/all",
];

/// A command of one item: verb, node, data.
type Command = (usize, usize, usize);

const VERBS: [&str; 5] = ["Add", "Delete", "Exec", "Get", "Replace"];
const DATA: [&str; 4] = ["1", "x", "", "&lt;enabled/&gt;"];

fn command() -> impl Strategy<Value = Command> {
    (0..VERBS.len(), 0..NODES.len(), 0..DATA.len())
}

/// Commands by themselves, and in Atomics of up to five.
fn commands() -> impl Strategy<Value = Vec<Vec<Command>>> {
    prop::collection::vec(prop::collection::vec(command(), 1..6), 1..12)
}

fn write(id: &mut u32, (verb, node, data): Command, xml: &mut String) {
    *id += 1;
    let (verb, node, data) = (VERBS[verb], NODES[node], DATA[data]);
    let _ = write!(
        xml,
        "<{verb}><CmdID>{id}</CmdID><Item><Target><LocURI>{node}</LocURI></Target><Data>{data}</Data></Item></{verb}>"
    );
}

fn request(groups: &[Vec<Command>]) -> String {
    let (mut xml, mut id) = (String::new(), 0);
    for group in groups {
        let atomic = group.len() > 1;
        if atomic {
            id += 1;
            let _ = write!(xml, "<Atomic><CmdID>{id}</CmdID>");
        }
        for command in group {
            write(&mut id, *command, &mut xml);
        }
        if atomic {
            xml.push_str("</Atomic>");
        }
    }
    xml
}

/// The statuses of a reply by command, without the header's.
fn statuses(reply: &[u8]) -> Vec<(String, u16)> {
    let message = Message::parse(reply).expect("a reply is a message");
    let answered = message
        .top_level()
        .filter(|command| command.verb == Verb::Status);
    answered
        .skip(1)
        .map(|status| {
            let response = status
                .response
                .as_deref()
                .expect("a Status refers to something");
            let code = status.status_code().expect("a Status has a code");
            (
                response.cmd.as_deref().unwrap_or_default().to_owned(),
                code.code(),
            )
        })
        .collect()
}

proptest! {
    #[test]
    fn every_command_is_answered_and_the_tree_stays_a_tree(groups in commands()) {
        let mut device = demo::device();
        let reply = device.handle(request(&groups).as_bytes()).unwrap();
        let expected: usize = groups.iter().map(|group| group.len() + usize::from(group.len() > 1)).sum();
        prop_assert_eq!(statuses(&reply).len(), expected);

        // What is stored is addressed by nodes that exist, and what a parent lists is what there is.
        let state = device.save_state();
        for (key, value) in &state {
            let uri = &key.replace("./User:user/", "./User/");
            let mut parent = uri.as_str();
            while let Some((above, _)) = parent.rsplit_once('/') {
                parent = above;
                if !parent.contains('/') {
                    break;
                }
                let get = format!("<Get><CmdID>1</CmdID><Item><Target><LocURI>{parent}</LocURI></Target></Item></Get>");
                let found = statuses(&device.handle(get.as_bytes()).unwrap());
                prop_assert_eq!(&found, &[("Get".to_owned(), 200)], "{} of {}", parent, uri);
            }
            prop_assert_eq!(value.is_none(), device.node(uri).unwrap().format == csp_schema::Format::Node);
        }

        // It comes back as it was.
        let mut other = demo::device();
        other.load_state(&state).unwrap();
        prop_assert_eq!(other.save_state(), state);
    }

    #[test]
    fn an_atomic_happens_or_does_not(before in commands(), group in prop::collection::vec(command(), 1..8)) {
        let mut device = demo::device();
        device.handle(request(&before).as_bytes()).unwrap();
        let state = device.save_state();
        let mut commands = group.clone();
        if commands.len() == 1 {
            commands.push(commands[0]);
        }
        let found = statuses(&device.handle(request(&[commands.clone()]).as_bytes()).unwrap());
        match found[0].1 {
            200 => {
                prop_assert!(found[1..].iter().all(|(_, code)| *code == 200), "{:?}", found);
                // The same commands by themselves lead to the same tree.
                let mut other = demo::device();
                other.load_state(&state).unwrap();
                let single: Vec<_> = commands.iter().map(|command| vec![*command]).collect();
                other.handle(request(&single).as_bytes()).unwrap();
                prop_assert_eq!(other.save_state(), device.save_state());
            }
            code => {
                prop_assert_eq!(code, 507);
                prop_assert_eq!(device.save_state(), state);
                for (cmd, code) in &found[1..] {
                    prop_assert!(*code != 200 && (*code != 516 || cmd == "Exec"), "{:?}", found);
                }
            }
        }
    }

    #[test]
    fn a_full_tree_refuses_and_stays_as_it_was(groups in commands(), nodes in 0_usize..6, bytes in 0_usize..12) {
        let limits = Limits { tree_nodes: nodes, tree_bytes: bytes, ..Limits::default() };
        let mut device = demo::device().with_limits(limits).with_profile(Profile::Strict);
        for group in groups {
            device.handle(request(&[group]).as_bytes()).unwrap();
            prop_assert!(device.save_state().len() <= nodes);
        }
    }

    #[test]
    fn no_bytes_make_a_device_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), uri in "\\PC{0,40}", data in "\\PC{0,20}") {
        let mut device = demo::device();
        let _ = device.handle(&bytes);
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        for verb in VERBS {
            let request = format!(
                "<{verb}><CmdID>1</CmdID><Item><Target><LocURI>./Vendor/MSFT/Demo/Items/{}</LocURI></Target><Data>{}</Data></Item></{verb}>",
                escape(&uri),
                escape(&data)
            );
            let _ = device.handle(request.as_bytes());
            let _ = device.handle(request.replace("./Vendor/MSFT/Demo/Items/", "").as_bytes());
        }
        let state = device.save_state();
        device.load_state(&state).unwrap();
        prop_assert_eq!(device.save_state(), state);
    }
}
