//! Security descriptors: right and wrong ones, and any text at all.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use csp_check::{Evaluated, check_sddl};

#[test]
fn right_descriptors_are_right() {
    for text in [
        "D:",
        "O:BA",
        "O:BAG:SYD:(A;;GA;;;SY)",
        "O:S-1-5-21-1-2-3-500G:S-1-5-32-544D:P(A;;GA;;;BA)S:(AU;SAFA;GA;;;WD)",
        "O:S-1-5-18S:(ML;;NW;;;LW)",
        "D:PAI(A;OICI;FA;;;BA)(A;OICIIO;FRFX;;;BU)",
        "D:NO_ACCESS_CONTROL",
        "D:(A;;0x1200a9;;;S-1-15-2-1)(D;;7;;;S-1-0x5-32)",
        "D:(OA;;RPWP;bf967aba-0de6-11d0-a285-00aa003049e2;;DA)",
        " D: (A; ; CC ; ; ; S-1-5-84-0-0-0-0-0 ) ",
        "d:(a;;ga;;;ba)",
        "S:(TL;;0x1;;;S-1-19-512-4096)",
    ] {
        assert_eq!(check_sddl(text), Ok(Evaluated::Whole), "{text}");
    }
    for text in [
        r#"D:(XA;;FX;;;S-1-1-0;(@User.Title=="PM)" && (@User.Level < 3)))"#,
        r#"S:(RA;;;;;WD;("Secrecy",TU,0,3))"#,
    ] {
        let checked = check_sddl(text);
        assert!(
            matches!(checked, Ok(Evaluated::Partly(_))),
            "{text}: {checked:?}"
        );
    }
}

#[test]
fn wrong_descriptors_are_told_at_their_place() {
    for (text, at, why) in [
        ("", 0, "not empty"),
        ("   ", 0, "not empty"),
        ("Users", 0, "expected `O:`"),
        ("(A;;GA;;;BA)", 0, "expected `O:`"),
        ("S-1-5-32-544", 0, "expected `O:`"),
        ("O:", 2, "no SID"),
        ("O:XX", 2, "`XX` is no SID"),
        ("O:BAO:BA", 4, "second `O:`"),
        ("O:S-1-5D:", 2, "`S-1-5` is no SID"),
        ("D:(A;;GA;;;Users)", 11, "`Users` is no SID"),
        ("D:(A;;GA;;;S-1-5-4294967296)", 11, "no SID"),
        ("D:(B;;GA;;;BA)", 3, "`B` is no type"),
        ("D:(A;XX;GA;;;BA)", 5, "`XX` is no flag"),
        ("D:(A;OIC;GA;;;BA)", 7, "`C` is no flag"),
        ("D:(A;;GAZZ;;;BA)", 8, "`ZZ` is no right"),
        ("D:(A;;0x100000000;;;BA)", 6, "no right"),
        ("D:(A;;GA;x;;BA)", 9, "no GUID"),
        ("D:(A;;GA;;BA)", 10, "no GUID"),
        ("D:(A;;GA;;;BA", 2, "not closed"),
        ("D:(A;;GA)", 8, "expected `;`"),
        ("D:(A;;GA;;;BA;x)", 14, "expected `(`"),
        ("D:(A;;GA;;;BA;(x))", 13, "ends with its SID"),
        ("D:(XA;;GA;;;BA)", 14, "has a condition"),
        ("D:(XA;;GA;;;BA;(x)", 18, "expected `)`"),
        ("D:(XA;;GA;;;BA;(x", 2, "not closed"),
        ("D:(A;;GA;;;BA)x", 14, "expected `O:`"),
        ("D:(A;;é;;;BA)", 6, "`é` is no right"),
    ] {
        let error = check_sddl(text).unwrap_err();
        assert!(error.to_string().contains(why), "{text}: {error}");
        assert_eq!(error.offset(), Some(at), "{text}: {error}");
    }
    let long = format!("D:(A;;GA;;;{})", "x".repeat(100_000));
    assert!(check_sddl(&long).unwrap_err().to_string().len() < 200);
}

/// Texts of the pieces that descriptors are made of, in any order: each ends, and a place is in the text.
#[test]
fn whatever_the_text_is_it_ends_in_a_place_of_it() {
    const PIECES: [&str; 24] = [
        "O:",
        "G:",
        "D:",
        "S:",
        "P",
        "AI",
        "(",
        ")",
        ";",
        ";;",
        "A",
        "XA",
        "RA",
        "GA",
        "0x1",
        "BA",
        "S-1-5-32-544",
        "\"",
        " ",
        "é",
        ",",
        "-",
        "bf967aba-0de6-11d0-a285-00aa003049e2",
        "\u{1F600}",
    ];
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..50_000 {
        let mut text = String::new();
        for _ in 0..seed % 24 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(PIECES[(seed >> 33) as usize % PIECES.len()]);
        }
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        if let Err(error) = check_sddl(&text) {
            let at = error.offset().unwrap();
            assert!(text.is_char_boundary(at), "{text}: {error} at {at}");
        }
    }
    // Half a megabyte of entries, and of open parentheses.
    assert!(check_sddl(&format!("D:{}", "(A;;GA;;;BA)".repeat(40_000))).is_ok());
    assert!(check_sddl(&format!("D:(XA;;;;;BA;{}", "(".repeat(500_000))).is_err());
}
