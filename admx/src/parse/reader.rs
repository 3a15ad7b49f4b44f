//! What reading any element needs: its attributes, its children, and a place for what is wrong with it.

use std::ops::Range;
use std::sync::Arc;

use csp_source::{Code, Diagnostic, Faults, Report, Source, written_name};
use roxmltree::Node as Element;

use crate::codes;
use crate::kind::ADMX;
use crate::model::Reference;

/// How many bytes names, ids and references to them may have. Those of Windows have less than 150.
pub(crate) const MAX_NAME: usize = 1024;

/// Reads the elements of one file.
pub(super) struct Reader<'r> {
    pub(super) source: &'r Arc<Source>,
    faults: Faults<'r>,
}

/// An attribute that is there.
#[derive(Clone)]
pub(super) struct Attribute<'x> {
    pub(super) value: &'x str,
    pub(super) span: Range<usize>,
}

impl Attribute<'_> {
    pub(super) fn owned(&self) -> String {
        self.value.to_owned()
    }

    pub(super) fn reference(&self) -> Reference {
        Reference {
            text: self.owned(),
            span: self.span.clone(),
        }
    }
}

/// The value of an attribute that may be there.
pub(super) fn owned(attribute: Option<&Attribute<'_>>) -> Option<String> {
    attribute.map(Attribute::owned)
}

impl<'r> Reader<'r> {
    pub(super) fn new(source: &'r Arc<Source>, report: &'r mut Report) -> Self {
        Self {
            source,
            faults: Faults::new(report, &ADMX),
        }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    /// Reports a fault at a place.
    pub(super) fn fault_at(&mut self, code: &'static Code, span: Range<usize>, message: String) {
        self.push(Diagnostic::new(code, self.source, span, message));
    }

    /// Reports a fault at the name of an element.
    pub(super) fn fault(
        &mut self,
        code: &'static Code,
        element: Element<'_, '_>,
        message: impl Into<String>,
    ) {
        let span = name_span(self.source, element);
        self.fault_at(code, span, message.into());
    }

    /// The attributes of these names, whose letter case does not count: `maxvalue` and `nosort` occur in files of Windows. Those of XML's own
    /// namespaces are passed over; others are reported.
    pub(super) fn attributes<'x, const N: usize>(
        &mut self,
        element: Element<'x, 'x>,
        names: [&'static str; N],
    ) -> [Option<Attribute<'x>>; N] {
        let mut found = [const { None }; N];
        for attribute in element.attributes() {
            if attribute.namespace().is_some() {
                continue;
            }
            let name = attribute.name();
            let exact = names.iter().position(|known| *known == name);
            let at = exact.or_else(|| {
                let mut known = names.iter();
                known.position(|known| known.eq_ignore_ascii_case(name))
            });
            let tag = element.tag_name().name();
            match at.and_then(|at| found.get_mut(at).map(|place| (at, place))) {
                Some((at, place)) if place.is_none() => {
                    *place = Some(Attribute {
                        value: attribute.value(),
                        span: attribute.range_value(),
                    });
                    if exact.is_none() {
                        let known = names.get(at).copied().unwrap_or_default();
                        let message = format!("`{name}` of `{tag}` is spelled `{known}`");
                        self.fault_at(&codes::ATTRIBUTE_CASE, attribute.range_qname(), message);
                    }
                }
                _ => {
                    let message = format!("`{tag}` has no attribute `{name}`");
                    let help = csp_source::help(name, &names, &[], codes::UNKNOWN_ATTRIBUTE.help());
                    let span = attribute.range_qname();
                    let diagnostic =
                        Diagnostic::new(&codes::UNKNOWN_ATTRIBUTE, self.source, span, message);
                    self.push(diagnostic.with_help(help));
                }
            }
        }
        found
    }

    /// An attribute without which an element means nothing.
    pub(super) fn required<'x>(
        &mut self,
        element: Element<'_, '_>,
        name: &str,
        attribute: Option<Attribute<'x>>,
    ) -> Option<Attribute<'x>> {
        let given = attribute.filter(|attribute| !attribute.value.trim().is_empty());
        if given.is_none() {
            let message = format!("`{}` has no `{name}`", element.tag_name().name());
            self.fault(&codes::MISSING_ATTRIBUTE, element, message);
        }
        given
    }

    /// A name without which an element means nothing, no longer than one can be: what refers to it may stand there very often.
    pub(super) fn name<'x>(
        &mut self,
        element: Element<'_, '_>,
        name: &str,
        attribute: Option<Attribute<'x>>,
    ) -> Option<Attribute<'x>> {
        let given = self.required(element, name, attribute)?;
        if given.value.len() > MAX_NAME {
            let message = format!("`{name}` has more than {MAX_NAME} bytes");
            self.fault_at(&codes::LONG_NAME, given.span, message);
            return None;
        }
        Some(given)
    }

    /// A number that is written in decimal digits.
    pub(super) fn number(&mut self, attribute: Option<Attribute<'_>>) -> Option<u64> {
        let attribute = attribute?;
        let number = attribute.value.trim().parse().ok();
        if number.is_none() {
            let message = format!("`{}` is not a number", attribute.value);
            self.fault_at(&codes::NOT_A_NUMBER, attribute.span, message);
        }
        number
    }

    /// `true` or `false`, as XML Schema writes them; `false` where nothing is given.
    pub(super) fn boolean(&mut self, attribute: Option<Attribute<'_>>) -> bool {
        let Some(attribute) = attribute else {
            return false;
        };
        match attribute.value.trim() {
            "1" => true,
            "0" => false,
            word if word.eq_ignore_ascii_case("true") => true,
            word if word.eq_ignore_ascii_case("false") => false,
            word => {
                let message = format!("`{word}` is neither `true` nor `false`");
                self.fault_at(&codes::NOT_A_BOOLEAN, attribute.span, message);
                false
            }
        }
    }

    /// Reports a child that nothing is read from.
    pub(super) fn unknown(&mut self, element: Element<'_, '_>, known: &[&str]) {
        let name = element.tag_name().name();
        let help = csp_source::help(name, known, &[], codes::UNKNOWN_ELEMENT.help());
        let span = name_span(self.source, element);
        let message = format!("unknown element `{name}`");
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_ELEMENT, self.source, span, message);
        self.push(diagnostic.with_help(help));
    }

    /// Keeps the first of what may be there once.
    pub(super) fn once<T>(
        &mut self,
        place: &mut Option<T>,
        element: Element<'_, '_>,
        value: Option<T>,
    ) {
        if place.is_none() {
            *place = value;
        } else {
            let message = format!("`{}` is given twice", element.tag_name().name());
            self.fault(&codes::REPEATED_ELEMENT, element, message);
        }
    }
}

/// The elements in an element.
pub(super) fn children<'x>(
    element: Element<'x, 'x>,
) -> impl Iterator<Item = (&'x str, Element<'x, 'x>)> {
    let elements = element.children().filter(Element::is_element);
    elements.map(|child| (child.tag_name().name(), child))
}

/// The bytes of `<name` at the start of an element.
pub(super) fn name_span(source: &Source, element: Element<'_, '_>) -> Range<usize> {
    let start = element.range().start;
    start..start + 1 + written_name(source, element).len()
}
