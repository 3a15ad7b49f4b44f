//! A server sends templates, sets their policies, reads them back, and takes the templates away again.

#![allow(clippy::unwrap_used, reason = "a test says what it expects")]

mod common;

use common::{CONFIG, INSTALL, USER_CONFIG, device, status, value};
use csp_device::Device;
use csp_ingest::BlockedKeys;

const LAMPS: &str = include_str!("data/lamps.admx");
const CONTOSO: &str = include_str!("data/contoso.admx");
const DIM: &str = "<enabled/><data id=\"Percent\" value=\"50\"/><data id=\"Reason\" value=\"\"/>";

fn lamps() -> String {
    format!("{INSTALL}/App/Policy/Lamps")
}

fn allow() -> String {
    format!("{CONFIG}/App~Policy~Lamps/Allow")
}

fn user_allow() -> String {
    format!("{USER_CONFIG}/App~Policy~Lamps/Allow")
}

fn dim() -> String {
    format!("{CONFIG}/App~Policy~Lamps~Hall/Dim")
}

#[test]
fn policies_are_there_as_long_as_their_template_is() {
    let mut device = device();
    for (verb, data) in [("Add", DIM), ("Replace", DIM), ("Get", ""), ("Delete", "")] {
        assert_eq!(status(&mut device, verb, &dim(), data), "404", "{verb}");
    }
    assert_eq!(status(&mut device, "Add", &lamps(), LAMPS), "200");
    assert_eq!(
        value(&mut device, &lamps()).unwrap(),
        LAMPS.replace("\r\n", "\n")
    );
    assert_eq!(status(&mut device, "Get", &dim(), ""), "404");
    for (uri, payload) in [
        (dim(), DIM),
        (allow(), "<enabled/>"),
        (user_allow(), "<disabled/>"),
    ] {
        assert_eq!(
            status(&mut device, "Replace", &uri, payload),
            "200",
            "{uri}"
        );
        assert_eq!(value(&mut device, &uri).as_deref(), Some(payload));
    }
    assert_eq!(status(&mut device, "Add", &dim(), DIM), "418");
    // A policy for machines alone, one that there is not, and an area of another spelling.
    for (uri, expected) in [
        (format!("{USER_CONFIG}/App~Policy~Lamps~Hall/Dim"), "404"),
        (format!("{CONFIG}/App~Policy~Lamps/Dim"), "404"),
        (format!("{CONFIG}/App~Policy~lamps~hall/dim"), "200"),
    ] {
        assert_eq!(status(&mut device, "Replace", &uri, DIM), expected, "{uri}");
    }
    assert_eq!(status(&mut device, "Delete", &lamps(), ""), "200");
    for uri in [dim(), allow(), user_allow(), lamps()] {
        assert_eq!(value(&mut device, &uri), None, "{uri}");
        assert_eq!(status(&mut device, "Get", &uri, ""), "404", "{uri}");
    }
    assert_eq!(status(&mut device, "Replace", &dim(), DIM), "404");
    // What was set is forgotten, also when the template comes again.
    assert_eq!(status(&mut device, "Add", &lamps(), LAMPS), "200");
    assert_eq!(status(&mut device, "Get", &dim(), ""), "404");
}

#[test]
fn payloads_are_held_to_the_elements() {
    let mut device = device();
    status(&mut device, "Add", &lamps(), LAMPS);
    for (payload, expected) in [
        (
            "<enabled/><data id='Percent' value='50'/>",
            "0x82B00001 500",
        ),
        (
            "<enabled/><data id='Percent' value='0'/><data id='Reason' value=''/>",
            "0x80070057 500",
        ),
        ("50", "0x80070057 500"),
        ("<disabled/>", "200"),
        (
            "<enabled/><data id='Reason' value='x'/><data id='Percent' value='7'/><data id='More' value=''/>",
            "200",
        ),
    ] {
        assert_eq!(
            status(&mut device, "Replace", &dim(), payload),
            expected,
            "{payload}"
        );
    }
}

#[test]
fn a_faulty_template_is_refused_and_leaves_nothing() {
    let own_prefix = LAMPS.replace("ref=\"Hall\"", "ref=\"lamps:Hall\"");
    let no_category = LAMPS.replace("ref=\"Hall\"", "ref=\"Cellar\"");
    let cut = LAMPS.get(..LAMPS.len() - 20).unwrap();
    for template in ["", "lamps", "<a/>", cut, &own_prefix, &no_category] {
        let mut device = device();
        for verb in ["Add", "Add"] {
            let status = status(&mut device, verb, &lamps(), template);
            assert_eq!(status, "0x8007000D 500", "{template}");
        }
        assert_eq!(status(&mut device, "Get", &lamps(), ""), "404");
        assert_eq!(
            status(&mut device, "Replace", &allow(), "<enabled/>"),
            "404"
        );
    }
    let mut device = device();
    let odd = format!("{INSTALL}/App/Settings/Lamps");
    assert_eq!(status(&mut device, "Add", &odd, LAMPS), "0x80070057 500");
}

#[test]
fn blocked_keys_refuse_the_file_or_the_policy() {
    let blocked = LAMPS.replacen(
        "Software\\Policies\\Contoso\\Lamps",
        "Software\\Microsoft\\Lamps",
        1,
    );
    for (setting, file, policy, other) in [
        (BlockedKeys::RefuseFile, "0x00020101 500", "404", "404"),
        (BlockedKeys::RefusePolicy, "200", "404", "200"),
        (BlockedKeys::Take, "200", "200", "200"),
    ] {
        let mut device = csp_ingest::mount(Device::new(), setting).unwrap();
        assert_eq!(
            status(&mut device, "Add", &lamps(), &blocked),
            file,
            "{setting:?}"
        );
        assert_eq!(
            status(&mut device, "Replace", &allow(), "<enabled/>"),
            policy
        );
        assert_eq!(status(&mut device, "Replace", &dim(), DIM), other);
    }
}

#[test]
fn two_files_of_an_app_come_and_go_in_any_order() {
    let other = format!("{INSTALL}/App/Policy/Contoso");
    let notify = format!("{CONFIG}/App~Policy~Lamps/Notify");
    for (first, second) in [
        ((lamps(), LAMPS), (other.clone(), CONTOSO)),
        ((other.clone(), CONTOSO), (lamps(), LAMPS)),
    ] {
        let mut device = device();
        for (uri, text) in [&first, &second] {
            assert_eq!(status(&mut device, "Add", uri, text), "200", "{uri}");
        }
        for (uri, payload) in [
            (dim(), DIM),
            (allow(), "<enabled/>"),
            (notify.clone(), "<enabled/>"),
        ] {
            assert_eq!(
                status(&mut device, "Replace", &uri, payload),
                "200",
                "{uri}"
            );
        }
        // Both offer it, so it stays; what one alone offers goes.
        assert_eq!(status(&mut device, "Delete", &lamps(), ""), "200");
        assert_eq!(value(&mut device, &allow()).as_deref(), Some("<enabled/>"));
        assert_eq!(value(&mut device, &notify).as_deref(), Some("<enabled/>"));
        assert_eq!(value(&mut device, &dim()), None);
        assert_eq!(status(&mut device, "Delete", &other, ""), "200");
        assert_eq!(value(&mut device, &allow()), None);
    }
}

#[test]
fn deleting_what_is_around_templates_takes_them_along() {
    for above in [
        format!("{INSTALL}/App/Policy"),
        format!("{INSTALL}/App"),
        INSTALL.to_owned(),
        "./Vendor/MSFT/Policy/ConfigOperations".to_owned(),
    ] {
        let mut device = device();
        status(&mut device, "Add", &lamps(), LAMPS);
        status(
            &mut device,
            "Add",
            &format!("{INSTALL}/App2/Policy/Lamps"),
            LAMPS,
        );
        let kept = format!("{CONFIG}/App2~Policy~Lamps/Allow");
        for uri in [allow(), kept.clone()] {
            assert_eq!(status(&mut device, "Replace", &uri, "<enabled/>"), "200");
        }
        assert_eq!(status(&mut device, "Delete", &above, ""), "200", "{above}");
        assert_eq!(
            status(&mut device, "Replace", &allow(), "<enabled/>"),
            "404",
            "{above}"
        );
        let is_kept = above.contains("/App");
        assert_eq!(value(&mut device, &kept).is_some(), is_kept, "{above}");
    }
}

#[test]
fn a_template_that_comes_again_is_refused_by_add_and_taken_by_replace() {
    let mut device = device();
    assert_eq!(status(&mut device, "Add", &lamps(), LAMPS), "200");
    status(&mut device, "Replace", &dim(), DIM);
    status(&mut device, "Replace", &allow(), "<enabled/>");
    assert_eq!(status(&mut device, "Add", &lamps(), LAMPS), "418");
    let faulty = LAMPS.replace("</policies>", "");
    assert_eq!(
        status(&mut device, "Replace", &lamps(), &faulty),
        "0x8007000D 500"
    );
    assert_eq!(value(&mut device, &dim()).as_deref(), Some(DIM));
    let renamed = LAMPS.replace("name=\"Dim\"", "name=\"Dimmer\"");
    assert_eq!(status(&mut device, "Replace", &lamps(), &renamed), "200");
    assert_eq!(value(&mut device, &dim()), None);
    assert_eq!(value(&mut device, &allow()).as_deref(), Some("<enabled/>"));
    assert_eq!(status(&mut device, "Replace", &dim(), DIM), "404");
    assert_eq!(
        status(
            &mut device,
            "Replace",
            &dim().replace("/Dim", "/Dimmer"),
            DIM
        ),
        "200"
    );
}

#[test]
fn preferences_have_areas_of_their_own() {
    let mut device = device();
    let uri = format!("{INSTALL}/App/Preference/Lamps");
    assert_eq!(status(&mut device, "Add", &uri, LAMPS), "200");
    let allow = format!("{CONFIG}/App~Preference~Lamps/Allow");
    assert_eq!(status(&mut device, "Add", &allow, "<enabled/>"), "200");
    assert_eq!(
        status(&mut device, "Add", &self::allow(), "<enabled/>"),
        "404"
    );
}
