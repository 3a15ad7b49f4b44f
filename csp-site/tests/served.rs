//! A site that is served: the same pages, and one more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::BTreeSet;

use csp_codegen::Generator;
use csp_site::{Page, Site, policy};

use common::{check, page};

fn five() -> (Vec<Page>, Vec<Page>) {
    let (model, mut report) = Generator::new().file("../ddf/definitions").model();
    let ir = csp_codegen::lower(&model, &mut report);
    let site = Site::new(&ir);
    (site.pages().collect(), site.served().collect())
}

#[test]
fn pages_are_the_same_and_one_script_goes_on() {
    let (written, served) = five();
    for one in &written {
        let other = page(&served, &one.path);
        match one.path.as_str() {
            "a/site.js" => assert!(other.starts_with(&one.text) && other.contains("paste.html")),
            _ => assert_eq!(one.text, other, "{}", one.path),
        }
        assert!(!one.text.contains("paste.html"), "{}", one.path);
        assert!(one.path == "paste.html" || !policy(&one.path).contains("connect-src"));
    }
    let more = served.iter().skip(written.len());
    let more: Vec<&str> = more.map(|page| page.path.as_str()).collect();
    assert_eq!(more, ["paste.html", "a/paste.css", "a/paste.js"]);
    // What holds of all pages holds of this one, but that its link is the matter of the script.
    check(&written);
}

#[test]
fn the_page_that_asks_has_a_label_for_each_control_and_its_own_policy() {
    let (_, served) = five();
    let text = page(&served, "paste.html");
    assert!(text.contains(policy("paste.html")));
    assert!(policy("paste.html").contains("connect-src 'self'"));
    assert_eq!(text.matches("<h1>").count(), 1);
    let of = |name: &str| -> Vec<&str> {
        let quoted = text.split(name).skip(1);
        quoted.map(|rest| rest.split('"').next().unwrap()).collect()
    };
    let ids = of(" id=\"");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    for control in ["paste-text", "paste-request", "paste-file"] {
        assert!(
            ids.contains(&control) && of("for=\"").contains(&control),
            "{control}"
        );
    }
    for file in of(" href=\"").into_iter().chain(of(" src=\"")) {
        let is_there = file.starts_with('#') || served.iter().any(|page| page.path == file);
        assert!(is_there, "{file}");
    }
    assert!(!text.contains("<script>") && !text.contains("style="));
}
