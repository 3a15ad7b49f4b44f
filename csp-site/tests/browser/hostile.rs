//! Definitions that try to run something in pages.

use csp_browser::Driver;
use csp_codegen::Generator;
use serde_json::json;

use crate::hostile_texts::{HOSTILE, definition};
use crate::sites::Folder;

pub(crate) fn runs_nothing(driver: &Driver) {
    let text = HOSTILE.replace("alert(1)", "window.ran=1");
    let site =
        Folder::new(&Generator::new().source(ddf::Source::new("hostile.xml", definition(&text))));
    let window = driver.watched_window();
    let quiet = |page: &str| {
        assert!(
            window.is("window.ran === undefined"),
            "{page} runs a script of a definition"
        );
        for request in window.requests() {
            let is_own = request.ends_with(".html")
                || ["site.css", "site.js", "data.js", "search.js"]
                    .iter()
                    .any(|name| request.ends_with(&format!("/a/{name}")));
            assert!(is_own, "{page} asks for {request}");
        }
        assert_eq!(window.console(), [""; 0], "{page}");
    };
    let pages = site.pages();
    assert!(pages.len() > 8);
    for page in &pages {
        window.open_file(&site.file(page));
        window.wait("!document.getElementById('use') || document.getElementById('why')");
        // Whatever can be pressed.
        window.run("for (const button of document.querySelectorAll('button')) button.click(); for (const fold of document.querySelectorAll('details')) fold.open = true;", json!([]));
        quiet(page);
    }
    // What is found, and what is typed.
    window.fill("#q", "onerror");
    window.wait("document.querySelectorAll('#hits a').length > 3");
    quiet("the search");
    let page = pages.iter().find(|page| page.contains("/n0")).unwrap();
    site.open_form(&window, page);
    window.fill("#use input", &text.replace(['\u{2028}', '\u{2029}'], ""));
    window.run(
        "for (const button of document.querySelectorAll('.tools button')) button.click()",
        json!([]),
    );
    quiet("a form");
}
