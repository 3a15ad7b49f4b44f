//! What it costs to find the node of a LocURI among five CSPs, as a ratio to what matchit, a URL router, needs for the same paths.
//!
//! `cargo bench -p csp-device --bench resolve`

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

mod definitions;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use csp_device::Device;
use csp_schema::NodeRef;

const NAME: &str = "{1803A630-3C38-4D2B-9B9A-0CB37243539C}";

/// The LocURI of a node, each dynamic name being `name`.
fn uri(node: NodeRef<'_>, name: &str) -> String {
    let mut nodes: Vec<_> = node.ancestors().collect();
    nodes.reverse();
    let mut uri = node.root_path().to_owned();
    for node in nodes {
        uri.push('/');
        uri.push_str(if node.dynamic { name } else { &node.row().name });
    }
    uri
}

struct Paths {
    canonical: Vec<String>,
    other_case: Vec<String>,
    encoded: Vec<String>,
    routes: matchit::Router<usize>,
    device: Device,
}

fn paths() -> Paths {
    let mut device = Device::new();
    let mut routes = matchit::Router::new();
    let (mut canonical, mut encoded) = (Vec::new(), Vec::new());
    for tree in definitions::trees() {
        for node in tree.nodes() {
            let mut pattern = uri(node, "{}");
            let mut count = 0;
            while let Some(at) = pattern.find("{}") {
                pattern.replace_range(at..at + 2, &format!("{{name{count}}}"));
                count += 1;
            }
            routes
                .insert(&pattern[1..], canonical.len())
                .expect("the routes of five CSPs do not conflict");
            canonical.push(uri(node, NAME));
            encoded.push(uri(node, &NAME.replace('{', "%7B").replace('}', "%7D")));
        }
        device = device.mount_tree(tree).expect("each root is there once");
    }
    Paths {
        other_case: canonical.iter().map(|uri| uri.to_uppercase()).collect(),
        canonical,
        encoded,
        routes,
        device,
    }
}

fn find(device: &mut Device, uris: &[String]) {
    for uri in uris {
        assert!(black_box(device.node(black_box(uri))).is_some(), "{uri}");
    }
}

fn time(pass: impl FnOnce()) -> Duration {
    let start = Instant::now();
    pass();
    start.elapsed()
}

/// The least time of many passes, taken in turn, so that all see the same machine.
fn ratios(paths: &mut Paths) {
    let mut least = [Duration::MAX; 4];
    for _ in 0..5_000 {
        let passes = [
            time(|| {
                for uri in &paths.canonical {
                    assert!(black_box(paths.routes.at(black_box(&uri[1..]))).is_ok());
                }
            }),
            time(|| find(&mut paths.device, &paths.canonical)),
            time(|| find(&mut paths.device, &paths.other_case)),
            time(|| find(&mut paths.device, &paths.encoded)),
        ];
        for (least, pass) in least.iter_mut().zip(passes) {
            *least = pass.min(*least);
        }
    }
    let each = |total: Duration| total.as_nanos() as f64 / paths.canonical.len() as f64;
    let [matchit, ours @ ..] = least;
    println!(
        "{} nodes, matchit: {:.0} ns each",
        paths.canonical.len(),
        each(matchit)
    );
    let budgets = [
        ("canonical spelling", 1.0),
        ("upper case", 1.5),
        ("percent-encoded names", 1.5),
    ];
    for (ours, (what, budget)) in ours.into_iter().zip(budgets) {
        let ratio = ours.as_secs_f64() / matchit.as_secs_f64();
        println!(
            "{what}: {:.0} ns each, {ratio:.2} of matchit (budget {budget})",
            each(ours)
        );
    }
}

fn resolve(criterion: &mut Criterion) {
    let mut paths = paths();
    ratios(&mut paths);
    let mut group = criterion.benchmark_group("resolve");
    group.bench_function("canonical", |bencher| {
        bencher.iter(|| find(&mut paths.device, &paths.canonical));
    });
    group.finish();
}

criterion_group!(benches, resolve);
criterion_main!(benches);
