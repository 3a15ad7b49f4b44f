//! What a site has more where a program serves it: a page for what is pasted, which the program answers, and a link to it in all pages.
//!
//! Pages are the same files in a folder and served. The link is the matter of the script, which then has one part more: in a folder there is nobody
//! who answers, and no link that leads nowhere.

use crate::page::Page;
use crate::{layout, paste};

/// A page as it is served.
pub(crate) fn as_served(mut page: Page) -> Page {
    if page.path == layout::SCRIPT {
        page.text += include_str!("../assets/served.js");
    }
    page
}

/// The files that only a served site has.
pub(crate) fn own() -> impl Iterator<Item = Page> {
    paste::files().into_iter().map(|(path, text)| Page {
        path: path.to_owned(),
        text,
    })
}

/// The content security policy of the page at a path, as it stands in the page, for the header of a server.
pub fn policy(path: &str) -> &'static str {
    match path {
        paste::PATH => paste::POLICY,
        _ => layout::POLICY,
    }
}
