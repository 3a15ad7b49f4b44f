//! What constants are called, set by set.

use super::name_values;
use super::written::LONGEST;

fn named(set: &[(&str, &str)]) -> Vec<String> {
    let values: Vec<(&str, Option<&str>)> = set
        .iter()
        .map(|(value, text)| (*value, (!text.is_empty()).then_some(*text)))
        .collect();
    name_values(&values)
        .into_iter()
        .map(|name| name.text)
        .collect()
}

/// Each set as lines of value, description and the name that is expected.
#[track_caller]
fn check(set: &[(&str, &str, &str)]) {
    let values: Vec<(&str, &str)> = set.iter().map(|(value, text, _)| (*value, *text)).collect();
    let expected: Vec<&str> = set.iter().map(|(_, _, name)| *name).collect();
    assert_eq!(named(&values), expected);
}

#[test]
fn a_short_description_is_the_name() {
    check(&[
        ("0", "Not allowed.", "NOT_ALLOWED"),
        ("1", "Allowed.", "ALLOWED"),
        ("2", "Only on Wi-Fi", "ONLY_ON_WI_FI"),
        ("3", "The lamp is on.", "LAMP_ON"),
        ("4", "No op", "NO_OP"),
        ("5", "NotConfigured", "NOT_CONFIGURED"),
        ("6", "In progress", "IN_PROGRESS"),
    ]);
    check(&[
        ("0", "Off", "OFF"),
        ("1", "On", "ON"),
        ("2", "In", "IN"),
        ("3", "No", "NO"),
    ]);
}

#[test]
fn a_name_is_what_a_description_leads_with() {
    check(&[
        (
            "0",
            "Off: no lamp is lit, whatever was asked for before.",
            "OFF",
        ),
        ("1", "Dim - the lamps burn at half their power.", "DIM"),
        (
            "2",
            "Bright. All lamps burn, which needs more power.",
            "BRIGHT",
        ),
        ("3", "Party (see the manual) with colours.", "PARTY"),
        (
            "4",
            "Night; only the small lamp burns until the morning.",
            "NIGHT",
        ),
        (
            "5",
            "(Day) The lamps follow the sun through the window.",
            "DAY",
        ),
        (
            "6",
            "Lit by hand, but not after ten in the evening when all sleep.",
            "LIT_BY_HAND",
        ),
    ]);
}

#[test]
fn marks_that_repeat_the_value_are_no_part_of_the_name() {
    check(&[
        ("0", "0 - Off", "OFF"),
        ("1", "1: Dim", "DIM"),
        ("2", "(2) Bright", "BRIGHT"),
        ("4", "0x4 = Party", "PARTY"),
        ("16", "{0x10} - Night", "NIGHT"),
        ("128", "0x80 = Day (1)", "DAY"),
        ("7", "7-Evening", "EVENING"),
        ("-1", "-1 = Unknown", "UNKNOWN"),
        ("9", "9. Morning", "MORNING"),
        ("10", "2-pin socket", "_2_PIN_SOCKET"),
        ("11", "5 - 10 lamps", "_5_TO_10_LAMPS"),
    ]);
}

#[test]
fn remarks_on_the_default_are_no_part_of_the_name() {
    check(&[
        ("0", "Off (default)", "OFF"),
        ("1", "Default. Dim", "DIM"),
        ("2", "(Default) Bright", "BRIGHT"),
        ("3", "Party [Default]", "PARTY"),
        (
            "4",
            "This is the default, when nothing is set. Night.",
            "NIGHT",
        ),
        ("5", "Day by default", "DAY"),
    ]);
    check(&[("0", "Default", "DEFAULT"), ("1", "Own", "OWN")]);
}

#[test]
fn a_symbol_is_the_name() {
    check(&[
        ("0", "LAMP_STATE_OFF: no lamp burns.", "LAMP_STATE_OFF"),
        (
            "1",
            "LAMP_STATE_UTF_8-Lamps of eight bits",
            "LAMP_STATE_UTF_8",
        ),
        (
            "2",
            "The state of a lamp. Not LAMP_STATE_OFF.",
            "STATE_OF_LAMP",
        ),
    ]);
}

#[test]
fn values_with_long_descriptions_are_named_by_what_tells_them_apart() {
    check(&[
        (
            "0",
            "The use of lamps of class 1.3 is not allowed for reading in bed.",
            "NOT_ALLOWED",
        ),
        (
            "1",
            "The use of lamps of class 1.3 is allowed for reading in bed.",
            "ALLOWED",
        ),
    ]);
    check(&[
        (
            "0",
            "Fetch, unpack and light the lamps of the house from Lamp Store",
            "LAMP_STORE",
        ),
        (
            "1",
            "Fetch, unpack and light the lamps of the house from Lamp Server Store (LSS)",
            "LAMP_SERVER_STORE",
        ),
    ]);
    check(&[
        (
            "0",
            "If you enable this setting, guests can no longer see which lamps burn in the hall.",
            "ENABLE",
        ),
        (
            "1",
            "If you disable or do not configure this setting, guests can see which lamps burn in the hall and in the kitchen.",
            "DISABLE_OR_DO_NOT_CONFIGURE",
        ),
    ]);
}

#[test]
fn what_no_short_words_tell_is_cut_where_a_part_ends() {
    check(&[
        ("0", "Not configured.", "NOT_CONFIGURED"),
        (
            "1",
            "Lamps are watched and their burning hours are written down until the year has passed.",
            "LAMPS_WATCHED",
        ),
        (
            "2",
            "The lamp decides when it's most fitting to be bright.",
            "LAMP_DECIDES_WHEN_ITS_MOST_FITTING_TO_BE_BRIGHT",
        ),
    ]);
}

#[test]
fn siblings_whose_names_meet_take_up_what_comes_next() {
    check(&[
        ("0", "Disabled", "DISABLED"),
        ("1", "Enabled (watch mode)", "ENABLED_WATCH_MODE"),
        ("2", "Enabled (light mode)", "ENABLED_LIGHT_MODE"),
    ]);
    check(&[
        (
            "0",
            "Yearly Channel. Lamps change once a year.",
            "YEARLY_CHANNEL",
        ),
        (
            "1",
            "Yearly Channel (Early). Lamps change sooner.",
            "YEARLY_CHANNEL_EARLY",
        ),
    ]);
    check(&[
        ("1", "Reserved", "RESERVED"),
        ("4", "Reserved", "RESERVED_4"),
        ("9", "reserved.", "RESERVED_9"),
    ]);
}

#[test]
fn a_negation_never_parts_from_its_word() {
    check(&[
        ("0", "Don’t light the lamp", "DONT_LIGHT_LAMP"),
        ("1", "Users can't light the lamp", "USERS_CANT_LIGHT_LAMP"),
        ("2", "Lamps aren't lit", "LAMPS_NOT_LIT"),
        ("3", "Not a lamp", "NOT_A_LAMP"),
    ]);
    check(&[
        (
            "0",
            "Putting up new lamps beyond those which the owner of the house has put up is not allowed.",
            "NOT_ALLOWED",
        ),
        (
            "1",
            "Putting up new lamps beyond those which the owner of the house has put up is allowed.",
            "ALLOWED",
        ),
    ]);
    check(&[
        (
            "1",
            "Turn off all lamps of the house, excluding those at the doors",
            "TURN_OFF_EXCLUDING_THOSE_AT_DOORS",
        ),
        (
            "2",
            "Turn off all lamps of the house, including those at the doors",
            "TURN_OFF_INCLUDING_THOSE_AT_DOORS",
        ),
    ]);
}

#[test]
fn numbers_units_and_signs_read_as_words() {
    check(&[
        ("15", "15 Minutes", "MINUTES_15"),
        ("30", "30 days", "DAYS_30"),
        ("50", "50%", "PERCENT_50"),
        ("10", "10GB", "GB_10"),
        ("1", "Less than an hour", "LESS_THAN_AN_HOUR"),
        ("2", "< 5 hours", "LESS_THAN_5_HOURS"),
        ("3", ">= 5 hours", "AT_LEAST_5_HOURS"),
        ("4", "TLS 1.2", "TLS_1_2"),
        ("5", "TLS 1.2+", "TLS_1_2_PLUS"),
        ("6", "Small + large", "SMALL_AND_LARGE"),
        ("7", "-5 degrees", "MINUS_5_DEGREES"),
    ]);
}

#[test]
fn acronyms_and_names_read_well() {
    check(&[
        ("0", "HyperV", "HYPER_V"),
        ("1", "Hyper-V host", "HYPER_V_HOST"),
        ("2", "CRL check", "CRL_CHECK"),
        ("3", "VPNv2", "VPNV2"),
        ("4", "L2TP", "L2TP"),
        ("5", "PowerShell", "POWER_SHELL"),
        ("6", "Microsoft Edge", "MICROSOFT_EDGE"),
        ("7", "The user's choice", "USERS_CHOICE"),
    ]);
}

#[test]
fn a_value_that_is_text_is_its_own_name_where_the_description_is_no_label() {
    check(&[
        ("OEM", "", "OEM"),
        ("Retail", "What a shop sells to whoever comes in.", "RETAIL"),
        ("MBB", "MobileBroadband", "MOBILE_BROADBAND"),
        ("application/lamp+xml", "XML", "XML"),
    ]);
}

#[test]
fn a_value_of_which_nothing_is_said_is_named_by_itself() {
    check(&[
        ("0", ".", "VALUE_0"),
        ("-3", "", "VALUE_MINUS_3"),
        ("1024", "1024", "VALUE_1024"),
        ("1.2", "", "VALUE_1_2"),
        ("*", "", "VALUE_U2A"),
        ("", "", "VALUE_EMPTY"),
    ]);
    let names = name_values(&[(0, Some("Off")), (1, None)]);
    assert_eq!(
        names.iter().map(|name| name.described).collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn the_order_of_the_values_decides_nothing() {
    let set = [
        ("0", "Lit by hand. Guests may light it."),
        ("1", "Lit by hand. Nobody may light it."),
        ("2", "Reserved"),
        ("3", "Reserved"),
        ("4", "The lamp in the hall burns whenever somebody comes in"),
        ("5", "The lamp in the hall burns whenever somebody knocks"),
    ];
    let expected = named(&set);
    for turn in 1..set.len() {
        let mut turned = set;
        turned.rotate_left(turn);
        let mut names = named(&turned);
        names.rotate_right(turn);
        assert_eq!(names, expected);
    }
}

#[test]
fn another_value_moves_no_name_that_it_does_not_meet() {
    let set = [
        ("0", "Off"),
        ("1", "Enabled for guests"),
        ("2", "Reserved"),
        ("3", "MINUTES: 5"),
    ];
    let more = [
        set.as_slice(),
        &[("7", "Reserved"), ("8", "Enabled"), ("9", "Offline")],
    ]
    .concat();
    assert_eq!(named(&more)[..set.len()], named(&set));
}

#[test]
fn names_are_short_apart_and_no_words_break_them() {
    let texts = [
        "",
        " ",
        ".",
        "-",
        "(",
        ")(",
        "((((",
        "...",
        "a",
        "not",
        "NOT",
        "the",
        "Default",
        "default default",
        "does not",
        "if you, ",
        "If, then",
        "specifies that",
        "ß",
        "中文",
        "’",
        "<",
        "< >= 3",
        "1 - ",
        "0x",
        "{1}",
        "A_B",
        "_",
        "will be",
        "will not be",
        "can",
        "no longer",
        "either",
        "is",
        "%%%",
        "+ + +",
        "- - -",
    ];
    let long = [
        "lamp ", "not-", "A_", "1 ", "a, ", "(b) ", "and ", "no ", "x.",
    ]
    .map(|text| text.repeat(200));
    let all: Vec<&str> = texts
        .into_iter()
        .chain(long.iter().map(String::as_str))
        .collect();
    for first in &all {
        for second in &all {
            let names = named(&[("0", first), ("1", second), ("2", first), ("text", second)]);
            for (nth, name) in names.iter().enumerate() {
                assert!(name.len() <= LONGEST, "{name}");
                assert!(!names[..nth].contains(name), "{names:?}");
                let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
                assert!(
                    name.chars().all(is_part) && name.contains(|c: char| c.is_ascii_uppercase()),
                    "{name}"
                );
                assert!(!name.starts_with(|c: char| c.is_ascii_digit()), "{name}");
            }
        }
    }
}
