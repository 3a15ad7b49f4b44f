//! All files of a large set, made up or published: they generate, the crate of them compiles and is documented without a warning, every node and a legal value of
//! every leaf go through its types, and a feature compiles its CSP alone.

use std::path::{Path, PathBuf};

use csp_codegen::{Generator, Output, lower};
use csp_corpus::{shared, synthetic, xml_files};
use csp_tests::probes;
use csp_tests::workshop::Workshop;

csp_corpus::tests! {
    &[] => a_large_set_compiles_works_and_is_documented,
        a_feature_of_a_large_set_compiles_its_csp_alone,
        the_order_of_a_large_set_does_not_matter;
    &["ddf/2024-05"] => the_published_set_compiles_works_and_is_documented,
        a_feature_of_the_published_set_compiles_its_csp_alone,
        the_order_of_the_published_set_does_not_matter;
    &["samples/ddf-legacy"] => legacy_files_generate;
}

/// The folder of the made-up set, which each test writes for itself.
fn made_up(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("made_up")
        .join(test);
    synthetic::write(&folder).unwrap();
    folder
}

fn published() -> PathBuf {
    shared("ddf/2024-05")
}

/// A crate that holds the output and nothing else, its features those of the modules.
fn package(workshop: &mut Workshop, name: &str, output: &Output, keep: impl Fn(&str) -> bool) {
    let runtime = Workshop::runtime();
    let schema = Workshop::dependency("csp-schema");
    let device = Workshop::dependency("csp-device");
    let server = Workshop::dependency("csp-server");
    workshop.package(
        name,
        &format!(
            "edition = \"2024\"\n[lib]\npath = \"lib.rs\"\n[dependencies]\ncsp-runtime = {runtime}\n[dev-dependencies]\ncsp-device = {device}\ncsp-schema = {schema}\ncsp-server = {server}\nregex-syntax = \"*\"\n\
             [features]\ndefault = []\n{}",
            output.features()
        ),
    );
    workshop.file(
        format!("{name}/lib.rs"),
        "//! A large set of definitions.\n#![deny(warnings, missing_docs)]\n#![forbid(unsafe_code)]\n#[path = \"mod.rs\"]\nmod all;\npub use all::*;\n",
    );
    workshop.file(format!("{name}/mod.rs"), output.index());
    for file in output.files().iter().filter(|file| keep(file.name())) {
        workshop.file(format!("{name}/{}", file.name()), file.text());
    }
}

fn a_large_set_compiles_works_and_is_documented() {
    compiles_works_and_is_documented("made_up", made_up("compiled"));
}

fn the_published_set_compiles_works_and_is_documented() {
    compiles_works_and_is_documented("published", published());
}

fn compiles_works_and_is_documented(name: &str, folder: PathBuf) {
    let generator = Generator::new().file(folder).shared(true);
    let (model, mut report) = generator.model();
    let ir = lower(&model, &mut report);
    assert!(!report.has_errors(), "{}", report.render());
    let output = generator.generate().unwrap();

    let csps = output.summaries().len();
    let nodes: usize = output.summaries().iter().map(|summary| summary.nodes).sum();
    assert_eq!(nodes, model.nodes().count());
    for feature in output
        .features()
        .lines()
        .skip_while(|line| *line != "]")
        .skip(1)
    {
        assert!(feature.ends_with(" = []"), "{feature}");
    }
    println!(
        "{} files, {csps} CSPs, {nodes} nodes",
        model.documents().len()
    );

    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), &format!("corpus_{name}"));
    package(&mut workshop, name, &output, |_| true);
    let probe = probes::preamble() + &probes::group("all_of_them", &ir, name);
    workshop.file(format!("{name}/tests/probe.rs"), probe);
    let tested = workshop.cargo(&["test", "--features", "full"], &[]);
    tested.unwrap_or_else(|error| panic!("{error}"));
    let documented = workshop.cargo(
        &["doc", "--no-deps", "--features", "full"],
        &[("RUSTDOCFLAGS", "-Dwarnings")],
    );
    documented.unwrap_or_else(|error| panic!("{error}"));
}

fn a_feature_of_a_large_set_compiles_its_csp_alone() {
    let features = [
        "contoso_nursery_awning",
        "policy_attic_awning",
        "contoso_nursery_bell",
    ];
    compile_alone("made_up_alone", made_up("feature"), features);
}

fn a_feature_of_the_published_set_compiles_its_csp_alone() {
    let features = ["wi_fi", "policy_bitlocker", "supl"];
    compile_alone("published_alone", published(), features);
}

/// The crate has the sources of no other CSP, so that nothing else can have been compiled.
fn compile_alone(name: &str, folder: PathBuf, features: [&str; 3]) {
    let generator = Generator::new().file(folder).features(true).shared(true);
    let output = generator.generate().unwrap();
    for feature in features {
        let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), name);
        package(&mut workshop, name, &output, |file| {
            file == format!("{feature}.rs")
        });
        assert!(
            output
                .files()
                .iter()
                .any(|file| file.name() == format!("{feature}.rs")),
            "no {feature}"
        );
        let checked = workshop.cargo(&["check", "--features", feature], &[]);
        checked.unwrap_or_else(|error| panic!("{error}"));
        assert!(
            workshop
                .cargo(&["check", "--features", "full"], &[])
                .is_err(),
            "the other sources should be missing"
        );
    }
}

fn the_order_of_a_large_set_does_not_matter() {
    order_does_not_matter(xml_files(&made_up("order")));
}

fn the_order_of_the_published_set_does_not_matter() {
    order_does_not_matter(xml_files(&published()));
}

/// Whatever order the files come in, the bytes are the same.
fn order_does_not_matter(files: Vec<PathBuf>) {
    let generate = |files: Vec<PathBuf>| {
        files
            .iter()
            .fold(Generator::new(), Generator::file)
            .generate()
            .unwrap()
    };
    let first = generate(files.clone());
    let mut shuffled = files.clone();
    for (at, other) in (0..files.len()).rev().zip(successive_numbers()) {
        shuffled.swap(at, other % (at + 1));
    }
    assert_ne!(files, shuffled);
    let mut reversed = files;
    reversed.reverse();
    for other in [generate(shuffled), generate(reversed)] {
        assert_eq!(first.index(), other.index());
        assert_eq!(first.features(), other.features());
        assert_eq!(first.files().len(), other.files().len());
        for (one, other) in first.files().iter().zip(other.files()) {
            assert_eq!(one.name(), other.name());
            assert!(
                one.text() == other.text(),
                "{} depends on the order of the input",
                one.name()
            );
        }
    }
}

/// Numbers that look random and are the same in every run (the generator of Numerical Recipes).
fn successive_numbers() -> impl Iterator<Item = usize> {
    std::iter::successors(Some(1u32), |last| {
        Some(last.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))
    })
    .map(|number| (number >> 8) as usize)
}

/// Files of earlier years, one by one, as several are of one CSP. One of them has an operation that does not exist.
fn legacy_files_generate() {
    let files = xml_files(&shared("samples/ddf-legacy"));
    let mut faulty = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap().to_string_lossy();
        match Generator::new().file(file).generate() {
            Ok(output) => {
                assert!(!output.files().is_empty(), "{name}");
                for module in output.files() {
                    syn::parse_file(module.text())
                        .unwrap_or_else(|error| panic!("{name}: {error}"));
                }
            }
            Err(error) => {
                assert!(
                    error
                        .to_string()
                        .contains("error[DDF0034]: unknown operation `Set`"),
                    "{error}"
                );
                faulty.push(name);
            }
        }
    }
    assert_eq!(faulty, ["msdocs-certificatestore-ddf-file.xml"]);
    println!("{} legacy files", files.len());
}
