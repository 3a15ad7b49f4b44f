//! What is said of a Data by the Metas around it.

use csp_runtime::dispatch::Call;
use syncml::Meta;

/// What a Meta says of a Data. Borrowed: it is put together for each item, and a Type may be as long as a message.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stated<'m> {
    format: Option<&'m str>,
    media_type: Option<&'m str>,
}

impl<'m> Stated<'m> {
    /// What a Meta says, completed with what is said around it: an item's overrides its command's element by element (MS-MDM).
    pub(crate) fn new(inner: &'m Meta<'_>, outer: Self) -> Self {
        Self {
            format: inner.format.as_deref().or(outer.format),
            media_type: inner.kind.as_deref().or(outer.media_type),
        }
    }

    /// The call of a command with this Data.
    pub(crate) fn call(self, data: Option<&'m str>) -> Call<'m> {
        Call {
            data,
            format: self.format,
            media_type: self.media_type,
            ..Call::default()
        }
    }
}
