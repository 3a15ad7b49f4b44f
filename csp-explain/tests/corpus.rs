//! The table against the list of codes beside the checkout.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;

use csp_corpus::shared;
use csp_explain::{Code, table};

csp_corpus::tests! {
    &["lint.md"] => every_code_of_the_list_answers;
}

fn every_code_of_the_list_answers() {
    let text = fs::read_to_string(shared("lint.md")).expect("the list");
    let rows = text.split("|Code|Name|Cause|Do|").nth(1).expect("a table");
    let mut codes = 0;
    for row in rows.lines().skip(2).map_while(|row| row.strip_prefix('|')) {
        let code = row.split('|').next().and_then(Code::parse).expect("a code");
        let is_known = match code {
            Code::Status(code) => table::status(code).is_some(),
            Code::Error(number) => table::error(number).is_some(),
        };
        assert!(is_known, "{row}");
        codes += 1;
    }
    assert!(codes >= 100, "{codes}");
}
