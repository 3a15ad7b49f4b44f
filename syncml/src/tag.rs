//! The elements of SyncML as a writer puts them down: their tags as the texts that they are, because each is copied in one piece, and their bytes
//! in WBXML.

/// An element.
pub(super) struct Tag {
    pub(super) name: &'static str,
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    pub(super) empty: &'static str,
    /// The code page and the byte in it.
    pub(super) page: u8,
    pub(super) token: u8,
}

/// The [`Tag`] with a name, with what else its start tag says, and its code page.
macro_rules! tag {
    ($name:literal) => {
        $crate::tag::tag!($name, "", 0)
    };
    ($name:literal, $attribute:literal, $page:expr) => {{
        const TAG: $crate::tag::Tag = $crate::tag::Tag {
            name: $name,
            open: concat!("<", $name, $attribute, ">"),
            close: concat!("</", $name, ">"),
            empty: concat!("<", $name, $attribute, "/>"),
            page: $page,
            token: $crate::wbxml::tags::token($page, $name),
        };
        &TAG
    }};
}

/// A [`Tag`] of Meta, which declares its namespace.
macro_rules! metinf {
    ($name:literal) => {
        $crate::tag::tag!(
            $name,
            " xmlns=\"syncml:metinf\"",
            $crate::wbxml::tags::METINF
        )
    };
}

pub(super) use {metinf, tag};
