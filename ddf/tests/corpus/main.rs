//! All files of a large set, made up or published, read by this crate and by plain XML functions that share no code
//! with it; the two must agree on every fact of every node.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod found;

use found::{content, found, part, parts};

use std::collections::BTreeMap;
use std::fs;

use csp_corpus::{baseline, shared, synthetic, xml_files};
use ddf::{AllowedValues, Model, Node, Overlay, Report, Source};

/// Facts by name; only those that the file states.
type Facts = BTreeMap<&'static str, String>;

csp_corpus::tests! {
    &[] => every_fact_of_a_large_set_agrees;
    &["ddf/2024-05"] => every_fact_of_the_published_set_agrees,
        the_published_set_has_three_oddities_and_twelve_defaults_that_are_no_values,
        every_constraint_of_the_published_set_can_be_read,
        every_entry_of_the_overlay_for_microsoft_applies;
    &["samples/ddf-legacy"] => files_from_before_the_second_version;
}

/// A file by its name.
type File = (String, String);

/// The files in a folder below `../shared`.
fn files(folder: &str) -> Vec<File> {
    let files = xml_files(&shared(folder)).into_iter();
    let file = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).unwrap())
    };
    files.map(file).collect()
}

fn read(files: &[File]) -> (Model, Report) {
    let mut report = Report::new();
    let mut documents = Vec::new();
    for (name, text) in files {
        let source = ddf::decode(name, text.clone().into_bytes()).unwrap();
        documents.extend(ddf::parse(&source, &mut report));
    }
    let model = ddf::validate(documents, &mut report);
    report.sort();
    (model, report)
}

/// The facts of a node as the model has them.
fn modelled(node: Node<'_>) -> Facts {
    let mut facts = Facts::new();
    let mut state = |name, value: Option<String>| {
        if let Some(value) = value {
            facts.insert(name, value);
        }
    };
    let text = |text: Option<&str>| text.map(str::to_owned);
    state("uri", Some(node.uri()));
    state("line", Some(node.line().to_string()));
    state("name", text(node.name()));
    state("path", text(node.root_path()));
    state("access", Some(node.access().to_string()));
    state("format", Some(node.format().to_string()));
    state("occurrence", Some(node.occurrence().to_string()));
    state("scope", Some(node.scope().to_string()));
    state("case", node.case_sense().map(|case| case.to_string()));
    state("title", text(node.title()));
    state("description", text(node.description()));
    state("default", text(node.default_value()));
    state(
        "mimes",
        (!node.mimes().is_empty()).then(|| node.mimes().join(",")),
    );
    state("ddf_name", text(node.ddf_name()));
    state("allowed", node.allowed_values().map(allowed));
    let own = node.own_applicability().unwrap_or_default();
    state(
        "builds",
        own.os_builds().map(|builds| builds.text().to_owned()),
    );
    state("version", text(own.csp_version()));
    state(
        "editions",
        own.editions().map(|editions| editions.text().to_owned()),
    );
    state(
        "naming",
        node.dynamic_naming()
            .map(|n| format!("{} {}", n.as_str(), n.text().unwrap_or(""))),
    );
    state(
        "deprecated",
        node.deprecated()
            .map(|deprecated| format!("{:?}", deprecated.os_build())),
    );
    state(
        "policy",
        node.gp_mapping().map(|policy| {
            format!(
                "{:?} {:?} {:?}",
                policy.english_name(),
                policy.area_path(),
                policy.element()
            )
        }),
    );
    state(
        "conflict",
        node.conflict_resolution().map(|value| value.to_string()),
    );
    state(
        "reboot",
        node.reboot_behavior().map(|value| value.to_string()),
    );
    state("atomic", node.atomic_required().then(String::new));
    let groups = node.dependencies().iter().map(|group| {
        let dependencies = group.dependencies().iter().map(|dependency| {
            let value = dependency.allowed_value().map(allowed);
            format!("{} {} {value:?}", dependency.kind(), dependency.uri())
        });
        let changed = group.changed_allowed_values().map(allowed);
        format!(
            "{:?} {changed:?} {:?}",
            group.friendly_id(),
            dependencies.collect::<Vec<_>>()
        )
    });
    state(
        "dependencies",
        (!node.dependencies().is_empty()).then(|| groups.collect()),
    );
    facts
}

fn allowed(allowed: &AllowedValues) -> String {
    let values: Vec<_> = allowed
        .values()
        .iter()
        .map(|value| (value.value(), value.description()))
        .collect();
    let admx: Vec<_> = allowed
        .admx()
        .iter()
        .map(|admx| (admx.area(), admx.name(), admx.file()))
        .collect();
    let delimiter = allowed
        .list_delimiter()
        .map(|delimiter| delimiter.as_written());
    format!(
        "{} {values:?} {:?} {:?} {admx:?} {delimiter:?}",
        allowed.value_type(),
        allowed.text(),
        allowed.text_description()
    )
}

/// Compares the two readings; how many nodes have each fact.
fn agree(files: &[File]) -> BTreeMap<&'static str, usize> {
    let (model, report) = read(files);
    assert_eq!(report.error_count(), 0, "{report}");
    assert_eq!(model.documents().len(), files.len());
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for ((name, text), document) in files.iter().zip(model.documents()) {
        let text = text.trim_start_matches('\u{FEFF}');
        let xml = baseline::tree(text);
        let root = xml.root_element();
        assert_eq!(
            document.ver_dtd().map(str::to_owned),
            part(root, "VerDTD").map(content)
        );
        assert_eq!(
            document.has_diagnostics_marker(),
            part(root, "Diagnostics").is_some()
        );
        let mut facts = Vec::new();
        for node in parts(root, "Node") {
            found(node, "", &mut facts);
        }
        let nodes: Vec<Facts> = document.nodes().map(modelled).collect();
        assert_eq!(nodes.len(), facts.len(), "{}", name);
        for (node, facts) in nodes.iter().zip(&facts) {
            assert_eq!(node, facts, "{}", name);
            for fact in facts.keys() {
                *counts.entry(fact).or_default() += 1;
            }
        }
        // What was read is everything there is: no element is left over.
        assert_eq!(
            document
                .nodes()
                .map(|node| node.extensions().len())
                .sum::<usize>(),
            0
        );
        assert_eq!(document.extensions().len(), 0);
    }
    counts
}

fn every_fact_of_a_large_set_agrees() {
    let files: Vec<File> = synthetic::files()
        .into_iter()
        .map(|file| (file.name, file.text))
        .collect();
    let counts = agree(&files);
    // That the two agree would say little if neither found anything.
    assert_eq!(files.len(), 308);
    assert_eq!(counts["uri"], 5800);
    assert_eq!(counts.len(), 24, "{counts:?}");
    let rare: Vec<_> = counts.iter().filter(|(_, count)| **count < 10).collect();
    assert!(rare.is_empty(), "{rare:?}");
}

fn every_fact_of_the_published_set_agrees() {
    let counts = agree(&files("ddf/2024-05"));
    // That the two agree would say little if neither found anything.
    let expected = [
        ("access", 5766),
        ("allowed", 4341),
        ("atomic", 20),
        ("builds", 3985),
        ("case", 145),
        ("conflict", 3589),
        ("default", 1239),
        ("dependencies", 116),
        ("deprecated", 29),
        ("description", 5359),
        ("editions", 3637),
        ("format", 5766),
        ("line", 5766),
        ("mimes", 3907),
        ("name", 5637),
        ("naming", 124),
        ("occurrence", 5766),
        ("path", 393),
        ("policy", 817),
        ("reboot", 18),
        ("scope", 5766),
        ("title", 252),
        ("uri", 5766),
        ("version", 3982),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

fn the_published_set_has_three_oddities_and_twelve_defaults_that_are_no_values() {
    let files = files("ddf/2024-05");
    let (model, report) = read(&files);
    let warnings: Vec<_> = report
        .iter()
        .map(|warning| (warning.code().id(), warning.node().unwrap()))
        .collect();
    let (defaults, warnings): (Vec<_>, Vec<_>) = warnings
        .into_iter()
        .partition(|(code, _)| *code == "DDF0065");
    assert_eq!(defaults.len(), 12, "{defaults:?}");
    let expected = [
        (
            "DDF0063",
            "./Device/Vendor/MSFT/Defender/Health/DeviceControl",
        ),
        (
            "DDF0052",
            "./Device/Vendor/MSFT/DnsClient/NRPT/{Policy Table Entry}",
        ),
        (
            "DDF0054",
            "./Device/Vendor/MSFT/Policy/Config/LocalPoliciesSecurityOptions/Audit_AuditTheUseOfBackupAndRestoreprivilege",
        ),
    ];
    assert_eq!(warnings, expected);
    let inherited = model
        .nodes()
        .filter(|node| node.applicability().os_builds().is_some())
        .count();
    assert_eq!((model.nodes().count(), inherited), (5766, 5401));
}

fn every_constraint_of_the_published_set_can_be_read() {
    let files = files("ddf/2024-05");
    let (model, _) = read(&files);
    let own = model.nodes().filter_map(|node| node.allowed_values());
    let changed = model
        .nodes()
        .flat_map(|node| node.dependencies())
        .flat_map(|group| {
            let dependencies = group
                .dependencies()
                .iter()
                .filter_map(|dependency| dependency.allowed_value());
            group
                .changed_allowed_values()
                .into_iter()
                .chain(dependencies)
        });
    let mut ranges = 0;
    for allowed in own.chain(changed) {
        let is_range = allowed.value_type() == ddf::ValueType::Range;
        assert_eq!(allowed.ranges().is_some(), is_range, "{allowed:?}");
        ranges += usize::from(is_range);
    }
    assert!(ranges > 200);
    for node in model.nodes() {
        if let Some(builds) = node.own_applicability().and_then(|facts| facts.os_builds()) {
            assert_eq!(
                builds.builds().len(),
                builds.text().split(',').count(),
                "{}",
                builds.text()
            );
        }
    }
}

/// The faults of the old files; a file that is not named here has none.
fn files_from_before_the_second_version() {
    let files = files("samples/ddf-legacy");
    let mut found = BTreeMap::new();
    for file in &files {
        let (model, report) = read(std::slice::from_ref(file));
        assert_eq!(
            model.documents().is_empty(),
            report.has_errors(),
            "{report}"
        );
        assert_eq!(model.nodes().count() == 0, report.has_errors(), "{report}");
        let mut codes = common::codes(&report);
        codes.dedup();
        if !codes.is_empty() {
            found.insert(file.0.clone(), codes);
        }
    }
    let expected = [
        ("mattrax-DMAcc_DDF.xml", vec!["DDF0044"]),
        ("mattrax-DevInfo_DDF.xml", vec!["DDF0025"]),
        ("msdocs-accounts-ddf-file.xml", vec!["DDF0036"]),
        // `Set` is no operation.
        (
            "msdocs-certificatestore-ddf-file.xml",
            vec!["DDF0044", "DDF0034", "DDF0044"],
        ),
        ("msdocs-devicelock-ddf-file.xml", vec!["DDF0045"]),
        ("msdocs-update-ddf-file.xml", vec!["DDF0065"]),
    ];
    assert_eq!(
        found,
        expected
            .map(|(file, codes)| (file.to_owned(), codes))
            .into()
    );
    assert!(files.len() >= 30);
}

/// Read as anybody's overlay, it tells of trees that are not there.
fn every_entry_of_the_overlay_for_microsoft_applies() {
    let (mut model, mut report) = read(&files("ddf/2024-05"));
    let before = report.warning_count();
    let text = include_str!("../../overlays/microsoft.toml");
    let overlay = Overlay::parse(&Source::new("microsoft.toml", text), &mut report);
    let nodes = model.nodes().count();
    overlay.apply(&mut model, &mut report);
    assert!(before > 0 && report.is_empty(), "{report}");
    assert_eq!(model.nodes().count(), nodes);
}
