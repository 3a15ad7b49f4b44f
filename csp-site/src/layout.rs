//! What is around the content of every page.

use maud::{DOCTYPE, Markup, html};

use crate::place::relative;

/// What a page may load: its own files alone, also where it is opened from a disk (browsers take `'self'` for no file there). Nothing in the page is
/// run or styled but what stands in these files, and nothing is sent.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; base-uri 'none'; form-action 'none'";

pub(crate) const STYLE: &str = "a/site.css";
pub(crate) const SCRIPT: &str = "a/site.js";

/// What a page has that others have not.
pub(crate) struct Own {
    pub(crate) policy: &'static str,
    /// A style sheet and a script behind those of all pages.
    pub(crate) files: Option<(&'static str, &'static str)>,
}

/// The whole of a page.
pub(crate) fn page(path: &str, title: &str, content: &Markup) -> String {
    let own = Own {
        policy: POLICY,
        files: None,
    };
    page_with(&own, path, title, content)
}

/// The whole of a page that has something of its own.
pub(crate) fn page_with(own: &Own, path: &str, title: &str, content: &Markup) -> String {
    let to = |file: &str| relative(path, file);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(own.policy);
                meta name="viewport" content="width=device-width";
                title { (title) }
                link rel="stylesheet" href=(to(STYLE));
                script src=(to(SCRIPT)) defer {}
                @if let Some((style, script)) = own.files {
                    link rel="stylesheet" href=(to(style));
                    script src=(to(script)) defer {}
                }
            }
            body {
                a href="#main" { "Skip to content" }
                header {
                    a href=(to("index.html")) { "CSP nodes" }
                    input #q type="search" aria-label="Search all nodes" placeholder="Search nodes, values, policies ( / )";
                }
                main #main tabindex="-1" { (content) }
            }
        }
    };
    page.into_string()
}
