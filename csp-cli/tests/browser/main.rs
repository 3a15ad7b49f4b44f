//! The command's site in a real browser: the page for what is pasted, and the way from a question to a profile.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(
    dead_code,
    reason = "of what other tests run the command with, some is used"
)]

mod kept;
mod paste;
#[path = "../cli/run.rs"]
mod run;
#[path = "../cli/serve/server.rs"]
mod server;
mod way;

use std::process::ExitCode;

use csp_browser::{Driver, Test};
use csp_corpus::shared;

fn main() -> ExitCode {
    let test = |name, run: fn(&Driver)| Test {
        name,
        needs_axe: false,
        absent: None,
        run,
    };
    let with_shared = |name, run, paths: &[&str]| {
        let absent = paths.iter().find(|path| !shared(path).exists());
        Test {
            absent: absent.map(|path| format!("../shared/{path} is absent")),
            ..test(name, run)
        }
    };
    csp_browser::run(vec![
        test("findings_stand_at_their_lines", paste::findings),
        test("a_click_mends_what_is_found", paste::fixes),
        test("a_file_is_dropped", paste::files),
        test("a_reply_is_explained", paste::replies),
        test("undo_takes_back_fixes_alone", kept::undone),
        test("what_was_not_said_is_asked_again", kept::asked_again),
        test("what_is_typed_is_never_lost", kept::edits),
        test("a_file_in_utf_16_is_not_mended", kept::wide),
        test("a_file_keeps_its_ends_of_lines", kept::ends),
        test("a_lone_carriage_return_is_a_character", kept::lone_returns),
        test("the_last_file_wins", kept::races),
        test("a_long_fold_opens_in_pieces", kept::long),
        test("nothing_pasted_goes_elsewhere", paste::stays),
        Test {
            needs_axe: true,
            ..test(
                "the_page_for_what_is_pasted_has_no_barriers",
                paste::barriers,
            )
        },
        with_shared(
            "from_minimum_password_length_to_a_device",
            way::password,
            &["ddf/2024-05"],
        ),
        with_shared(
            "from_firefox_homepage_to_a_device",
            way::firefox,
            &["ddf/2024-05", "admx/mozilla/windows"],
        ),
    ])
}
