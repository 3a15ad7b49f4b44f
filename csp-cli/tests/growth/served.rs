//! How the time of answers of `csp site --serve` grows with what is pasted.

use csp_tests::growth::{Shape, Work};
use serde_json::{Value, json};

use crate::server::Server;

pub(crate) const SHAPES: &[Shape] = &[
    Shape {
        name: "site --serve: commands with a finding each, checked",
        size: 1_000,
        prepare: |n| {
            let question = json!({"text": profile(n, "\n")});
            ask("check", question, move |answer| findings(answer) == n)
        },
    },
    Shape {
        name: "site --serve: commands with a finding each, on one line, all mended",
        size: 1_000,
        prepare: |n| {
            let question = json!({"text": profile(n, "")});
            ask("fix", question, move |answer| {
                answer["count"] == n && findings(answer) == 0
            })
        },
    },
    Shape {
        name: "site --serve: commands with a finding each, one mended",
        size: 1_000,
        prepare: |n| {
            let question = json!({"text": profile(n, "\n"), "finding": n / 2});
            ask("fix", question, move |answer| findings(answer) == n - 1)
        },
    },
    Shape {
        name: "site --serve: a reply and its request, all failed",
        size: 500,
        prepare: |n| {
            let each = |command: fn(usize) -> String| (1..=n).map(command).collect::<String>();
            let reply = message(&each(|nth| {
                format!(
                    "<Status><CmdID>{nth}</CmdID><MsgRef>1</MsgRef><CmdRef>{nth}</CmdRef><Cmd>Get</Cmd><Data>404</Data></Status>"
                )
            }));
            let request = message(&each(|nth| {
                format!(
                    "<Get><CmdID>{nth}</CmdID><Item><Target><LocURI>./Device/Vendor/Contoso/Lamp/N{nth}</LocURI></Target></Item></Get>"
                )
            }));
            let question = json!({"text": reply, "request": request});
            ask("check", question, move |answer| {
                answer["explain"]["failed"] == n
            })
        },
    },
    Shape {
        name: "site --serve: addresses in a line",
        size: 2_000,
        prepare: |n| {
            let text = "0x87D1FDE8 ./Device/Vendor/Contoso/Lamp/Brightness ".repeat(n);
            let question = json!({"text": text});
            ask("check", question, |answer| {
                answer["explain"]["kind"] == "event"
            })
        },
    },
];

const LAMP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lamp/Lamp.xml");

/// The work of one question, whose answer is looked at.
fn ask(path: &'static str, question: Value, is_right: impl Fn(&Value) -> bool + 'static) -> Work {
    let server = Server::start(&["--ddf", LAMP], &[]);
    Box::new(move || {
        let answer = server.ask(path, &question);
        let mut text = answer.to_string();
        text.truncate(1_000);
        assert!(is_right(&answer), "{text}");
    })
}

fn findings(answer: &Value) -> usize {
    answer["lint"]["findings"].as_array().map_or(0, Vec::len)
}

/// Commands whose addresses are in another case than the definition has.
fn profile(commands: usize, end: &str) -> String {
    let command = |nth| {
        format!(
            "<Get><CmdID>{nth}</CmdID><Item><Target><LocURI>./device/Vendor/Contoso/Lamp/Brightness</LocURI></Target></Item></Get>{end}"
        )
    };
    (1..=commands).map(command).collect()
}

fn message(commands: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target><Source><LocURI>s</LocURI></Source></SyncHdr><SyncBody>{commands}<Final/></SyncBody></SyncML>"
    )
}
