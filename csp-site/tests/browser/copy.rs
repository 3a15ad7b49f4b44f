//! The button that copies.

use csp_browser::Driver;
use serde_json::json;

use crate::sites::{Folder, kinds};

pub(crate) fn gives_what_is_shown(driver: &Driver) {
    let site = Folder::new(&kinds());
    let window = driver.window();
    site.open_form(&window, "device/vendor/contoso/lamps/plan.html");
    window.fill(
        "#use textarea",
        "<plan>\n  <b>&amp; ä \u{2028}</b>\n</plan>",
    );
    for tool in ["fleet", "intune", "csv"] {
        window.click(&format!(".tools button[value=\"{tool}\"]"));
        let shown = window.text("document.querySelector('.piece code').textContent");
        window.click(".piece button");
        window.wait("document.querySelector('.piece button').textContent === 'Copied'");
        assert_eq!(window.clipboard(), shown, "{tool}");
        // Where a page of a disk has no clipboard of its own.
        window.run(
            "return navigator.clipboard.writeText('something else')",
            json!([]),
        );
        window.run("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })", json!([]));
        window.run(
            "document.querySelector('.piece button').textContent = ''",
            json!([]),
        );
        window.click(".piece button");
        window.wait("document.querySelector('.piece button').textContent === 'Copied'");
        window.run("delete navigator.clipboard", json!([]));
        assert_eq!(window.clipboard(), shown, "{tool}, the old way");
    }
    // What is written anew is not yet copied.
    window.fill("#use textarea", "<plan/>");
    assert_eq!(
        window.text("document.querySelector('.piece button').textContent"),
        "Copy"
    );
    assert_eq!(window.console(), [""; 0]);
}
