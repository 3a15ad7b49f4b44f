//! A policy: what an administrator enables or disables.

use std::collections::BTreeSet;
use std::ops::Range;

use super::category::Category;
use super::class::Class;
use super::data::{Link, PolicyData};
use super::file::File;
use super::kind::ElementKind;
use super::presentation::Presentation;
use super::reference::Reference;
use super::value::{Value, ValueList};
use crate::fold::fold;

/// A policy of a set.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'s> {
    pub(super) file: File<'s>,
    pub(super) data: &'s PolicyData,
}

impl<'s> Policy<'s> {
    /// The name, which with that of its file tells it from all others.
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

    /// The line of the name, from 1.
    pub fn line(&self) -> usize {
        self.file.source().line_column(self.data.span.start).0
    }

    /// For whom it is set.
    pub fn class(&self) -> Class {
        self.data.class
    }

    /// The registry key that it writes.
    pub fn key(&self) -> &'s str {
        &self.data.key
    }

    /// The bytes of the key in the text of the file.
    pub fn key_span(&self) -> Range<usize> {
        self.data.key_span.clone()
    }

    /// The name of the registry value that says whether it is enabled.
    pub fn value_name(&self) -> Option<&'s str> {
        self.data.value_name.as_deref()
    }

    /// The GUID of the extension of Group Policy that applies it, where it is not the usual one.
    pub fn client_extension(&self) -> Option<&'s str> {
        self.data.client_extension.as_deref()
    }

    /// What is written when it is enabled; the number 1 where nothing is given.
    pub fn enabled_value(&self) -> Option<&'s Value> {
        self.data.enabled_value.as_ref()
    }

    /// What is written when it is disabled; the value is deleted where nothing is given.
    pub fn disabled_value(&self) -> Option<&'s Value> {
        self.data.disabled_value.as_ref()
    }

    /// Further values that are written when it is enabled.
    pub fn enabled_list(&self) -> Option<&'s ValueList> {
        self.data.enabled_list.as_ref()
    }

    /// Further values that are written when it is disabled.
    pub fn disabled_list(&self) -> Option<&'s ValueList> {
        self.data.disabled_list.as_ref()
    }

    /// What people call it; `None` where the file or its texts do not say.
    pub fn display_name(&self) -> Option<&'s str> {
        self.file.text(self.data.display_name.as_ref())
    }

    /// The name for people as the file refers to it: `$(string.ID)`.
    pub fn display_name_reference(&self) -> Option<&'s Reference> {
        self.data.display_name.as_ref()
    }

    /// The help text.
    pub fn explain_text(&self) -> Option<&'s str> {
        self.file.text(self.data.explain_text.as_ref())
    }

    /// The help text as the file refers to it.
    pub fn explain_text_reference(&self) -> Option<&'s Reference> {
        self.data.explain_text.as_ref()
    }

    /// How its elements are shown.
    pub fn presentation(&self) -> Option<&'s Presentation> {
        let id = self.data.presentation.as_ref()?.id("presentation")?;
        self.file.texts()?.presentations.get(id)
    }

    /// The presentation as the file refers to it: `$(presentation.ID)`.
    pub fn presentation_reference(&self) -> Option<&'s Reference> {
        self.data.presentation.as_ref()
    }

    /// What it needs, for people: "At least Windows 10".
    pub fn supported_on(&self) -> Option<&'s str> {
        let place = self.data.support?;
        let file = self.file.sibling(place.file)?;
        file.text(file.data().support.get(place.index)?.display_name.as_ref())
    }

    /// What it needs, as the file refers to it.
    pub fn supported_on_reference(&self) -> Option<&'s Reference> {
        self.data.supported_on.as_ref()
    }

    /// The category that it is in, where that is read.
    pub fn category(&self) -> Option<Category<'s>> {
        self.file.linked(self.data.link)
    }

    /// The category as the file refers to it.
    pub fn category_reference(&self) -> Option<&'s Reference> {
        self.data.category.as_ref()
    }

    /// The names of its categories from the topmost one that is read; across files, where they name each other's.
    pub fn category_path(&self) -> Vec<&'s str> {
        self.category()
            .map_or_else(Vec::new, |category| category.path())
    }

    /// Whether its outermost known category is in one of which no file is read.
    pub(crate) fn is_cut_off(&self) -> bool {
        let last = self
            .category()
            .and_then(|category| category.ancestors().last());
        let link = last.map_or(self.data.link, |last| last.link());
        link == Link::Unread
    }

    /// Every registry key that it or one of its elements writes, each once, in the order of the file.
    pub fn keys(&self) -> Vec<&'s str> {
        let data = self.data;
        let lists = [&data.enabled_list, &data.disabled_list];
        let mut keys = vec![data.key.as_str()];
        keys.extend(lists.into_iter().flatten().flat_map(list_keys));
        for element in &data.elements {
            keys.extend(element.key.as_deref());
            let own: Vec<&ValueList> = match &element.kind {
                ElementKind::Boolean(boolean) => [&boolean.true_list, &boolean.false_list]
                    .into_iter()
                    .flatten()
                    .collect(),
                ElementKind::Enum(choices) => {
                    let choices = choices.choices.iter();
                    choices
                        .filter_map(|choice| choice.value_list.as_ref())
                        .collect()
                }
                _ => Vec::new(),
            };
            keys.extend(own.into_iter().flat_map(list_keys));
        }
        let mut seen = BTreeSet::new();
        keys.retain(|key| seen.insert(*key));
        keys
    }
}

impl<'s> File<'s> {
    /// Its policies, in its order.
    pub fn policies(&self) -> impl ExactSizeIterator<Item = Policy<'s>> + use<'s> {
        let file = *self;
        let policies = self.data.policies.iter();
        policies.map(move |data| Policy { file, data })
    }

    /// The policy of this name, whatever its letter case.
    pub fn policy(&self, name: &str) -> Option<Policy<'s>> {
        self.policy_at(*self.data.policy_names.get(&fold(name))?)
    }

    pub(crate) fn policy_at(&self, index: usize) -> Option<Policy<'s>> {
        let data = self.data.policies.get(index)?;
        Some(Policy { file: *self, data })
    }
}

/// The keys that a list itself names.
fn list_keys(list: &ValueList) -> impl Iterator<Item = &str> {
    let items = list.items.iter().filter_map(|item| item.key.as_deref());
    list.default_key.as_deref().into_iter().chain(items)
}
