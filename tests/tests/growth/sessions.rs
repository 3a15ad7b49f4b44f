//! Sessions: whole exchanges of many commands, and a device that says what nobody asked.

use csp_device::Device;
use csp_session::{DevInfo, DeviceSession, ServerSession, Step};
use csp_tests::growth::{Shape, Work};

use super::command;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "session: Gets in one batch",
        size: 250,
        prepare: |n| dialogue(vec![gets(n)]),
    },
    Shape {
        name: "session: batches of one Get",
        size: 250,
        prepare: |n| dialogue((0..n).map(|_| gets(1)).collect()),
    },
    Shape {
        name: "session: Statuses in the opposite order",
        size: 250,
        prepare: |n| says(n, (0..n).rev().map(|nth| status(1, nth + 3, "Get", 200))),
    },
    Shape {
        name: "session: Statuses for nothing that was sent",
        size: 250,
        prepare: |n| says(n, (0..n).map(|nth| status(2, 100_000 + nth, "Get", 200))),
    },
    Shape {
        name: "session: the same Status again and again",
        size: 250,
        prepare: |n| says(n, (0..n).map(|_| status(1, 3, "Get", 200))),
    },
    Shape {
        name: "session: Results for nothing that was asked",
        size: 250,
        prepare: |n| {
            says(n, (0..n).map(|nth| {
                format!(
                    "<Results><CmdID>7</CmdID><MsgRef>1</MsgRef><CmdRef>{nth}</CmdRef><Item><Source><LocURI>./X</LocURI></Source><Data>1</Data></Item></Results>"
                )
            }))
        },
    },
];

const SERVER: &str = "https://mdm.example.com";

fn gets(count: usize) -> String {
    (0..count)
        .map(|nth| {
            command("Get", [(format!("./Vendor/MSFT/N{nth}"), None)])
                .replace(">1<", &format!(">{}<", nth + 1))
        })
        .collect()
}

/// Both ends are honest.
fn dialogue(batches: Vec<String>) -> Work {
    Box::new(move || {
        let mut server = ServerSession::new(SERVER);
        for batch in &batches {
            server.queue(batch.as_bytes()).unwrap();
        }
        let mut device = Device::new();
        let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"));
        let mut next = Step::Send(session.start(&mut device).unwrap());
        while let Step::Send(message) = next {
            next = session
                .receive(&mut device, &server.receive(&message).unwrap())
                .unwrap();
        }
        assert_eq!(server.take_answers().len(), batches.len());
    })
}

/// The device answers so many Gets with this.
fn says(count: usize, said: impl Iterator<Item = String>) -> Work {
    let said: String = said.collect();
    let gets = gets(count);
    Box::new(move || {
        let mut server = ServerSession::new(SERVER);
        server.queue(gets.as_bytes()).unwrap();
        let mut device = Device::new();
        let mut session = DeviceSession::new("1", SERVER, DevInfo::new("d"));
        let first = session.start(&mut device).unwrap();
        server.receive(&first).unwrap();
        let message = format!(
            "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>2</MsgID>\
             <Target><LocURI>{SERVER}</LocURI></Target><Source><LocURI>d</LocURI></Source></SyncHdr><SyncBody>{}{said}<Final/></SyncBody></SyncML>",
            status(1, 0, "SyncHdr", 200)
        );
        server.receive(message.as_bytes()).unwrap();
    })
}

fn status(msg_ref: usize, cmd_ref: usize, cmd: &str, code: u16) -> String {
    format!(
        "<Status><CmdID>9</CmdID><MsgRef>{msg_ref}</MsgRef><CmdRef>{cmd_ref}</CmdRef><Cmd>{cmd}</Cmd><Data>{code}</Data></Status>"
    )
}
