//! An ADMX file with the ADML file that was found for it.

use std::fmt;
use std::sync::Arc;

use csp_source::Source;

use super::data::{FileData, Namespace, Texts};
use super::reference::Reference;
use crate::name::FileName;

/// An ADMX file of a set.
#[derive(Clone, Copy)]
pub struct File<'s> {
    pub(super) files: &'s [FileData],
    pub(super) index: usize,
    pub(super) data: &'s FileData,
}

impl<'s> File<'s> {
    pub(crate) fn new(files: &'s [FileData], index: usize) -> Option<Self> {
        let data = files.get(index)?;
        Some(Self { files, index, data })
    }

    /// The text of the file.
    pub fn source(&self) -> &'s Arc<Source> {
        &self.data.source
    }

    /// The name without folders: `inetres.admx`.
    pub fn name(&self) -> &'s str {
        FileName::of(self.data.source.name()).file
    }

    /// The revision, as it is written.
    pub fn revision(&self) -> Option<&'s str> {
        self.data.revision.as_deref()
    }

    /// The revision that its texts must have at least, as it is written.
    pub fn min_required_revision(&self) -> Option<&'s str> {
        self.data.min_required_revision.as_deref()
    }

    /// The language of its texts where those of another are not there; `en-US` where it does not say.
    pub fn fallback_culture(&self) -> &'s str {
        self.data.fallback_culture.as_deref().unwrap_or("en-US")
    }

    /// The namespace of what it defines.
    pub fn target(&self) -> Option<&'s Namespace> {
        self.data.target.as_ref()
    }

    /// The namespaces that it refers to.
    pub fn using(&self) -> &'s [Namespace] {
        &self.data.using
    }

    /// The ADML file that was found for it.
    pub fn text_source(&self) -> Option<&'s Arc<Source>> {
        self.data.texts.as_ref().map(|texts| &texts.source)
    }

    /// The language of that, as its folder is called; `None` where it stands beside the ADMX file.
    pub fn language(&self) -> Option<&'s str> {
        self.data.texts.as_ref()?.language.as_deref()
    }

    /// What a reference means to people.
    pub(super) fn text(&self, reference: Option<&'s Reference>) -> Option<&'s str> {
        self.data.text(reference)
    }

    pub(crate) fn data(&self) -> &'s FileData {
        self.data
    }

    pub(crate) fn index(&self) -> usize {
        self.index
    }

    pub(crate) fn texts(&self) -> Option<&'s Texts> {
        self.data.texts.as_ref()
    }

    pub(super) fn sibling(&self, index: usize) -> Option<Self> {
        Self::new(self.files, index)
    }
}

impl fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("File")
            .field(&self.data.source.name())
            .finish()
    }
}
