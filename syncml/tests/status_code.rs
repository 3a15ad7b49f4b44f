//! Status codes: the list of the specification, how they print, what counts as success.

use syncml::StatusCode;

#[test]
fn the_list_is_the_specifications() {
    let listed: Vec<u16> = StatusCode::ALL.iter().map(|status| status.code()).collect();
    let expected: Vec<u16> = [101]
        .into_iter()
        .chain(200..=216)
        .chain(300..=305)
        .chain(400..=428)
        .chain(500..=514)
        .chain([516, 517])
        .collect();
    assert_eq!(listed, expected);
}

#[test]
fn every_listed_code_has_a_name_and_a_description_of_its_own() {
    let mut names: Vec<_> = StatusCode::ALL.iter().map(|status| status.name()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), StatusCode::ALL.len());
    for status in StatusCode::ALL {
        let description = status.description().expect("listed codes are described");
        assert!(description.ends_with('.'), "{status}: {description}");
    }
    assert_eq!(StatusCode::new(515).name(), None);
    assert_eq!(StatusCode::new(515).description(), None);
}

#[test]
fn prints_the_number_and_the_name() {
    assert_eq!(StatusCode::NOT_FOUND.to_string(), "404 Not found");
    assert_eq!(
        format!("{:?}", StatusCode::ATOMIC_FAILED),
        "507 Atomic failed"
    );
    assert_eq!(StatusCode::new(599).to_string(), "599");
}

#[test]
fn success_ends_below_300() {
    assert!(StatusCode::OK.is_success());
    assert!(StatusCode::new(299).is_success());
    assert!(!StatusCode::MULTIPLE_CHOICES.is_success());
    assert!(!StatusCode::ATOMIC_FAILED.is_success());
}

#[test]
fn reads_the_text_of_a_status() {
    assert_eq!(StatusCode::parse("200"), Some(StatusCode::OK));
    assert_eq!(
        StatusCode::parse(" \n 418\t"),
        Some(StatusCode::ALREADY_EXISTS)
    );
    assert_eq!(StatusCode::parse("799"), Some(StatusCode::new(799)));
    for wrong in ["", " ", "+200", "-1", "20 0", "0x194", "OK", "70000"] {
        assert_eq!(StatusCode::parse(wrong), None, "{wrong:?}");
    }
}
