//! The page for what is pasted: a profile, whose findings are shown at their lines and mended by a click, or a reply, which is explained.

use maud::html;

use crate::layout::{self, Own};

pub(crate) const PATH: &str = "paste.html";
const STYLE: &str = "a/paste.css";
const SCRIPT: &str = "a/paste.js";

/// What other pages may, and to ask the server that the page comes from.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// The page and its files, by their paths.
pub(crate) fn files() -> [(&'static str, String); 3] {
    [
        (PATH, page()),
        (STYLE, include_str!("../assets/paste.css").to_owned()),
        (SCRIPT, SCRIPTS.to_owned()),
    ]
}

fn page() -> String {
    // What a browser keeps of a form would be written.
    let content = html! {
        h1 { "Check a profile or a reply" }
        p { "Profiles are Fleet's, Intune's (JSON), SyncML, declared configuration, provisioning documents and tables. What is explained is a device's reply, a line of its event log, a status, an error or a LocURI. The program that serves this page answers, and keeps nothing of it." }
        noscript { p { "This page needs scripts. " code { "csp lint" } " and " code { "csp explain" } " say the same." } }
        form #paste autocomplete="off" {
            label for="paste-text" { "Profile or reply: paste it, or drop a file anywhere on this page" }
            textarea #paste-text rows="12" spellcheck="false" autocomplete="off" {}
            details {
                summary { "The request behind a reply" }
                label for="paste-request" { "Request, or the profile that was sent: it tells which nodes and values failed" }
                textarea #paste-request rows="6" spellcheck="false" autocomplete="off" {}
            }
            div.tools {
                button #paste-check { "Check" }
                label for="paste-file" { "or open a file" }
                input #paste-file type="file" autocomplete="off";
            }
        }
        p #paste-said role="status" {}
        section #paste-result aria-label="Result" {}
    };
    let own = Own {
        policy: POLICY,
        files: Some((STYLE, SCRIPT)),
    };
    layout::page_with(&own, PATH, "Check a profile or a reply", &content)
}

/// The script of the page, in parts of one job each.
const SCRIPTS: &str = concat!(
    include_str!("../assets/said.js"),
    include_str!("../assets/lines.js"),
    include_str!("../assets/paste.js"),
);
