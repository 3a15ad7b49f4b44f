//! What it costs to find the node of a LocURI among five CSPs, as a ratio to what matchit, a URL router, needs for the same paths.
//!
//! The same code of matchit takes a third longer in one build than in the next, by where the linker puts it. So it is compiled for several types
//! of values, which gives as many copies, and the ratio is to the fastest of them.
//!
//! `cargo bench -p csp-device --bench resolve`

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)]

mod definitions;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use csp_corpus::timing::{ratio, time};
use csp_device::Device;
use csp_schema::NodeDefinition;

const NAME: &str = "{1803A630-3C38-4D2B-9B9A-0CB37243539C}";

/// The LocURI of a node, each dynamic name being `name`.
fn uri(node: NodeDefinition<'_>, name: &str) -> String {
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
    patterns: Vec<String>,
    device: Device,
}

fn paths() -> Paths {
    let mut device = Device::new();
    let (mut patterns, mut canonical, mut encoded) = (Vec::new(), Vec::new(), Vec::new());
    for tree in definitions::trees() {
        for node in tree.nodes() {
            let mut pattern = uri(node, "{}");
            let mut count = 0;
            while let Some(at) = pattern.find("{}") {
                pattern.replace_range(at..at + 2, &format!("{{name{count}}}"));
                count += 1;
            }
            patterns.push(pattern);
            canonical.push(uri(node, NAME));
            encoded.push(uri(node, &NAME.replace('{', "%7B").replace('}', "%7D")));
        }
        device = device.mount_tree(tree).expect("each root is there once");
    }
    Paths {
        other_case: canonical.iter().map(|uri| uri.to_uppercase()).collect(),
        canonical,
        encoded,
        patterns,
        device,
    }
}

fn find(device: &mut Device, uris: &[String]) {
    for uri in uris {
        assert!(black_box(device.node(black_box(uri))).is_some(), "{uri}");
    }
}

/// The routes of matchit, with a copy of its code for each `T`.
struct Routes<T>(matchit::Router<T>);

impl<T: Default> Routes<T> {
    fn new(patterns: &[String]) -> Self {
        let mut routes = matchit::Router::new();
        for pattern in patterns {
            routes
                .insert(&pattern[1..], T::default())
                .expect("the routes of five CSPs do not conflict");
        }
        Self(routes)
    }

    #[inline(never)]
    fn find(&self, uris: &[String]) {
        for uri in uris {
            assert!(black_box(self.0.at(black_box(&uri[1..]))).is_ok());
        }
    }
}

const ROUNDS: usize = 51;
const PASSES: usize = 100;

/// The ratio of each of many rounds, in each of which the least time of many passes counts. The passes are taken in turn, so that all see the same
/// machine.
fn ratios(paths: &mut Paths) {
    let byte = Routes::<u8>::new(&paths.patterns);
    let half = Routes::<u16>::new(&paths.patterns);
    let word = Routes::<u32>::new(&paths.patterns);
    let long = Routes::<u64>::new(&paths.patterns);
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let mut least = [Duration::MAX; 4];
        for _ in 0..PASSES {
            let matchit = [
                time(|| byte.find(&paths.canonical)),
                time(|| half.find(&paths.canonical)),
                time(|| word.find(&paths.canonical)),
                time(|| long.find(&paths.canonical)),
            ];
            let passes = [
                matchit.into_iter().min().unwrap_or_default(),
                time(|| find(&mut paths.device, &paths.canonical)),
                time(|| find(&mut paths.device, &paths.other_case)),
                time(|| find(&mut paths.device, &paths.encoded)),
            ];
            for (least, pass) in least.iter_mut().zip(passes) {
                *least = pass.min(*least);
            }
        }
        rounds.push(least);
    }
    let count = paths.canonical.len();
    println!("{count} nodes, {ROUNDS} rounds of {PASSES} passes");
    let least = |of: usize| rounds.iter().map(|round| round[of]).min();
    let each = |of| least(of).unwrap_or_default().as_nanos() as f64 / count as f64;
    println!("matchit: {:.0} ns each", each(0));
    for (of, what, budget) in [
        (1, "canonical spelling", 1.0),
        (2, "upper case", 1.5),
        (3, "percent-encoded names", 1.5),
    ] {
        let ratio = |round: &[Duration; 4]| ratio(round[of], round[0]);
        let mut ratios: Vec<_> = rounds.iter().map(ratio).collect();
        ratios.sort_by(f64::total_cmp);
        println!(
            "{what}: {:.0} ns each, {:.2} of matchit in the median, {:.2} to {:.2} (budget {budget})",
            each(of),
            ratios[ROUNDS / 2],
            ratios[0],
            ratios[ROUNDS - 1],
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
