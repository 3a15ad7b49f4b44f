//! Messages as XML 1.0: tokens, the content of elements, and text in it.

mod content;
mod escape;
mod scan;

pub(crate) use content::check_markup;
pub(crate) use escape::{escape_attribute, escape_text, push_text};
pub use escape::{escaped_len, fitting};
pub(crate) use scan::Scanner;
