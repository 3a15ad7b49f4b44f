//! How pages look: in the dark, without motion, on paper, on a narrow screen, to somebody who uses keys.

use csp_browser::{Driver, Window, key};
use serde_json::json;

use crate::sites::{Folder, changed_kinds, made_up};

/// Pages of each kind.
pub(crate) const PAGES: [&str; 9] = [
    "index.html",
    "index.html#q=lamp",
    "changes.html",
    "csp/vendor/contoso/lamps.html",
    "device/vendor/contoso/lamps.html",
    "device/vendor/contoso/lamps/brightness.html",
    "device/vendor/contoso/lamps/rooms.html",
    "device/vendor/contoso/lamps/plan.html",
    "device/vendor/contoso/lamps/-/label.html",
];

/// Opens a page, and waits for what its scripts make of it.
pub(crate) fn open(window: &Window<'_>, site: &Folder, page: &str) {
    let (path, hash) = page.split_once('#').unwrap_or((page, ""));
    window.open("about:blank");
    window.open(&format!(
        "{}#{hash}",
        csp_browser::file_url(&site.file(path))
    ));
    window.wait("!document.getElementById('use') || document.getElementById('why')");
    window.wait("!document.getElementById('filter') || !document.getElementById('filter').hidden");
    if !hash.is_empty() {
        window.wait("document.querySelector('#hits a')");
    }
}

pub(crate) fn dark(driver: &Driver) {
    let site = changed_kinds();
    let window = driver.window();
    let colours = "['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name].match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0))";
    for page in PAGES {
        let mut seen = Vec::new();
        for scheme in ["light", "dark"] {
            window.prefer("prefers-color-scheme", scheme);
            open(&window, &site, page);
            let of = window.value(colours);
            seen.push((of[0].as_u64().unwrap(), of[1].as_u64().unwrap()));
        }
        let [light, dark] = seen[..] else {
            panic!("two")
        };
        assert!(
            light.0 > light.1 + 400 && dark.1 > dark.0 + 400,
            "{page}: {seen:?}"
        );
    }
}

pub(crate) fn motion(driver: &Driver) {
    let site = changed_kinds();
    let window = driver.window();
    for wish in ["reduce", "no-preference"] {
        window.prefer("prefers-reduced-motion", wish);
        for page in PAGES {
            open(&window, &site, page);
            let moving = window.value(
                "[...document.querySelectorAll('*')].filter((element) => { const style = getComputedStyle(element);
                   return style.transitionDuration !== '0s' || style.animationName !== 'none' || style.scrollBehavior !== 'auto'; }).length + document.getAnimations().length",
            );
            assert_eq!(moving, 0, "{page}");
        }
    }
}

pub(crate) fn paper(driver: &Driver) {
    let site = changed_kinds();
    let window = driver.window();
    window.narrow(320);
    for page in PAGES {
        open(&window, &site, page);
        window.on_paper();
        let noise = window.value(
            "[...document.querySelectorAll('header, form, input, select, textarea, button, #filter label, a[href=\"#main\"]')].filter((element) => element.checkVisibility()).map((element) => element.outerHTML)",
        );
        assert_eq!(noise, json!([]), "{page}");
        // A long line is on the paper, too.
        let wide = window.value("[...document.querySelectorAll('pre')].filter((pre) => pre.scrollWidth > pre.clientWidth).length");
        assert_eq!(wide, 0, "{page}");
        if page.ends_with("brightness.html") {
            assert!(
                window.is("document.querySelector('.piece pre').checkVisibility()"),
                "the piece is printed"
            );
        }
    }
}

pub(crate) fn narrow(driver: &Driver) {
    let window = driver.window();
    window.narrow(320);
    let fits = |window: &Window<'_>, page: &str| {
        let wide = window.value(
            "document.documentElement.scrollWidth <= 320 && innerWidth <= 320 ? [] : [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > 320).map((element) => element.outerHTML.slice(0, 200))",
        );
        assert_eq!(wide, json!([]), "{page}");
        // What is touched is large enough (WCAG 2.2, 2.5.8), links in a text apart.
        let small = window.value(
            "[...document.querySelectorAll('button, select, input:not([type=checkbox]), textarea, #hits a')].filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 24).map((element) => element.outerHTML)",
        );
        assert_eq!(small, json!([]), "{page}");
    };
    let site = changed_kinds();
    for page in PAGES {
        open(&window, &site, page);
        fits(&window, page);
    }
    let site = Folder::new(&made_up());
    for page in site.pages().iter().step_by(151) {
        open(&window, &site, page);
        fits(&window, page);
    }
}

pub(crate) fn focus(driver: &Driver) {
    let site = changed_kinds();
    let window = driver.window();
    for page in PAGES {
        open(&window, &site, page);
        // The search takes the focus of nobody who did not ask.
        window.run("document.activeElement.blur()", json!([]));
        window.press(key::TAB);
        let skip = "document.activeElement.getAttribute('href') === '#main' && document.activeElement.getBoundingClientRect().left >= 0";
        assert!(window.is(skip), "{page}");
        for step in 0..25 {
            window.press(key::TAB);
            let shown = "document.activeElement === document.body || ((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)(getComputedStyle(document.activeElement))";
            assert!(
                window.is(shown),
                "{page}: nothing shows the focus at step {step}: {}",
                window.text("document.activeElement.outerHTML")
            );
            if window.is("document.activeElement === document.body") {
                break;
            }
        }
    }
    open(&window, &site, PAGES[5]);
    window.press([key::TAB, key::ENTER].iter().collect::<String>());
    window.wait("location.hash === '#main' && document.activeElement.id === 'main'");
    window.press(key::TAB);
    assert!(window.is("document.getElementById('main').contains(document.activeElement)"));
}
