//! What the codec costs, as ratios to what quick-xml needs to tokenize the same bytes; and WBXML, as ratios to the same in XML.
//!
//! `cargo bench -p syncml --bench codec`

// The macros of criterion make undocumented functions; a benchmark may stop.
#![allow(missing_docs, clippy::expect_used)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use csp_corpus::baseline::tokenize;
use csp_corpus::timing::compare;
use syncml::{
    Address, Data, Encoding, Header, Item, Limits, Message, Meta, Response, StatusCode, Verb,
    Writer, wbxml,
};

const COMMANDS: u32 = 100;

fn header() -> Header<'static> {
    Header {
        ver_dtd: "1.2".into(),
        ver_proto: "DM/1.2".into(),
        session_id: "1".into(),
        msg_id: "2".into(),
        target: Address {
            uri: "0123456789ABCDEF0123456789ABCDEF".into(),
            name: None,
        },
        source: Address {
            uri: "https://mdm.example.test/ManagementServer".into(),
            name: None,
        },
        ..Header::default()
    }
}

fn uri(number: u32) -> String {
    format!("./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/%7B{number:032X}%7D/Status")
}

/// As a management server asks: Get and Replace in turn.
fn request() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Writer::message(&mut bytes, &header()).expect("the header is text");
    for number in 0..COMMANDS {
        let verb = if number % 2 == 0 {
            Verb::Get
        } else {
            Verb::Replace
        };
        let mut item = Item::target(uri(number));
        if verb == Verb::Replace {
            item.meta = Meta {
                kind: Some("text/plain".into()),
                ..Meta::format("int")
            };
            item.data = Some(Data::new("70"));
        }
        let mut command = writer
            .command(&verb, number + 2)
            .expect("the verb is a name");
        command.item(&item).expect("the item is text");
    }
    writer.mark_final();
    writer.finish();
    bytes
}

/// As a device answers: a Status for each command, and a Results for each Get.
fn reply(uris: &[String], encoding: Encoding, out: &mut Vec<u8>) {
    let writer = Writer::message_in(out, encoding, &header());
    let mut writer = writer.expect("the header is text");
    let mut cmd_id = 1;
    let mut response = Response {
        msg_ref: Some("2".into()),
        cmd_ref: Some("5".into()),
        cmd: Some("Get".into()),
        ..Response::default()
    };
    for (number, uri) in uris.iter().enumerate() {
        let is_get = number % 2 == 0;
        response.cmd = Some(if is_get { "Get" } else { "Replace" }.into());
        writer
            .status(cmd_id, StatusCode::OK, &response)
            .expect("the references are text");
        cmd_id += 1;
        if is_get {
            let mut results = writer
                .results(cmd_id, "2", "5")
                .expect("the references are text");
            let mut item = Item::source(uri.as_str());
            item.meta = Meta::format("int");
            item.data = Some(Data::new("70"));
            results.item(&item).expect("the item is text");
            cmd_id += 1;
        }
    }
    writer.mark_final();
    writer.finish();
}

fn codec(c: &mut Criterion) {
    let request = request();
    let uris: Vec<String> = (0..COMMANDS).map(uri).collect();
    let mut answer = Vec::new();
    reply(&uris, Encoding::Xml, &mut answer);
    let mut out = Vec::with_capacity(answer.len());

    compare(
        "parse a 100-command request",
        || Message::parse(black_box(&request)),
        "quick-xml",
        || tokenize(black_box(&request)),
    );
    compare(
        "parse the reply to it",
        || Message::parse(black_box(&answer)),
        "quick-xml",
        || tokenize(black_box(&answer)),
    );
    compare(
        "write the reply to it",
        || {
            out.clear();
            reply(black_box(&uris), Encoding::Xml, &mut out);
        },
        "quick-xml",
        || tokenize(black_box(&answer)),
    );

    in_wbxml(&request, &answer, &uris);

    let mut group = c.benchmark_group("codec");
    group.throughput(Throughput::Bytes(request.len() as u64));
    group.bench_function("parse request", |b| {
        b.iter(|| Message::parse(black_box(&request)))
    });
    group.bench_function("tokenize request", |b| {
        b.iter(|| tokenize(black_box(&request)))
    });
    group.throughput(Throughput::Bytes(answer.len() as u64));
    group.bench_function("parse reply", |b| {
        b.iter(|| Message::parse(black_box(&answer)))
    });
    group.bench_function("tokenize reply", |b| {
        b.iter(|| tokenize(black_box(&answer)))
    });
    group.bench_function("write reply", |b| {
        b.iter(|| {
            out.clear();
            reply(black_box(&uris), Encoding::Xml, &mut out);
        });
    });
    group.finish();
}

/// The budget: no more than in XML.
fn in_wbxml(request: &[u8], answer: &[u8], uris: &[String]) {
    for (name, xml) in [
        ("parse the request in WBXML", request),
        ("parse the reply in WBXML", answer),
    ] {
        let wbxml = wbxml::from_xml(xml, &Limits::default()).expect("it is XML");
        compare(
            name,
            || Message::parse(black_box(&wbxml.bytes)),
            "XML",
            || Message::parse(black_box(xml)),
        );
    }
    let (mut binary, mut text) = (Vec::new(), Vec::new());
    compare(
        "write the reply in WBXML",
        || {
            binary.clear();
            reply(black_box(uris), Encoding::WBXML, &mut binary);
        },
        "XML",
        || {
            text.clear();
            reply(black_box(uris), Encoding::Xml, &mut text);
        },
    );
}

criterion_group!(benches, codec);
criterion_main!(benches);
