//! Pages where scripts do not run.

use csp_browser::Driver;

use crate::look::PAGES;
use crate::sites::changed_kinds;

pub(crate) fn readable(driver: &Driver) {
    let site = changed_kinds();
    let window = driver.window();
    window.without_scripts();
    for page in PAGES {
        window.open_file(&site.file(page.split('#').next().unwrap()));
        assert!(window.is("typeof csp === 'undefined'"), "scripts run");
        assert!(
            window.is("document.querySelector('main h1').checkVisibility()"),
            "{page}"
        );
        // What does nothing without scripts is not there.
        assert!(window.is("[...document.querySelectorAll('input, select, button, #filter')].every((element) => !element.checkVisibility())"), "{page}");
    }
    let said = |page: &str| {
        window.open_file(&site.file(page));
        window.text("document.body.innerText")
    };
    let front = said("index.html");
    assert!(
        front.contains("The search, the filters and the forms need scripts.")
            && front.contains("Lamps"),
        "{front}"
    );
    let node = said("device/vendor/contoso/lamps/brightness.html");
    for text in [
        "How bright every lamp is at most.",
        "0 to 100",
        "<LocURI>./Device/Vendor/Contoso/Lamps/Brightness</LocURI>",
        "<Data>50</Data>",
    ] {
        assert!(node.contains(text), "{text}: {node}");
    }
    let csp = said("csp/vendor/contoso/lamps.html");
    assert!(
        csp.contains("Brightness") && csp.contains("{Lamp}"),
        "{csp}"
    );
}
