//! How the cost of reading grows with what is read: `cargo test -p admx --test growth -- --nocapture` shows the plots.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::hint::black_box;
use std::process::ExitCode;

use admx::AdmxBacking;
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
    Shape {
        name: "keys that devices refuse",
        size: 1_000,
        prepare: |n| {
            let item = |nth: usize| {
                format!(
                    "<item key=\"System\\K{nth}\" valueName=\"V\"><value><delete/></value></item>"
                )
            };
            let list = format!(
                "<boolean id=\"E\" valueName=\"E\"><trueList>{}</trueList></boolean>",
                many(n, item)
            );
            let one = "<text id=\"E\" key=\"System\" valueName=\"E\"/>";
            let policies =
                policy("All", "C", &list) + &many(n, |nth| policy(&format!("P{nth}"), "C", one));
            work(&category("C", None), &policies)
        },
    },
    Shape {
        name: "references with the file's own prefix",
        size: 2_000,
        prepare: |n| {
            let categories = many(n, |nth| category(&format!("C{nth}"), Some("t:C0")));
            work(
                &categories,
                &many(n, |nth| policy(&format!("P{nth}"), "t:C0", "")),
            )
        },
    },
    Shape {
        name: "categories of long names, with policies in the innermost",
        size: 1_000,
        prepare: |n| {
            let name = |nth: usize| format!("C{nth}{}", "x".repeat(n / 10));
            let chain = |nth: usize| category(&name(nth), nth.checked_sub(1).map(name).as_deref());
            work(
                &many(60, chain),
                &many(n, |nth| policy(&format!("P{nth}"), &name(59), "")),
            )
        },
    },
    Shape {
        name: "a category of a long name, with policies in it",
        size: 1_000,
        prepare: |n| {
            let name = "x".repeat(50 * n);
            let inner = category(&name, None) + &category("C", Some(&name));
            work(&inner, &many(n, |nth| policy(&format!("P{nth}"), "C", "")))
        },
    },
    Shape {
        name: "a long text that all policies have",
        size: 500,
        prepare: |n| {
            let text = "x &#65; ".repeat(20 * n);
            let adml = format!(
                "<policyDefinitionResources><resources><stringTable><string id=\"S\">{text}</string></stringTable></resources></policyDefinitionResources>"
            );
            let policies = many(n, |nth| policy(&format!("P{nth}"), "C", ""));
            let policies = policies.replace(" key=", " explainText=\"$(string.S)\" key=");
            read_with(template(&category("C", None), &policies), adml)
        },
    },
    Shape {
        name: "a presentation that all policies have, for elements of other policies",
        size: 500,
        prepare: |n| {
            let long = "x".repeat(n);
            let controls = many(200, |nth| {
                format!("<checkBox refId=\"{long}{nth}\">C</checkBox>")
            });
            let adml = format!(
                "<policyDefinitionResources><resources><presentationTable><presentation id=\"P\">{controls}</presentation></presentationTable></resources></policyDefinitionResources>"
            );
            let policies = many(n, |nth| policy(&format!("P{nth}"), "C", ""));
            let policies = policies.replace(" key=", " presentation=\"$(presentation.P)\" key=");
            read_with(template(&category("C", None), &policies), adml)
        },
    },
    Shape {
        name: "nodes whose policy is in another file, or in none",
        size: 2_000,
        prepare: |n| {
            let file = template(
                &category("C", None),
                &many(n, |nth| policy(&format!("P{nth}"), "C", "")),
            );
            let (set, _) = common::read(&[("a.admx", &file)]);
            Box::new(move || {
                for nth in 0..2 * n {
                    let name = format!("P{nth}");
                    let backing = AdmxBacking {
                        area: "a~AT~C",
                        name: &name,
                        file: "b.admx",
                    };
                    black_box(set.resolve(backing).to_string());
                }
            })
        },
    },
    Shape {
        name: "values of a payload",
        size: 2_000,
        prepare: |n| {
            let text = |nth: usize| format!("<text id=\"E{nth}\" valueName=\"E\"/>");
            let elements = many(n, text)
                + "<list id=\"L\" explicitValue=\"true\"/><multiText id=\"M\" valueName=\"M\"/>";
            let file = template(&category("C", None), &policy("P", "C", &elements));
            let (set, _) = common::read(&[("a.admx", &file)]);
            let values: Vec<(String, String)> = (0..n)
                .flat_map(|nth| {
                    let of = |id: String, value: String| (id, value);
                    [
                        of(format!("E{nth}"), "x".to_owned()),
                        of("L".to_owned(), format!("n{nth}=x")),
                        of("M".to_owned(), "x".to_owned()),
                        of(format!("F{nth}"), "x".to_owned()),
                    ]
                })
                .collect();
            Box::new(move || {
                let policy = set.any_policy("P").unwrap();
                let all: Vec<(&str, &str)> =
                    values.iter().map(|(id, value)| (&**id, &**value)).collect();
                let known: Vec<(&str, &str)> = all
                    .iter()
                    .copied()
                    .filter(|(id, _)| !id.starts_with('F'))
                    .collect();
                black_box(policy.payload(&known)).unwrap();
                black_box(policy.payload(&all)).unwrap_err();
            })
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

fn read(text: String) -> Work {
    read_with(text, String::new())
}

/// Reads a template, with texts where there are any, and asks for all that is made of it.
fn read_with(text: String, adml: String) -> Work {
    Box::new(move || {
        let files = [("a.admx", text.as_str()), ("a.adml", &adml)];
        let files = if adml.is_empty() { &files[..1] } else { &files };
        let (set, mut report) = common::read(files);
        admx::check_ingestion(&set, &mut report);
        for file in set.files() {
            let _ = black_box(file.definition("App"));
            for policy in file.policies() {
                black_box((policy.category_path().concat(), policy.ingested_uris("App")));
            }
        }
        black_box(report.render());
    })
}
