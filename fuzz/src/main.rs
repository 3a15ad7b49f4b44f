//! Changes inputs at random and feeds them to a target until the time is over or something breaks.
//!
//! ```console
//! $ cargo run --release --manifest-path fuzz/Cargo.toml -- generate 60
//! $ cargo run --release --manifest-path fuzz/Cargo.toml -- generate fuzz/artifacts/generate/0123456789abcdef
//! ```
//!
//! The first runs a target for so many seconds (with a third argument: from this seed), the second feeds it one file. Runs on the stable
//! toolchain: instead of coverage, what a target says of an input (its diagnostics, the statuses of a reply) tells whether it is worth keeping.

mod mutate;
mod targets;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use mutate::mutate;
use targets::{Random, TARGETS, Target};

/// An input that takes longer is a fault: bounds keep reading in proportion to the size.
const TOO_LONG: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let target = TARGETS
        .iter()
        .find(|target| Some(target.name) == arguments.first().map(String::as_str));
    let (Some(target), Some(what)) = (target, arguments.get(1)) else {
        let names = TARGETS.map(|target| target.name).join("|");
        eprintln!("usage: csp-fuzz {names} SECONDS [SEED]\n       csp-fuzz {names} FILE");
        return ExitCode::from(2);
    };
    let done = match what.parse() {
        Ok(seconds) => fuzz(target, Duration::from_secs(seconds), seed(arguments.get(2))),
        Err(_) => std::fs::read(what).map(|input| {
            println!("{}", (target.run)(&input));
            true
        }),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{} {what}: {error}", target.name);
            ExitCode::from(2)
        }
    }
}

fn seed(argument: Option<&String>) -> u64 {
    let now = || {
        SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_or(1, |time| time.as_nanos() as u64)
    };
    argument
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(now)
}

/// Returns whether nothing broke.
fn fuzz(target: &Target, time: Duration, seed: u64) -> std::io::Result<bool> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let artifacts = root.join("fuzz/artifacts").join(target.name);
    std::fs::create_dir_all(&artifacts)?;
    // What is tried stands in a file while it is: a stack that overflows takes the process with it.
    let current = artifacts.join("current");

    let mut pool: Vec<Vec<u8>> = Vec::new();
    for folder in target.corpora {
        let mut files: Vec<PathBuf> = std::fs::read_dir(root.join(folder))?
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<_>>()?;
        files.sort();
        for file in files.iter().filter(|file| file.is_file()) {
            pool.push(std::fs::read(file)?);
        }
    }
    println!("{}: {} inputs, seed {seed}", target.name, pool.len());
    let mut random = Random::new(seed);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let (start, seeds) = (Instant::now(), pool.len());
    let mut runs = 0;
    while start.elapsed() < time || runs < seeds {
        // What was found is worth as much as what it began with, and no more.
        let from = match runs {
            first if first < seeds => first,
            _ if random.below(2) == 0 => random.below(seeds),
            _ => random.below(pool.len()),
        };
        let mut input = pool[from].clone();
        if runs >= seeds {
            let other = random.below(pool.len());
            mutate(&mut input, &pool[other], target.words, &mut random);
        }
        runs += 1;
        std::fs::write(&current, &input)?;
        let begun = Instant::now();
        let happened = catch_unwind(AssertUnwindSafe(|| (target.run)(&input)));
        let fault = match happened {
            Err(_) => Some("it panicked"),
            Ok(_) if begun.elapsed() > TOO_LONG => Some("it took too long"),
            Ok(happened) => {
                // A kind of thing that happened is worth a few inputs.
                let times = seen.entry(happened).or_default();
                *times += 1;
                if *times <= 3 && runs > seeds {
                    pool.push(input.clone());
                }
                None
            }
        };
        if let Some(fault) = fault {
            let mut hasher = DefaultHasher::new();
            input.hash(&mut hasher);
            let file = artifacts.join(format!("{:016x}", hasher.finish()));
            std::fs::rename(&current, &file)?;
            println!("{fault}: {}", file.display());
            return Ok(false);
        }
    }
    std::fs::remove_file(&current)?;
    println!(
        "{runs} runs, {} kinds of outcome, nothing broke",
        seen.len()
    );
    Ok(true)
}
