//! How much a page may hold: what does not fit is counted in the place of being written, so that every page is quick to open.

use maud::{Markup, PreEscaped, html};

use crate::words;

/// How many octets the content of a page has; a tenth less than what a page may have at most, since headings and the words about what is left out are not
/// counted.
const PAGE: usize = 135_000;

/// What is left of a page, or of a section of it, in octets.
pub(crate) struct Room(usize);

impl Room {
    /// That of a page.
    pub(crate) fn of_page() -> Self {
        Self(PAGE)
    }

    /// A section that others follow: it has half of what is left, so that none takes all.
    pub(crate) fn section(&mut self, draw: impl FnOnce(&mut Self) -> Markup) -> Markup {
        self.share(2, draw)
    }

    /// The first of several sections that have the same room each, and all that is left.
    pub(crate) fn share(&mut self, of: usize, draw: impl FnOnce(&mut Self) -> Markup) -> Markup {
        let drawn = draw(&mut Self(self.0 / of.max(1)));
        self.0 = self.0.saturating_sub(drawn.0.len());
        drawn
    }

    /// Takes as many octets, if they are left.
    pub(crate) fn take(&mut self, octets: usize) -> bool {
        let left = self.0.checked_sub(octets);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    /// The first of these that fit, and how many do not.
    pub(crate) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut draw: impl FnMut(T) -> Markup,
    ) -> (Markup, usize) {
        let mut items = items.into_iter();
        let mut list = String::new();
        while let Some(item) = items.next() {
            let drawn = draw(item);
            if !self.take(drawn.0.len()) {
                return (PreEscaped(list), 1 + items.count());
            }
            list.push_str(&drawn.0);
        }
        (PreEscaped(list), 0)
    }

    /// Lists, each below its heading, until an item does not fit; how many do not.
    pub(crate) fn lists<T>(
        &mut self,
        lists: impl IntoIterator<Item = (Markup, Vec<T>)>,
        class: Option<&str>,
        draw: impl Fn(T) -> Markup,
    ) -> (Markup, usize) {
        let (mut drawn, mut left) = (String::new(), 0);
        for (heading, items) in lists {
            if left > 0 || !self.take(heading.0.len()) {
                left += items.len();
                continue;
            }
            let (list, more) = self.list(items, &draw);
            left += more;
            drawn += &html! { (heading) ul class=[class] { (list) } }.into_string();
        }
        (PreEscaped(drawn), left)
    }

    /// A text as far as it fits.
    pub(crate) fn text(&mut self, text: &str) -> Markup {
        let is_over = |c: char| {
            let octets = match c {
                '&' => 5,
                '<' | '>' => 4,
                '"' => 6,
                c => c.len_utf8(),
            };
            !self.take(octets)
        };
        let end = text.find(is_over).unwrap_or(text.len());
        let (shown, rest) = text.split_at(end);
        html! {
            (shown)
            @if !rest.is_empty() { "… and " (words::count(rest.chars().count(), "more character")) }
        }
    }
}

/// What is said of facts that do not fit.
pub(crate) fn more(left: usize) -> Markup {
    html! {
        @if left > 0 { p { "And " (left) " more, which " code { "csp tree --format json" } " lists." } }
    }
}
