//! What is written to a carrier and read back is the same, for random settings, wherever the carrier can hold them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use csp_profile::{Carrier, LossKind, Profile};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use syncml::{Data, Element, Item, Meta, Verb, Writer};

/// A setting without its places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    verb: String,
    address: String,
    format: Option<String>,
    mime: Option<String>,
    value: Option<String>,
}

/// A command, or a container of some.
#[derive(Clone, Debug)]
enum Made {
    Command(Said),
    Container(&'static str, Vec<Said>),
}

fn text(most: usize) -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        '<', '>', '&', '"', '\'', ',', ';', '\n', '\r', '\t', ' ', '\\', '{', '}', ']', '%',
        '\u{F000}', '=',
    ]);
    let c = prop_oneof![3 => any::<char>(), 2 => special, 3 => prop::char::range('a', 'z')];
    let is_allowed = |text: &String| syncml::first_forbidden(text).is_none();
    vec(c, 0..most)
        .prop_map(String::from_iter)
        .prop_filter("XML allows it", is_allowed)
}

fn name() -> impl Strategy<Value = String> {
    let is_name = |name: &String| {
        !name.is_empty() && name.trim() == name && !name.contains(['/', '\n', '\r', '\t'])
    };
    text(8)
        .prop_map(|name| name.replace('/', ""))
        .prop_filter("it is a name", is_name)
}

fn address() -> impl Strategy<Value = String> {
    let root = prop::sample::select(vec![
        "./Device/Vendor/MSFT",
        "./Vendor/MSFT",
        "./User/Vendor/MSFT",
        "./SyncML",
    ]);
    (root, vec(name(), 2..4)).prop_map(|(root, names)| format!("{root}/{}", names.join("/")))
}

fn value() -> impl Strategy<Value = (Option<&'static str>, Option<String>)> {
    let of = |format, values: BoxedStrategy<String>| {
        values
            .prop_map(move |value| (Some(format), Some(value)))
            .boxed()
    };
    prop_oneof![
        of("chr", text(30).boxed()),
        of(
            "xml",
            text(10).prop_map(|text| format!("<a>{text}</a>")).boxed()
        ),
        of(
            "int",
            any::<i64>().prop_map(|number| number.to_string()).boxed()
        ),
        of(
            "int",
            any::<i32>().prop_map(|number| number.to_string()).boxed()
        ),
        of("bool", any::<bool>().prop_map(|is| is.to_string()).boxed()),
        of(
            "float",
            any::<i16>()
                .prop_map(|number| format!("{number}.5"))
                .boxed()
        ),
        of("b64", Just("AAEC".to_owned()).boxed()),
        of("bin", Just("AAEC".to_owned()).boxed()),
        of("time", Just("2026-01-02T03:04:05Z".to_owned()).boxed()),
        of("date", Just("2026-01-02".to_owned()).boxed()),
        text(20).prop_map(|value| (None, Some(value))),
        Just((Some("node"), None)),
        Just((None, None)),
    ]
}

fn said() -> impl Strategy<Value = Said> {
    let verb = prop::sample::select(vec![
        "Replace", "Replace", "Replace", "Add", "Delete", "Exec", "Get",
    ]);
    let mime = option::of(prop::sample::select(vec!["text/plain", "text/xml"]));
    (verb, address(), value(), mime).prop_map(|(verb, address, (format, value), mime)| Said {
        verb: verb.to_owned(),
        address,
        format: format.map(str::to_owned),
        mime: mime.map(str::to_owned),
        value,
    })
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let kind = prop::sample::select(vec!["Atomic", "Sequence"]);
    let made = prop_oneof![
        4 => said().prop_map(Made::Command),
        1 => (kind, vec(said(), 0..3)).prop_map(|(kind, inside)| Made::Container(kind, inside)),
    ];
    vec(made, 0..6)
}

/// The commands as a server sends them, read.
fn profile(made: &[Made]) -> Profile {
    let mut bytes = Vec::new();
    let mut writer = Writer::fragment(&mut bytes);
    for made in made {
        match made {
            Made::Command(said) => command(&mut writer, said),
            Made::Container(kind, inside) => {
                let verb = Verb::from_name(*kind);
                let mut container: Element<'_, '_> = writer.command(&verb, 1).unwrap();
                inside.iter().for_each(|said| command(&mut container, said));
            }
        }
    }
    writer.finish();
    let profile = Profile::read("made.xml", &bytes, None).unwrap();
    assert_eq!(profile.faults, []);
    profile
}

fn command(writer: &mut Writer<'_>, said: &Said) {
    let item = Item {
        meta: Meta {
            format: said.format.as_deref().map(Into::into),
            kind: said.mime.as_deref().map(Into::into),
            rest: None,
        },
        data: said.value.as_deref().map(Data::new),
        ..Item::target(said.address.as_str())
    };
    let verb = Verb::from_name(said.verb.as_str());
    writer.command(&verb, 1).unwrap().item(&item).unwrap();
}

/// What a profile sets, without what is in documents.
fn settings(profile: &Profile) -> Vec<(csp_profile::Place, Said)> {
    let settings = profile.settings().map(|(command, setting)| {
        let text =
            |text: &Option<csp_profile::Text>| text.as_ref().map(|text| text.as_str().to_owned());
        let said = Said {
            verb: command.verb.to_string(),
            address: text(&setting.address).unwrap_or_default(),
            format: text(&setting.format),
            mime: text(&setting.mime),
            value: setting
                .value
                .as_ref()
                .map(|value| value.text.as_str().to_owned()),
        };
        (setting.place.clone(), said)
    });
    settings.collect()
}

/// Writes and reads back: what there was without what was said to be left out, and what there is.
fn there_and_back(profile: &Profile, carrier: Carrier) -> (Vec<Said>, Vec<Said>) {
    let output = profile.write(carrier);
    let back = Profile::read("back", output.text.as_bytes(), Some(carrier)).unwrap();
    assert_eq!(back.faults, [], "{}", output.text);
    let before = settings(profile).into_iter().filter(|(place, _)| {
        let mut lost = output
            .losses
            .iter()
            .filter(|loss| loss.kind == LossKind::LeftOut);
        // A verb that is left out is so at its command, around the item; a container that is left out has what is in it still.
        !lost.any(|loss| {
            let is_container =
                loss.message.starts_with("Atomic:") || loss.message.starts_with("Sequence:");
            loss.place.start <= place.start && place.end <= loss.place.end && !is_container
        })
    });
    let before = before.map(|(_, said)| said).collect();
    (
        before,
        settings(&back).into_iter().map(|(_, said)| said).collect(),
    )
}

fn plain_mime(said: Said) -> Said {
    Said { mime: None, ..said }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_carrier_holds_plain_settings(number in any::<i32>(), value in text(30), names in vec(name(), 2..4)) {
        let said = |format: &str, value: String| Said {
            verb: "Replace".to_owned(),
            address: format!("./Vendor/MSFT/{}/{format}", names.join("/")),
            format: Some(format.to_owned()),
            mime: None,
            value: Some(value),
        };
        let all = vec![said("int", number.to_string()), said("chr", value)];
        let profile = profile(&all.iter().cloned().map(Made::Command).collect::<Vec<_>>());
        for carrier in Carrier::ALL {
            prop_assert!(profile.write(carrier).is_whole());
            let mut back = there_and_back(&profile, carrier).1;
            back.sort_by_key(|said| said.format.as_deref() == Some("chr"));
            prop_assert_eq!(&back, &all);
        }
    }

    #[test]
    fn a_message_is_read_back_as_it_was(made in made()) {
        let profile = profile(&made);
        let output = profile.write(Carrier::SyncMl);
        prop_assert_eq!(Carrier::detect(&output.text), Some(Carrier::SyncMl));
        prop_assert_eq!(&output.losses, &[]);
        let back = Profile::read("back", output.text.as_bytes(), None).unwrap();
        prop_assert_eq!(back.to_string(), profile.to_string());
    }

    #[test]
    fn a_fleet_profile_is_read_back(made in made()) {
        let profile = profile(&made);
        let (before, back) = there_and_back(&profile, Carrier::Fleet);
        prop_assert_eq!(before, back);
    }

    #[test]
    fn a_table_is_read_back(made in made()) {
        let profile = profile(&made);
        let (before, back) = there_and_back(&profile, Carrier::Csv);
        prop_assert_eq!(Carrier::detect(&profile.write(Carrier::Csv).text), Some(Carrier::Csv));
        prop_assert_eq!(before, back);
    }

    #[test]
    fn an_intune_policy_is_read_back(made in made()) {
        let profile = profile(&made);
        let (before, back) = there_and_back(&profile, Carrier::Intune);
        let as_intune = |said: Said| {
            let (format, value) = match said.format.as_deref() {
                None => ("chr", said.value),
                Some("bin") => ("b64", said.value),
                Some("date") => ("time", said.value.map(|value| value + "T00:00:00Z")),
                Some(format) => (format, said.value),
            };
            Said { verb: "Replace".to_owned(), format: Some(format.to_owned()), value: value.clone(), mime: None, address: said.address }
        };
        let before: Vec<Said> = before.into_iter().map(as_intune).collect();
        prop_assert_eq!(before, back);
    }

    #[test]
    fn a_declared_configuration_is_read_back(made in made()) {
        let profile = profile(&made);
        let (before, back) = there_and_back(&profile, Carrier::WinDc);
        // `./Vendor` is the device's, and each document has what is in one context.
        let as_document = |said: Said| Said {
            verb: "Replace".to_owned(),
            address: said.address.replacen("./Device/Vendor/", "./Vendor/", 1),
            ..plain_mime(said)
        };
        let mut before: Vec<Said> = before.into_iter().map(as_document).collect();
        let mut back = back;
        before.sort();
        back.sort();
        prop_assert_eq!(before, back);
    }

    #[test]
    fn a_provisioning_document_is_read_back(made in made()) {
        let profile = profile(&made);
        let (before, back) = there_and_back(&profile, Carrier::Wap);
        let as_document = |said: Said| {
            let is_node = said.verb == "Add" && said.format.as_deref() == Some("node");
            let has_type = !matches!(said.format.as_deref(), Some("xml" | "b64" | "node")) || is_node;
            Said {
                verb: if is_node { "Add" } else { "Replace" }.to_owned(),
                address: said.address.replacen("./Device/Vendor/", "./Vendor/", 1),
                format: said.format.clone().filter(|_| has_type),
                ..plain_mime(said)
            }
        };
        let before: Vec<Said> = before.into_iter().map(as_document).collect();
        prop_assert_eq!(before, back);
    }
}
