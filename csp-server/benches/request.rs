//! What typed requests and replies cost, as ratios to what quick-xml needs to write, and to tokenize, the same bytes.
//!
//! `cargo bench -p csp-server --bench request`

// The macros of criterion make undocumented functions; a benchmark may stop.
#![allow(missing_docs, clippy::expect_used)]

#[path = "../tests/agent/mod.rs"]
mod agent;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use csp_corpus::baseline::tokenize;
use csp_corpus::timing::compare;
use csp_device::Device;
use csp_runtime::NoData;
use csp_server::{ChangeCommands, GetCommands, Header, Reply, Request, Ticket};
use quick_xml::events::Event;
use quick_xml::{Reader, Writer};

const COMMANDS: usize = 100;

/// As many identifiers as there are jobs, of the length that product codes have.
fn names() -> Vec<String> {
    (0..COMMANDS)
        .map(|number| format!("{{1803A630-3C38-4D2B-9B9A-{number:012X}}}"))
        .collect()
}

fn header() -> Header {
    Header::new(
        "1",
        2,
        "0123456789ABCDEF0123456789ABCDEF",
        "https://mdm.example.test/ManagementServer",
    )
}

/// As a server asks: a value to set and a value to get in turn.
fn request(names: &[String]) -> Vec<u8> {
    let jobs = agent::device().jobs();
    let mut request = Request::new(header());
    for (number, name) in names.iter().enumerate() {
        match number % 2 {
            0 => drop(request.replace(jobs.job_id(name).name(), "A name & more")),
            _ => drop(request.get(jobs.job_id(name).status())),
        }
    }
    request.finish().expect("every value is legal")
}

/// A hundred values to get, and the device's answer.
fn conversation(names: &[String]) -> (Vec<Ticket<agent::Status>>, Vec<u8>) {
    let jobs = agent::device().jobs();
    let mut device = Device::new()
        .mount(agent::in_memory())
        .expect("it is the only one");
    let mut set_up = Request::new(header());
    for name in names {
        set_up.add(jobs.job_id(name), NoData);
    }
    device
        .handle(&set_up.finish().expect("every value is legal"))
        .expect("SyncML");
    let state = device
        .save_state()
        .into_iter()
        .flat_map(|(uri, value)| {
            [
                (format!("{uri}/Status"), Some("70".to_owned())),
                (uri, value),
            ]
        })
        .collect();
    device.load_state(&state).expect("the nodes are known");
    let mut request = Request::new(header());
    let tickets = names
        .iter()
        .map(|name| request.get(jobs.job_id(name).status()))
        .collect();
    let answer = device
        .handle(&request.finish().expect("every value is legal"))
        .expect("SyncML");
    (tickets, answer)
}

fn read(tickets: &[Ticket<agent::Status>], answer: &[u8]) -> usize {
    let reply = Reply::parse(answer).expect("SyncML");
    tickets
        .iter()
        .filter(|ticket| reply.value(ticket).expect("a value") == agent::Status::DONE)
        .count()
}

/// Every token of the bytes, to be written again.
fn tokens(bytes: &[u8]) -> Vec<Event<'static>> {
    let mut reader = Reader::from_reader(bytes);
    let mut tokens = Vec::new();
    loop {
        match reader.read_event().expect("the bytes are XML") {
            Event::Eof => return tokens,
            event => tokens.push(event.into_owned()),
        }
    }
}

/// The baseline of building: tokens that need no more escaping, written again.
fn write(tokens: &[Event<'static>], out: Vec<u8>) -> Vec<u8> {
    let mut writer = Writer::new(out);
    for token in tokens {
        writer
            .write_event(token.borrow())
            .expect("a buffer takes everything");
    }
    writer.into_inner()
}

fn server(c: &mut Criterion) {
    let names = names();
    let message = request(&names);
    let tokens = tokens(&message);
    assert_eq!(write(&tokens, Vec::new()), message);
    let (tickets, answer) = conversation(&names);
    assert_eq!(read(&tickets, &answer), COMMANDS);

    compare(
        "build a 100-command request (budget 4)",
        || request(black_box(&names)),
        "quick-xml",
        || write(black_box(&tokens), Vec::new()),
    );
    compare(
        "read a 100-result reply (budget 4)",
        || read(black_box(&tickets), black_box(&answer)),
        "quick-xml",
        || tokenize(black_box(&answer)),
    );

    let mut group = c.benchmark_group("server");
    group.throughput(Throughput::Bytes(message.len() as u64));
    group.bench_function("build request", |b| b.iter(|| request(black_box(&names))));
    group.throughput(Throughput::Bytes(answer.len() as u64));
    group.bench_function("read reply", |b| {
        b.iter(|| read(black_box(&tickets), black_box(&answer)))
    });
    group.finish();
}

criterion_group!(benches, server);
criterion_main!(benches);
