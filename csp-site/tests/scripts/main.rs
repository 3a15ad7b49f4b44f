//! The scripts of pages, run by `node` where that is: what they say of values and what they write is what the crates say and write.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod page;
mod patterns;
mod pieces;
mod values;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use admx::{DEFAULT_LANGUAGE, PolicySet, Report, decode};
use csp_codegen::Generator;
use csp_corpus::{absent, shared};
use csp_profile::lint::{Definitions, Level, Linter, Options};
use csp_schema::{AdmxData, Allowed, check_admx};
use csp_site::{Page, Site};
use libtest_mimic::{Arguments, Completion, Trial};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let has_node = Command::new("node").arg("--version").output().is_ok();
    let trial = |name: &str, needs: &'static [&'static str], run: fn()| {
        Trial::ignorable_test(name, move || {
            if !has_node {
                return Ok(Completion::ignored_with("node is absent"));
            }
            if let Some(absent) = absent(needs) {
                return Ok(Completion::ignored_with(absent));
            }
            run();
            Ok(Completion::Completed)
        })
    };
    let trials = vec![
        trial("the_five_definitions", &[], the_five_definitions),
        trial(
            "a_large_set_that_is_made_up",
            &[],
            a_large_set_that_is_made_up,
        ),
        trial("the_published_set", &["ddf/2024-05"], the_published_set),
        trial("elements_of_policies", &[], elements_of_policies),
        trial("patterns_of_every_kind", &[], patterns::evaluates_all),
        trial("policies_of_an_app", &["admx/mozilla"], policies_of_an_app),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn the_five_definitions() {
    let status = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/{ProductID}/Status";
    let msi = "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI";
    check(
        &Generator::new().file("../ddf/definitions"),
        &[
            ("msi status", status),
            (status, status),
            ("the \"status\" of an MSI?", status),
            ("constructor msi status", status),
            ("./Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/", msi),
            ("Vendor/MSFT/EnterpriseDesktopAppManagement/MSI", msi),
            (
                "'./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI'",
                msi,
            ),
        ],
        2_500,
    );
}

fn a_large_set_that_is_made_up() {
    let files = csp_corpus::synthetic::files();
    let generator = files.iter().fold(Generator::new(), |generator, file| {
        generator.source(ddf::Source::new(&file.name, file.text.clone()))
    });
    check(&generator, &[], 5_000);
}

fn the_published_set() {
    let device = "./Device/Vendor/MSFT/Policy/Config";
    let long = &"minimum password length ".repeat(3_000);
    let searches = [
        (
            "minimum password length",
            "DeviceLock/MinDevicePasswordLength",
        ),
        ("allow camera", "Camera/AllowCamera"),
        ("is the camera allowed?", "Camera/AllowCamera"),
        ("camera,", "Camera/AllowCamera"),
        (
            "minimum length of a password",
            "DeviceLock/MinDevicePasswordLength",
        ),
        (
            "\"minimum password length\"",
            "DeviceLock/MinDevicePasswordLength",
        ),
        (
            "length of the password",
            "DeviceLock/MinDevicePasswordLength",
        ),
        (long, "DeviceLock/MinDevicePasswordLength"),
        ("min device password", "DeviceLock/MinDevicePasswordLength"),
        ("AllowTelemetry", "System/AllowTelemetry"),
        ("password length", "DeviceLock/MinDevicePasswordLength"),
        (
            "minimum device password",
            "DeviceLock/MinDevicePasswordLength",
        ),
        ("devicelock/mindevice", "DeviceLock/MinDevicePasswordLength"),
        ("minimun pasword", "DeviceLock/MinDevicePasswordLength"),
        ("defender exclusion paths", "Defender/ExcludedPaths"),
        ("lock screen timeout", "DeviceLock/ScreenTimeoutWhileLocked"),
        ("disable cortana", "Experience/AllowCortana"),
        ("allow usb", "Connectivity/AllowUSBConnection"),
        ("camera", "Camera/AllowCamera"),
        (
            "feature update deferral",
            "Update/DeferFeatureUpdatesPeriodInDays",
        ),
    ]
    .map(|(query, node)| (query, format!("{device}/{node}")));
    let searches = searches
        .each_ref()
        .map(|(query, node)| (*query, node.as_str()));
    check(
        &Generator::new().file(shared("ddf/2024-05")),
        &searches,
        40_000,
    );
}

/// Values, pieces and searches of definitions; and the pieces of the pages themselves against `lint`.
fn check(generator: &Generator, searches: &[(&str, &str)], least: usize) {
    let (model, mut report) = generator.model();
    let ir = csp_codegen::lower(&model, &mut report);
    let pages: Vec<Page> = Site::new(&ir).pages().collect();
    let rows = page::rows(&pages);
    let mut checks: BTreeMap<String, (Value, Value)> = BTreeMap::new();
    let (mut pieces, mut names) = (Vec::new(), Vec::new());
    for node in ir.modules.iter().flat_map(|module| module.tree.nodes()) {
        let Some(row) = rows.get(&node.uri()) else {
            continue;
        };
        names.extend(values::judged_names(node, row));
        // Of rows that are checked alike one is enough.
        let mut kind = row.clone();
        for key in ["u", "d", "i", "v"] {
            kind.as_object_mut().unwrap().remove(key);
        }
        let key = kind.to_string();
        if node.is_leaf() && !checks.contains_key(&key) {
            checks.insert(key, (kind, json!(values::judged(node))));
            pieces.extend(pieces::of(node, row));
        }
    }
    let checks: Vec<Value> = checks
        .into_values()
        .map(|(row, cases)| json!({ "row": row, "cases": cases }))
        .collect();
    let count = run(
        &pages,
        &json!({ "checks": checks, "names": names, "elements": [], "pieces": pieces, "searches": searches }),
    );
    assert!(count >= least, "{count} cases");
    lint(
        &pages,
        ir.modules.into_iter().map(|module| module.tree).collect(),
    );
}

/// The piece of each page is one that a device may take.
fn lint(pages: &[Page], trees: Vec<csp_schema::Tree>) {
    let linter = Linter::new(Definitions::new(trees, false), Options::default());
    let mut wrong = Vec::new();
    for page in pages {
        let Some(piece) = page::piece(page) else {
            continue;
        };
        let named = piece.replace(['{', '}'], "");
        let linted = linter.lint("piece.xml", named.as_bytes());
        // What a pattern or a schema takes, and a template, is a person's to write; what Fleet keeps for itself, other tools set.
        let is_open = page.text.contains(",'x':") || page.text.contains(",'s':'");
        let errors = linted.findings.iter().filter(|found| {
            found.level == Level::Error
                && !found.rule.starts_with("fleet-")
                && found.rule != "admx-ingest-invalid"
                && !(is_open && found.rule.starts_with("value-"))
        });
        let told: Vec<String> = errors
            .map(|found| format!("{}: {}", found.rule, found.message))
            .collect();
        if !told.is_empty() {
            wrong.push(format!("{}: {told:?}\n{piece}", page.path));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} pieces:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
}

/// Every kind of element, with values that it takes and others.
fn elements_of_policies() {
    let template = include_str!("policy.admx");
    let admx = decode("contoso.admx", template.as_bytes().to_vec()).unwrap();
    let policies = PolicySet::read([admx], DEFAULT_LANGUAGE, &mut Report::new());
    let (model, mut report) = Generator::new()
        .source(ddf::Source::new("Lamp.xml", include_str!("policy.xml")))
        .model();
    let mut ir = csp_codegen::lower(&model, &mut report);
    csp_codegen::elements(&mut ir, &policies, &mut report);
    let pages: Vec<Page> = Site::new(&ir).policies(&policies).pages().collect();
    let rows = page::rows(&pages);
    let node = ir.modules[0].tree.nodes().nth(1).unwrap();
    let Allowed::Admx(backings) = &node.row().allowed else {
        panic!("a policy")
    };
    let elements = backings[0].elements.as_deref().unwrap();
    let texts = [
        "",
        "0",
        "1",
        "true",
        "False",
        "yes",
        "5",
        "05",
        "10",
        "11",
        "9999",
        "10000",
        "4294967295",
        "4294967296",
        "18446744073709551615",
        "18446744073709551616",
        "+5",
        " 5",
        "0x5",
        "abc",
        "abcdef",
        "a\u{f000}b",
        "a\u{f000}b\u{f000}c",
        "a\u{f000}b\u{f000}A\u{f000}c",
        "1\u{f000}x\u{f000}2\u{f000}y",
        "a\nb",
        "&#xF000;",
        "a\\uF000b",
        "low",
        "Low",
        "high",
        "Is high",
    ];
    let long = "x".repeat(1_200);
    let mut cases = Vec::new();
    for (at, element) in elements.iter().enumerate() {
        for text in texts.into_iter().chain([long.as_str()]) {
            let alone = csp_schema::AdmxBacking {
                elements: Some(vec![element.clone()]),
                ..backings[0].clone()
            };
            let data = AdmxData {
                id: element.id.to_string(),
                value: text.to_owned(),
            };
            let check = check_admx(&[alone], &format!("<enabled/>{}", data.to_xml()));
            let verdict = if check.faults.iter().any(|fault| fault.kind.is_error()) {
                Some(false)
            } else {
                check.faults.is_empty().then_some(true)
            };
            cases.push((at, text.to_owned(), verdict));
        }
    }
    let row = &rows[&node.uri()];
    let given = json!({ "checks": [], "names": [], "elements": [{ "row": row, "cases": cases }], "pieces": [], "searches": [["every room", node.uri()]] });
    assert!(run(&pages, &given) > 200);
    let shown = pages
        .iter()
        .find(|page| page.path == "device/vendor/contoso/lamp/dim.html")
        .unwrap();
    for said in [
        "Software\\Policies\\Contoso",
        "<code>Percent</code>",
        "a number from 5 to 10",
    ] {
        assert!(shown.text.contains(said), "{said}: {}", shown.text);
    }
}

/// What people call a policy of an app leads to it, with the definition of its template and without; its command quotes what a shell would read.
fn policies_of_an_app() {
    let template = shared("admx/mozilla/windows/firefox.admx");
    let (policies, _) = csp_codegen::policies(&[template], DEFAULT_LANGUAGE);
    let definition = policies.file("firefox").unwrap().definition("Firefox");
    let area = "./Device/Vendor/MSFT/Policy/Config/Firefox~Policy~firefox";
    let uri = format!("{area}~Homepage/HomepageURL");
    let command = format!(
        "csp admx syncml '{uri}' --admx 'firefox.admx' --set 'HomepageURL=it'\\''s $(x)' --set 'HomepageLocked=false' --ingest > HomepageURL.xml\n\
         csp lint HomepageURL.xml\ncsp respond HomepageURL.xml --ingest --explain\n"
    );
    let settings = json!([["HomepageURL", "it's $(x)"], ["HomepageLocked", "false"]]);
    let given = json!([uri, "firefox.admx", settings, "HomepageURL.xml"]);
    let lamp = ddf::Source::new("Lamp.xml", include_str!("policy.xml"));
    for (source, area) in [
        (ddf::Source::new("firefox.xml", definition.unwrap()), area),
        (lamp, "firefox.admx"),
    ] {
        let (model, mut report) = Generator::new().source(source).model();
        let mut ir = csp_codegen::lower(&model, &mut report);
        csp_codegen::elements(&mut ir, &policies, &mut report);
        let pages: Vec<Page> = Site::new(&ir).policies(&policies).pages().collect();
        let is_node = area.starts_with('.');
        let of = |category: &str, name: &str| {
            if is_node {
                format!("{area}{category}/{name}")
            } else {
                format!("{area}/{name}")
            }
        };
        let searches = json!([
            ["firefox homepage", of("~Homepage", "HomepageURL")],
            ["home page url", of("~Homepage", "HomepageURL")],
            ["cookie behaviour", of("~Cookies", "Cookies_Behavior")],
            [
                "HKLM\\Software\\Policies\\Mozilla\\Firefox\\Homepage",
                of("~Homepage", "HomepageURL")
            ],
        ]);
        let cases = json!({ "checks": [], "names": [], "elements": [], "pieces": [], "searches": searches, "commands": [[given, command]] });
        assert_eq!(run(&pages, &cases), 5);
    }
}

/// Runs the scripts of a site on cases; how many there were.
fn run(pages: &[Page], cases: &Value) -> usize {
    let folder = tempfile::TempDir::new().unwrap();
    let mut node = Command::new("node");
    node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts/run.js"));
    for name in ["a/site.js", "a/data.js", "a/search.js"] {
        let page = pages.iter().find(|page| page.path == name).unwrap();
        let path = folder.path().join(name.replace('/', "-"));
        std::fs::write(&path, &page.text).unwrap();
        node.arg(path);
    }
    let mut child = node
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(cases.to_string().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    let count = said.lines().last().and_then(|line| line.split(' ').next());
    count.and_then(|count| count.parse().ok()).unwrap()
}
