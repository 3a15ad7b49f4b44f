//! The pages in a real browser, opened from a folder as people open them: what they do, how they look, whom they shut out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

mod access;
mod bare;
mod copy;
mod every_page;
#[path = "../common/everything.rs"]
mod everything;
mod forms;
mod hostile;
#[path = "../common/hostile.rs"]
mod hostile_texts;
mod look;
mod odd;
mod search;
mod sites;
mod tree;

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
    let with_axe = |name, run| Test {
        needs_axe: true,
        ..test(name, run)
    };
    csp_browser::run(vec![
        // The longest comes first: another runs beside it.
        with_shared(
            "every_page_of_the_published_set",
            every_page::of_the_published_set,
            &everything::NEEDS,
        ),
        test(
            "every_page_of_a_set_that_is_made_up",
            every_page::of_a_set_that_is_made_up,
        ),
        test("search_finds_as_one_types", search::as_one_types),
        test("search_by_keys_alone", search::by_keys_alone),
        test(
            "search_keeps_the_query_in_the_address",
            search::keeps_the_query,
        ),
        test(
            "search_loads_its_index_when_somebody_searches",
            search::loads_late,
        ),
        test("search_grows_as_nodes_do", search::growth),
        with_shared(
            "search_of_the_published_set",
            search::published,
            &["ddf/2024-05"],
        ),
        test("tree_folds", tree::folds),
        test("tree_filters_agree_with_the_rows", tree::filters),
        test("forms_agree_with_lint", forms::values),
        test("forms_of_policies_agree_with_lint", forms::policies),
        test("pieces_are_read_back_by_their_carriers", forms::carriers),
        test(
            "odd_forms_begin_with_the_default",
            odd::begin_with_the_default,
        ),
        test(
            "odd_forms_refuse_what_has_no_piece",
            odd::refuse_what_has_no_piece,
        ),
        test(
            "odd_forms_begin_with_a_tool_that_has_a_piece",
            odd::begin_with_a_tool_that_has_a_piece,
        ),
        test("odd_forms_take_texts_for_texts", odd::take_texts_for_texts),
        test(
            "odd_forms_say_which_line_has_no_name",
            odd::say_which_line_has_no_name,
        ),
        test("copy_gives_what_is_shown", copy::gives_what_is_shown),
        test("look_in_the_dark", look::dark),
        test("look_without_motion", look::motion),
        test("look_on_paper", look::paper),
        test("look_on_a_narrow_screen", look::narrow),
        test("focus_is_seen_and_skips_to_the_content", look::focus),
        test("pages_can_be_read_without_scripts", bare::readable),
        test("hostile_definitions_run_nothing", hostile::runs_nothing),
        with_axe("no_barriers_in_light_and_dark", access::no_barriers),
    ])
}
