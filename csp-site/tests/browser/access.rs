//! Whom pages shut out, by the rules of axe-core.

use csp_browser::Driver;
use csp_site::Site;

use crate::look::{PAGES, open};
use crate::sites::{Folder, changed_kinds, with_policy};

pub(crate) fn no_barriers(driver: &Driver) {
    let kinds = changed_kinds();
    let policy = with_policy(|ir, policies| Folder::of(&Site::new(&ir).policies(policies)));
    let policies = [
        "csp/vendor/contoso/lamp.html",
        "device/vendor/contoso/lamp/dim.html",
    ];
    let pages = PAGES.iter().map(|page| (&kinds, *page));
    let pages: Vec<_> = pages.chain(policies.map(|page| (&policy, page))).collect();
    let window = driver.window();
    let mut barriers = Vec::new();
    for scheme in ["light", "dark"] {
        window.prefer("prefers-color-scheme", scheme);
        for (site, page) in &pages {
            open(&window, site, page);
            let found = window.barriers();
            barriers.extend(
                found
                    .into_iter()
                    .map(|barrier| format!("{scheme} {page}: {barrier}")),
            );
        }
        // With something wrong in a form, and where nothing is found.
        open(
            &window,
            &kinds,
            "device/vendor/contoso/lamps/brightness.html",
        );
        window.fill("#use input", "101");
        barriers.extend(window.barriers());
        window.fill("#q", "no such node");
        window.wait("document.getElementById('said')?.textContent.startsWith('No')");
        barriers.extend(window.barriers());
    }
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
}
