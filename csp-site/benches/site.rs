//! What the pages of a set of definitions cost, as the ratio to the time that roxmltree takes to parse the same bytes, and how many octets they are.
//!
//! `cargo bench -p csp-site --bench site`
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops when it cannot measure"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use csp_codegen::Generator;
use csp_corpus::{shared, synthetic, xml_files};
use csp_site::Site;

const RUNS: usize = 7;
const BUDGET: f64 = 20.0;

fn main() {
    let made_up = Path::new(env!("CARGO_TARGET_TMPDIR")).join("made_up");
    synthetic::write(&made_up).expect("the target folder can be written");
    measure("made_up", &made_up);
    let published = shared("ddf/2024-05");
    if published.is_dir() {
        measure("published", &published);
    }
}

fn measure(name: &str, folder: &Path) {
    let read = |path| fs::read_to_string(path).expect("the definitions can be read");
    let texts: Vec<String> = xml_files(folder).into_iter().map(read).collect();
    let generator = Generator::new().file(folder);
    let (mut parsing, mut pages, mut size) = (Vec::new(), Vec::new(), 0);
    for _ in 0..RUNS {
        // In turn, so that whatever else the machine does falls on both.
        parsing.push(time(|| {
            for text in &texts {
                black_box(parse(text));
            }
        }));
        pages.push(time(|| size = site(&generator)));
    }
    let [parsing, pages] = [parsing, pages].map(|mut times| {
        times.sort_unstable();
        times[RUNS / 2]
    });
    let ratio = pages.as_secs_f64() / parsing.as_secs_f64();
    println!(
        "{name}: {:.1} MB of pages, {pages:.0?}; roxmltree {parsing:.1?}; ratio {ratio:.1} of at most {BUDGET}",
        size as f64 / 1e6
    );
}

/// Microsoft's files have a document type declaration.
fn parse(text: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(text, options).expect("the definitions are XML")
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Reads definitions and makes their pages; how many octets they are.
fn site(generator: &Generator) -> usize {
    let (model, mut report) = generator.model();
    let ir = csp_codegen::lower(&model, &mut report);
    Site::new(&ir).pages().map(|page| page.text.len()).sum()
}
