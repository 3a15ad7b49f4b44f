//! The page of all codes, `docs/admx-codes.md`, is what the codes say of themselves: `UPDATE=1 cargo test -p admx --test codes_page` writes it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use admx::codes;

fn page() -> String {
    let mut page = String::from(
        "# What `csp admx check` says of templates\n\nMade from the codes: `UPDATE=1 cargo test -p admx --test codes_page`. Codes keep their meaning; what is \
         told of one file may be more exact.\n\n| code | level | what is wrong | what to do |\n| --- | --- | --- | --- |\n",
    );
    for code in codes() {
        let (level, summary, help) = (code.severity(), code.summary(), code.help());
        let _ = writeln!(page, "| {code} | {level} | {summary} | {help} |");
    }
    page
}

#[test]
fn the_page_is_what_the_codes_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/admx-codes.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, page()).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page(),
        "docs/admx-codes.md is stale: UPDATE=1 cargo test -p admx --test codes_page"
    );
}
