//! The tables are whole: every code that device management is known to give answers, in order, with causes and a source.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use csp_explain::table::{self, ERRORS, EVENTS, MESSAGES, STATUSES};
use csp_explain::{Cause, Situation, rank};
use syncml::StatusCode;

#[test]
fn rows_stand_in_order_and_say_where_they_are_from() {
    assert!(STATUSES.is_sorted_by(|one, next| one.code < next.code));
    assert!(ERRORS.is_sorted_by(|one, next| one.number < next.number));
    assert!(EVENTS.is_sorted_by(|one, next| one.number < next.number));
    for row in STATUSES {
        assert!(
            row.code.name().is_some() && !row.source.is_empty(),
            "{}",
            row.code
        );
        let note = row.note.is_none_or(|note| {
            !note.text.is_empty() && (note.is_documented || !note.source.is_empty())
        });
        assert!(note, "{}", row.code);
        let is_failure = !row.code.is_success();
        assert!(!is_failure || !row.causes.is_empty(), "{}", row.code);
    }
    for row in ERRORS {
        let is_told = !row.meaning.is_empty() && !row.causes.is_empty() && !row.source.is_empty();
        assert!(is_told, "0x{:08X}", row.number);
        // What no header names rests on reports.
        assert_eq!(
            row.name.is_empty(),
            !row.is_documented,
            "0x{:08X}",
            row.number
        );
    }
    for row in EVENTS {
        assert!(
            !row.meaning.is_empty() && !row.source.is_empty(),
            "{}",
            row.number
        );
    }
    for (text, number) in MESSAGES {
        assert!(table::error(*number).is_some(), "{text}");
    }
}

#[test]
fn no_code_names_a_cause_twice() {
    let of_statuses = STATUSES.iter().map(|row| row.causes);
    for causes in of_statuses.chain(ERRORS.iter().map(|row| row.causes)) {
        let distinct: BTreeSet<Cause> = causes.iter().copied().collect();
        assert_eq!(distinct.len(), causes.len(), "{causes:?}");
        for cause in causes {
            assert!(!cause.text().ends_with('.') && !cause.advice().is_empty());
        }
    }
}

/// The codes of OMA DM, of `cfgmgr2err.h`, of Intune's list and of enrolment that administrators meet with.
#[test]
fn every_code_that_administrators_meet_with_answers() {
    for code in [
        200..=202,
        206..=206,
        212..=216,
        400..=418,
        420..=420,
        424..=425,
        500..=501,
        503..=503,
        505..=508,
        510..=514,
        516..=517,
    ]
    .into_iter()
    .flatten()
    {
        assert!(table::status(StatusCode::new(code)).is_some(), "{code}");
    }
    let configuration_manager = (0x8600_0000..=0x8600_0006)
        .chain(0x8600_0008..=0x8600_0019)
        .chain(0x8600_0020..=0x8600_0023);
    let others = [
        0x8600_0031,
        0x82AA_0002,
        0x82AC_0204,
        0x82B0_0001,
        0x82B0_0006,
        0x87D1_FDE8,
        0x87D1_FDE9,
        0x87D1_FDEA,
        0x87D1_FDEB,
        0x87D1_FDEC,
        0x87D1_FDEE,
        0x87D1_FDF0,
        0x87D1_FDF2,
        0x20100,
        0x20101,
        65000,
        0x8000_4001,
        0x8000_4005,
        0x8000_FFFF,
        0x8007_0002,
        0x8007_0005,
        0x8007_000D,
        0x8007_0032,
        0x8007_0057,
        0x8007_007B,
        0x8007_00B7,
        0x8007_0490,
        0x8007_052D,
        0x8007_0534,
        0x8007_056B,
        0x8007_0643,
        0x8007_2EE7,
        0x800B_0109,
        0x8004_1002,
        0x8007_3CF3,
        0x8031_0059,
        0x8031_005E,
        0x8018_0001,
        0x8018_0013,
        0x8018_0014,
        0x8018_0018,
        0x8018_0023,
        0x8018_0026,
    ];
    for number in configuration_manager.chain(others) {
        assert!(table::error(number).is_some(), "0x{number:08X}");
    }
    for number in [75, 76, 208, 404, 809, 813, 814, 815, 1928] {
        assert!(table::event(number).is_some(), "event {number}");
    }
}

#[test]
fn what_is_ruled_out_is_left_out_and_what_is_shown_comes_first() {
    let delete = Situation {
        verb: Some(csp_schema::Verb::Delete),
        ..Situation::default()
    };
    let causes = rank(Some(StatusCode::NOT_FOUND), &delete);
    assert_eq!(
        (causes[0].cause, causes[0].is_shown),
        (Cause::NothingToDelete, true)
    );
    assert!(causes.iter().all(|cause| cause.cause != Cause::NoValue));
    // The error behind a status says more than the status.
    let denied = Situation {
        error: Some(0x8600_0022),
        ..Situation::default()
    };
    let causes = rank(Some(StatusCode::COMMAND_FAILED), &denied);
    assert_eq!(causes[0].cause, Cause::NobodySignedIn);
}

/// A policy of an app is on a device once the device has taken the app's template.
#[test]
fn a_policy_of_an_app_lacks_its_template_first() {
    let policy = "./Device/Vendor/MSFT/Policy/Config/Firefox~Policy~firefox~Homepage/HomepageURL";
    let causes = |uri, verb, code| {
        let situation = Situation {
            verb,
            uri,
            is_undefined: true,
            ..Situation::default()
        };
        rank(Some(code), &situation)
    };
    let failed = [StatusCode::NOT_FOUND, StatusCode::COMMAND_NOT_ALLOWED];
    let replace = Some(csp_schema::Verb::Replace);
    for (code, verb) in failed.into_iter().zip([replace, None]) {
        for uri in [
            policy,
            "./user/vendor/msft/policy/config/Firefox~preference/X",
        ] {
            let ranked = causes(uri, verb, code);
            assert_eq!(
                (ranked[0].cause, ranked[0].is_shown),
                (Cause::AdmxOrder, true),
                "{code} {uri}"
            );
            let advice = ranked[0].cause.advice();
            assert!(advice.contains("csp admx syncml") && advice.contains("--ingest"));
            assert!(!ranked[1].is_shown, "{:?}", ranked[1]);
        }
        // Those that Windows itself has need none, and other nodes neither.
        for uri in [
            "./Device/Vendor/MSFT/Policy/Config/ADMX_Desktop/Wallpaper",
            "./Device/Vendor/MSFT/Policy/Config/Firefox~Policy~firefox",
            "./Device/Vendor/Contoso/Lamp~Policy/Lit",
        ] {
            let ranked = causes(uri, verb, code);
            let order = ranked.iter().find(|cause| cause.cause == Cause::AdmxOrder);
            assert_eq!(order, None, "{code} {uri}");
        }
    }
    // With the template there may as well be no value; and a value that is refused was taken by something.
    let get = causes(policy, Some(csp_schema::Verb::Get), StatusCode::NOT_FOUND);
    let refused = causes(policy, replace, StatusCode::COMMAND_FAILED);
    for ranked in [get, refused] {
        let order = ranked.iter().find(|cause| cause.cause == Cause::AdmxOrder);
        assert!(order.is_some_and(|cause| !cause.is_shown), "{ranked:?}");
    }
}
