//! What generating costs, stage by stage, as ratios to the time that roxmltree takes to parse the same bytes.
//!
//! `cargo bench -p csp-codegen --bench generate`
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops when it cannot measure"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use csp_codegen::{Generator, lower};
use csp_corpus::baseline::tree;
use csp_corpus::timing::{median, ratio, time};

const RUNS: usize = 21;
const BUDGET: f64 = 4.0;

fn main() {
    for (name, folder) in csp_corpus::sets(env!("CARGO_TARGET_TMPDIR")) {
        measure(name, &folder);
    }
}

fn measure(name: &str, folder: &Path) {
    let generator = Generator::new().file(folder);
    let texts = read(&generator);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate");

    let mut stages = [const { Vec::new() }; 5];
    for _ in 0..RUNS {
        // In turn, so that whatever else the machine does falls on all of them.
        let measured: [Duration; 5] = [
            time(|| texts.iter().for_each(|text| drop(black_box(tree(text))))),
            time(|| generator.model()),
            time_lowering(&generator),
            time(|| generator.generate().expect("the definitions are good")),
            time_writing(&generator, &out),
        ];
        for (stage, time) in stages.iter_mut().zip(measured) {
            stage.push(time);
        }
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{name}: {} files, {:.1} MB, median of {RUNS} runs",
        texts.len(),
        bytes as f64 / 1e6
    );
    let [roxmltree, model, lowering, generate, write] = stages.map(median);
    let all = generate + write;
    let rows = [
        ("roxmltree alone, one thread", roxmltree),
        ("read, parse, validate", model),
        ("lower", lowering),
        ("emit", generate.saturating_sub(model + lowering)),
        ("write", write),
        ("all", all),
    ];
    for (stage, time) in rows {
        println!(
            "{stage:<28} {:>8.2} ms {:>6.2}x",
            time.as_secs_f64() * 1e3,
            ratio(time, roxmltree)
        );
    }
    println!(
        "generate, {name}: {:.2}x roxmltree (budget {BUDGET}x)",
        ratio(all, roxmltree)
    );
}

fn read(generator: &Generator) -> Vec<String> {
    let inputs = generator.inputs().expect("the folder can be read");
    let read = |path| std::fs::read_to_string(path).expect("a definition is UTF-8");
    inputs
        .iter()
        .map(|path| read(path).trim_start_matches('\u{FEFF}').to_owned())
        .collect()
}

fn time_lowering(generator: &Generator) -> Duration {
    let (model, mut report) = generator.model();
    time(|| lower(&model, &mut report))
}

/// Into a folder that is empty every time: a second run would find nothing changed.
fn time_writing(generator: &Generator, out: &Path) -> Duration {
    let output = generator.generate().expect("the definitions are good");
    if out.exists() {
        std::fs::remove_dir_all(out).expect("the folder is the benchmark's own");
    }
    time(|| output.write(out).expect("the folder can be written"))
}
