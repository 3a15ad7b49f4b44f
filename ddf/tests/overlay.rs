//! Overlays: what they read, change and refuse. To add a faulty one, put a file into `data/overlay` and its name into the list of cases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::PathBuf;

use ddf::{NameEntry, Named, Overlay, Report, Source};

fn text(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/overlay");
    fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap()
}

macro_rules! faulty {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let source = Source::new(concat!(stringify!($name), ".toml"), text(stringify!($name)));
                let mut report = Report::new();
                Overlay::parse(&source, &mut report);
                report.sort();
                insta::assert_snapshot!(concat!("overlay_", stringify!($name)), report.render());
            }
        )*
    };
}

faulty! {
    names
    nodes
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
    let overlay = overlay(
        r#"
        [[name]]
        path = "./Vendor/contoso/Kiosk"
        module = "kiosk"
        why = "https://contoso.example/kiosk"

        [[name]]
        path = "./Device/Vendor/Contoso/Kiosk/Screens/{ScreenID}/Mode"
        type = "ScreenMode"
        method = "mode"
        value_type = "_3DMode"
        constants = { 0 = "OFF", 1 = "_3_D" }
        why = "as the screen calls them"
        "#,
    );
    let place = "vendor/contoso/kiosk/screens/{}/mode";
    let shown: Vec<_> = overlay.names().iter().map(shown).collect();
    assert_eq!(
        shown,
        [
            ("vendor/contoso/kiosk", Named::Module, "kiosk"),
            (place, Named::Type, "ScreenMode"),
            (place, Named::Method, "mode"),
            (place, Named::ValueType, "_3DMode"),
            (place, Named::Constant("0".to_owned()), "OFF"),
            (place, Named::Constant("1".to_owned()), "_3_D"),
        ]
    );
    let module = &overlay.names()[0];
    assert_eq!(module.why(), "https://contoso.example/kiosk");
    assert_eq!(overlay.source().line_column(module.span().start), (4, 18));

    let mode = common::node("Mode", "int", "", "");
    let screen = common::node("", "node", "<DFTitle>Screen</DFTitle>", &mode);
    let screens = common::node("Screens", "node", "", &screen);
    let model = common::clean(&common::kiosk(&screens));
    assert!(model.nodes().any(|node| node.place() == place));
}

fn shown(entry: &NameEntry) -> (&str, Named, &str) {
    (entry.place(), entry.what().clone(), entry.name())
}

