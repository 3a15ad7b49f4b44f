//! Categories: the folders in which policies are shown, and of which the paths of their nodes are made.

use std::ops::Range;

use super::data::{CategoryData, Link};
use super::file::File;
use super::reference::Reference;

/// A category of a set.
#[derive(Debug, Clone, Copy)]
pub struct Category<'s> {
    pub(super) file: File<'s>,
    pub(super) data: &'s CategoryData,
}

impl<'s> Category<'s> {
    /// The name: a part of the paths of the policies in it.
    pub fn name(&self) -> &'s str {
        &self.data.name
    }

    /// The file that it is in.
    pub fn file(&self) -> File<'s> {
        self.file
    }

    /// The bytes of the name in the text of the file.
    pub fn span(&self) -> Range<usize> {
        self.data.span.clone()
    }

    /// What people call it.
    pub fn display_name(&self) -> Option<&'s str> {
        self.file.text(self.data.display_name.as_ref())
    }

    /// The name for people as the file refers to it.
    pub fn display_name_reference(&self) -> Option<&'s Reference> {
        self.data.display_name.as_ref()
    }

    /// The help text.
    pub fn explain_text(&self) -> Option<&'s str> {
        self.file.text(self.data.explain_text.as_ref())
    }

    /// The category around it, where that is read; in another file perhaps.
    pub fn parent(&self) -> Option<Category<'s>> {
        self.file.linked(self.data.link)
    }

    /// The category around it as the file refers to it.
    pub fn parent_reference(&self) -> Option<&'s Reference> {
        self.data.parent.as_ref()
    }

    pub(super) fn link(&self) -> Link {
        self.data.link
    }

    /// This and those around it, from the inside; across files.
    pub fn ancestors(&self) -> impl Iterator<Item = Category<'s>> + use<'s> {
        std::iter::successors(Some(*self), Category::parent)
    }

    /// The names from the topmost one that is read down to this.
    pub fn path(&self) -> Vec<&'s str> {
        let mut path: Vec<&str> = self.ancestors().map(|category| category.name()).collect();
        path.reverse();
        path
    }

    /// The names from the topmost one of this file down to this: a parent in another file is left out, as devices leave it out of the paths of ingested
    /// policies.
    pub fn path_in_file(&self) -> Vec<&'s str> {
        let own = self.file.index();
        let in_file = self
            .ancestors()
            .take_while(|category| category.file.index() == own);
        let mut path: Vec<&str> = in_file.map(|category| category.name()).collect();
        path.reverse();
        path
    }
}

impl<'s> File<'s> {
    /// Its categories, in its order.
    pub fn categories(&self) -> impl ExactSizeIterator<Item = Category<'s>> + use<'s> {
        let file = *self;
        let categories = self.data.categories.iter();
        categories.map(move |data| Category { file, data })
    }

    pub(super) fn linked(&self, link: Link) -> Option<Category<'s>> {
        let Link::To(place) = link else {
            return None;
        };
        let file = self.sibling(place.file)?;
        let data = file.data.categories.get(place.index)?;
        Some(Category { file, data })
    }
}
