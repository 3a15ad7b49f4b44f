//! What a server session takes to join what a device says with what it asked, and how that grows with how much was asked: in order, in the other
//! order, and for references that fit nothing.
//!
//! `cargo bench -p csp-session --bench session`

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

use std::fmt::Write as _;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use csp_corpus::timing::{least, ratio, time};
use csp_session::ServerSession;
use syncml::Message;

const SIZES: [usize; 5] = [100, 1_000, 2_000, 4_000, 8_000];

/// What the references of the answers are like, and the reference of each.
type Shape = (&'static str, fn(usize) -> usize);

fn message(msg_id: usize, body: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>\
         <MsgID>{msg_id}</MsgID><Target><LocURI>https://mdm.example.com</LocURI></Target><Source><LocURI>d</LocURI></Source></SyncHdr>\
         <SyncBody>{body}<Final/></SyncBody></SyncML>"
    )
}

/// A session that sent so many Gets, numbered from 3.
fn asked(count: usize) -> ServerSession {
    let mut commands = String::new();
    for n in 1..=count {
        let _ = write!(
            commands,
            "<Get><CmdID>{n}</CmdID><Item><Target><LocURI>./A/{n}</LocURI></Target></Item></Get>"
        );
    }
    let mut server = ServerSession::new("https://mdm.example.com");
    server
        .queue(commands.as_bytes())
        .expect("these are commands");
    let first = message(1, "<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>");
    server
        .receive(first.as_bytes())
        .expect("this begins a session");
    server
}

fn answers(count: usize, reference: impl Fn(usize) -> usize) -> String {
    let mut body = String::new();
    for n in 0..count {
        let cmd_ref = reference(n);
        let _ = write!(
            body,
            "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>{cmd_ref}</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>\
             <Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>{cmd_ref}</CmdRef><Item><Data>x</Data></Item></Results>"
        );
    }
    message(2, &body)
}

fn growth() {
    let shapes: [Shape; 3] = [
        ("in order", |n| n + 3),
        ("in the other order", |n| 8_002 - n),
        ("what fits nothing", |n| n + 1_000_000),
    ];
    for (name, reference) in shapes {
        let mut first = None;
        for count in SIZES {
            let heard = answers(count, reference);
            let receive = |_| {
                let mut server = asked(count);
                time(|| {
                    server
                        .receive(heard.as_bytes())
                        .expect("this is the answer");
                })
            };
            let parse = || Message::parse(heard.as_bytes()).expect("this is a message");
            let received = least((0..10).map(receive));
            let parsed = least((0..10).map(|_| time(parse)));
            let each = received.as_nanos() as f64 / count as f64;
            let growth = each / *first.get_or_insert(each);
            let ratio = ratio(received, parsed);
            println!(
                "{name}, {count} Gets: {received:.1?}, {ratio:.2} of parsing the message; {each:.0} ns for each, {growth:.2} of that with {}",
                SIZES[0]
            );
        }
    }
}

fn benches(criterion: &mut Criterion) {
    growth();
    let heard = answers(1_000, |n| n + 3);
    let mut group = criterion.benchmark_group("session");
    group.throughput(Throughput::Bytes(heard.len() as u64));
    group.bench_function("1,000 Gets answered", |bencher| {
        bencher.iter_batched(
            || asked(1_000),
            |mut server| {
                server
                    .receive(heard.as_bytes())
                    .map(|answer| (server, answer))
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
