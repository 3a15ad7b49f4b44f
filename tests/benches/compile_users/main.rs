//! What the house costs those who build on it: the processor's seconds of a clean build of three programs, as a ratio to those of `syn` with `full`.
//!
//! `cargo bench -p csp-tests --bench compile_users`
//!
//! - `server`: requests and replies of all five CSPs;
//! - `agent`: a device with two handlers on one CSP;
//! - `derive`: one `CspNode` and one `CspValue`, written to a request.
//!
//! What counts is the user time of rustc for every crate that is built, of each the least of several runs: whatever the number of cores, and with a
//! tenth of noise where other programs are busy. The time that passes, with two jobs, is shown beside it. Cargo builds without increments, in the
//! dev profile as it comes, with this program standing between it and rustc (`RUSTC_WRAPPER`). The times of processes are read from `/proc`, which
//! Linux has.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::exit,
    reason = "a benchmark prints, and stops when it cannot measure"
)]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use csp_tests::files::root;

const RUNS: usize = 3;
/// In this variable: the file in which the wrapper notes times.
const LOG: &str = "CSP_COMPILE_USERS_LOG";
/// What the kernel counts the time of processes in: hundredths of a second, on every architecture (`USER_HZ`, proc(5)).
const TICKS: f64 = 100.0;
/// Crates that take less than these seconds are not listed by name.
const LEAST: f64 = 0.1;

/// A program that somebody has.
struct User {
    name: &'static str,
    source: &'static str,
    /// The crates of this repository that it depends on, each with further keys of the dependency.
    dependencies: &'static [(&'static str, &'static str)],
    /// The ratio at 997584b, of 2026-11-20, measured once with the same program, where its addresses are spelled as they were then. (`csp-windows`
    /// always brought `regex`: without it there was no program.)
    before: f64,
}

const ONE: &str = "default-features = false, features = [\"enterprise_desktop_app_management\"]";
/// Checks RegEx allowed values, which brings the crate `regex`.
const REGEX: &str = "features = [\"regex\"]";

const USERS: &[User] = &[
    User {
        name: "server",
        source: include_str!("server.rs"),
        dependencies: &[("csp-runtime", ""), ("csp-server", ""), ("csp-windows", "")],
        before: 5.2,
    },
    User {
        name: "agent",
        source: include_str!("agent.rs"),
        dependencies: &[
            ("csp-device", ""),
            ("csp-runtime", ""),
            ("csp-windows", ONE),
        ],
        before: 5.2,
    },
    User {
        name: "agent with regex",
        source: include_str!("agent.rs"),
        dependencies: &[
            ("csp-device", ""),
            ("csp-runtime", REGEX),
            ("csp-windows", ONE),
        ],
        before: 5.2,
    },
    User {
        name: "derive",
        source: include_str!("derive.rs"),
        dependencies: &[("csp-macros", ""), ("csp-runtime", ""), ("csp-server", "")],
        before: 6.1,
    },
    User {
        name: "derive with regex",
        source: include_str!("derive.rs"),
        dependencies: &[
            ("csp-macros", ""),
            ("csp-runtime", REGEX),
            ("csp-server", ""),
        ],
        before: 6.1,
    },
];

fn main() {
    if let Some(log) = std::env::var_os(LOG) {
        wrap_rustc(Path::new(&log));
    }
    let reference = Package::new(
        "reference",
        "fn main() {}\n",
        "syn = { version = \"3\", features = [\"full\"] }\n",
    );
    let users: Vec<(&User, Package)> = USERS
        .iter()
        .map(|user| {
            let path = |(krate, more): &(&str, &str)| {
                let keys = if more.is_empty() { "" } else { ", " };
                format!(
                    "{krate} = {{ path = {:?}{keys}{more} }}\n",
                    root().join(krate)
                )
            };
            let dependencies: String = user.dependencies.iter().map(path).collect();
            let package = Package::new(user.name, user.source, &dependencies);
            (user, package)
        })
        .collect();

    let mut syn = f64::INFINITY;
    let mut builds: Vec<Build> = users.iter().map(|_| Build::default()).collect();
    for run in 1..=RUNS {
        // In turn, so that all see the same machine.
        syn = syn.min(reference.build().crates["syn"]);
        println!("run {run}: syn {syn:.2} s");
        for ((user, package), fastest) in users.iter().zip(&mut builds) {
            let build = package.build();
            let (seconds, wall) = (build.seconds(), build.wall.as_secs_f64());
            println!(
                "run {run}: {} {seconds:.2} s, {wall:.2} s passed",
                user.name
            );
            fastest.keep_faster(build);
        }
    }
    for ((user, _), build) in users.iter().zip(builds) {
        let (seconds, wall) = (build.seconds(), build.wall.as_secs_f64());
        println!(
            "compile_users, {}: {:.1}x syn with full ({:.1}x on 2026-11-20), {seconds:.2} s to {syn:.2} s, {wall:.2} s passed\n    {}",
            user.name,
            seconds / syn,
            user.before,
            build.crates()
        );
    }
}

/// What a clean build took, or the least that each part took of several.
#[derive(Default)]
struct Build {
    /// The user time of each crate, in seconds. A crate that is built twice, with other features for a macro, counts twice.
    crates: BTreeMap<String, f64>,
    wall: Duration,
}

impl Build {
    /// Of each crate the least time: in that run the machine disturbed it least.
    fn keep_faster(&mut self, other: Self) {
        if self.crates.is_empty() || other.wall < self.wall {
            self.wall = other.wall;
        }
        for (name, seconds) in other.crates {
            let least = self.crates.entry(name).or_insert(seconds);
            *least = least.min(seconds);
        }
    }

    fn seconds(&self) -> f64 {
        self.crates.values().sum()
    }

    /// The crates that take long, the longest first, and the rest.
    fn crates(&self) -> String {
        let mut crates: Vec<(&String, &f64)> = self.crates.iter().collect();
        crates.sort_by(|one, other| other.1.total_cmp(one.1));
        let long = crates.partition_point(|(_, seconds)| **seconds >= LEAST);
        let rest: f64 = crates.split_off(long).iter().map(|pair| pair.1).sum();
        let mut texts: Vec<String> = crates
            .iter()
            .map(|(name, seconds)| format!("{name} {seconds:.2}"))
            .collect();
        texts.push(format!("others {rest:.2}"));
        texts.join(", ")
    }
}

/// A package that is its own workspace, with a target folder of its own.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn new(name: &str, source: &str, dependencies: &str) -> Self {
        let name = name.replace(' ', "-");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("compile_users")
            .join(&name);
        std::fs::create_dir_all(folder.join("src")).expect("the folder can be written");
        let manifest = format!(
            "[package]\nname = \"user-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
        );
        std::fs::write(folder.join("Cargo.toml"), manifest).expect("the folder can be written");
        std::fs::write(folder.join("src/main.rs"), source).expect("the folder can be written");
        // The versions are this repository's, which are on this machine already.
        std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))
            .expect("the repository has a lock file");
        Self { folder }
    }

    /// Builds the package and all that it depends on.
    fn build(&self) -> Build {
        let (target, log) = (self.folder.join("target"), self.folder.join("times"));
        for path in [&target, &log] {
            let _ = std::fs::remove_dir_all(path).or_else(|_| std::fs::remove_file(path));
        }
        let begun = Instant::now();
        let status = Command::new(env!("CARGO"))
            .args([
                "build",
                "--offline",
                "--quiet",
                "--jobs",
                "2",
                "--target-dir",
            ])
            .arg(&target)
            .current_dir(&self.folder)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_PROFILE_DEV_DEBUG")
            .env_remove("RUSTFLAGS")
            .env(
                "RUSTC_WRAPPER",
                std::env::current_exe().expect("the benchmark has a path"),
            )
            .env(LOG, &log)
            .status();
        let wall = begun.elapsed();
        assert!(
            status.is_ok_and(|status| status.success()),
            "{} cannot be built",
            self.folder.display()
        );
        let mut crates = BTreeMap::new();
        for line in std::fs::read_to_string(&log)
            .expect("rustc was run")
            .lines()
        {
            let (name, seconds) = line.split_once(' ').expect("a name and seconds");
            let seconds: f64 = seconds.parse().expect("seconds");
            *crates.entry(name.to_owned()).or_default() += seconds;
        }
        Build { crates, wall }
    }
}

/// Runs rustc in its place and notes its user time beside the name of the crate.
fn wrap_rustc(log: &Path) -> ! {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let (rustc, rest) = arguments.split_first().expect("cargo names rustc");
    let status = Command::new(rustc)
        .args(rest)
        .status()
        .expect("rustc can be run");
    let name = rest
        .windows(2)
        .find(|pair| pair.first().is_some_and(|key| key == "--crate-name"));
    if let Some(name) = name.and_then(<[_]>::last) {
        let line = format!("{} {}\n", name.to_string_lossy(), seconds_of_children());
        let mut log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(log)
            .expect("the log can be written");
        log.write_all(line.as_bytes())
            .expect("the log can be written");
    }
    std::process::exit(status.code().unwrap_or(1));
}

/// The user time of the processes that this one has waited for: `cutime`, the 14th field after the name of the program (proc(5)).
fn seconds_of_children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux has /proc");
    let (_, fields) = stat.rsplit_once(')').expect("the name is in brackets");
    let ticks = fields.split_whitespace().nth(13);
    let ticks: f64 = ticks
        .and_then(|ticks| ticks.parse().ok())
        .expect("a number");
    ticks / TICKS
}
