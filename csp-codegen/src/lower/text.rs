//! Texts of rows.

use csp_schema::Text;

/// A text of the definition, for a row.
pub(super) fn text(text: &str) -> Text {
    Text::Owned(text.to_owned())
}
