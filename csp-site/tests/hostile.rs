//! No text of a definition, of a template or of an older set becomes markup or script: what the tags of pages may be is checked of every page.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;
#[path = "common/hostile.rs"]
mod texts;

use admx::{DEFAULT_LANGUAGE, PolicySet, decode};
use csp_codegen::Generator;
use csp_diff::compare;
use csp_site::{Page, Site};

use common::{check, page, site};
use texts::{FACTS, HOSTILE, definition, escaped};

fn generator(text: &str) -> Generator {
    Generator::new().source(ddf::Source::new("hostile.xml", definition(text)))
}

fn check_scripts(pages: &[Page]) {
    for name in ["a/search.js", "a/data.js"] {
        let script = page(pages, name);
        assert!(!script.contains(['<', '\u{2028}', '\u{2029}']), "{name}");
    }
}

#[test]
fn texts_of_definitions_are_texts() {
    let pages = site(&generator(HOSTILE));
    check(&pages);
    check_scripts(&pages);
    let nodes = pages.iter().filter(|page| page.path.starts_with("device/"));
    assert_eq!(nodes.count(), 2 + FACTS);
    // They are there all the same.
    let page = page(&pages, "device/vendor/contoso/hostile/-.html");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn texts_of_templates_are_texts() {
    let text = escaped(HOSTILE);
    let template = format!(
        "<policyDefinitions><supportedOn><definitions><definition name=\"S\" displayName=\"{text}\"/></definitions></supportedOn>
        <categories><category name=\"Lamps\" displayName=\"{text}\"/></categories><policies>
        <policy name=\"Dim\" class=\"Machine\" displayName=\"{text}\" explainText=\"{text} more\" key=\"{text}\" valueName=\"{text}\"><parentCategory ref=\"Lamps\"/><supportedOn ref=\"S\"/>
        <enabledList><item key=\"{text}\" valueName=\"{text}\"><value><string>{text}</string></value></item></enabledList>
        <elements><text id=\"{text}\" valueName=\"{text}\"/><enum id=\"E\" valueName=\"E\"><item displayName=\"{text}\"><value><string>{text}</string></value></item></enum></elements>
        </policy></policies></policyDefinitions>"
    );
    let admx = decode("contoso.admx", template.into_bytes()).unwrap();
    let policies = PolicySet::read([admx], DEFAULT_LANGUAGE, &mut ddf::Report::new());
    let (model, mut report) = generator("plain").model();
    let mut ir = csp_codegen::lower(&model, &mut report);
    csp_codegen::elements(&mut ir, &policies, &mut report);
    let pages: Vec<Page> = Site::new(&ir).policies(&policies).pages().collect();
    check(&pages);
    check_scripts(&pages);
    let is_shown = |page: &Page| page.text.contains("onerror=alert(1)&gt;");
    assert!(pages.iter().any(is_shown));
}

#[test]
fn texts_of_an_older_set_are_texts() {
    let (old, _) = generator(HOSTILE).model();
    let (new, mut report) = generator(&HOSTILE.replace("alert(1)", "alert(2)")).model();
    let ir = csp_codegen::lower(&new, &mut report);
    let comparison = compare(&old, &new);
    let pages: Vec<Page> = Site::new(&ir).since(&comparison, HOSTILE).pages().collect();
    check(&pages);
    assert!(page(&pages, "changes.html").contains("alert(2)"));
}
