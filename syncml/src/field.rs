//! Elements that hold text, with their tags as the texts that they are: each is copied in one piece, and a message has little else.

/// An element that holds text.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) open: &'static str,
    pub(super) close: &'static str,
}

/// The [`Field`] with a name, and with what else its start tag says.
macro_rules! field {
    ($name:literal $(, $attribute:literal)?) => {
        $crate::field::Field {
            name: $name,
            open: concat!("<", $name, $($attribute,)? ">"),
            close: concat!("</", $name, ">"),
        }
    };
}

/// A [`Field`] of Meta, which declares its namespace.
macro_rules! metinf {
    ($name:literal) => {
        $crate::field::field!($name, " xmlns=\"syncml:metinf\"")
    };
}

pub(super) use {field, metinf};
