//! The elements of a policy: what a person fills in when it is enabled.

use std::ops::Range;

use super::data::ElementData;
use super::kind::{ChoiceData, ElementKind};
use super::policy::Policy;
use super::presentation::Control;
use super::reference::Reference;
use super::value::{Value, ValueList};

/// An element of a policy.
#[derive(Debug, Clone, Copy)]
pub struct Element<'s> {
    pub(super) policy: Policy<'s>,
    pub(super) data: &'s ElementData,
}

impl<'s> Element<'s> {
    /// The name by which a payload tells it from others.
    pub fn id(&self) -> &'s str {
        &self.data.id
    }

    /// The bytes of the id in the text of the file.
    pub fn span(&self) -> Range<usize> {
        self.data.span.clone()
    }

    /// Its kind, and what only that kind has.
    pub fn kind(&self) -> &'s ElementKind {
        &self.data.kind
    }

    /// Whether an empty value is refused.
    pub fn required(&self) -> bool {
        self.data.required
    }

    /// The registry key that it writes: its own, or that of the policy.
    pub fn key(&self) -> &'s str {
        let own = self.data.key.as_deref();
        own.unwrap_or_else(|| self.policy.key())
    }

    /// The name of the registry value that it writes; a list has none.
    pub fn value_name(&self) -> Option<&'s str> {
        self.data.value_name.as_deref()
    }

    /// The GUID of the extension of Group Policy that applies it, where it is not the usual one.
    pub fn client_extension(&self) -> Option<&'s str> {
        self.data.client_extension.as_deref()
    }

    /// The control that shows it.
    pub fn control(&self) -> Option<&'s Control> {
        let mut controls = self.policy.presentation()?.controls.iter();
        controls.find(|control| {
            let element = control.element.as_ref();
            element.is_some_and(|element| element.text == self.data.id)
        })
    }

    /// What is written beside it.
    pub fn label(&self) -> Option<&'s str> {
        let label = self.control()?.label.as_deref()?.trim();
        (!label.is_empty()).then_some(label)
    }

    /// The choices of an enum; none for other kinds.
    pub fn choices(&self) -> impl Iterator<Item = Choice<'s>> + use<'s> {
        let choices = match &self.data.kind {
            ElementKind::Enum(element) => element.choices.as_slice(),
            _ => &[],
        };
        let policy = self.policy;
        choices.iter().map(move |data| Choice { policy, data })
    }
}

impl<'s> Policy<'s> {
    /// What is filled in when it is enabled, in the order of the file.
    pub fn elements(&self) -> impl ExactSizeIterator<Item = Element<'s>> + use<'s> {
        let policy = *self;
        self.data
            .elements
            .iter()
            .map(move |data| Element { policy, data })
    }

    /// The element of this id, in its own spelling.
    pub fn element(&self, id: &str) -> Option<Element<'s>> {
        self.elements().find(|element| element.id() == id)
    }
}

/// A choice of an enum.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'s> {
    policy: Policy<'s>,
    data: &'s ChoiceData,
}

impl<'s> Choice<'s> {
    /// What a payload holds for it, never its index or its name for people.
    pub fn value(&self) -> &'s Value {
        &self.data.value
    }

    /// What people read.
    pub fn display_name(&self) -> Option<&'s str> {
        self.policy.file().text(self.data.display_name.as_ref())
    }

    /// The name for people as the file refers to it: `$(string.ID)`.
    pub fn display_name_reference(&self) -> Option<&'s Reference> {
        self.data.display_name.as_ref()
    }

    /// Further values that it writes.
    pub fn value_list(&self) -> Option<&'s ValueList> {
        self.data.value_list.as_ref()
    }
}
