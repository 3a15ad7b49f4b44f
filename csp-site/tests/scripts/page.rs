//! What a page says to its script.

use std::collections::BTreeMap;

use csp_site::Page;
use serde_json::Value;

/// The rows of all pages, by the addresses of their nodes.
pub(crate) fn rows(pages: &[Page]) -> BTreeMap<String, Value> {
    let rows = pages.iter().filter_map(|page| {
        let row = between(&page.text, " data-row=\"", "\"")?;
        let row = plain(row);
        let quotes = row.chars().map(|c| match c {
            '\'' => '"',
            '"' => '\'',
            c => c,
        });
        let json: String = quotes.collect();
        let row = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{json}: {error}"));
        Some((
            plain(between(&page.text, "<code id=\"uri\">", "</code>")?),
            row,
        ))
    });
    rows.collect()
}

/// The piece that stands in a page by itself.
pub(crate) fn piece(page: &Page) -> Option<String> {
    let (_, form) = page.text.split_once(" data-row=\"")?;
    Some(plain(between(form, "<pre><code>", "</code></pre>")?))
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

/// The text that markup stands for.
pub(crate) fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}
