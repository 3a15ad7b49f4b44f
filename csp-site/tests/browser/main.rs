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

use csp_browser::Test;

fn main() -> ExitCode {
    csp_browser::run(vec![
        // The longest comes first: another runs beside it.
        Test::new(
            "every_page_of_the_published_set",
            every_page::of_the_published_set,
        )
        .with_shared(&everything::NEEDS),
        Test::new(
            "every_page_of_a_set_that_is_made_up",
            every_page::of_a_set_that_is_made_up,
        ),
        Test::new("search_finds_as_one_types", search::as_one_types),
        Test::new("search_by_keys_alone", search::by_keys_alone),
        Test::new(
            "search_keeps_the_query_in_the_address",
            search::keeps_the_query,
        ),
        Test::new(
            "search_loads_its_index_when_somebody_searches",
            search::loads_late,
        ),
        Test::new("search_grows_as_nodes_do", search::growth),
        Test::new("search_of_the_published_set", search::published).with_shared(&["ddf/2024-05"]),
        Test::new("tree_folds", tree::folds),
        Test::new("tree_filters_agree_with_the_rows", tree::filters),
        Test::new("forms_agree_with_lint", forms::values),
        Test::new("forms_of_policies_agree_with_lint", forms::policies),
        Test::new("pieces_are_read_back_by_their_carriers", forms::carriers),
        Test::new(
            "odd_forms_begin_with_the_default",
            odd::begin_with_the_default,
        ),
        Test::new(
            "odd_forms_refuse_what_has_no_piece",
            odd::refuse_what_has_no_piece,
        ),
        Test::new(
            "odd_forms_begin_with_a_tool_that_has_a_piece",
            odd::begin_with_a_tool_that_has_a_piece,
        ),
        Test::new("odd_forms_take_texts_for_texts", odd::take_texts_for_texts),
        Test::new(
            "odd_forms_say_which_line_has_no_name",
            odd::say_which_line_has_no_name,
        ),
        Test::new("copy_gives_what_is_shown", copy::gives_what_is_shown),
        Test::new("look_in_the_dark", look::dark),
        Test::new("look_without_motion", look::motion),
        Test::new("look_on_paper", look::paper),
        Test::new("look_on_a_narrow_screen", look::narrow),
        Test::new("focus_is_seen_and_skips_to_the_content", look::focus),
        Test::new("pages_can_be_read_without_scripts", bare::readable),
        Test::new("hostile_definitions_run_nothing", hostile::runs_nothing),
        Test::new("no_barriers_in_light_and_dark", access::no_barriers).with_axe(),
    ])
}
