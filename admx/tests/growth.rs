//! How the cost of reading grows with what is read: `cargo test -p admx --test growth -- --nocapture` shows the plots.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::hint::black_box;
use std::process::ExitCode;

use common::{category, policy, template};
use csp_tests::growth::{Shape, Work};

fn main() -> ExitCode {
    csp_tests::growth::run(&[SHAPES], FULL)
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "policies of one category",
        size: 2_000,
        prepare: |n| {
            work(
                &category("C", None),
                &many(n, |nth| policy(&format!("P{nth}"), "C", "")),
            )
        },
    },
    Shape {
        name: "policies of one name",
        size: 2_000,
        prepare: |n| work(&category("C", None), &many(n, |_| policy("P", "C", ""))),
    },
    Shape {
        name: "categories in each other, around and around",
        size: 2_000,
        prepare: |n| {
            let ring =
                |nth: usize| category(&format!("C{nth}"), Some(&format!("C{}", (nth + 1) % n)));
            work(&many(n, ring), "")
        },
    },
    Shape {
        name: "a chain of categories, with a policy in each",
        size: 2_000,
        prepare: |n| {
            let chain = |nth: usize| category(&format!("C{nth}"), Some(&format!("C{}", nth + 1)));
            let inside = |nth: usize| policy(&format!("P{nth}"), &format!("C{nth}"), "");
            work(&many(n, chain), &many(n, inside))
        },
    },
    Shape {
        name: "elements of one policy, and as many choices",
        size: 2_000,
        prepare: |n| {
            let text = |nth: usize| format!("<text id=\"E{nth}\" valueName=\"E\"/>");
            let item = |nth: usize| {
                format!("<item displayName=\"I\"><value><decimal value=\"{nth}\"/></value></item>")
            };
            let elements =
                many(n, text) + &format!("<enum id=\"E\" valueName=\"E\">{}</enum>", many(n, item));
            work(&category("C", None), &policy("P", "C", &elements))
        },
    },
    Shape {
        name: "namespaces, with a reference into each",
        size: 2_000,
        prepare: |n| {
            let using = many(n, |nth| {
                format!("<using prefix=\"p{nth}\" namespace=\"N{nth}\"/>")
            });
            let file = template(
                "",
                &many(n, |nth| {
                    policy(&format!("P{nth}"), &format!("p{nth}:C"), "")
                }),
            );
            read(file.replace("<using prefix=\"other\" namespace=\"O\"/>", &using))
        },
    },
];

/// Takes minutes.
const FULL: &[Shape] = &[Shape {
    name: "100,000 policies of one category",
    size: 25_000,
    prepare: |n| {
        work(
            &category("C", None),
            &many(n, |nth| policy(&format!("P{nth}"), "C", "")),
        )
    },
}];

fn many(n: usize, of: impl Fn(usize) -> String) -> String {
    (0..n).map(of).collect()
}

fn work(categories: &str, policies: &str) -> Work {
    read(template(categories, policies))
}

/// Reads a template, and asks for all that is made of it.
fn read(text: String) -> Work {
    Box::new(move || {
        let (set, mut report) = common::read(&[("a.admx", &text)]);
        admx::check_ingestion(&set, &mut report);
        for file in set.files() {
            black_box(file.definition("App"));
        }
        black_box(report.render());
    })
}
