//! How much one CSP may hold, and that the largest one takes no more time than its size explains.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use csp_codegen::{Error, Generator};
use ddf::Source;

/// The rows of one CSP are numbered with 16 bits, of which one number means "no parent".
const MOST_NODES: usize = 65_535;

/// A CSP of so many nodes, all leaves below one root.
fn definition(nodes: usize, name: impl Fn(usize) -> String) -> String {
    let mut text = String::from(
        "<MgmtTree><Node><NodeName>Large</NodeName><Path>./Device/Vendor/Contoso</Path>\
         <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>",
    );
    for nth in 1..nodes {
        let name = name(nth);
        let _ = write!(
            text,
            "<Node><NodeName>{name}</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><chr/></DFFormat></DFProperties></Node>"
        );
    }
    text + "</Node></MgmtTree>"
}

fn generate(definition: String) -> Result<csp_codegen::Output, Error> {
    Generator::new()
        .source(Source::new("Large.xml", definition))
        .generate()
}

#[test]
fn one_node_more_than_an_address_can_tell_apart_is_refused() {
    let Err(Error::Ddf(report)) = generate(definition(MOST_NODES + 1, |nth| format!("N{nth}")))
    else {
        panic!("it should be refused");
    };
    let codes: Vec<String> = report
        .iter()
        .map(|diagnostic| diagnostic.code().to_string())
        .collect();
    assert_eq!(codes, ["GEN0001"]);
    assert!(
        report.render().contains("Large.xml:1:"),
        "{}",
        report.render()
    );
}

/// Names of letters that no Rust name may have all meet in one, and are numbered.
#[test]
fn names_that_all_meet_are_numbered_in_time() {
    let name = |nth: usize| {
        let letter = |digit: usize| char::from_u32(0x4E00 + digit as u32).unwrap();
        [letter(nth / 256), letter(nth % 256)].iter().collect()
    };
    let begun = Instant::now();
    let output = generate(definition(MOST_NODES, name)).unwrap();
    assert_eq!(output.summaries()[0].nodes, MOST_NODES);
    assert!(
        output.files()[0]
            .text()
            .contains(&format!("pub struct Unnamed{};", MOST_NODES - 1))
    );
    // Whatever grows with the square of the nodes takes minutes.
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
}
