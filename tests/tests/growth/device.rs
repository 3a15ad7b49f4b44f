//! A device: what a message makes it do.

use csp_device::State;
use csp_tests::growth::{Shape, Work};

use super::definitions::{device, leaves, one_hash, other_case, trees};
use super::{command, definition, node};

const LARGE: &str = "./Device/Vendor/Contoso/Large";

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "device: Adds below a node of at most N instances",
        size: 400,
        prepare: |n| {
            let instances = (0..8 * n)
                .map(|nth| (format!("{LARGE}/I{nth}"), None))
                .collect();
            let adds = command("Add", (0..n).map(|nth| (format!("{LARGE}/A{nth}"), None)));
            on(definition(&instance()), instances, adds, 200)
        },
    },
    Shape {
        name: "device: Replaces of siblings that differ in case alone",
        size: 1_000,
        prepare: |n| replaces(n, other_case),
    },
    Shape {
        name: "device: Replaces of names made for one hash",
        size: 1_000,
        prepare: |n| replaces(n, one_hash),
    },
    Shape {
        name: "device: items below a long Type",
        size: 500,
        prepare: |n| {
            let items = command("Add", (0..n).map(|nth| (format!("{LARGE}/A{nth}"), None)));
            let long = format!(
                "<Type xmlns=\"syncml:metinf\">&amp;{}</Type>",
                "x".repeat(100 * n)
            );
            let adds = items.replacen("</CmdID>", &format!("</CmdID><Meta>{long}</Meta>"), 1);
            on(definition(&instance()), State::new(), adds, 200)
        },
    },
    Shape {
        name: "device: Sequences in a Sequence of a long Type",
        size: 500,
        prepare: |n| {
            let one = |nth| {
                let add = command("Add", [(format!("{LARGE}/A{nth}"), None)]);
                format!("<Sequence><CmdID>2</CmdID>{add}</Sequence>")
            };
            let inner: String = (0..n).map(one).collect();
            let long = format!(
                "<Type xmlns=\"syncml:metinf\">&amp;{}</Type>",
                "x".repeat(100 * n)
            );
            let all = format!("<Sequence><CmdID>1</CmdID><Meta>{long}</Meta>{inner}</Sequence>");
            on(definition(&instance()), State::new(), all, 200)
        },
    },
    Shape {
        name: "device: appends to a long value in an Atomic that fails",
        size: 500,
        prepare: |n| {
            let facts = "<MSFT:ReplaceBehavior xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\">Append</MSFT:ReplaceBehavior>";
            let leaf = node("Log", "chr", "<Get/><Replace/>", facts, "");
            let log = format!("{LARGE}/Log");
            let stored = State::from([(log.clone(), Some("x".repeat(200 * n)))]);
            let appends = command(
                "Replace",
                (0..n).map(|_| (log.clone(), Some("y".to_owned()))),
            );
            let fails = command("Delete", [(format!("{LARGE}/Log"), None)]);
            let atomic = format!(
                "<Atomic><CmdID>9</CmdID>{appends}{appends}<Get><CmdID>3</CmdID>{fails}</Get></Atomic>"
            );
            on(definition(&leaf), stored, atomic, 507)
        },
    },
    Shape {
        name: "device: Gets of a long list of instances",
        size: 1_000,
        prepare: |n| {
            let instances = (0..n)
                .map(|nth| (format!("{LARGE}/I{nth}"), None))
                .collect();
            let get = command("Get", [(format!("{LARGE}?list=StructData"), None)]);
            on(definition(&instance()), instances, get, 200)
        },
    },
    Shape {
        name: "device: Delete of a subtree",
        size: 1_000,
        prepare: |n| {
            let parent = node("All", "node", "<Add/><Delete/><Get/>", DYNAMIC, &instance());
            let below = (0..n)
                .map(|nth| (format!("{LARGE}/All/I{nth}"), None))
                .collect();
            let delete = command("Delete", [(format!("{LARGE}/All"), None)]);
            on(definition(&parent), below, delete, 200)
        },
    },
    Shape {
        name: "device: state of instances that differ in case alone",
        size: 1_000,
        prepare: |n| {
            let cased = instance().replacen("<Scope>", "<CaseSense><CS/></CaseSense><Scope>", 1);
            let instances = (0..n)
                .map(|nth| (format!("{LARGE}/{}", other_case(nth)), None))
                .collect();
            let get = command("Get", [(LARGE.to_owned(), None)]);
            on(definition(&cased), instances, get, 200)
        },
    },
    Shape {
        name: "device: LocURIs of many escapes",
        size: 500,
        prepare: |n| {
            let long = "%41".repeat(200);
            let gets = command("Get", (0..n).map(|_| (format!("{LARGE}/{long}"), None)));
            on(definition(&instance()), State::new(), gets, 404)
        },
    },
];

const DYNAMIC: &str = "<Occurrence><ZeroOrOne/></Occurrence><Scope><Dynamic/></Scope>";

/// A dynamic node.
fn instance() -> String {
    let facts = "<Occurrence><ZeroOrN>60000</ZeroOrN></Occurrence><Scope><Dynamic/></Scope><DFTitle>Instance</DFTitle>";
    node("", "node", "<Add/><Delete/><Get/>", facts, "")
}

fn replaces(count: usize, name: fn(usize) -> String) -> Work {
    let item = |nth| (format!("{LARGE}/{}", name(nth)), Some("1".to_owned()));
    let message = command("Replace", (0..count).map(item));
    on(definition(&leaves(count, name)), State::new(), message, 200)
}

/// Gives a message to a fresh device: its state is loaded, the message answered with this status, and the state saved.
fn on(definition: String, state: State, message: String, status: u16) -> Work {
    let trees = trees(definition);
    Box::new(move || {
        let mut device = device(&trees);
        device.load_state(&state).unwrap();
        let reply = device.handle(message.as_bytes()).unwrap();
        let expected = format!("<Data>{status}</Data>");
        let said = String::from_utf8(reply).unwrap();
        assert!(
            said.contains(&expected),
            "{}",
            said.get(..1000).unwrap_or(&said)
        );
        assert!(device.save_state().len() <= state.len() + message.len());
    })
}
