//! What a device's whole work costs (bytes of a request in, bytes of the reply out), and how that grows with the message and with the tree.
//!
//! `cargo bench -p csp-device --bench device`

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

mod definitions;

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use csp_corpus::baseline::tokenize;
use csp_corpus::timing::{least, ratio, time};
use csp_device::{Device, State};

const MSI: &str = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI";

fn device() -> Device {
    definitions::trees()
        .into_iter()
        .try_fold(Device::new(), Device::mount_tree)
        .expect("each root is there once")
}

/// Adds and an Exec in an Atomic, then Gets, Replaces, and a Delete that leaves the tree as it was, as often as it takes; or a single Get.
fn request(commands: usize) -> String {
    let mut xml = String::from(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>\
         <MsgID>2</MsgID><Target><LocURI>0123456789ABCDEF</LocURI></Target><Source><LocURI>https://mdm.example.test/</LocURI>\
         </Source></SyncHdr><SyncBody>",
    );
    for id in 1..=commands {
        let product = match commands {
            1 => MSI.to_owned(),
            _ => format!("{MSI}/%7B1803A630-3C38-4D2B-9B9A-{:012X}%7D", (id - 1) / 10),
        };
        let value = |format: &str, data: &str| {
            format!(
                "<Meta><Format xmlns=\"syncml:metinf\">{format}</Format><Type xmlns=\"syncml:metinf\">text/plain</Type></Meta>\
                 <Data>{data}</Data>"
            )
        };
        let turn = (id - 1) % 10;
        if turn == 0 && commands > 1 {
            let _ = write!(xml, "<Atomic><CmdID>A{id}</CmdID>");
        }
        let (verb, leaf, rest) = match turn {
            _ if commands == 1 => ("Get", "", String::new()),
            0 => ("Add", "/DownloadInstall", value("chr", "")),
            1 => ("Add", "/Status", value("chr", "10")),
            2 => (
                "Exec",
                "/DownloadInstall",
                value("xml", "&lt;MsiInstallJob id=\"x\"/&gt;"),
            ),
            3 | 6 => ("Get", "/Status", String::new()),
            4 => ("Replace", "/Status", value("chr", "20")),
            5 => ("Add", "/Version", value("chr", "1.0.0.0")),
            7 => ("Get", "", String::new()),
            8 => ("Get", "/Version", String::new()),
            _ => ("Delete", "", String::new()),
        };
        let _ = write!(
            xml,
            "<{verb}><CmdID>{id}</CmdID><Item><Target><LocURI>{product}{leaf}</LocURI></Target>{rest}</Item></{verb}>"
        );
        if turn == 2 {
            xml.push_str("</Atomic>");
        }
    }
    xml.push_str("<Final/></SyncBody></SyncML>");
    xml
}

fn whole_work() {
    let mut device = device();
    let mut out = Vec::new();
    let mut per_command = None;
    for commands in [1, 10, 100, 1_000, 10_000] {
        let request = request(commands);
        let runs = (200_000 / commands).clamp(20, 3_000);
        let mut handle = || {
            out.clear();
            let handled = device.handle_into(black_box(request.as_bytes()), &mut out);
            handled.expect("the request is a message");
        };
        let ours = least((0..runs).map(|_| time(&mut handle)));
        let reply = String::from_utf8_lossy(&out);
        let done = reply.matches("<Data>200</Data></Status>").count();
        assert_eq!(
            done,
            1 + commands + commands / 10,
            "every command is done: {reply:.3000}"
        );
        let tokens = || tokenize(black_box(request.as_bytes())) + tokenize(black_box(&out));
        let baseline = least((0..runs).map(|_| time(tokens)));
        let ratio = ratio(ours, baseline);
        let each = ours.as_nanos() as f64 / commands as f64;
        let growth = each / *per_command.get_or_insert(each);
        println!(
            "{commands} commands: {ours:.1?}, {ratio:.2} of tokenizing request and reply (budget 1.5 for 100); {each:.0} ns for each, \
             {growth:.2} of one alone"
        );
    }
}

fn big_tree(nodes: usize) -> Device {
    let mut device = device();
    let mut state = State::new();
    for number in 0..nodes {
        state.insert(format!("{MSI}/%7B{number:032X}%7D"), None);
    }
    device
        .load_state(&state)
        .expect("the definition has these nodes");
    device
}

fn growing_tree() {
    let mut first = None;
    let mut out = Vec::new();
    for nodes in [10, 1_000, 100_000, 1_000_000] {
        let mut device = big_tree(nodes);
        let mut next = 0;
        let mut work = || {
            // Another place in the tree each time.
            next = (next + 7_919) % nodes;
            let name = format!("{next:032X}");
            format!(
                "<Add><CmdID>1</CmdID><Item><Target><LocURI>{MSI}/%7B{name}%7D/Name</LocURI></Target><Data>x</Data></Item></Add>\
                 <Get><CmdID>2</CmdID><Item><Target><LocURI>{MSI}/%7B{name}%7D/Name</LocURI></Target></Item></Get>\
                 <Delete><CmdID>3</CmdID><Item><Target><LocURI>{MSI}/%7B{name}%7D/Name</LocURI></Target></Item></Delete>\
                 <Add><CmdID>4</CmdID><Item><Target><LocURI>{MSI}/new</LocURI></Target></Item></Add>\
                 <Delete><CmdID>5</CmdID><Item><Target><LocURI>{MSI}/new</LocURI></Target></Item></Delete>"
            )
        };
        let requests: Vec<String> = (0..5_000).map(|_| work()).collect();
        let start = Instant::now();
        for request in &requests {
            out.clear();
            device
                .handle_into(request.as_bytes(), &mut out)
                .expect("the request is a message");
        }
        let each = start.elapsed().as_nanos() as f64 / requests.len() as f64;
        let growth = each / *first.get_or_insert(each);
        println!(
            "{nodes} dynamic nodes: {each:.0} ns for five commands, {growth:.2} of that with 10"
        );
    }
}

fn benches(criterion: &mut Criterion) {
    whole_work();
    growing_tree();
    let request = request(100);
    let mut device = device();
    let mut out = Vec::new();
    let mut group = criterion.benchmark_group("device");
    group.throughput(Throughput::Bytes(request.len() as u64));
    group.bench_function("100 commands", |bencher| {
        bencher.iter(|| {
            out.clear();
            device
                .handle_into(request.as_bytes(), &mut out)
                .expect("the request is a message");
        });
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
