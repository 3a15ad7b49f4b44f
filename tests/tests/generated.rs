//! What is generated from the generator's case files and from the five definitions compiles, in every kind of crate, is documented without a
//! warning, and does what its schema says.

use std::collections::BTreeSet;
use std::path::PathBuf;

use csp_codegen::ir::Ir;
use csp_codegen::{Generator, Lock, ident, lower_keeping, policies};
use csp_tests::files::root;
use csp_tests::probes;
use csp_tests::workshop::Workshop;

/// A set of definitions whose modules stand side by side.
struct Set {
    name: String,
    paths: Vec<PathBuf>,
    templates: Vec<PathBuf>,
}

/// Each case file for itself, as their CSPs share names, and the five definitions together.
fn sets() -> Vec<Set> {
    let folder = root().join("csp-codegen/tests/cases");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no case files");
    let mut sets: Vec<Set> = (cases.into_iter())
        .map(|path| Set {
            name: format!("case_{}", path.file_stem().unwrap().to_string_lossy()),
            templates: Some(path.with_extension(""))
                .into_iter()
                .filter(|folder| folder.is_dir())
                .collect(),
            paths: vec![path],
        })
        .collect();
    sets.push(Set {
        name: "definitions".to_owned(),
        paths: vec![root().join("ddf/definitions")],
        templates: Vec::new(),
    });
    sets
}

/// The crates: in each, another way to take generated code in, and another way to name the runtime.
#[test]
fn it_compiles_and_works_in_every_kind_of_crate() {
    let mut workshop = Workshop::new(env!("CARGO_TARGET_TMPDIR"), "generated");
    let mut features = BTreeSet::new();
    let mut nested = String::from(
        "//! Modules in modules, in edition 2024.\n#![deny(warnings, missing_docs)]\n#![forbid(unsafe_code)]\n",
    );
    let mut renamed = String::from(
        "//! A runtime under another name, in edition 2021.\n#![deny(warnings, missing_docs)]\n#![forbid(unsafe_code)]\n",
    );
    let mut binary = String::from(
        "//! A binary that uses nothing of it, a re-exported runtime, files taken in by `include!`.\n#![deny(warnings)]\n\
         mod vendor {\n    pub(crate) mod sdk {\n        pub(crate) use csp_runtime as csp;\n    }\n}\n",
    );
    let mut probe = probes::preamble();

    for set in sets() {
        let name = &set.name;
        let generator = set.paths.iter().fold(Generator::new(), Generator::file);
        let generator = set.templates.iter().fold(generator, Generator::admx);
        let (model, mut report) = generator.model();
        let (policies, _) = policies(&set.templates, admx::DEFAULT_LANGUAGE);
        let ir: Ir<'_> = lower_keeping(&model, Some(&policies), &Lock::default(), &mut report);
        assert!(!report.has_errors(), "{}", report.render());
        features.extend(
            ir.modules
                .iter()
                .map(|module| ident::file_stem(&module.name).to_owned()),
        );

        let output = generator.clone().shared(true).generate().unwrap();
        for file in output.files() {
            workshop.file(format!("nested/src/{name}/{}", file.name()), file.text());
        }
        workshop.file(format!("nested/src/{name}/mod.rs"), output.index());
        nested.push_str(&format!(
            "/// A set.\npub mod {name} {{\n    /// The modules.\n    #[path = {:?}]\n    pub mod inner;\n}}\n",
            format!("../{name}/mod.rs")
        ));
        probe.push_str(&probes::group(name, &ir, &format!("nested::{name}::inner")));

        let output = generator
            .clone()
            .runtime_path("::other_runtime")
            .generate()
            .unwrap();
        renamed.push_str(&format!(
            "/// A set.\n#[path = \"{name}/mod.rs\"]\npub mod {name};\n"
        ));
        for file in output.files() {
            workshop.file(format!("renamed/src/{name}/{}", file.name()), file.text());
        }
        workshop.file(format!("renamed/src/{name}/mod.rs"), output.index());

        let output = generator
            .runtime_path("crate::vendor::sdk::csp")
            .generate()
            .unwrap();
        binary.push_str(&format!("mod {name} {{\n"));
        for (module, file) in ir.modules.iter().zip(output.files()) {
            let path = format!("{name}/{}", file.name());
            binary.push_str(&format!(
                "    mod {} {{\n        include!({path:?});\n    }}\n",
                module.name
            ));
            workshop.file(format!("binary/src/{path}"), file.text());
        }
        binary.push_str("}\n");
    }
    binary.push_str("fn main() {}\n");

    let runtime = Workshop::runtime();
    let schema = Workshop::dependency("csp-schema");
    let device = Workshop::dependency("csp-device");
    let server = Workshop::dependency("csp-server");
    let features = features_of(&features);
    workshop.package("nested", &format!("edition = \"2024\"\n[dependencies]\ncsp-runtime = {runtime}\n[dev-dependencies]\ncsp-device = {device}\ncsp-schema = {schema}\ncsp-server = {server}\nregex-syntax = \"*\"\n{features}"));
    workshop.file("nested/src/lib.rs", nested);
    workshop.file("nested/tests/probe.rs", probe);
    let renamed_runtime = runtime.replacen('{', "{ package = \"csp-runtime\",", 1);
    workshop.package(
        "renamed",
        &format!(
            "edition = \"2021\"\n[dependencies]\nother_runtime = {renamed_runtime}\n{features}"
        ),
    );
    workshop.file("renamed/src/lib.rs", renamed);
    workshop.package(
        "binary",
        &format!("edition = \"2021\"\n[dependencies]\ncsp-runtime = {runtime}\n"),
    );
    workshop.file("binary/src/main.rs", binary);

    let tested = workshop.cargo(&["test", "--workspace"], &[]);
    tested.unwrap_or_else(|error| panic!("{error}"));
    let documented = workshop.cargo(
        &["doc", "--workspace", "--no-deps"],
        &[("RUSTDOCFLAGS", "-Dwarnings")],
    );
    documented.unwrap_or_else(|error| panic!("{error}"));
}

/// The features of all sets together, all on.
fn features_of(features: &BTreeSet<String>) -> String {
    let mut text = format!("[features]\ndefault = {features:?}\n")
        .replace('{', "[")
        .replace('}', "]");
    for feature in features {
        text.push_str(&format!("{feature} = []\n"));
    }
    text
}
