//! Typed values of policies, as generated code has them: what is written, what is read, and what cannot be.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use csp_runtime::admx::{List, NamedList, Policy, Toggle};
use csp_runtime::value::Admx;
use csp_runtime::{Payload, Value};

/// What generated code looks like for a policy with an element of each kind.
#[allow(
    unreachable_pub,
    reason = "generated code stands in a crate's interface"
)]
mod lamps {
    use csp_runtime::__private as rt;

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Light {
        pub warm: bool,
        pub percent: u32,
        pub hours: u64,
        pub owner: String,
        pub note: Option<String>,
        pub rooms: Vec<String>,
        pub scenes: rt::List,
        pub users: rt::NamedList,
        pub mode: Mode,
        pub colour: Colour,
    }

    impl rt::Elements for Light {
        fn write(&self, to: &mut rt::ElementWriter) {
            to.put("Warm", &self.warm);
            to.put("Percent", &self.percent);
            to.put("Hours", &self.hours);
            to.put("Owner", &self.owner);
            to.put("Note", &self.note);
            to.put("Rooms", &self.rooms);
            to.list("Scenes", "Scene", &self.scenes);
            to.put("Users", &self.users);
            to.put("Mode", &self.mode);
            to.put("Colour", &self.colour);
        }
        fn read(from: &rt::ElementReader<'_>) -> rt::ReadElements<Self> {
            Ok(Self {
                warm: from.take("Warm")?,
                percent: from.take("Percent")?,
                hours: from.take("Hours")?,
                owner: from.take("Owner")?,
                note: from.take("Note")?,
                rooms: from.take("Rooms")?,
                scenes: from.take("Scenes")?,
                users: from.take("Users")?,
                mode: from.take("Mode")?,
                colour: from.take("Colour")?,
            })
        }
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub struct Mode(pub u64);

    impl Mode {
        pub const BRIGHT: Self = Self(4);
    }

    impl rt::Element for Mode {
        fn write(&self, out: &mut rt::String) {
            rt::Element::write(&self.0, out);
        }
        fn read(text: &str) -> Result<Self, &'static str> {
            rt::read_number(text).map(Self)
        }
    }

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub struct Colour(pub rt::ItemText);

    impl Colour {
        pub const RED: Self = Self(rt::ItemText::known("red"));

        pub fn new(text: &str) -> Self {
            Self(rt::ItemText::among(text, &["red"]))
        }
    }

    impl rt::Element for Colour {
        fn write(&self, out: &mut rt::String) {
            out.push_str(self.0.as_str());
        }
        fn read(text: &str) -> Result<Self, &'static str> {
            Ok(Self::new(text))
        }
    }
}

use lamps::{Colour, Light, Mode};

fn light() -> Light {
    Light {
        warm: true,
        percent: u32::MAX,
        hours: u64::MAX,
        owner: "A & \"B\"\n".to_owned(),
        note: None,
        rooms: vec!["Hall".to_owned(), String::new()],
        scenes: List::from(["one", "", "three"]),
        users: NamedList::from([("b", "2"), ("a", "")]),
        mode: Mode::BRIGHT,
        colour: Colour::RED,
    }
}

fn text(value: &impl Payload<Policy<Light>>) -> String {
    let mut text = String::new();
    value.write(&mut text);
    text
}

fn fault(light: Light) -> Option<String> {
    let checked = Payload::<Policy<Light>>::check(&Policy::Enabled(light));
    checked.err().map(|fault| fault.to_string())
}

#[test]
fn every_element_is_written_in_its_order_and_read_back() {
    let value = Policy::Enabled(light());
    let written = text(&value);
    assert_eq!(
        written,
        "<enabled/><data id=\"Warm\" value=\"true\"/><data id=\"Percent\" value=\"4294967295\"/>\
         <data id=\"Hours\" value=\"18446744073709551615\"/><data id=\"Owner\" value=\"A &amp; &quot;B&quot;&#10;\"/>\
         <data id=\"Note\" value=\"\"/><data id=\"Rooms\" value=\"Hall&#xF000;\"/>\
         <data id=\"Scenes\" value=\"Scene1&#xF000;one&#xF000;Scene2&#xF000;&#xF000;Scene3&#xF000;three\"/>\
         <data id=\"Users\" value=\"b&#xF000;2&#xF000;a&#xF000;\"/><data id=\"Mode\" value=\"4\"/>\
         <data id=\"Colour\" value=\"red\"/>"
    );
    assert_eq!(Policy::read(&written), Ok(value));
    assert_eq!(fault(light()), None);
    let off = Policy::<Light>::Disabled;
    assert_eq!(text(&off), "<disabled/>");
    assert_eq!(Policy::read("<disabled/>"), Ok(off));
}

#[test]
fn reading_takes_what_devices_hand_back() {
    let written = text(&Policy::Enabled(light()));
    let (state, data) = written.split_at("<enabled/>".len());
    let mut data: Vec<&str> = data.split_inclusive("/>").collect();
    data.reverse();
    let other = format!(
        "\r\n<Data ID=\"x\" id=\"Stray\" value=\"1\"/>\n{}\n  {}",
        data.join("\r\n"),
        state.replace("enabled", "Enabled")
    );
    let other = other.replace("id=\"Warm\" value=\"true\"", "id=\"WARM\" value=\" TRUE \"");
    let other = other.replace("Scene1&#xF000;one&#xF000;", "");
    let other = other.replace("&#xF000;three", "&#xF000;three&#xF000;Scene1&#xF000;one");
    assert_ne!(written, other);
    assert_eq!(Policy::read(&other), Ok(Policy::Enabled(light())));
    // Numbers are told by their value: the tenth stands behind the second.
    let list = "10\u{F000}c\u{F000}2\u{F000}b\u{F000}1\u{F000}a";
    let other = written.replace(
        "Scene1&#xF000;one&#xF000;Scene2&#xF000;&#xF000;Scene3&#xF000;three",
        list,
    );
    let scenes = |text: &str| match Policy::<Light>::read(text) {
        Ok(Policy::Enabled(light)) => light.scenes,
        other => panic!("{other:?}"),
    };
    assert_eq!(scenes(&other), List::from(["a", "b", "c"]));
    let unpaired = other.replace(list, "a\u{F000}b\u{F000}c");
    assert_eq!(scenes(&unpaired), List::from(["a", "b", "c"]));
    let named = other.replace(list, "z\u{F000}a\u{F000}y2\u{F000}b");
    assert_eq!(scenes(&named), List::from(["a", "b"]));
    // What may be empty may be missing.
    for id in ["Note", "Rooms", "Scenes", "Users"] {
        let start = written.find(&format!("<data id=\"{id}\"")).unwrap();
        let end = start + written[start..].find("/>").unwrap() + 2;
        let without = format!("{}{}", &written[..start], &written[end..]);
        assert!(Policy::<Light>::read(&without).is_ok(), "{id}");
    }
}

#[test]
fn values_that_a_newer_windows_sends_are_kept() {
    let mut newer = light();
    newer.mode = Mode(17);
    newer.colour = Colour::new("green");
    let read = Policy::read(&text(&Policy::Enabled(newer.clone())));
    assert_eq!(read, Ok(Policy::Enabled(newer)));
    // The constants are patterns, of enums of texts too.
    let is_red = |colour: Colour| matches!(colour, Colour::RED);
    assert!(is_red(Colour::new("red")) && !is_red(Colour::new("green")));
}

#[test]
fn what_cannot_be_read_is_said_of_its_element() {
    let written = text(&Policy::Enabled(light()));
    let said = |text: &str| Policy::<Light>::read(text).unwrap_err().to_string();
    let table = [
        (
            written.replace("value=\"4294967295\"", "value=\"4294967296\""),
            "expected a number of 32 bits, found `Percent=4294967296`",
        ),
        (
            written.replace("value=\"4\"", "value=\"four\""),
            "expected a number in decimal digits, found `Mode=four`",
        ),
        (
            written.replace("value=\"true\"", "value=\"\""),
            "expected `true` or `false`, found `Warm=`",
        ),
        (
            written.replace("b&#xF000;2&#xF000;", "b&#xF000;"),
            "expected names and values by turns, with U+F000 between them, found `Users=b\u{F000}a\u{F000}`",
        ),
        (
            written.replace("<data id=\"Owner\"", "<data id=\"Other\""),
            "expected a payload with each element of the policy, found `<enabled/> without Owner`",
        ),
        (
            "on".to_owned(),
            "expected `<enabled/>` or `<disabled/>` with the data of a policy, found `on`",
        ),
    ];
    for (text, words) in table {
        assert_eq!(said(&text), words);
    }
}

#[test]
fn what_cannot_be_written_is_said_of_its_element() {
    let joint = || "a\u{F000}b".to_owned();
    let mut table: Vec<(Light, &str)> = Vec::new();
    let mut with = |change: fn(&mut Light, String), words| {
        let mut light = light();
        change(&mut light, joint());
        table.push((light, words));
    };
    let entries = "contains U+F000, which stands between them";
    with(|light, text| light.scenes.0.push(text), entries);
    with(
        |light, text| light.users.0.push((text, String::new())),
        entries,
    );
    with(
        |light, text| light.users.0.push((String::new(), text)),
        entries,
    );
    with(|light, text| light.rooms.push(text), entries);
    with(
        |light, _| light.rooms = vec![String::new()],
        "would be read as none",
    );
    for (light, words) in table {
        let fault = fault(light).unwrap();
        assert!(fault.contains(words), "{fault}");
        assert!(fault.starts_with("the element `"), "{fault}");
    }
}

#[test]
fn a_policy_without_elements_is_on_or_off() {
    for (toggle, text) in [
        (Toggle::Enabled, "<enabled/>"),
        (Toggle::Disabled, "<disabled/>"),
    ] {
        let mut written = String::new();
        Payload::<Toggle>::write(&toggle, &mut written);
        assert_eq!(written, text);
        assert_eq!(
            Toggle::read(&format!("\n{text}<data id=\"a\" value=\"\"/>")),
            Ok(toggle)
        );
    }
    assert!(Toggle::read("<data id=\"a\" value=\"\"/>").is_err());
}

#[test]
fn the_untyped_value_fits_every_policy() {
    let admx = Admx::enabled().data("Percent", "1");
    assert_eq!(text(&admx), "<enabled/><data id=\"Percent\" value=\"1\"/>");
    let twice = Admx::enabled().data("Percent", "1").data("Percent", "2");
    assert!(Payload::<Policy<Light>>::check(&twice).is_err());
    assert!(Payload::<Toggle>::check(&twice).is_err());
}
