//! The five definitions against what was decided about them: every documented node with its facts, and no other.
//!
//! The tables in `definitions/` are the decisions, one line for each node, with the reason above the line where
//! Microsoft's documents disagree, are silent or mislead. An allowed value is `value=name`, or the value alone where
//! its description is no name. Whoever changes a definition changes its table as well.
#![forbid(unsafe_code)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper that cannot go on has to fail the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use csp_corpus::shared;
use ddf::{AllowedValue, Model, Node, Report, ValueType};

csp_corpus::tests! {
    &[] => application_control_is_as_decided,
        enrollment_status_tracking_is_as_decided,
        enterprise_app_management_is_as_decided,
        enterprise_desktop_app_management_is_as_decided,
        enterprise_modern_app_management_is_as_decided,
        the_files_are_plain_and_tidy,
        every_node_is_described;
    &["seeds"] => every_documented_node_is_defined_and_no_other;
    &["ddf/2024-05"] => formats_and_operations_are_those_on_the_wire;
    &["seeds", "ddf/2024-05"] => descriptions_are_in_our_own_words;
}

const AC: &str = "ApplicationControl";
const EST: &str = "EnrollmentStatusTracking";
const EAM: &str = "EnterpriseAppManagement";
const EDAM: &str = "EnterpriseDesktopAppManagement";
const EMAM: &str = "EnterpriseModernAppManagement";
const ALL: [&str; 5] = [AC, EST, EAM, EDAM, EMAM];
/// Those of which Microsoft publishes a DDF.
const PUBLISHED: [&str; 3] = [AC, EDAM, EMAM];

fn read(path: &Path) -> (Model, Report) {
    let bytes = fs::read(path).expect("a readable file");
    let source = ddf::decode(path.display().to_string(), bytes).expect("text");
    let mut report = Report::new();
    let documents = Vec::from_iter(ddf::parse(&source, &mut report));
    (ddf::validate(documents, &mut report), report)
}

fn definition_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../ddf/definitions")
        .join(format!("{name}.xml"))
}

fn definition(name: &str) -> Model {
    let (model, report) = read(&definition_path(name));
    assert!(report.is_empty(), "{report}");
    model
}

fn find<'m>(model: &'m Model, uri: &str) -> Option<Node<'m>> {
    model.nodes().find(|node| node.uri() == uri)
}

fn operations(node: Node<'_>) -> String {
    let names: Vec<String> = node
        .access()
        .iter()
        .map(|operation| operation.to_string())
        .collect();
    names.join(" ")
}

fn allowed(node: Node<'_>, with_names: bool) -> String {
    let Some(allowed) = node.allowed_values() else {
        return "-".into();
    };
    assert_eq!(allowed.value_type(), ValueType::Enum, "{}", node.uri());
    let value = |allowed: &AllowedValue| match allowed.description() {
        Some(name) if with_names => format!("{}={name}", allowed.value()),
        _ => allowed.value().to_string(),
    };
    allowed
        .values()
        .iter()
        .map(value)
        .collect::<Vec<_>>()
        .join("; ")
}

/// Builds, MIME, case, naming, Atomic: what few nodes have.
fn more(node: Node<'_>) -> String {
    let mut facts = Vec::new();
    if let Some(own) = node.own_applicability() {
        let builds = own.os_builds().map_or("-", |builds| builds.text());
        facts.push(format!("{builds} ({})", own.csp_version().unwrap_or("-")));
    }
    let usual: &[String] = if node.is_leaf() {
        &["text/plain".into()]
    } else {
        &[]
    };
    if node.mimes() != usual {
        facts.extend(node.mimes().iter().cloned());
    }
    facts.extend(node.case_sense().map(|case| case.to_string()));
    facts.extend(
        node.dynamic_naming()
            .map(|naming| naming.as_str().to_string()),
    );
    facts.extend(node.atomic_required().then(|| "AtomicRequired".to_string()));
    if facts.is_empty() {
        "-".into()
    } else {
        facts.join("; ")
    }
}

/// The node as its table writes it.
fn line(node: Node<'_>, with_names: bool) -> String {
    let default = node
        .default_value()
        .map_or("-".to_string(), |value| format!("\"{value}\""));
    let cells = [
        node.format().to_string(),
        operations(node),
        node.occurrence().to_string(),
        node.scope().to_string(),
        node.uri().to_string(),
        default,
        allowed(node, with_names),
        more(node),
    ];
    cells.join(" | ")
}

fn opens_with_a_comment(node: Node<'_>) -> bool {
    let text = node.document().source().text();
    text.get(node.span().start..node.name_span().start)
        .is_some_and(|head| head.contains("<!--"))
}

fn check_table(name: &str, table: &str) {
    let model = definition(name);
    let mut wrong = Vec::new();
    let mut order = Vec::new();
    let mut reason = "";
    for row in table.lines() {
        if row.starts_with('#') {
            reason = row;
            continue;
        }
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, _, _, _, uri, _, allowed, _] = cells.as_slice() else {
            panic!("not a row: {row}")
        };
        let decided = cells.join(" | ");
        let defined =
            find(&model, uri).map_or("absent".into(), |node| line(node, allowed.contains('=')));
        if defined != decided {
            wrong.push(format!("decided: {decided}\ndefined: {defined}"));
        }
        // Where the page was not followed, the reader of the definition is told so as well.
        let overruled = ["Page: ", "Operations: "]
            .iter()
            .any(|source| reason.contains(source));
        if overruled && !find(&model, uri).is_some_and(opens_with_a_comment) {
            wrong.push(format!(
                "decided: {reason}\ndefined: {uri} without a comment"
            ));
        }
        reason = "";
        order.push((*uri).to_string());
    }
    let nodes: Vec<String> = model.nodes().map(|node| node.uri().to_string()).collect();
    let undecided = nodes.iter().filter(|uri| !order.contains(uri));
    wrong.extend(undecided.map(|uri| format!("decided: absent\ndefined: {uri}")));
    assert!(
        wrong.is_empty(),
        "{name}.xml is not what was decided:\n{}",
        wrong.join("\n")
    );
    assert_eq!(
        nodes, order,
        "the nodes of {name}.xml are not in the order of the table"
    );
}

fn application_control_is_as_decided() {
    check_table(AC, include_str!("definitions/ApplicationControl.txt"));
}

fn enrollment_status_tracking_is_as_decided() {
    check_table(
        EST,
        include_str!("definitions/EnrollmentStatusTracking.txt"),
    );
}

fn enterprise_app_management_is_as_decided() {
    check_table(EAM, include_str!("definitions/EnterpriseAppManagement.txt"));
}

fn enterprise_desktop_app_management_is_as_decided() {
    check_table(
        EDAM,
        include_str!("definitions/EnterpriseDesktopAppManagement.txt"),
    );
}

fn enterprise_modern_app_management_is_as_decided() {
    check_table(
        EMAM,
        include_str!("definitions/EnterpriseModernAppManagement.txt"),
    );
}

/// The paths that the headings of a documentation page name, without braces, root and context.
fn documented(name: &str, page: &str) -> Vec<String> {
    let headings = page
        .lines()
        .filter_map(|line| line.strip_prefix("<a href=\"\" id=\"")?.split_once("</a>"));
    headings
        .map(|(_, heading)| {
            heading
                .replace("<strong>", "")
                .replace("</strong>", "")
                .replace(['*', '_'], "")
        })
        // What is pasted into the page of ApplicationControl from another one starts so.
        .take_while(|heading| name == EST || !heading.starts_with(EST))
        .map(|heading| {
            let path = heading.split(" (only").next().unwrap_or_default().trim();
            let path = path
                .replace("EApplicationControl", AC)
                .replace("ProgessStatus", "ProgressStatus");
            let skipped = [
                "",
                ".",
                "...",
                "Device",
                "User",
                "Vendor",
                "MSFT",
                "Device or User context",
                name,
            ];
            path.split('/')
                .filter(|segment| !skipped.contains(segment))
                .collect::<Vec<_>>()
                .join("/")
        })
        .filter(|path| !path.is_empty())
        .collect()
}

fn every_documented_node_is_defined_and_no_other() {
    let pages = shared("seeds");
    for name in ALL {
        let page = fs::read_to_string(pages.join(format!("{name}.md"))).expect("the page");
        let documented = documented(name, &page);
        let model = definition(name);
        let nodes: Vec<String> = model
            .nodes()
            .filter(|node| !node.is_root())
            .map(|node| node.uri().replace(['{', '}'], ""))
            .collect();
        let names = |uri: &str, path: &str| {
            uri.strip_suffix(path)
                .is_some_and(|above| above.ends_with('/'))
        };
        for path in &documented {
            assert!(
                nodes.iter().any(|uri| names(uri, path)),
                "{name}: {path} is documented, not defined"
            );
        }
        // Drawn by the page without a heading of its own.
        let drawn = |uri: &str| name == EST && uri.ends_with("/TrackingUri");
        for uri in nodes.iter().filter(|uri| !drawn(uri)) {
            assert!(
                documented.iter().any(|path| names(uri, path)),
                "{uri} is defined, not documented"
            );
        }
    }
}

fn formats_and_operations_are_those_on_the_wire() {
    let drop = shared("ddf/2024-05");
    for name in PUBLISHED {
        let (ours, (published, _)) = (definition(name), read(&drop.join(format!("{name}.xml"))));
        for node in ours.nodes() {
            let uri = node.uri().to_string();
            // The page has it for the device only, the DDF for the user only.
            let uri = if uri.ends_with("/RemovePackage") {
                uri.replace("./Device", "./User")
            } else {
                uri
            };
            let theirs = find(&published, &uri).unwrap_or_else(|| panic!("{uri} is not published"));
            let facts = |node: Node<'_>| (node.format().to_string(), operations(node));
            assert_eq!(facts(node), facts(theirs), "{uri}");
        }
    }
}

/// Every run of eight words in a text, lower case and without punctuation.
fn phrases(text: &str) -> BTreeSet<Vec<String>> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    words.windows(8).map(<[String]>::to_vec).collect()
}

fn every_node_is_described() {
    for name in ALL {
        for node in definition(name).nodes() {
            let description = node.description().unwrap_or_default();
            assert!(
                description.ends_with('.'),
                "{} is not described",
                node.uri()
            );
        }
    }
}

fn descriptions_are_in_our_own_words() {
    for name in ALL {
        let mut theirs = vec![shared("seeds").join(format!("{name}.md"))];
        if PUBLISHED.contains(&name) {
            theirs.push(shared("ddf/2024-05").join(format!("{name}.xml")));
        }
        let theirs = theirs
            .into_iter()
            .map(|path| fs::read_to_string(path).expect("text"));
        let theirs: BTreeSet<_> = theirs.flat_map(|text| phrases(&text)).collect();
        for node in definition(name).nodes() {
            let values = node
                .allowed_values()
                .map_or(&[][..], |allowed| allowed.values());
            let texts = values
                .iter()
                .filter_map(AllowedValue::description)
                .chain(node.description());
            for phrase in texts.flat_map(phrases) {
                assert!(
                    !theirs.contains(&phrase),
                    "{} repeats: {}",
                    node.uri(),
                    phrase.join(" ")
                );
            }
        }
    }
}

fn the_files_are_plain_and_tidy() {
    for name in ALL {
        let text = fs::read_to_string(definition_path(name)).expect("UTF-8");
        assert!(
            text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            "{name}: no byte order mark"
        );
        assert!(
            text.ends_with("</MgmtTree>\n") && !text.contains(['\r', '\t']),
            "{name}: lines end in LF"
        );
        for (index, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            assert!(
                indent % 2 == 0 && line.trim_end() == line,
                "{name}.xml:{}: spaces",
                index + 1
            );
        }
    }
}
