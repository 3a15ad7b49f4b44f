//! Every page of a site, opened by the browser: none makes an error, has a dead link, an id twice or a form that does not come.

use std::fs;

use csp_browser::{Driver, Window};
use serde_json::json;

use crate::sites::{Folder, made_up, published_with_everything};

pub(crate) fn of_the_published_set(driver: &Driver) {
    check(driver, &published_with_everything(), 1);
}

pub(crate) fn of_a_set_that_is_made_up(driver: &Driver) {
    // Some of them: it is there for a checkout without the published set.
    check(driver, &Folder::new(&made_up()), 11);
}

/// Opens pages in two frames, one after the other, since a frame costs half of what a window does. They are laid out and not painted.
const VISIT: &str = "
    const [base, pages, there] = arguments;
    const known = new Set(there.map((page) => base + page)), faults = [];
    let next = 0;
    const look = (page, frame) => {
      const inside = frame.contentDocument, ids = [...inside.querySelectorAll('[id]')].map(({ id }) => id);
      const wrong = (what) => faults.push(page + ': ' + what);
      if (new Set(ids).size !== ids.length) wrong('an id is there twice');
      if (!inside.querySelector('main h1')) wrong('it has no heading');
      if (inside.getElementById('use') && !inside.getElementById('why')) wrong('its form does not come');
      if (inside.documentElement.scrollWidth > frame.clientWidth) wrong('it is wider than the screen');
      for (const link of inside.links) {
        const [to, anchor] = link.href.split('#');
        if (!known.has(to)) wrong('nothing is at ' + link.href);
        if (anchor && (to !== base + page || !ids.includes(anchor))) wrong('no element is #' + anchor);
      }
    };
    const visit = () => new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.style = 'width: 360px; height: 200px; visibility: hidden';
      document.body.append(frame);
      const open = () => {
        if (next === pages.length || faults.length > 20) return done();
        const page = pages[next];
        next += 1;
        frame.onload = () => { look(page, frame); open(); };
        frame.contentWindow.location.replace(base + page);
      };
      open();
    });
    return Promise.all([visit(), visit()]).then(() => ({ faults, visited: next }));";

/// Where hits of the search lead there is something, too.
fn hits(window: &Window<'_>, site: &Folder) {
    window.open_file(&site.file("index.html"));
    window.click("#q");
    window.wait("csp.index");
    let hits = window.value("csp.search.prepared(csp.index).nodes.map(({ page }) => page)");
    let hits = hits.as_array().unwrap();
    assert!(hits.len() > 5_000);
    for hit in hits.iter().map(|hit| hit.as_str().unwrap()) {
        let (page, anchor) = hit.split_once('#').unwrap_or((hit, ""));
        let text =
            fs::read_to_string(site.file(page)).unwrap_or_else(|_| panic!("nothing is at {hit}"));
        assert!(
            anchor.is_empty() || text.contains(&format!(" id=\"{anchor}\"")),
            "nothing is at {hit}"
        );
    }
}

/// Opens each page, or each of so many.
fn check(driver: &Driver, site: &Folder, step: usize) {
    let all = site.pages();
    assert!(all.len() > 6_000, "{} pages", all.len());
    let pages: Vec<_> = all.iter().step_by(step).collect();
    // Pages of the site take no frames.
    let around = site.file("frames.html");
    fs::write(&around, "<!DOCTYPE html><title>Frames</title><body>").unwrap();
    let window = driver.window();
    window.open_file(&around);
    let base = csp_browser::file_url(&around).replace("frames.html", "");
    let said = window.run(VISIT, json!([base, pages, all]));
    assert_eq!(said["faults"], json!([]));
    assert_eq!(said["visited"], pages.len());
    hits(&window, site);
    assert_eq!(window.console(), [""; 0]);
}
