//! What is the same edit is told once, and what matters is not lost among it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use super::json;
use crate::run::csp_in;

/// A definition of a CSP with these children.
fn csp(name: &str, facts: &str, children: &str) -> String {
    format!(
        "<MgmtTree xmlns:MSFT=\"http://schemas.microsoft.com/MobileDevice/DM\">\
        <Node><NodeName>{name}</NodeName><Path>./Device/Vendor/Contoso</Path>\
        <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat>{facts}</DFProperties>{children}</Node></MgmtTree>"
    )
}

fn leaf(name: &str, facts: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/><Replace/></AccessType><DFFormat><int/></DFFormat>{facts}</DFProperties></Node>"
    )
}

fn inner(name: &str, children: &str) -> String {
    format!(
        "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>{children}</Node>"
    )
}

fn editions(list: &str) -> String {
    format!(
        "<MSFT:Applicability><MSFT:EditionAllowList>{list}</MSFT:EditionAllowList></MSFT:Applicability>"
    )
}

fn listed(values: &[(&str, &str)]) -> String {
    let values: String = values
        .iter()
        .map(|(value, description)| {
            format!(
                "<MSFT:Enum><MSFT:Value>{value}</MSFT:Value><MSFT:ValueDescription>{description}</MSFT:ValueDescription></MSFT:Enum>"
            )
        })
        .collect();
    format!("<MSFT:AllowedValues ValueType=\"ENUM\">{values}</MSFT:AllowedValues>")
}

/// Writes the files of both sides.
fn write(folder: &Path, old: &[(&str, String)], new: &[(&str, String)]) {
    for (side, files) in [("old", old), ("new", new)] {
        let side = folder.join(side);
        fs::create_dir_all(&side).unwrap();
        for (name, text) in files {
            fs::write(side.join(name), text).unwrap();
        }
    }
}

fn diff(folder: &Path, arguments: &[&str]) -> String {
    let arguments = [&["diff", "old", "new"], arguments].concat();
    let outcome = csp_in(folder, &arguments, "");
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    outcome.out
}

/// Two drops of a house: an edition went from every list, one CSP and one subtree came, others went, and a few facts are others.
fn house(folder: &Path) {
    let room = |name: &str, list: &str, more: &str| {
        let lamps: String = (0..3)
            .map(|nth| leaf(&format!("Lamp{nth}"), &editions(list)))
            .collect();
        csp(name, &editions(list), &(lamps + more))
    };
    let switch = |off: &str, on: &str| leaf("Switch", &listed(&[("0", off), ("1", on)]));
    let default = |value: &str| {
        leaf(
            "Level",
            &format!(
                "<DefaultValue>{value}</DefaultValue><Description>{value} is usual.</Description>"
            ),
        )
        .replace("<int/>", "<chr/>")
    };
    let old = [
        (
            "Attic.xml",
            room("Attic", "0x4;0x1B;0xD2;", &switch("Off", "On")),
        ),
        ("Bath.xml", room("Bath", "0xD2;0x30;", &default("`5`"))),
        ("Cellar.xml", csp("Cellar", "", &leaf("Pump", ""))),
        (
            "Door.xml",
            csp("Door", "", &inner("Lock", &leaf("Key", ""))),
        ),
    ];
    let stairs = inner("Stairs", &(leaf("Steps", "") + &leaf("Rail", "")));
    let new = [
        (
            "Attic.xml",
            room("Attic", "0x4;0x1B;", &(switch("On", "Off") + &stairs)),
        ),
        ("Bath.xml", room("Bath", "0x30;", &default("6|``"))),
        ("Door.xml", csp("Door", "", "")),
        ("Entrance.xml", csp("Entrance", "", &leaf("Bell", ""))),
    ];
    write(folder, &old, &new);
}

#[test]
fn an_edit_of_many_nodes_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    house(folder.path());
    assert_snapshot!(diff(folder.path(), &[]));
}

#[test]
fn all_lists_every_node_and_what_is_documentation() {
    let folder = tempfile::tempdir().unwrap();
    house(folder.path());
    assert_snapshot!(diff(folder.path(), &["--all"]));
}

#[test]
fn markdown_is_a_page_in_which_texts_have_no_meaning() {
    let folder = tempfile::tempdir().unwrap();
    house(folder.path());
    assert_snapshot!(diff(folder.path(), &["--format", "markdown"]));
}

/// A page has to fit into a comment of a pull request.
#[test]
fn markdown_lists_as_many_nodes_as_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let version = |list: &str| {
        let leaves: String = (0..60)
            .map(|nth| leaf(&format!("N{nth}"), &editions(list)))
            .collect();
        [("Large.xml", csp("Large", "", &leaves))]
    };
    write(folder.path(), &version("0x4;0x30;"), &version("0x4;"));
    let lines = |arguments: &[&str]| {
        let page = diff(folder.path(), arguments);
        let nodes = page.lines().filter(|line| line.starts_with("  - `N"));
        (
            nodes.count(),
            page.contains("  - and 10 more, which `--all` lists\n"),
        )
    };
    assert_eq!(lines(&["--format", "markdown"]), (50, true));
    assert_eq!(lines(&["--format", "markdown", "--all"]), (60, false));
}

#[test]
fn json_has_every_change_and_the_group_of_each() {
    let folder = tempfile::tempdir().unwrap();
    house(folder.path());
    let whole = json(folder.path(), &["diff", "old", "new", "--format", "json"]);
    let (nodes, groups) = (
        whole["nodes"].as_array().unwrap(),
        whole["groups"].as_array().unwrap(),
    );
    let mut told = String::new();
    for (number, group) in groups.iter().enumerate() {
        assert_eq!(group["group"], number);
        let members: Vec<&Value> = nodes
            .iter()
            .filter(|node| node["group"] == number)
            .collect();
        assert_eq!(group["changes"], members.len());
        for member in members {
            for key in ["class", "change", "fact"] {
                assert_eq!(member[key], group[key], "{member}");
            }
        }
        let _ = writeln!(told, "{group}");
    }
    assert_snapshot!(told);
}

/// What stands at a node holds for those below it: their own statements are the same.
#[test]
fn an_edit_of_what_is_inherited_is_one_change() {
    let folder = tempfile::tempdir().unwrap();
    let version = |list: &str| {
        let leaves: String = (0..10).map(|nth| leaf(&format!("N{nth}"), "")).collect();
        [("Large.xml", csp("Large", &editions(list), &leaves))]
    };
    write(folder.path(), &version("0x4;0x30;"), &version("0x30;"));
    assert_eq!(
        diff(folder.path(), &[]),
        "breaking: 1 change\n  ./Device/Vendor/Contoso/Large\n    edition_allow_list: removed `0x4`\n\n\
        0 files added, 0 removed; 0 nodes added, 0 removed; 1 fact changed; 1 change in all: 1 breaking, 0 additive, 0 documentation\n"
    );
}

/// A value that means what another one meant is no matter of words.
#[test]
fn a_description_that_moved_to_another_value_is_breaking() {
    let folder = tempfile::tempdir().unwrap();
    for (old, new, expected) in [
        (
            &[("0", "Off"), ("1", "On")][..],
            &[("0", "On"), ("1", "Off")][..],
            &["breaking: the descriptions of `0` and `1` are exchanged"][..],
        ),
        (
            &[("0", "Off"), ("1", "On"), ("2", "Auto")],
            &[("0", "On"), ("1", "Auto"), ("2", "Off")],
            &[
                "breaking: `0` has the description that `1` had",
                "breaking: `1` has the description that `2` had",
                "breaking: `2` has the description that `0` had",
            ],
        ),
        // The other value is gone, and its description is not.
        (
            &[("0", "Off"), ("1", "On")],
            &[("0", "On")],
            &[
                "breaking: `0` has the description that `1` had",
                "breaking: allowed_value: removed `1 (On)`",
            ],
        ),
        // It means what it meant, and another one means the same now.
        (
            &[("0", "Off"), ("1", "On")],
            &[("0", "Off"), ("1", "Off")],
            &["documentation: allowed_value: `1 (On)` -> `1 (Off)`"],
        ),
        (
            &[("0", "Off"), ("1", "On")],
            &[("0", " Off "), ("1", "Lit")],
            &["documentation: allowed_value: `1 (On)` -> `1 (Lit)`"],
        ),
    ] {
        let version = |values| {
            [(
                "Large.xml",
                csp("Large", "", &leaf("Mode", &listed(values))),
            )]
        };
        write(folder.path(), &version(old), &version(new));
        let text = diff(folder.path(), &["--all"]);
        let mut class = "";
        let mut found = Vec::new();
        for line in text.lines() {
            if let Some((before, _)) = line.split_once(": ").filter(|_| !line.starts_with(' ')) {
                class = before;
            }
            if let Some(change) = line.strip_prefix("    Mode: ") {
                found.push(format!("{class}: {change}"));
            }
        }
        assert_eq!(found, expected);
    }
}

/// So that a CSP that is written anew is not a page of its own.
#[test]
fn many_nodes_that_came_to_one_csp_are_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let version = |letter: char| {
        let leaves: String = (0..30)
            .map(|nth| leaf(&format!("{letter}{nth}"), ""))
            .collect();
        [("Large.xml", csp("Large", "", &leaves))]
    };
    write(folder.path(), &version('A'), &version('B'));
    let text = diff(folder.path(), &[]);
    assert!(
        text.contains("\n    30 nodes, topmost A0: removed\n"),
        "{text}"
    );
    assert!(
        text.contains("\n    30 nodes, topmost B0: added\n"),
        "{text}"
    );
}

/// A line for each way would hide the rest.
#[test]
fn a_list_that_is_edited_in_many_ways_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let version = |is_new: bool| {
        let list = |nth: usize| {
            if is_new {
                "0x4;0x1B;".to_owned()
            } else {
                format!("0x4;0xD2;0x{:X};", 0x20 + nth)
            }
        };
        let leaves: String = (0..12)
            .map(|nth| leaf(&format!("N{nth:02}"), &editions(&list(nth))))
            .collect();
        [("Large.xml", csp("Large", "", &leaves))]
    };
    write(folder.path(), &version(false), &version(true));
    let text = diff(folder.path(), &[]);
    assert_eq!(
        text.lines().nth(2),
        Some(
            "    12 nodes, topmost N00: edition_allow_list: edited in 12 ways, removed `0xD2` at 12, `0x20` at 1, `0x21` at 1, `0x22` at 1, \
            `0x23` at 1 and 8 more, added `0x1B` at 12"
        )
    );
    let text = diff(folder.path(), &["--all"]);
    assert!(
        text.contains("    N03: edition_allow_list: removed `0x23, 0xD2`, added `0x1B`\n"),
        "{text}"
    );
}
