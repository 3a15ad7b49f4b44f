//! What cannot be kept is refused, in a line that says what breaks, until it is accepted.

use insta::assert_snapshot;

use super::{LOCKED, locked, names, refused_until_accepted, said};

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
