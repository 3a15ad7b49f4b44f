//! What the generated crate costs its users: rustc's time for it, alone, as a ratio to rustc's time for `syn` with `full`, alone.
//!
//! `cargo bench -p csp-codegen --bench compile_time`
//!
//! Cargo builds both, this program standing between it and rustc (`RUSTC_WRAPPER`) to take the time of just these two. Not incremental, in the
//! dev profile as cargo has it, the dependencies built before; everything is fetched already by a build of this repository.
//!
//! The budget is for the work, which is rustc's time on one core: cargo lends rustc a second thread for each job that it may run, and with `-j1`
//! there is none. With all cores, rustc spreads the machine code of `syn` over them, and that of the generated crate, which is nearly all types,
//! is too little to spread; what that comes to depends on the machine, and in a real build the other cores have other crates. It is printed too.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::exit,
    reason = "a benchmark prints, and stops when it cannot measure"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use csp_codegen::Generator;
use csp_corpus::timing::{least, median, ratio};

const RUNS: usize = 7;
/// One core, as in the budget.
const ONE_CORE: &[&str] = &["-j1"];
/// As many as the machine has, which is what cargo takes.
const ALL_CORES: &[&str] = &[];
const BUDGET: f64 = 1.0;
/// In this variable: the file in which the wrapper notes times.
const LOG: &str = "CSP_COMPILE_TIME_LOG";

fn main() {
    if let Some(log) = std::env::var_os(LOG) {
        wrap_rustc(Path::new(&log));
    }
    for (name, definitions) in csp_corpus::sets(env!("CARGO_TARGET_TMPDIR")) {
        measure(name, &definitions);
    }
}

fn measure(name: &str, definitions: &Path) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Generator::new()
        .file(definitions)
        .shared(true)
        .generate()
        .expect("the definitions are good");

    let generated = Package::new(
        &folder,
        &root,
        "generated",
        &format!(
            "csp-runtime = {{ path = {:?}, features = [\"regex\"] }}",
            root.join("csp-runtime")
        ),
        output.features(),
    );
    // The modules of the set before would stay in the index.
    let source = generated.folder.join("src");
    std::fs::remove_dir_all(&source).expect("the folder was made");
    output.write(&source).expect("the folder can be written");
    generated.source("//! The generated crate.\n#[path = \"mod.rs\"]\nmod all;\npub use all::*;\n");
    let reference = Package::new(
        &folder,
        &root,
        "reference",
        "syn = { version = \"3\", features = [\"full\"] }",
        "full = []\n",
    );
    reference.source("//! Something that depends on syn.\n");

    // The dependencies, which are not measured.
    generated.build("generated", ALL_CORES);
    reference.build("syn", ALL_CORES);
    let nodes: usize = output.summaries().iter().map(|summary| summary.nodes).sum();
    println!(
        "{name}: {} CSPs, {nodes} nodes, {RUNS} runs",
        output.files().len()
    );
    let compare = |cores| {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            ours.push(generated.build("generated", cores));
            theirs.push(reference.build("syn", cores));
        }
        // The fastest runs are those that the machine disturbed least.
        let (our, their) = (least(ours.clone()), least(theirs.clone()));
        let fastest = format!(
            "fastest {:.2} s to {:.2} s, {:.2}x",
            our.as_secs_f64(),
            their.as_secs_f64(),
            ratio(our, their)
        );
        let (our, their) = (median(ours), median(theirs));
        let medians = format!(
            "medians {:.2} s to {:.2} s",
            our.as_secs_f64(),
            their.as_secs_f64()
        );
        (ratio(our, their), format!("{medians}; {fastest}"))
    };
    let (work, times) = compare(ONE_CORE);
    println!("compile_time, {name}: {work:.2}x syn with full (budget {BUDGET}x), {times}");
    let (wall, times) = compare(ALL_CORES);
    println!("compile_time with all cores, {name}: {wall:.2}x syn with full, {times}");
}

/// A package that is its own workspace, so that the features of the one do not change the dependencies of the other.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn new(folder: &Path, root: &Path, name: &str, dependency: &str, features: &str) -> Self {
        let folder = folder.join(name);
        std::fs::create_dir_all(folder.join("src")).expect("the folder can be written");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependency}\n\n[features]\n{features}"
        );
        std::fs::write(folder.join("Cargo.toml"), manifest).expect("the folder can be written");
        std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))
            .expect("the repository has a lock file");
        Self { folder }
    }

    fn source(&self, text: &str) {
        std::fs::write(self.folder.join("src/lib.rs"), text).expect("the folder can be written");
    }

    /// Builds the crate anew and returns how long rustc took for it.
    fn build(&self, krate: &str, cores: &[&str]) -> Duration {
        let log = self.folder.join("times");
        let _ = std::fs::remove_file(&log);
        self.cargo(&["clean", "--package", krate], &log);
        self.cargo(&[&["build", "--features", "full"], cores].concat(), &log);
        let times = std::fs::read_to_string(&log).expect("rustc was run");
        let time = times
            .lines()
            .find_map(|line| line.strip_prefix(krate)?.trim().parse().ok());
        Duration::from_secs_f64(time.expect("rustc was run for the crate"))
    }

    fn cargo(&self, arguments: &[&str], log: &Path) {
        let status = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet", "--target-dir", "target"])
            .current_dir(&self.folder)
            .env("CARGO_INCREMENTAL", "0")
            .env(
                "RUSTC_WRAPPER",
                std::env::current_exe().expect("the benchmark has a path"),
            )
            .env(LOG, log)
            .status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "cargo {} failed",
            arguments.join(" ")
        );
    }
}

/// Runs rustc in its place and notes its time beside the name of the crate.
fn wrap_rustc(log: &Path) -> ! {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let (rustc, rest) = arguments.split_first().expect("cargo names rustc");
    let start = Instant::now();
    let status = Command::new(rustc)
        .args(rest)
        .status()
        .expect("rustc can be run");
    let time = start.elapsed().as_secs_f64();
    let name = rest
        .windows(2)
        .find(|pair| pair.first().is_some_and(|key| key == "--crate-name"));
    if let Some(name) = name.and_then(<[_]>::last) {
        let mut log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(log)
            .expect("the log can be written");
        writeln!(log, "{} {time}", name.to_string_lossy()).expect("the log can be written");
    }
    std::process::exit(status.code().unwrap_or(1));
}
