//! `csp codegen --lock`: the names that code goes by outlive a change of the definitions, or the change is refused.

use insta::assert_snapshot;

use crate::codegen::Place;
use crate::run::Outcome;

pub(crate) const LOCKED: &str = "radio --out src --lock names.lock";

/// A radio that is generated and locked.
pub(crate) fn locked() -> Place {
    let place = Place::new();
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    place
}

/// The lines of a lock behind its head.
fn names(place: &Place) -> Vec<String> {
    let text = place.read("names.lock");
    text.lines().skip(1).map(str::to_owned).collect()
}

/// What a run says behind a word.
pub(crate) fn said(outcome: &Outcome, word: &str) -> Vec<String> {
    let word = format!("{word}: ");
    let lines = outcome.err.lines();
    lines
        .filter_map(|line| line.strip_prefix(&word).map(str::to_owned))
        .collect()
}

/// Refuses, changing nothing; takes it with `--accept`; and finds nothing more to say. What was refused is the answer.
fn refused_until_accepted(place: &Place) -> String {
    let (lock, module) = (place.read("names.lock"), place.read("src/radio.rs"));
    let check = place.codegen(&format!("{LOCKED} --check"));
    let outcome = place.codegen(LOCKED);
    for outcome in [&check, &outcome] {
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(outcome.err.contains("--accept takes it"), "{outcome}");
    }
    assert_eq!(check.err, outcome.err);
    assert_eq!(place.read("names.lock"), lock);
    assert_eq!(place.read("src/radio.rs"), module);

    let accepted = place.codegen(&format!("{LOCKED} --accept"));
    assert_eq!(accepted.code, Some(0), "{accepted}");
    assert_eq!(said(&accepted, "accepted"), said(&outcome, "refused"));
    assert_eq!(place.codegen(&format!("{LOCKED} --check")).code, Some(0));
    let lock = place.read("names.lock");
    assert_eq!(place.codegen(LOCKED).code, Some(0));
    assert_eq!(place.read("names.lock"), lock);
    said(&outcome, "refused").join("\n")
}

#[test]
fn a_lock_says_what_every_public_name_stands_for() {
    let place = Place::new();
    let outcome = place.codegen("lamp --out src --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_snapshot!(place.read("names.lock"));
    let mut sorted = names(&place);
    sorted.sort();
    assert_eq!(names(&place), sorted);
    let outcome = place.codegen("lamp --out src --lock names.lock --check");
    assert_eq!(outcome.code, Some(0), "{outcome}");
}

/// Words of one scope: the scopes still share their types, so a handler on one serves both.
#[test]
fn an_edit_of_words_moves_no_type() {
    let place = locked();
    let before = (names(&place), place.read("src/radio.rs"));
    place.edit(
        "radio/Radio.xml",
        "Whether the user hears it.",
        "Whether anybody does.",
    );
    let text = place.read("radio/Radio.xml");
    let user = text.rfind("Silent").unwrap();
    place.write(
        "radio/Radio.xml",
        &format!("{}Off{}", &text[..user], &text[user + 6..]),
    );
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(names(&place), before.0);
    let kinds = |module: &str| -> Vec<String> {
        let lines = module.lines().map(str::trim);
        lines
            .filter(|line| line.starts_with("pub "))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(kinds(&place.read("src/radio.rs")), kinds(&before.1));
}

/// The same tree of another vendor, in a file that is read first, with a lock and without.
#[test]
fn a_new_vendor_takes_no_module() {
    for lock in ["", " --lock names.lock"] {
        let place = Place::new();
        place.codegen(&format!("radio --out src{lock}"));
        let before = place.read("src/radio.rs");
        let text = place
            .read("radio/Radio.xml")
            .replace("Vendor/MSFT", "Vendor/Fabrikam");
        place.write("radio/A.xml", &text);
        let outcome = place.codegen(&format!("radio --out src{lock}"));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert_eq!(place.read("src/radio.rs"), before);
        assert_eq!(
            place.list("src"),
            [".csp-codegen", "fabrikam_radio.rs", "mod.rs", "radio.rs"]
        );
    }
}

/// Two descriptions are exchanged: each constant keeps its value, and a line tells.
#[test]
fn a_constant_keeps_its_value_when_words_move() {
    let place = locked();
    let text = place.read("radio/Radio.xml");
    let text = text
        .replace("Silent", "?")
        .replace("Audible", "Silent")
        .replace('?', "Audible");
    place.write("radio/Radio.xml", &text);
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(
        said(&outcome, "kept"),
        [
            "`radio::Power::AUDIBLE`: it is still `1`, but the description of that value now reads as `SILENT`",
            "`radio::Power::SILENT`: it is still `0`, but the description of that value now reads as `AUDIBLE`",
        ]
    );
    let module = place.read("src/radio.rs");
    assert!(
        module.contains("pub const SILENT: Self = Self(0, "),
        "{module}"
    );
    assert!(
        names(&place).contains(&"radio::Power::SILENT constant 0 described AUDIBLE".to_owned())
    );
    // It is told once.
    let outcome = place.codegen(LOCKED);
    assert_eq!(
        (outcome.code, said(&outcome, "kept")),
        (Some(0), Vec::new())
    );
}

/// Two enums come to say the same: each stays a type of its own.
#[test]
fn enums_that_become_alike_stay_two() {
    let place = locked();
    let before = names(&place);
    let text = place.read("radio/Radio.xml");
    let text = text
        .replace(">Silent<", ">Heard<")
        .replace(">Audible<", ">Muted<");
    place.write("radio/Radio.xml", &text);
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let types = |names: &[String]| -> Vec<String> {
        names
            .iter()
            .filter(|name| !name.contains(" constant "))
            .cloned()
            .collect()
    };
    assert_eq!(types(&names(&place)), types(&before));
    place.write("names.lock", "");
    assert_eq!(place.codegen(LOCKED).code, Some(0));
    assert_eq!(types(&names(&place)), types(&before));
}

#[test]
fn a_csp_that_goes_is_refused() {
    let place = locked();
    place.write("radio/Radio.xml", &place.read("faulty/Good.xml"));
    let check = place.codegen(LOCKED);
    assert_eq!(check.code, Some(1), "{check}");
    assert_snapshot!(said(&check, "refused").join("\n"), @r"
    `radio`: nothing is defined at `Vendor/MSFT/Radio` any more; code that uses the module does not compile
    ");
    let outcome = place.codegen(&format!("{LOCKED} --accept"));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(
        names(&place)
            .iter()
            .all(|name| name.starts_with("contoso_good"))
    );
    assert_eq!(
        place.list("src"),
        [".csp-codegen", "contoso_good.rs", "mod.rs"]
    );
    assert_eq!(place.codegen(&format!("{LOCKED} --check")).code, Some(0));
}

/// What is new moves nobody, and is not refused: the lock alone is out of date until it is written.
#[test]
fn a_csp_that_comes_is_recorded() {
    let place = locked();
    let before = names(&place);
    place.write("radio/Good.xml", &place.read("faulty/Good.xml"));
    let check = place.codegen(&format!("{LOCKED} --check"));
    assert_eq!(check.code, Some(1), "{check}");
    assert!(said(&check, "refused").is_empty(), "{check}");
    assert!(check.err.contains("changed: names.lock"), "{check}");
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(said(&outcome, "recorded"), ["5 new names in names.lock"]);
    let after = names(&place);
    assert!(before.iter().all(|name| after.contains(name)));
}

#[test]
fn a_type_that_splits_is_refused() {
    let place = locked();
    let text = place.read("radio/Radio.xml");
    let user = text
        .rfind("<AccessType><Get /><Replace /></AccessType><Description>In kilo")
        .unwrap();
    let (before, after) = text.split_at(user);
    place.write(
        "radio/Radio.xml",
        &format!(
            "{before}{}",
            after.replacen("<Replace />", "<Add /><Replace />", 1)
        ),
    );
    assert_snapshot!(refused_until_accepted(&place), @r"
    `radio::node::StationsFrequency`: handlers on it are no longer called for `./User/Vendor/MSFT/Radio/Stations/{}/Frequency`, which `radio::node::UserStationsFrequency` stands for now; with it split the 3 types above it, whose handlers are no longer called there either: `Radio` (now `UserRadio`), `Stations` (now `UserStations`), `StationsStation` (now `UserStationsStation`)
    ");
}

/// What stands above two leaves that split is told with the first of them.
#[test]
fn types_that_split_for_two_leaves_are_told_once() {
    let place = locked();
    let text = place.read("radio/Radio.xml");
    let (device, user) = text.split_at(text.rfind("<NodeName>Radio<").unwrap());
    let user = user.replace("<Get /><Replace />", "<Add /><Get /><Replace />");
    place.write("radio/Radio.xml", &format!("{device}{user}"));
    let refused = refused_until_accepted(&place);
    let told = |line: &str| line.split('`').nth(1).unwrap_or_default().to_owned();
    assert_eq!(
        refused.lines().map(told).collect::<Vec<_>>(),
        [
            "radio::node::Power",
            "radio::node::StationsFrequency",
            "radio::node::StationsMuted"
        ]
    );
    for name in ["`Radio`", "`Stations`", "`StationsStation`"] {
        assert_eq!(refused.matches(name).count(), 1, "{refused}");
    }
}

#[test]
fn a_node_that_is_renamed_is_refused() {
    let place = locked();
    place.edit(
        "radio/Radio.xml",
        "<NodeName>Frequency<",
        "<NodeName>Wavelength<",
    );
    assert_snapshot!(refused_until_accepted(&place), @r"
    `radio::node::StationsFrequency`: `./Device/Vendor/MSFT/Radio/Stations/{}/Frequency` and 1 more are not defined any more; code that names it does not compile (is it `./Device/Vendor/MSFT/Radio/Stations/{}/Wavelength` now?)
    ");
}

/// Its type still stands for the node of the other scope.
#[test]
fn a_node_that_goes_from_one_scope_is_refused() {
    let (place, mut told) = (locked(), Vec::new());
    let text = place.read("radio/Radio.xml");
    let name = text.rfind("<NodeName>Frequency<").unwrap();
    let start = text[..name].rfind("<Node>").unwrap();
    let end = name + text[name..].find("</Node>").unwrap() + "</Node>".len();
    let node = &text[start..end];
    for now in [String::new(), node.replace(">Frequency<", ">Wavelength<")] {
        let text = format!("{}{now}{}", &text[..start], &text[end..]);
        place.write("radio/Radio.xml", &text);
        let outcome = place.codegen(LOCKED);
        told.extend(
            said(&outcome, "refused")
                .into_iter()
                .filter(|line| line.starts_with("`radio::node::StationsFrequency`")),
        );
    }
    assert_snapshot!(told.join("\n"), @r"
    `radio::node::StationsFrequency`: `./User/Vendor/MSFT/Radio/Stations/{}/Frequency` is not defined any more; code that goes there does not compile
    `radio::node::StationsFrequency`: `./User/Vendor/MSFT/Radio/Stations/{}/Frequency` is not defined any more; code that goes there does not compile (is it `./User/Vendor/MSFT/Radio/Stations/{}/Wavelength` now?)
    ");
}

/// An overlay gives the name to the node as it is called now.
#[test]
fn a_renamed_node_with_its_former_name_is_refused() {
    let place = locked();
    place.edit(
        "radio/Radio.xml",
        "<NodeName>Frequency<",
        "<NodeName>Wavelength<",
    );
    let entry = r#"
[[name]]
path = "./Device/Vendor/MSFT/Radio/Stations/{}/Wavelength"
type = "StationsFrequency"
method = "frequency"
why = "it is the same node"
"#;
    place.write("names.toml", entry);
    let run = format!("{LOCKED} --overlay names.toml");
    let outcome = place.codegen(&run);
    assert_snapshot!(said(&outcome, "refused").join("\n"), @"`radio::node::StationsFrequency`: `./Device/Vendor/MSFT/Radio/Stations/{}/Frequency` and 1 more are not defined any more, and the name stands for `./Device/Vendor/MSFT/Radio/Stations/{}/Wavelength` and 1 more now: requests and handlers with it go there");
    assert_eq!(place.codegen(&format!("{run} --accept")).code, Some(0));
    let module = place.read("src/radio.rs");
    assert!(
        module.contains("pub fn frequency(self) -> At<'a, StationsFrequency>"),
        "{module}"
    );
}

#[test]
fn a_verb_that_goes_is_refused() {
    let place = locked();
    place.edit(
        "radio/Radio.xml",
        "<AccessType><Add /><Delete /><Get /></AccessType>",
        "<AccessType><Add /><Get /></AccessType>",
    );
    assert_snapshot!(refused_until_accepted(&place), @r"
    `radio::node::StationsStation`: `./Device/Vendor/MSFT/Radio/Stations/{}` does not permit Delete any more; requests and handlers with it do not compile
    ");
}

#[test]
fn a_value_of_another_type_is_refused() {
    let place = locked();
    place.edit(
        "radio/Radio.xml",
        "<Description>In kilohertz.</Description><DFFormat><int /></DFFormat>",
        "<DFFormat><chr /></DFFormat>",
    );
    assert_snapshot!(refused_until_accepted(&place), @r"
    `radio::node::StationsFrequency`: the value of `./Device/Vendor/MSFT/Radio/Stations/{}/Frequency` was of type `i64` and is of type `&str`; code that reads or writes it does not compile
    ");
}

#[test]
fn a_value_that_goes_is_refused() {
    let place = locked();
    place.edit(
        "radio/Radio.xml",
        "<MSFT:Value>1</MSFT:Value><MSFT:ValueDescription>Audible",
        "<MSFT:Value>2</MSFT:Value><MSFT:ValueDescription>Audible",
    );
    assert_snapshot!(refused_until_accepted(&place), @r"
    `radio::Power::AUDIBLE`: `1` is no allowed value of `./Device/Vendor/MSFT/Radio/Power` any more; code that names it does not compile
    ");
}

/// A further place, a further verb and a further value break nobody.
#[test]
fn what_is_added_moves_nobody() {
    let place = locked();
    let before = names(&place);
    place.edit(
        "radio/Radio.xml",
        "<AccessType><Add /><Delete /><Get /></AccessType>",
        "<AccessType><Add /><Delete /><Get /><Replace /></AccessType>",
    );
    let value = "<MSFT:Enum><MSFT:Value>1</MSFT:Value><MSFT:ValueDescription>Audible";
    let first = "<MSFT:Enum><MSFT:Value>2</MSFT:Value><MSFT:ValueDescription>Silent</MSFT:ValueDescription></MSFT:Enum>";
    place.edit("radio/Radio.xml", value, &format!("{first}{value}"));
    // A method that wants the name of another.
    let child = "<Node><NodeName>station</NodeName><DFProperties><AccessType><Get /></AccessType><DFFormat><int /></DFFormat></DFProperties></Node>";
    let frequency = "<Node>\n          <NodeName>Frequency";
    place.edit("radio/Radio.xml", frequency, &format!("{child}{frequency}"));
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let name = |line: &String| line.split(' ').take(1).collect::<String>();
    let after: Vec<String> = names(&place).iter().map(name).collect();
    assert!(before.iter().all(|line| after.contains(&name(line))));
    assert!(
        after.contains(&"radio::node::StationsStation::station_2".to_owned()),
        "{after:#?}"
    );
}

/// The names that users would choose for a radio.
const NAMES: &str = r#"
[[name]]
path = "./Vendor/MSFT/Radio"
module = "wireless"
why = "ours is a wireless"

[[name]]
path = "./Vendor/MSFT/Radio/Stations/{}/Frequency"
type = "Tuned"
method = "tuned"
why = "short"

[[name]]
path = "./Vendor/MSFT/Radio/Power"
type = "Sound"
value_type = "Loudness"
constants = { 0 = "MUTE", 1 = "LOUD" }
why = "what one hears"
"#;

/// An overlay names the places that share a type with the one that it states, too.
#[test]
fn an_overlay_gives_names() {
    let place = Place::new();
    place.write("names.toml", NAMES);
    let outcome = place.codegen(&format!("{LOCKED} --overlay names.toml"));
    assert_eq!(
        (outcome.code, outcome.err.as_str()),
        (Some(0), "recorded: 26 new names in names.lock\n"),
        "{outcome}"
    );
    assert_snapshot!(names(&place).join("\n"));
    let module = place.read("src/wireless.rs");
    assert!(
        module.contains("pub fn tuned(self) -> At<'a, Tuned>"),
        "{module}"
    );
    assert_eq!(
        place
            .codegen(&format!("{LOCKED} --overlay names.toml --check"))
            .code,
        Some(0)
    );
    // They are kept when the overlay goes.
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(place.read("src/wireless.rs"), module);
}

/// A name that an overlay takes from what exists is refused as any other.
#[test]
fn an_overlay_that_renames_is_refused() {
    let place = locked();
    place.write(
        "names.toml",
        &NAMES.replace("module = \"wireless\"\n", "type = \"Radio\"\n"),
    );
    let run = format!("{LOCKED} --overlay names.toml");
    let outcome = place.codegen(&run);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert_snapshot!(said(&outcome, "refused").join("\n"), @r"
    `radio::Power::AUDIBLE`: the constant is `radio::Loudness::LOUD` now; code that names it does not compile
    `radio::Power::SILENT`: the constant is `radio::Loudness::MUTE` now; code that names it does not compile
    `radio::node::StationsStation::frequency`: the method is `tuned` now; code that calls it does not compile
    ");
    assert_eq!(place.codegen(&format!("{run} --accept")).code, Some(0));
    assert_eq!(place.codegen(&format!("{run} --check")).code, Some(0));
    assert_eq!(place.codegen(LOCKED).code, Some(0));
}

/// What would not compile is not done, and said.
#[test]
fn a_name_of_something_else_is_not_given() {
    let place = Place::new();
    let entry = |path: &str, names: &str| {
        format!("[[name]]\npath = \"./Vendor/MSFT/Radio/{path}\"\n{names}\nwhy = \"a trial\"\n")
    };
    let names = [
        entry("Power", "value_type = \"Csp\""),
        entry("Stations", "type = \"Stations\""),
        entry("Stations/{}", "type = \"Stations\""),
        entry("Stations/{}/Frequency", "method = \"muted\""),
        entry("Stations/{}/Muted", "method = \"muted\""),
    ];
    place.write("names.toml", &names.concat());
    let outcome = place.codegen("radio --out src --overlay names.toml");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let told: Vec<&str> = outcome
        .err
        .lines()
        .filter(|line| line.starts_with("warning["))
        .collect();
    assert_eq!(
        told,
        [
            "warning[GEN0006]: `Csp` is the name of something else",
            "warning[GEN0006]: `Stations` is the name of something else",
            "warning[GEN0006]: `muted` is the name of something else"
        ]
    );
    let module = place.read("src/radio.rs");
    assert!(module.contains("pub fn muted_2(self)"), "{module}");
}

#[test]
fn a_lock_that_is_none_says_where() {
    let place = Place::new();
    for (text, reason) in [
        (
            "# Names\nlamp module Vendor/Contoso/Lamp\n<<<<<<< main\n",
            "line 3: `<<<<<<<` is left over from a merge: keep the lines of both sides and delete this one",
        ),
        (
            "lamp module Vendor/Contoso/Lamp\n=======\n",
            "line 2: `=======` is left over from a merge",
        ),
        ("lamp\n", "line 1: `lamp` has no meaning beside it"),
        (
            "lamp module a\nlamp module b\n",
            "line 2: `lamp` stands for something else already",
        ),
        (
            "lamp module a b\n",
            "line 1: `lamp module a b` is no line of a lock",
        ),
        (
            "lamp module a\nbulb module A\n",
            "line 2: `bulb` stands for what `lamp` stands for: keep one of the lines",
        ),
        (
            "lamp module a\nlamp::node::A node Get i64 ./a\nlamp::node::B node Get i64 ./a\n",
            "line 3: `lamp::node::B` stands for what `lamp::node::A` stands for",
        ),
        (
            "lamp module a\nlamp::A value Int ./a\nlamp::A::ON constant 1\nlamp::A::AN constant 1\n",
            "line 4: `lamp::A::AN` stands for what `lamp::A::ON` stands for",
        ),
        (
            "lamp::device root ./a\n",
            "line 1: no line says what `lamp` is",
        ),
        (
            "lamp module a\nlamp::A::ON constant 1\n",
            "line 2: no line says what `lamp::A` is",
        ),
        (
            "lamp module a\nlamp::node::B alias A ./a\n",
            "line 2: no line says what `lamp::node::A` is",
        ),
        ("\0 module a\n", "line 1: `\\0` is no path"),
    ] {
        place.write("names.lock", text);
        let outcome = place.codegen("lamp --out src --lock names.lock");
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(
            outcome.err.contains(&format!("names.lock: {reason}")),
            "{outcome}"
        );
        assert_eq!(place.read("names.lock"), text, "nothing is lost");
        assert!(
            !place.list("src").contains(&"mod.rs".to_owned()),
            "nothing is written"
        );
    }
}

/// A name that generated code cannot have is refused where it stands: what is generated compiles, and lies in the folder.
#[test]
fn a_lock_names_nothing_that_cannot_stand() {
    let place = Place::new();
    let head = "lamp module a\nlamp::node::A node Get i64 ./a\nlamp::V value Int ./a\n";
    for line in [
        "../x module b",
        "con module b",
        "mod module b",
        "rustfmt module b",
        "Lamp2 module b",
        "r#type module b",
        "a::b module b",
        "lamp::fn root ./a",
        "lamp::csp root ./a",
        "lamp::at root ./a",
        "lamp::node::At node Get i64 ./b",
        "lamp::node::fn node Get i64 ./b",
        "lamp::node::Self node Get i64 ./b",
        "lamp::Csp value Int ./b",
        "lamp::TREE value Int ./b",
        "lamp::Choice alias V ./b",
        "lamp::node::A::self child b",
        "lamp::node::A::type child b",
        "lamp::node::A::r#lit child b",
        "lamp::node::A::b::c child b",
        "lamp::V::fn constant 1",
        "lamp::V::Off constant 1",
        "lamp::V::1 constant 1",
    ] {
        place.write("names.lock", &format!("{head}{line}\n"));
        let outcome = place.codegen("lamp --out src --lock names.lock");
        assert_eq!(outcome.code, Some(1), "{line}: {outcome}");
        assert!(outcome.err.contains("names.lock: line 4: "), "{outcome}");
        assert!(!place.list("src").contains(&"mod.rs".to_owned()), "{line}");
    }
}

/// However a lock was written or copied, it is the same; a line that is as long as a book is not shown.
#[test]
fn a_lock_is_read_from_any_editor() {
    let place = locked();
    let text = place.read("names.lock");
    place.write(
        "names.lock",
        &format!("\u{FEFF}{}", text.replace('\n', "\r\n")),
    );
    let outcome = place.codegen(LOCKED);
    assert_eq!(
        (outcome.code, said(&outcome, "refused").len()),
        (Some(0), 0)
    );
    assert_eq!(place.read("names.lock"), text);
    place.write("names.lock", &"x".repeat(10_000_000));
    let outcome = place.codegen(LOCKED);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.err.len() < 1000, "{}", outcome.err.len());
}

/// Two children whose names differ in letter case alone are two nodes, and each keeps its names.
#[test]
fn nodes_that_differ_in_case_keep_their_names() {
    let place = locked();
    let child = |name: &str| {
        format!(
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get /></AccessType><DFFormat><int /></DFFormat></DFProperties></Node>"
        )
    };
    let frequency = "<Node>\n          <NodeName>Frequency";
    let before = place.read("radio/Radio.xml");
    let with = |names: [&str; 2]| {
        before.replacen(
            frequency,
            &format!("{}{}{frequency}", child(names[0]), child(names[1])),
            1,
        )
    };
    place.write("radio/Radio.xml", &with(["Band", "BAND"]));
    assert_eq!(place.codegen(&format!("{LOCKED} --accept")).code, Some(0));
    let lines = names(&place);
    place.write("radio/Radio.xml", &with(["BAND", "Band"]));
    let outcome = place.codegen(LOCKED);
    assert_eq!(
        (outcome.code, said(&outcome, "refused")),
        (Some(0), Vec::new())
    );
    assert_eq!(names(&place), lines);
}

/// Two branches that each record something are merged line by line, in any order.
#[test]
fn a_merged_lock_is_put_in_order() {
    let place = locked();
    let text = place.read("names.lock");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.reverse();
    place.write("names.lock", &lines.join("\n"));
    assert_eq!(place.codegen(LOCKED).code, Some(0));
    assert_eq!(place.read("names.lock"), text);
}

/// Without a folder the file alone is brought in line: for build scripts and macros.
#[test]
fn a_lock_alone_is_written() {
    let (place, whole) = (Place::new(), locked());
    let outcome = place.codegen("radio --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(place.read("names.lock"), whole.read("names.lock"));
    assert_eq!(place.list("src"), [""; 0]);
    assert_eq!(place.codegen("radio").code, Some(2));
}

/// Modules of another run are left alone: their names have not gone, and are not forgotten.
#[test]
fn one_lock_serves_several_runs_into_one_folder() {
    let (place, whole) = (Place::new(), Place::new());
    let outcome = whole.codegen("lamp faulty/Good.xml --out src --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    for run in ["lamp", "faulty/Good.xml", "lamp"] {
        for more in ["", " --accept", " --check"] {
            let outcome = place.codegen(&format!("{run} --out src --lock names.lock{more}"));
            assert_eq!(outcome.code, Some(0), "{outcome}");
        }
    }
    assert_eq!(place.read("names.lock"), whole.read("names.lock"));
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_link_stays_one() {
    let place = Place::new();
    let root = place.0.path();
    place.write("kept.lock", "");
    std::os::unix::fs::symlink("kept.lock", root.join("names.lock")).unwrap();
    let outcome = place.codegen("lamp --out src --lock names.lock");
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(root.join("names.lock").is_symlink());
    assert!(place.read("kept.lock").contains("contoso_lamp module "));
}
