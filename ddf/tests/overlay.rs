//! Overlays: what they read, change and refuse. To add a faulty one, put a file into `data/overlay` and its name into the list of cases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use common::overlaid;
use ddf::{Model, NameEntry, Named, Node, Overlay, Report, Source};
use proptest::prelude::*;

fn text(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/overlay");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The definition that the overlays are for.
fn kiosk() -> String {
    text("kiosk.xml")
}

macro_rules! faulty {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let file = concat!(stringify!($name), ".toml");
                let (_, report) = overlaid(&kiosk(), file, &text(file));
                insta::assert_snapshot!(concat!("overlay_", stringify!($name)), report.render());
            }
        )*
    };
}

faulty! {
    checked
    names
    nodes
    not_as_expected
    not_tables
    not_toml
}

/// An overlay that has nothing wrong.
fn overlay(text: &str) -> Overlay {
    let mut report = Report::new();
    let overlay = Overlay::parse(&Source::new("overlay.toml", text), &mut report);
    assert!(report.is_empty(), "{report}");
    overlay
}

#[test]
fn names_are_given_by_the_place_of_a_node() {
    let names = r#"
        [[name]]
        path = "./Vendor/contoso/Kiosk"
        module = "kiosk"
        why = "https://contoso.example/kiosk"

        [[name]]
        path = "./Device/Vendor/Contoso/Kiosk/Screens/{ScreenID}/Mode"
        type = "ScreenMode"
        method = "mode"
        value_type = "_3DMode"
        constants = { 0 = "OFF", 0x2 = "_3_D" }
        why = "as the screen calls them"
    "#;
    let overlay = overlay(names);
    let place = "vendor/contoso/kiosk/screens/{}/mode";
    let expected = [
        ("vendor/contoso/kiosk", Named::Module, "kiosk"),
        (place, Named::Type, "ScreenMode"),
        (place, Named::Method, "mode"),
        (place, Named::ValueType, "_3DMode"),
        (place, Named::Constant("0".to_owned()), "OFF"),
        (place, Named::Constant("0x2".to_owned()), "_3_D"),
    ];
    assert_eq!(
        overlay.names().iter().map(shown).collect::<Vec<_>>(),
        expected
    );
    let module = &overlay.names()[0];
    assert_eq!(module.why(), "https://contoso.example/kiosk");
    assert_eq!(overlay.source().line_column(module.span().start), (4, 18));

    let (model, report) = overlaid(&kiosk(), "overlay.toml", names);
    assert!(report.is_empty(), "{report}");
    assert_eq!(
        model.names().iter().map(shown).collect::<Vec<_>>(),
        expected
    );
    assert!(model.nodes().any(|node| node.place() == place));
}

fn shown(entry: &NameEntry) -> (&str, Named, &str) {
    (entry.place(), entry.what().clone(), entry.name())
}

/// A fact of a node: where it is, what it is, and what it could be. `-` is a fact that is not stated.
const FACTS: &[(&str, &str, &str, &str)] = &[
    ("/Screens/{}", "title", "'Screen ID'", "'Serial number'"),
    (
        "/Screens/{}/Mode",
        "description",
        "'How the screen is lit.'",
        "-",
    ),
    ("/Bell", "description", "-", "'Whether it rings.'"),
    ("/Bell", "format", "'bool'", "'int'"),
    (
        "/Screens/{}",
        "access",
        "['Get', 'Delete', 'Add']",
        "['Get']",
    ),
    ("/Screens/{}", "occurrence", "'ZeroOrMore'", "'ZeroOrN:5'"),
    ("/Volume", "scope", "'Dynamic'", "'Permanent'"),
    ("/Volume", "default", "'5'", "'7'"),
    ("/Bell", "default", "-", "'true'"),
    (
        "/Screens/{}/Mode",
        "mimes",
        "['text/plain']",
        "['text/plain', 'text/html']",
    ),
    ("/Volume", "ddf_name", "'com.contoso/1.0/Volume'", "-"),
    ("/Screens/{}/Mode", "case_sense", "'CIS'", "'CS'"),
    ("/Volume", "allowed_type", "'Range'", "'None'"),
    ("/Bell", "allowed_type", "-", "'None'"),
    ("/Volume", "allowed_text", "'[0-10]'", "'[1-5],[7]'"),
    ("/Volume", "allowed_description", "'Steps'", "'Decibel'"),
    (
        "/Screens/{}/Mode",
        "allowed_values",
        "['0', '1', '0x2']",
        "['0', '1', '0x2', '3']",
    ),
    (
        "/Screens/{}/Mode",
        "allowed_values",
        "['0', { value = '1', description = 'Lit' }, '0x2']",
        "['0', { value = '1', description = 'Bright' }, '0x2']",
    ),
    ("/Pages", "delimiter", "';'", "','"),
    ("/Pages", "delimiter", "';'", "-"),
    (
        "/Policy",
        "admx_area",
        "'Kiosk~AT~Shop'",
        "'Kiosk~AT~Store'",
    ),
    ("/Policy", "admx_name", "'Kiosk_Mode'", "'Kiosk_Modes'"),
    ("/Policy", "admx_file", "'Kiosk.admx'", "'Shop.admx'"),
    (
        "",
        "os_build_version",
        "'10.0.19041'",
        "'10.0.19041, 10.0.18363.1'",
    ),
    ("", "csp_version", "'1.0'", "'1.1'"),
    ("", "edition_allow_list", "'0x4;0x1B;'", "-"),
    ("/Screens/{}/Mode", "requires_azure_ad", "true", "false"),
    ("/Bell", "requires_azure_ad", "-", "true"),
    ("/Screens/{}/Mode", "deprecated", "'10.0.26100'", "''"),
    ("/Bell", "deprecated", "-", "'10.0.26100'"),
    ("/Screens/{}/Mode", "gp_english_name", "'Light'", "'Lights'"),
    ("/Screens/{}/Mode", "gp_area_path", "'Shop~Kiosk'", "-"),
    ("/Screens/{}/Mode", "gp_element", "'Light_Mode'", "'Mode'"),
    ("/Bell", "gp_element", "-", "'Ring'"),
    (
        "/Screens/{}/Mode",
        "conflict_resolution",
        "'LastWrite'",
        "'NoMerge'",
    ),
    (
        "/Screens/{}/Mode",
        "replace_behavior",
        "'Append'",
        "'Replace'",
    ),
    ("/Screens/{}/Mode", "reboot_behavior", "'Automatic'", "-"),
    ("/Screens/{}/Mode", "atomic_required", "true", "false"),
];

/// An entry that changes one fact.
fn entry(below: &str, fact: &str, from: &str, to: &str) -> String {
    let side = |key: &str, value: &str| match value {
        "-" => String::new(),
        value => format!("{key} = {value}"),
    };
    let sides = [side("from", from), side("to", to)];
    let sides: Vec<String> = sides.into_iter().filter(|side| !side.is_empty()).collect();
    format!(
        "[[node]]\npath = './Vendor/Contoso/Kiosk{below}'\n{fact} = {{ {} }}\nwhy = 'it is so'\n",
        sides.join(", ")
    )
}

/// A fact, as it is read and changed, and changed back by a second overlay, after which nothing is left of either.
#[test]
fn every_fact_is_changed_and_changed_back() {
    let (plain, report) = common::read(&[("kiosk.xml", &kiosk())]);
    assert!(report.is_empty(), "{report}");
    let before = all(&plain);
    let mut shown = String::new();
    for (below, fact, from, to) in FACTS {
        let text = entry(below, fact, from, to);
        let (mut model, mut report) = overlaid(&kiosk(), "overlay.toml", &text);
        assert!(report.is_empty(), "{report}\n{text}");
        writeln!(shown, "{below} {fact}: {from} -> {to}").unwrap();
        let after = all(&model);
        for (old, new) in before.iter().zip(&after).filter(|(old, new)| old != new) {
            writeln!(shown, "    {old}\n    {new}").unwrap();
        }
        overlay(&entry(below, fact, to, from)).apply(&mut model, &mut report);
        assert!(report.is_empty(), "{report}\n{text}");
        assert_eq!(all(&model), before, "{text}");
    }
    insta::assert_snapshot!("overlay_facts", shown);
}

#[test]
fn a_delimiter_alone_makes_a_list_of_anything() {
    let (model, report) = overlaid(
        &kiosk(),
        "overlay.toml",
        &entry("/Bell", "delimiter", "-", "';'"),
    );
    assert!(report.is_empty(), "{report}");
    let bell = model
        .nodes()
        .find(|node| node.name() == Some("Bell"))
        .unwrap();
    let allowed = bell.allowed_values().unwrap();
    assert_eq!(allowed.value_type(), ddf::ValueType::None);
    assert_eq!(allowed.list_delimiter().unwrap().as_char(), Some(';'));
}

#[test]
fn every_fact_is_tested() {
    let text =
        "[[node]]\npath = './Vendor/Contoso/Kiosk'\nxyz = {}\nwhy = 'to be told what there is'";
    let (_, report) = overlaid(&kiosk(), "overlay.toml", text);
    let help = report.iter().next().unwrap().help();
    let (_, names) = help.split_once("the facts are ").unwrap();
    let tested: BTreeSet<&str> = FACTS.iter().map(|(_, fact, ..)| *fact).collect();
    assert_eq!(names.split(", ").collect::<BTreeSet<_>>(), tested);
}

/// Every fact of every node, a line for each.
fn all(model: &Model) -> Vec<String> {
    model.nodes().flat_map(facts).collect()
}

fn facts(node: Node<'_>) -> Vec<String> {
    let stated = node.own_applicability().unwrap_or_default();
    let allowed = node.allowed_values().map(|allowed| {
        let values = allowed.values().iter();
        let values: Vec<_> = values
            .map(|value| (value.value(), value.description()))
            .collect();
        format!(
            "{} {values:?} {:?} {:?} {:?} {:?} {:?}",
            allowed.value_type(),
            allowed.text(),
            allowed.text_description(),
            allowed.admx(),
            allowed.list_delimiter().map(|list| list.as_written()),
            allowed.ranges().map(ToString::to_string),
        )
    });
    let facts = [
        format!("uri {}", node.uri()),
        format!("access {}, format {}", node.access(), node.format()),
        format!("occurrence {}, scope {}", node.occurrence(), node.scope()),
        format!(
            "title {:?}, description {:?}",
            node.title(),
            node.description()
        ),
        format!("default {:?}", node.default_value()),
        format!(
            "types {:?} {:?} {:?}",
            node.mimes(),
            node.ddf_name(),
            node.case_sense()
        ),
        format!("allowed {allowed:?}"),
        format!("applicability {stated:?}"),
        format!(
            "deprecated {:?}, gp {:?}",
            node.deprecated(),
            node.gp_mapping()
        ),
        format!(
            "behavior {:?} {:?} {:?} {}",
            node.conflict_resolution(),
            node.replace_behavior(),
            node.reboot_behavior(),
            node.atomic_required()
        ),
    ];
    let at = node.place();
    facts.iter().map(|fact| format!("{at}: {fact}")).collect()
}

/// A definition with a warning for each fact that could have one.
fn faulty_kiosk() -> String {
    kiosk()
        .replace("<DFTitle>Screen ID</DFTitle>", "")
        .replace("[0-10]", "0 to 10")
        .replace("[a-z]+", "")
        .replace("Delimiter=\";\"", "Delimiter=\"\"")
        .replace("10.0.19041", "19041")
        .replace("0x2", "bright")
}

#[test]
fn what_is_mended_is_reported_no_longer() {
    let (_, report) = common::read(&[("kiosk.xml", &faulty_kiosk())]);
    let mut codes = common::codes(&report);
    codes.sort_unstable();
    let faults = [
        "DDF0045", "DDF0051", "DDF0052", "DDF0054", "DDF0057", "DDF0058",
    ];
    assert_eq!(codes, faults);
    let entries = [
        entry("", "os_build_version", "'19041'", "'10.0.19041'"),
        entry("/Screens/{}", "title", "-", "'Screen ID'"),
        entry(
            "/Screens/{}/Mode",
            "allowed_values",
            "['0', '1', 'bright']",
            "['0', '1', '2']",
        ),
        entry("/Volume", "allowed_text", "'0 to 10'", "'[0-10]'"),
        entry("/Pages", "allowed_text", "''", "'[a-z]+'"),
        entry("/Pages", "delimiter", "''", "';'"),
    ];
    for left_out in 0..entries.len() {
        let mut text = entries.to_vec();
        text.remove(left_out);
        let (_, report) = overlaid(&faulty_kiosk(), "overlay.toml", &text.concat());
        assert_eq!(report.iter().count(), 1, "{report}");
        assert_eq!(report.iter().next().unwrap().source().name(), "kiosk.xml");
    }
    let (_, report) = overlaid(&faulty_kiosk(), "overlay.toml", &entries.concat());
    assert!(report.is_empty(), "{report}");
}

/// A published default that the values do not have: other values mend it as another default does.
#[test]
fn a_fact_that_is_wrong_by_another_is_mended_by_either() {
    let published = kiosk()
        .replace("/Contoso<", "/MSFT<")
        .replace("<DefaultValue>5<", "<DefaultValue>11<");
    let (_, report) = common::read(&[("kiosk.xml", &published)]);
    assert_eq!(common::codes(&report), ["DDF0065"]);
    for (fact, from, to) in [
        ("default", "'11'", "'10'"),
        ("default", "'11'", "-"),
        ("allowed_text", "'[0-10]'", "'[0-11]'"),
        ("allowed_type", "'Range'", "-"),
    ] {
        let entry = entry("/Volume", fact, from, to).replace("Contoso", "MSFT");
        let (_, report) = overlaid(&published, "overlay.toml", &entry);
        assert!(report.is_empty(), "{fact}: {report}");
    }
    let entry = entry("/Volume", "default", "'11'", "'12'").replace("Contoso", "MSFT");
    let (_, report) = overlaid(&published, "overlay.toml", &entry);
    assert_eq!(common::codes(&report), ["DDF0065"]);
    assert_eq!(
        report.iter().next().unwrap().source().name(),
        "overlay.toml"
    );
}

/// The first entry alone would make a default that is no value.
#[test]
fn what_entries_change_of_one_node_is_checked_together() {
    let entries = [
        entry("/Volume", "default", "'5'", "'50'"),
        entry("/Volume", "allowed_text", "'[0-10]'", "'[0-100]'"),
    ];
    let (model, report) = overlaid(&kiosk(), "overlay.toml", &entries.concat());
    assert!(report.is_empty(), "{report}");
    assert!(model.nodes().any(|node| node.default_value() == Some("50")));
    let (model, report) = overlaid(&kiosk(), "overlay.toml", &entries[0]);
    assert_eq!(common::codes(&report), ["DDF0064"]);
    assert!(model.nodes().any(|node| node.default_value() == Some("5")));
}

/// A title is a part of the URIs below it, and an edition list is inherited: what a file may not do, an overlay may not either.
#[test]
fn an_overlay_does_not_make_what_is_out_of_proportion() {
    let long = "x".repeat(ddf::MAX_URI);
    let text = entry("/Screens/{}", "title", "'Screen ID'", &format!("'{long}'"));
    let (model, report) = overlaid(&kiosk(), "overlay.toml", &text);
    assert_eq!(common::codes(&report), ["DDF0047"]);
    assert_eq!(model.documents().len(), 0);

    let list = "0x4;".repeat(20 << 10);
    let text = entry(
        "",
        "edition_allow_list",
        "'0x4;0x1B;'",
        &format!("'{list}'"),
    );
    let (model, report) = overlaid(&kiosk(), "overlay.toml", &text);
    assert_eq!(common::codes(&report), ["DDF0048"]);
    assert_eq!(model.documents().len(), 0);
}

#[test]
fn the_overlay_for_microsoft_has_no_fault_and_is_for_any_part_of_the_definitions() {
    let mut report = Report::new();
    let source = Source::new("microsoft.toml", include_str!("../overlays/microsoft.toml"));
    Overlay::parse(&source, &mut report);
    assert!(report.is_empty(), "{report}");
    let (mut model, mut report) = common::read(&[("kiosk.xml", &kiosk())]);
    Overlay::microsoft().apply(&mut model, &mut report);
    assert!(report.is_empty(), "{report}");
}

proptest! {
    /// Nothing that is written makes the reader panic, and whatever is wrong can be shown.
    #[test]
    fn whatever_is_written_gives_a_report(
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..40usize, "[\\[\\]{}='\"#., \n\\x00a-z0-9\u{F000}]{0,6}"), 1..6)
    ) {
        let mut text: Vec<char> = FACTS.iter().map(|(below, fact, from, to)| entry(below, fact, from, to)).collect::<String>().chars().collect();
        for (at, length, instead) in edits {
            let start = at.index(text.len());
            let end = (start + length).min(text.len());
            text.splice(start..end, instead.chars());
        }
        let text: String = text.into_iter().collect();
        let (_, report) = overlaid(&kiosk(), "overlay.toml", &text);
        prop_assert!(report.render().len() >= report.iter().count());
    }

    /// Whatever an overlay says, where it expects something else than the file states, or wants what the file states, nothing changes.
    #[test]
    fn an_overlay_that_is_as_found_changes_nothing(
        picks in proptest::collection::btree_map(0..FACTS.len(), any::<bool>(), 1..12)
    ) {
        let (plain, _) = common::read(&[("kiosk.xml", &kiosk())]);
        let mut text = String::new();
        let mut expected = Vec::new();
        let mut seen = BTreeSet::new();
        for (index, is_mended) in picks {
            let (below, fact, from, to) = FACTS[index];
            if !seen.insert((below, fact)) {
                continue;
            }
            // What the file has is wanted; or it is another fact that is expected.
            let (from, to) = if is_mended { (to, from) } else { (to, "-") };
            if is_mended {
                expected.push("DDF0089");
            } else if to == from || !is_optional(fact) {
                continue;
            } else {
                expected.push("DDF0088");
            }
            text.push_str(&entry(below, fact, from, to));
        }
        let (model, report) = overlaid(&kiosk(), "overlay.toml", &text);
        prop_assert_eq!(all(&model), all(&plain), "{}", text);
        // A fact that is not stated is as it shall be, if it shall not be stated.
        prop_assert_eq!(report.iter().count(), expected.len(), "{}\n{}", text, report);
    }
}

/// Whether a node can do without the fact.
fn is_optional(fact: &str) -> bool {
    !matches!(
        fact,
        "format" | "access" | "occurrence" | "scope" | "atomic_required"
    )
}
