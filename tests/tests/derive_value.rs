//! Types with `derive(CspValue)`: read without loss, written as the node wants them.

use csp_macros::CspValue;
use csp_runtime::value::{Bytes, Flags, IntChoice, Xml};
use csp_runtime::{Payload, Value};

/// What goes out for a value of its own node.
fn written<V: Value>(value: &impl Payload<V>) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

#[derive(Debug, PartialEq, CspValue)]
enum Level {
    #[csp(value = -1)]
    Unset,
    #[csp(value = 0x10)]
    Low,
    #[csp(other)]
    Other(i64),
}

#[test]
fn an_enum_of_numbers_keeps_what_has_no_name() {
    for (text, level, out) in [
        ("-1", Level::Unset, "-1"),
        (" 0x10 ", Level::Low, "16"),
        (
            "9223372036854775807",
            Level::Other(i64::MAX),
            "9223372036854775807",
        ),
    ] {
        assert_eq!(Level::read(text).as_ref(), Ok(&level));
        assert_eq!(written::<Level>(&level), out);
    }
    assert_eq!(
        Level::read("low").expect_err("no number").to_string(),
        "expected a decimal integer, found `low`"
    );
}

#[derive(Debug, PartialEq, CspValue)]
enum Switch {
    #[csp(value = 0)]
    Off,
    #[csp(value = 1)]
    On,
}

#[test]
fn a_closed_enum_says_what_it_takes() {
    assert_eq!(Switch::read("1"), Ok(Switch::On));
    assert_eq!(written::<Switch>(&Switch::Off), "0");
    assert_eq!(
        Switch::read("2").expect_err("no variant").to_string(),
        "expected one of `0`, `1`, found `2`"
    );
}

#[derive(Debug, PartialEq, CspValue)]
enum Channel<'a> {
    #[csp(value = "Retail")]
    Retail,
    #[csp(value = "retail")]
    SmallRetail,
    #[csp(value = "MAK key")]
    Mak,
    #[csp(other)]
    Other(&'a str),
}

#[test]
fn an_enum_of_texts_is_exact_first_and_lenient_then() {
    for (text, channel, out) in [
        ("Retail", Channel::Retail, "Retail"),
        ("retail", Channel::SmallRetail, "retail"),
        (" mak KEY\n", Channel::Mak, "MAK key"),
        (" OEM ", Channel::Other(" OEM "), " OEM "),
    ] {
        let read: Channel<'_> = Channel::read(text).expect("every text is one");
        assert_eq!(read, channel);
        assert_eq!(written::<Channel<'static>>(&read), out);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, CspValue)]
#[csp(flags(READ = 1, /** Implies reading. */ WRITE = 2, ALL = 7))]
struct Rights(i64);

#[test]
fn flags_are_a_set_that_keeps_unknown_bits() {
    let rights = Rights::read("10").expect("a number");
    assert!(rights.contains(Rights::WRITE) && !rights.contains(Rights::READ));
    assert_eq!(written::<Rights>(&(rights | Rights::READ)), "11");
    assert_eq!(
        (Rights::ALL.name(), rights.is_known()),
        (Some("ALL"), false)
    );
}

#[derive(Debug, PartialEq, CspValue)]
struct Name<'a>(&'a str);

#[derive(Debug, PartialEq, CspValue)]
struct Job<'a>(Xml<'a>);

#[derive(Debug, PartialEq, CspValue)]
#[csp(format = "xml")]
struct Profile(String);

#[derive(Debug, PartialEq, CspValue)]
struct Key(Bytes);

#[test]
fn a_newtype_is_what_it_holds() {
    assert_eq!(Name::read("a"), Ok(Name("a")));
    assert_eq!(written::<Name<'static>>(&Name("<a>")), "<a>");
    assert_eq!(
        written::<Job<'static>>(&Job::read("<job/>").expect("a text")),
        "<job/>"
    );
    assert_eq!(Profile::read("<p/>"), Ok(Profile("<p/>".to_owned())));
    assert_eq!(Key::read("AQID"), Ok(Key(Bytes(vec![1, 2, 3]))));
    assert_eq!(written::<Key>(&Key(Bytes(vec![1, 2, 3]))), "AQID");
    assert!(Key::read("?").is_err());
}

/// Another crate's view: the runtime under another path, nothing imported, names of the prelude taken.
mod hostile {
    pub(super) mod inner {
        pub(crate) use csp_runtime as runtime;
    }

    #[allow(dead_code)]
    mod shadows {
        pub(super) struct Option;
        pub(super) struct Result;
        pub(super) struct String;
        pub(super) struct Some;
        pub(super) struct Ok;
    }
    #[allow(unused_imports)]
    use shadows::*;

    #[derive(csp_macros::CspValue)]
    #[csp(crate = crate::hostile::inner::runtime)]
    pub(super) enum Power {
        #[csp(value = "on")]
        On,
    }

    #[derive(csp_macros::CspNode)]
    #[csp(
        crate = crate::hostile::inner::runtime,
        device = "./Vendor/Contoso",
        nodes = lamp
    )]
    pub(super) struct Lamp {
        r#type: Power,
    }
}

#[test]
fn generated_code_names_everything_in_full() {
    use csp_runtime::{Csp as _, CspNode as _};
    let lamp = hostile::Lamp::from_nodes(
        "./Vendor/Contoso/Lamp",
        [("./Vendor/Contoso/Lamp/Type", "on")],
    );
    assert!(lamp.is_ok());
    assert_eq!(hostile::Lamp::TREE.nodes().count(), 2);
}
