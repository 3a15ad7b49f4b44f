//! What every site has to be, whatever it shows: read tag by tag, since pages are written by one engine.
#![allow(dead_code, reason = "each test file takes its own part")]

use std::collections::{BTreeMap, BTreeSet};

use csp_codegen::Generator;
use csp_site::{Page, Site};

/// The largest page that a person waits for.
pub(crate) const MAX_PAGE: usize = 150_000;

/// The elements that our templates have.
const ELEMENTS: [&str; 44] = [
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "input", "main",
    "nav", "h1", "h2", "h3", "p", "code", "b", "i", "em", "strong", "small", "span", "dl", "dt",
    "dd", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "section", "details",
    "summary", "pre", "br", "div", "noscript", "!DOCTYPE", "output",
];

/// The attributes that they have.
const ATTRIBUTES: [&str; 27] = [
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "rel",
    "href",
    "src",
    "defer",
    "id",
    "class",
    "type",
    "aria-label",
    "placeholder",
    "tabindex",
    "scope",
    "hidden",
    "open",
    "html",
    "data-i",
    "data-row",
    "data-nodes",
    "data-template",
    "data-scope",
    "data-v",
    "data-b",
    "data-e",
];

/// A tag of a page.
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

/// The site of definitions.
pub(crate) fn site(generator: &Generator) -> Vec<Page> {
    let (model, mut report) = generator.model();
    let ir = csp_codegen::lower(&model, &mut report);
    assert!(!report.has_errors(), "{report}");
    Site::new(&ir).pages().collect()
}

/// The tags of a page; what is none of ours fails.
pub(crate) fn tags(page: &Page) -> Vec<Tag> {
    let mut tags = Vec::new();
    for rest in page.text.split('<').skip(1) {
        let (tag, _) = rest.split_once('>').expect("a tag has an end");
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.contains(&name), "{}: <{tag}>", page.path);
        let mut attributes = Vec::new();
        while !rest.is_empty() {
            let end = rest.find(['=', ' ']).unwrap_or(rest.len());
            let name = &rest[..end];
            assert!(
                ATTRIBUTES.contains(&name),
                "{}: {name} in <{tag}>",
                page.path
            );
            rest = &rest[end..];
            let mut value = "";
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let (inner, after) = quoted.split_once('"').expect("a quote has an end");
                (value, rest) = (inner, after);
            }
            rest = rest.trim_start();
            attributes.push((name.to_owned(), value.to_owned()));
        }
        tags.push(Tag {
            name: name.to_owned(),
            attributes,
        });
    }
    tags
}

/// What holds of every site.
pub(crate) fn check(pages: &[Page]) {
    let paths: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    assert_eq!(paths.len(), pages.len(), "two pages have one path");
    let folded: BTreeSet<String> = pages.iter().map(|page| page.path.to_lowercase()).collect();
    assert_eq!(
        folded.len(),
        pages.len(),
        "two paths differ in letter case alone"
    );
    let stems: BTreeSet<&str> = paths
        .iter()
        .filter_map(|path| path.rsplit_once('/'))
        .map(|(folder, _)| folder)
        .collect();
    let mut linked: BTreeMap<&str, usize> = BTreeMap::new();
    for page in pages {
        assert!(page.path.len() <= csp_site::MAX_PATH, "{}", page.path);
        assert!(
            !stems.contains(page.path.as_str()),
            "{} is a folder too",
            page.path
        );
        if !page.path.ends_with(".html") {
            continue;
        }
        assert!(
            page.text.len() <= MAX_PAGE,
            "{}: {} octets",
            page.path,
            page.text.len()
        );
        let mut ids = BTreeSet::new();
        let tags = tags(page);
        for (name, value) in tags.iter().flat_map(|tag| &tag.attributes) {
            match name.as_str() {
                "id" => assert!(
                    ids.insert(value.as_str()),
                    "{}: two have the id {value}",
                    page.path
                ),
                "href" if value.starts_with('#') => {
                    assert!(
                        tags.iter()
                            .flat_map(|tag| &tag.attributes)
                            .any(|(name, id)| name == "id" && *id == value[1..])
                    );
                }
                "href" | "src" => {
                    let target = target(&page.path, value);
                    let known = paths.get(target.as_str());
                    let known =
                        known.unwrap_or_else(|| panic!("{}: {value} leads nowhere", page.path));
                    *linked.entry(known).or_default() += 1;
                }
                _ => {}
            }
        }
        let scripts = tags
            .iter()
            .filter(|tag| tag.name == "script" && !tag.attributes.is_empty());
        assert_eq!(scripts.count(), 1, "{}: one script, ours", page.path);
        let policy = "http-equiv=\"Content-Security-Policy\"";
        assert!(page.text.contains(policy), "{} has no policy", page.path);
        assert_eq!(page.text.matches("<h1>").count(), 1, "{}", page.path);
    }
    // Every page can be reached without a script.
    for page in pages
        .iter()
        .filter(|page| page.path.ends_with(".html") && page.path != "index.html")
    {
        assert!(
            linked.contains_key(page.path.as_str()),
            "nothing leads to {}",
            page.path
        );
    }
}

/// Where a link leads.
fn target(from: &str, link: &str) -> String {
    assert!(
        !link.contains(':') && !link.starts_with('/'),
        "{from}: {link} leaves the site"
    );
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {link} leaves the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub(crate) fn page<'p>(pages: &'p [Page], path: &str) -> &'p str {
    let page = pages.iter().find(|page| page.path == path);
    &page.unwrap_or_else(|| panic!("there is no {path}")).text
}
