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

use csp_browser::Test;

fn main() -> ExitCode {
    csp_browser::run(vec![
        Test::new("findings_stand_at_their_lines", paste::findings),
        Test::new("a_click_mends_what_is_found", paste::fixes),
        Test::new("a_file_is_dropped", paste::files),
        Test::new("a_reply_is_explained", paste::replies),
        Test::new("undo_takes_back_fixes_alone", kept::undone),
        Test::new("what_was_not_said_is_asked_again", kept::asked_again),
        Test::new("what_is_typed_is_never_lost", kept::edits),
        Test::new("a_file_in_utf_16_is_not_mended", kept::wide),
        Test::new("a_file_keeps_its_ends_of_lines", kept::ends),
        Test::new("a_lone_carriage_return_is_a_character", kept::lone_returns),
        Test::new("the_last_file_wins", kept::races),
        Test::new("a_long_fold_opens_in_pieces", kept::long),
        Test::new("nothing_pasted_goes_elsewhere", paste::stays),
        Test::new(
            "the_page_for_what_is_pasted_has_no_barriers",
            paste::barriers,
        )
        .with_axe(),
        Test::new("from_minimum_password_length_to_a_device", way::password)
            .with_shared(&["ddf/2024-05"]),
        Test::new("from_firefox_homepage_to_a_device", way::firefox)
            .with_shared(&["ddf/2024-05", "admx/mozilla/windows"]),
    ])
}
