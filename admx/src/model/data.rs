//! What the files say, as it is kept: the views of files, categories, policies and elements look into it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use csp_source::Source;

use super::class::Class;
use super::kind::ElementKind;
use super::presentation::Presentation;
use super::reference::Reference;
use super::value::{Value, ValueList};

/// Where something is among the files of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: usize,
    pub(crate) index: usize,
}

#[derive(Debug)]
pub(crate) struct FileData {
    pub(crate) source: Arc<Source>,
    pub(crate) revision: Option<String>,
    pub(crate) min_required_revision: Option<String>,
    pub(crate) fallback_culture: Option<String>,
    pub(crate) target: Option<Namespace>,
    pub(crate) using: Vec<Namespace>,
    pub(crate) categories: Vec<CategoryData>,
    pub(crate) policies: Vec<PolicyData>,
    pub(crate) support: Vec<Support>,
    /// Places by folded names.
    pub(crate) category_names: BTreeMap<String, usize>,
    pub(crate) policy_names: BTreeMap<String, usize>,
    pub(crate) support_names: BTreeMap<String, usize>,
    pub(crate) texts: Option<Texts>,
}

impl FileData {
    pub(crate) fn new(source: Arc<Source>) -> Self {
        Self {
            source,
            revision: None,
            min_required_revision: None,
            fallback_culture: None,
            target: None,
            using: Vec::new(),
            categories: Vec::new(),
            policies: Vec::new(),
            support: Vec::new(),
            category_names: BTreeMap::new(),
            policy_names: BTreeMap::new(),
            support_names: BTreeMap::new(),
            texts: None,
        }
    }

    /// What a reference means to people: the text that it names, or itself where it names none.
    pub(crate) fn text<'s>(&'s self, reference: Option<&'s Reference>) -> Option<&'s str> {
        let reference = reference?;
        match reference.id("string") {
            Some(id) => self.texts.as_ref()?.strings.get(id).map(String::as_str),
            None => Some(&reference.text),
        }
    }
}

/// A requirement that policies name: "At least Windows 10".
#[derive(Debug)]
pub(crate) struct Support {
    pub(crate) display_name: Option<Reference>,
}

/// The texts of one ADML file.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) source: Arc<Source>,
    pub(crate) language: Option<String>,
    pub(crate) revision: Option<String>,
    pub(crate) strings: BTreeMap<String, String>,
    pub(crate) presentations: BTreeMap<String, Presentation>,
}

/// A namespace of policies, and the prefix that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Namespace {
    /// What references begin with.
    pub prefix: String,
    /// The namespace, as `Microsoft.Policies.Windows`.
    pub uri: String,
}

#[derive(Debug)]
pub(crate) struct CategoryData {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
    pub(crate) display_name: Option<Reference>,
    pub(crate) explain_text: Option<Reference>,
    pub(crate) parent: Option<Reference>,
    pub(crate) link: Link,
}

/// What became of a reference to a category.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Link {
    /// There is none, or it is wrong.
    #[default]
    Nowhere,
    /// It is in a namespace of which no file is read.
    Unread,
    /// It is this one.
    To(Place),
}

#[derive(Debug, Default)]
pub(crate) struct PolicyData {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
    pub(crate) class: Class,
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) value_name: Option<String>,
    pub(crate) client_extension: Option<String>,
    pub(crate) display_name: Option<Reference>,
    pub(crate) explain_text: Option<Reference>,
    pub(crate) presentation: Option<Reference>,
    pub(crate) category: Option<Reference>,
    pub(crate) link: Link,
    pub(crate) supported_on: Option<Reference>,
    /// The definition that `supported_on` names, where it is read.
    pub(crate) support: Option<Place>,
    pub(crate) enabled_value: Option<Value>,
    pub(crate) disabled_value: Option<Value>,
    pub(crate) enabled_list: Option<ValueList>,
    pub(crate) disabled_list: Option<ValueList>,
    pub(crate) elements: Vec<ElementData>,
}

#[derive(Debug)]
pub(crate) struct ElementData {
    pub(crate) id: String,
    pub(crate) span: Range<usize>,
    pub(crate) key: Option<String>,
    pub(crate) value_name: Option<String>,
    pub(crate) client_extension: Option<String>,
    pub(crate) required: bool,
    pub(crate) kind: ElementKind,
}
