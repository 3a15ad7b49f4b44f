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

use csp_codegen::Generator;
use csp_corpus::baseline::tree;
use csp_corpus::timing::{in_turn, median, ratio};
use csp_corpus::xml_files;
use csp_site::Site;

const RUNS: usize = 7;
const BUDGET: f64 = 20.0;

fn main() {
    for (name, folder) in csp_corpus::sets(env!("CARGO_TARGET_TMPDIR")) {
        measure(name, &folder);
    }
}

fn measure(name: &str, folder: &Path) {
    let read = |path| fs::read_to_string(path).expect("the definitions can be read");
    let texts: Vec<String> = xml_files(folder).into_iter().map(read).collect();
    let generator = Generator::new().file(folder);
    let mut size = 0;
    let [parsing, pages] = in_turn(
        RUNS,
        || texts.iter().for_each(|text| drop(black_box(tree(text)))),
        || size = site(&generator),
    )
    .map(median);
    println!(
        "{name}: {:.1} MB of pages, {pages:.0?}; roxmltree {parsing:.1?}; ratio {:.1} of at most {BUDGET}",
        size as f64 / 1e6,
        ratio(pages, parsing)
    );
}

/// Reads definitions and makes their pages; how many octets they are.
fn site(generator: &Generator) -> usize {
    let (model, mut report) = generator.model();
    let ir = csp_codegen::lower(&model, &mut report);
    Site::new(&ir).pages().map(|page| page.text.len()).sum()
}
