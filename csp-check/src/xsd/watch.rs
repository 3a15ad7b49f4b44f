//! Watches a validation: keeps the first fault with its place, and stops there.

use std::cell::{Cell, RefCell};

use xsd_schema::validation::{
    AttributeView, DoctypeView, ElementStartView, EndElementInfo, EndOfAttributesView, TextKind,
    ValidationError, ValidationEventHandler, ValidationSink, ValidationWarning,
};

use super::survey::Imported;

/// The first fault, and where the element is that it was found in.
#[derive(Default)]
pub(super) struct First {
    found: RefCell<Option<(ValidationError, usize)>>,
    place: Cell<usize>,
}

impl First {
    pub(super) fn note(&self, error: ValidationError) {
        let mut found = self.found.borrow_mut();
        if found.is_none() {
            *found = Some((error, self.place.get()));
        }
    }

    pub(super) fn take(self) -> Option<(ValidationError, usize)> {
        self.found.into_inner()
    }
}

impl ValidationSink for &First {
    fn on_error(&mut self, error: ValidationError) {
        self.note(error);
    }

    fn on_warning(&mut self, _warning: ValidationWarning) {}
}

/// Why the rest of a value is not read.
pub(super) enum Stop {
    /// A fault was found.
    Found,
    /// A document type declaration, at this byte.
    Doctype(usize),
}

/// Follows the elements of a value.
pub(super) struct Watch<'a> {
    first: &'a First,
    imported: &'a Imported,
    /// Where the open elements begin.
    open: Vec<usize>,
    /// A namespace whose elements were not looked at.
    unknown: Option<String>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(first: &'a First, imported: &'a Imported) -> Self {
        Self {
            first,
            imported,
            open: Vec::new(),
            unknown: None,
        }
    }

    pub(super) fn unknown(self) -> Option<String> {
        self.unknown
    }

    fn go_on(&self) -> Result<(), Stop> {
        if self.first.found.borrow().is_some() {
            Err(Stop::Found)
        } else {
            Ok(())
        }
    }
}

impl ValidationEventHandler for Watch<'_> {
    type Error = Stop;

    fn on_doctype(&mut self, doctype: DoctypeView<'_>) -> Result<(), Stop> {
        Err(Stop::Doctype(doctype.byte_pos))
    }

    fn on_element_start_offset(&mut self, at: usize) -> Result<(), Stop> {
        self.go_on()?;
        self.open.push(at);
        self.first.place.set(at);
        Ok(())
    }

    fn before_element(&mut self, element: ElementStartView<'_>) -> Result<(), Stop> {
        if self.unknown.is_none() && self.imported.contains_key(element.namespace_uri) {
            self.unknown = Some(element.namespace_uri.to_owned());
        }
        Ok(())
    }

    fn before_attribute(&mut self, _attribute: AttributeView<'_>) -> Result<(), Stop> {
        self.go_on()
    }

    fn after_end_of_attributes(
        &mut self,
        _attributes: EndOfAttributesView<'_>,
    ) -> Result<(), Stop> {
        self.go_on()
    }

    fn on_text(&mut self, _kind: TextKind, _text: &str) -> Result<(), Stop> {
        self.go_on()
    }

    fn after_end_element(&mut self, _element: &EndElementInfo, _depth: usize) -> Result<(), Stop> {
        self.open.pop();
        let around = self.open.last().copied().unwrap_or_default();
        self.go_on()?;
        self.first.place.set(around);
        Ok(())
    }
}
