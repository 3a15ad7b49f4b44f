//! The site of Microsoft's published definitions, which are beside the checkout or not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;
#[path = "common/everything.rs"]
mod everything;

use csp_codegen::Generator;
use csp_corpus::shared;

csp_corpus::tests! {
    &["ddf/2024-05"] => the_published_set_makes_a_whole_site;
    &everything::NEEDS => with_templates_and_an_older_set_it_is_whole_too;
}

fn the_published_set_makes_a_whole_site() {
    let pages = common::site(&Generator::new().file(shared("ddf/2024-05")));
    common::check(&pages);
    // Of what Microsoft publishes all has room.
    for page in pages.iter().filter(|page| page.path.ends_with(".html")) {
        for said in [
            "which the search finds",
            "--format json</code> lists",
            "more character",
        ] {
            assert!(!page.text.contains(said), "{}: {said}", page.path);
        }
    }
    assert_eq!(
        pages
            .iter()
            .filter(|page| page.path.starts_with("device/") || page.path.starts_with("user/"))
            .count(),
        5766
    );
    let size: usize = pages
        .iter()
        .map(|page| page.text.len() + page.path.len())
        .sum();
    assert!(size < 20_000_000, "{size} octets");
}

fn with_templates_and_an_older_set_it_is_whole_too() {
    let pages: Vec<_> = everything::everything(|site| site.pages().collect());
    common::check(&pages);
    let changes = common::page(&pages, "changes.html");
    assert!(changes.contains("Since before") || changes.contains("since before"));
}
