//! What each derive costs a build: `cargo bench -p csp-macros --bench compile`.
//!
//! A crate of many types is compiled without derives, with those of the standard library, and with ours, several times in turns; the least
//! time of each counts. Printed are milliseconds for one type, and how that compares with `Debug, Clone, PartialEq` on the same type.
//! The functions of the derives are left to whoever calls them, as generic ones are: what is measured is the cost of having them.
#![allow(clippy::print_stdout)] // a benchmark says what it measured

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

const TYPES: usize = 200;
const ROUNDS: usize = 3;

/// A crate to compile: its name, and the source of one of its types.
struct Variant {
    name: &'static str,
    source: fn(usize) -> String,
}

const STANDARD: &str = "#[derive(Debug, Clone, PartialEq)]\n";

const ENUMS: [Variant; 3] = [
    Variant {
        name: "enum",
        source: |nth| choices(nth, "", ""),
    },
    Variant {
        name: "enum, Debug + Clone + PartialEq",
        source: |nth| choices(nth, STANDARD, ""),
    },
    Variant {
        name: "enum, CspValue",
        source: |nth| {
            choices(
                nth,
                "#[derive(csp_macros::CspValue)]\n",
                "#[csp(value = \"VARIANT\")]",
            )
        },
    },
];

const STRUCTS: [Variant; 4] = [
    Variant {
        name: "struct",
        source: |nth| fields(nth, "", ""),
    },
    Variant {
        name: "struct, Debug + Clone + PartialEq",
        source: |nth| fields(nth, STANDARD, ""),
    },
    Variant {
        name: "struct, CspNode",
        source: |nth| fields(nth, "#[derive(csp_macros::CspNode)]\n", ACCESS),
    },
    Variant {
        name: "struct, CspNode with device and nodes",
        source: |nth| {
            let csp = format!(
                "#[derive(csp_macros::CspNode)]\n#[csp(device = \"./Vendor/Contoso\", nodes = t{nth})]\n"
            );
            fields(nth, &csp, ACCESS)
        },
    },
];

const ACCESS: &str = "#[csp(access = \"Get, Replace\")]";

/// An enum of five texts.
fn choices(nth: usize, before: &str, each: &str) -> String {
    let mut out = format!("{before}pub enum T{nth} {{\n");
    for variant in ["One", "Two", "Three", "Four", "Five"] {
        let _ = writeln!(
            out,
            "    {}\n    {variant},",
            each.replace("VARIANT", variant)
        );
    }
    out + "}\n"
}

/// A struct of five leaves.
fn fields(nth: usize, before: &str, each: &str) -> String {
    let mut out = format!("{before}pub struct T{nth} {{\n");
    for field in [
        "one: i64",
        "two: String",
        "three: bool",
        "four: Option<i64>",
        "five: Option<String>",
    ] {
        let _ = writeln!(out, "    {each}\n    pub {field},");
    }
    out + "}\n"
}

fn main() -> Result<(), Box<dyn Error>> {
    let bench = Bench::new()?;
    println!("{TYPES} types of five variants or fields, dev profile, least of {ROUNDS} rounds");
    for variants in [&ENUMS[..], &STRUCTS[..]] {
        let times = bench.measure(variants)?;
        let plain = times.first().copied().unwrap_or_default();
        let each: Vec<f64> = times
            .iter()
            .map(|time| time.saturating_sub(plain).as_secs_f64() * 1000.0 / TYPES as f64)
            .collect();
        let standard = each.get(1).copied().unwrap_or_default().max(f64::EPSILON);
        for (variant, ms) in variants.iter().zip(&each).skip(1) {
            println!(
                "{:<40} {ms:>6.2} ms a type {:>6.2}x",
                variant.name,
                ms / standard
            );
        }
    }
    Ok(())
}

/// The package that is compiled again and again.
struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn new() -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("no workspace")?;
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
        fs::create_dir_all(folder.join("src"))?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        fs::write(
            folder.join("Cargo.toml"),
            format!(
                "[package]\nname = \"compile\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
                 csp-macros = {{ path = {:?} }}\ncsp-runtime = {{ path = {:?}, features = [\"regex\"] }}\n",
                root.join("csp-macros"),
                root.join("csp-runtime")
            ),
        )?;
        Ok(Self { folder })
    }

    /// The least time of each variant.
    fn measure(&self, variants: &[Variant]) -> Result<Vec<Duration>, Box<dyn Error>> {
        let mut times = vec![Duration::MAX; variants.len()];
        // The first round builds the dependencies.
        for round in 0..=ROUNDS {
            for (variant, least) in variants.iter().zip(&mut times) {
                let source: String = (0..TYPES).map(variant.source).collect();
                fs::write(
                    self.folder.join("src/lib.rs"),
                    format!("// {round}\n{source}"),
                )?;
                let time = self.build()?;
                if round > 0 {
                    *least = time.min(*least);
                }
            }
        }
        Ok(times)
    }

    fn build(&self) -> Result<Duration, Box<dyn Error>> {
        let start = Instant::now();
        let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--quiet", "--offline"])
            .current_dir(&self.folder)
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"),
            )
            .env("CARGO_INCREMENTAL", "0")
            .status()?;
        if status.success() {
            Ok(start.elapsed())
        } else {
            Err("the crate does not compile".into())
        }
    }
}
