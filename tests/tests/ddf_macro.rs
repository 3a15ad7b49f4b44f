//! `ddf!` on a folder: a module for each CSP, the same as the modules that are checked in.

use csp_runtime::{Csp, NoData, Tree};
use csp_server::{ChangeCommands, GetCommands, Request};

mod lamps {
    csp_macros::ddf!(
        "tests/templates/Lamps.xml",
        admx = "../admx/tests/data/contoso"
    );
}

mod windows {
    csp_macros::ddf!("../ddf/definitions");
}

#[test]
fn the_modules_are_those_of_the_command_line() {
    let pairs: [(&Tree, &Tree); 5] = [
        (
            windows::application_control::Csp::TREE,
            csp_windows::application_control::Csp::TREE,
        ),
        (
            windows::enrollment_status_tracking::Csp::TREE,
            csp_windows::enrollment_status_tracking::Csp::TREE,
        ),
        (
            windows::enterprise_app_management::Csp::TREE,
            csp_windows::enterprise_app_management::Csp::TREE,
        ),
        (
            windows::enterprise_desktop_app_management::Csp::TREE,
            csp_windows::enterprise_desktop_app_management::Csp::TREE,
        ),
        (
            windows::enterprise_modern_app_management::Csp::TREE,
            csp_windows::enterprise_modern_app_management::Csp::TREE,
        ),
    ];
    for (ours, checked_in) in pairs {
        assert!(ours.nodes().count() > 1);
        assert_eq!(ours, checked_in);
    }
}

/// A request for one product, written with the modules of one crate.
macro_rules! request {
    ($edam:path) => {{
        use $edam as edam;
        let msi = edam::device().msi().product_id("{1}");
        let mut request = Request::fragment();
        request.add(msi.download_install(), NoData);
        request.get(msi.status());
        request.finish().expect("the request is sound")
    }};
}

#[test]
fn the_addresses_are_the_same() {
    assert_eq!(
        request!(windows::enterprise_desktop_app_management),
        request!(csp_windows::enterprise_desktop_app_management)
    );
}

#[test]
fn payloads_are_checked_by_the_templates_that_are_named() {
    let everything = lamps::Csp::TREE
        .nodes()
        .find(|node| node.name == "Everything");
    let everything = everything.expect("the definition has it");
    let error = everything
        .check("<enabled/>")
        .expect_err("every element is missing");
    assert!(error.to_string().contains("the element `Warm`"), "{error}");
}
