//! All files of a large set, made up or published, read by this crate and by plain XML functions that share no code
//! with it; the two must agree on every fact of every node.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;

use csp_corpus::{shared, synthetic, xml_files};
use ddf::{AllowedValues, MICROSOFT, Model, Node, Report, Source};
use roxmltree::Node as Element;

/// Facts by name; only those that the file states.
type Facts = BTreeMap<&'static str, String>;

csp_corpus::tests! {
    &[] => every_fact_of_a_large_set_agrees;
    &["ddf/2024-05"] => every_fact_of_the_published_set_agrees,
        the_published_set_has_three_oddities_and_twelve_defaults_that_are_no_values,
        every_constraint_of_the_published_set_can_be_read;
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
        let source = Source::from_bytes(name, text.clone().into_bytes()).unwrap();
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

fn part<'x>(parent: Element<'x, 'x>, name: &str) -> Option<Element<'x, 'x>> {
    parent
        .children()
        .find(|child| child.tag_name().name() == name)
}

fn parts<'x>(parent: Element<'x, 'x>, name: &'static str) -> impl Iterator<Item = Element<'x, 'x>> {
    parent
        .children()
        .filter(move |child| child.tag_name().name() == name)
}

/// The names of the child elements.
fn words<'x>(parent: Element<'x, 'x>) -> Vec<&'x str> {
    parent
        .children()
        .filter(|child| child.is_element())
        .map(|child| child.tag_name().name())
        .collect()
}

fn content(element: Element<'_, '_>) -> String {
    element.text().unwrap_or("").to_owned()
}

/// The facts of a node as plain XML functions find them, and those of the nodes below it.
fn found(node: Element<'_, '_>, above: &str, facts: &mut Vec<Facts>) {
    let properties = part(node, "DFProperties").unwrap();
    let one = |name: &str| part(properties, name);
    let word = |name| one(name).map(|element| words(element).join(" "));
    let text = |name| one(name).map(content);
    let microsoft =
        |name: &str| one(name).filter(|element| element.tag_name().namespace() == Some(MICROSOFT));
    let mut own = Facts::new();
    let mut state = |name, value: Option<String>| {
        if let Some(value) = value {
            own.insert(name, value);
        }
    };
    let name = content(part(node, "NodeName").unwrap());
    let segment = if name.is_empty() {
        format!("{{{}}}", text("DFTitle").unwrap())
    } else {
        name.clone()
    };
    let path = part(node, "Path").map(content);
    let base = path
        .as_deref()
        .map_or(above, |path| path.trim_end_matches('/'));
    let uri = format!("{base}/{segment}");
    state("uri", Some(uri.clone()));
    state(
        "line",
        Some(
            node.document()
                .text_pos_at(node.range().start)
                .row
                .to_string(),
        ),
    );
    state("name", (!name.is_empty()).then_some(name));
    state("path", path.clone());
    let mut access = words(one("AccessType").unwrap());
    access.sort_unstable();
    state("access", Some(access.join(", ")));
    state("format", word("DFFormat"));
    state("occurrence", word("Occurrence"));
    state("scope", word("Scope"));
    state("case", word("CaseSense"));
    state("title", text("DFTitle"));
    state("description", text("Description"));
    state("default", text("DefaultValue"));
    let types = |name| {
        let types: Vec<String> = parts(one("DFType").unwrap(), name)
            .map(content)
            .filter(|t| !t.is_empty())
            .collect();
        (!types.is_empty()).then(|| types.join(","))
    };
    state("mimes", types("MIME"));
    state("ddf_name", types("DDFName"));
    state("allowed", microsoft("AllowedValues").map(found_allowed));
    let applicability = |name| {
        microsoft("Applicability")
            .and_then(|element| part(element, name))
            .map(content)
    };
    state("builds", applicability("OsBuildVersion"));
    state("version", applicability("CspVersion"));
    state("editions", applicability("EditionAllowList"));
    state(
        "naming",
        microsoft("DynamicNodeNaming").map(|element| {
            let kind = element.children().find(Element::is_element).unwrap();
            format!("{} {}", kind.tag_name().name(), content(kind))
        }),
    );
    state(
        "deprecated",
        microsoft("Deprecated")
            .map(|element| format!("{:?}", element.attribute("OsBuildDeprecated"))),
    );
    state(
        "policy",
        microsoft("GpMapping").map(|element| {
            let attribute = |name| element.attribute(name);
            format!(
                "{:?} {:?} {:?}",
                attribute("GpEnglishName"),
                attribute("GpAreaPath"),
                attribute("GpElement")
            )
        }),
    );
    state("conflict", microsoft("ConflictResolution").map(content));
    state("reboot", microsoft("RebootBehavior").map(content));
    state("atomic", microsoft("AtomicRequired").map(|_| String::new()));
    state(
        "dependencies",
        microsoft("DependencyBehavior")
            .map(|element| parts(element, "DependencyGroup").map(found_group).collect()),
    );
    facts.push(own);
    for child in parts(node, "Node") {
        found(child, &uri, facts);
    }
}

fn found_group(group: Element<'_, '_>) -> String {
    let dependencies = parts(group, "Dependency").map(|dependency| {
        let value = part(dependency, "DependencyAllowedValue").map(found_allowed);
        let uri = content(part(dependency, "DependencyUri").unwrap());
        format!("{} {uri} {value:?}", dependency.attribute("Type").unwrap())
    });
    let changed = part(group, "DependencyChangedAllowedValues").map(found_allowed);
    format!(
        "{:?} {changed:?} {:?}",
        group.attribute("FriendlyId"),
        dependencies.collect::<Vec<_>>()
    )
}

fn found_allowed(element: Element<'_, '_>) -> String {
    let text = |parent, name| part(parent, name).map(content);
    let values: Vec<_> = parts(element, "Enum")
        .map(|value| {
            (
                text(value, "Value").unwrap(),
                text(value, "ValueDescription"),
            )
        })
        .collect();
    let admx: Vec<_> = parts(element, "AdmxBacked")
        .map(|admx| ["Area", "Name", "File"].map(|name| admx.attribute(name).unwrap()))
        .map(|[area, name, file]| (area, name, file))
        .collect();
    let delimiter = part(element, "List").map(|list| list.attribute("Delimiter").unwrap());
    let value_type = element.attribute("ValueType").unwrap();
    format!(
        "{value_type} {values:?} {:?} {:?} {admx:?} {delimiter:?}",
        text(element, "Value"),
        text(element, "ValueDescription")
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
        let options = roxmltree::ParsingOptions {
            allow_dtd: true,
            ..roxmltree::ParsingOptions::default()
        };
        let xml = roxmltree::Document::parse_with_options(text, options).unwrap();
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
