//! `csp codegen --lock`: what a type stands for may come and go in any order, and what is said of names that changed places is true.

use crate::codegen::Place;
use crate::lock::{LOCKED, locked, said};

/// Where the tree of the user begins in `Radio.xml`.
const USER: &str = "  <Node>\n    <NodeName>Radio</NodeName>\n    <Path>./User/Vendor/MSFT</Path>";

fn entry(path: &str, names: &str) -> String {
    format!("[[name]]\npath = \"{path}\"\n{names}\nwhy = \"a trial\"\n")
}

/// The user's tree was there first. The device's, which comes before it in generated code, shares its types and takes none of their names.
#[test]
fn names_are_kept_when_another_scope_comes() {
    let place = Place::new();
    let text = place.read("radio/Radio.xml");
    let (start, user) = text.split_at(text.find(USER).unwrap());
    let (head, device) = start.split_at(start.find("  <Node>").unwrap());
    place.write("radio/Radio.xml", &format!("{head}{user}"));
    let frequency = entry(
        "./User/Vendor/MSFT/Radio/Stations/{}/Frequency",
        "method = \"tuned\"",
    );
    place.write("names.toml", &frequency);
    let outcome = place.codegen(&format!("{LOCKED} --overlay names.toml"));
    assert_eq!(outcome.code, Some(0), "{outcome}");

    let device = device.replace("Silent", "Quiet").replace("Audible", "Loud");
    place.write("radio/Radio.xml", &format!("{head}{device}{user}"));
    let outcome = place.codegen(LOCKED);
    assert_eq!(
        (outcome.code, said(&outcome, "refused")),
        (Some(0), Vec::new())
    );
    let module = place.read("src/radio.rs");
    for name in ["const SILENT:", "const AUDIBLE:", "pub fn tuned(self)"] {
        assert!(module.contains(name), "{name}");
    }
}

/// Places that share a type share its methods: an overlay may name them at any.
#[test]
fn an_overlay_names_a_method_at_any_place() {
    let place = Place::new();
    let path = "./User/Vendor/MSFT/Radio/Stations/{}/Frequency";
    place.write("names.toml", &entry(path, "method = \"tuned\""));
    let outcome = place.codegen("radio --out src --overlay names.toml");
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    assert!(
        place
            .read("src/radio.rs")
            .contains("pub fn tuned(self) -> ")
    );
}

/// Two types that have each other's name are not one.
#[test]
fn types_that_are_exchanged_are_not_called_one() {
    let place = locked();
    let station = "./Vendor/MSFT/Radio/Stations/{}";
    let names = [
        entry(&format!("{station}/Frequency"), "type = \"StationsMuted\""),
        entry(&format!("{station}/Muted"), "type = \"StationsFrequency\""),
    ];
    place.write("names.toml", &names.concat());
    let outcome = place.codegen(&format!("{LOCKED} --overlay names.toml"));
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let refused = said(&outcome, "refused");
    let joined: Vec<&String> = refused
        .iter()
        .filter(|line| line.contains("it stands for"))
        .collect();
    assert_eq!(
        joined,
        [
            "`radio::node::StationsFrequency`: it stands for `./Device/Vendor/MSFT/Radio/Stations/{}/Muted` and 1 more now, which `radio::node::StationsMuted` stood for: handlers on it are called there instead",
            "`radio::node::StationsMuted`: it stands for `./Device/Vendor/MSFT/Radio/Stations/{}/Frequency` and 1 more now, which `radio::node::StationsFrequency` stood for: handlers on it are called there instead",
        ]
    );
}

/// Code that names a module which another CSP has now may compile all the same.
#[test]
fn a_module_that_another_csp_takes_is_told_with_it() {
    let place = Place::new();
    let tuner = place
        .read("radio/Radio.xml")
        .replace("<NodeName>Radio<", "<NodeName>Tuner<");
    place.write("radio/Tuner.xml", &tuner);
    assert_eq!(place.codegen(LOCKED).code, Some(0));
    let names = [
        entry("./Vendor/MSFT/Radio", "module = \"tuner\""),
        entry("./Vendor/MSFT/Tuner", "module = \"radio\""),
    ];
    place.write("names.toml", &names.concat());
    let outcome = place.codegen(&format!("{LOCKED} --overlay names.toml"));
    assert_eq!(
        said(&outcome, "refused"),
        [
            "`radio`: the module is `tuner` now, and `radio` is that of `Vendor/MSFT/Tuner`; code that names it does not compile, or means the other CSP",
            "`tuner`: the module is `radio` now, and `tuner` is that of `Vendor/MSFT/Radio`; code that names it does not compile, or means the other CSP",
        ]
    );
}

/// A line of one node is about one.
#[test]
fn a_node_that_goes_with_one_below_is_counted() {
    let place = Place::new();
    let text = "<MgmtTree><Node><NodeName>Desk</NodeName><Path>./Vendor/MSFT</Path><DFProperties><AccessType><Get /></AccessType><DFFormat><node /></DFFormat></DFProperties>{}</Node></MgmtTree>";
    let leaf = "<Node><NodeName>Lid</NodeName><DFProperties><AccessType><Get /></AccessType><DFFormat><node /></DFFormat></DFProperties><Node><NodeName>Lock</NodeName><DFProperties><AccessType><Get /></AccessType><DFFormat><int /></DFFormat></DFProperties></Node></Node>";
    place.write("radio/Desk.xml", &text.replace("{}", leaf));
    assert_eq!(place.codegen(LOCKED).code, Some(0));
    place.write("radio/Desk.xml", &text.replace("{}", ""));
    assert_eq!(
        said(&place.codegen(LOCKED), "refused"),
        [
            "`desk::node::Lid`: `./Vendor/MSFT/Desk/Lid` is not defined any more, nor is 1 node below it; code that names it does not compile"
        ]
    );
}
