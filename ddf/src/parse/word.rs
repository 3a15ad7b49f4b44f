//! Values that are written as words: `<Scope><Dynamic/></Scope>`, or plain text in some extensions.

use std::ops::Range;

use csp_source::{Code, plain_text};
use roxmltree::Node as Element;

use super::element::{tag_span, text_span};
use super::reader::Reader;
use crate::codes;

/// A value that is written as a word: the name of an empty child element, or plain text.
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Range<usize>,
    pub(super) is_element: bool,
    /// The text inside the child element: the N of `ZeroOrN`.
    pub(super) inner: String,
}

impl Reader<'_> {
    /// The word that an element holds; `None` when it is empty.
    pub(super) fn word(&mut self, element: Element<'_, '_>) -> Option<Word> {
        let mut choices = element.children().filter(Element::is_element);
        let Some(choice) = choices.next() else {
            let text = plain_text(element).trim().to_owned();
            let span = text_span(self.source, element);
            return (!text.is_empty()).then_some(Word {
                text,
                span,
                is_element: false,
                inner: String::new(),
            });
        };
        if let Some(second) = choices.next() {
            let name = element.tag_name().name();
            let (first, other) = (choice.tag_name().name(), second.tag_name().name());
            let diagnostic = self
                .fault(
                    &codes::SEVERAL_CHOICES,
                    second,
                    format!("`{name}` has both `{first}` and `{other}`"),
                )
                .with_related(
                    self.source,
                    tag_span(self.source, choice),
                    "the first one is here",
                );
            self.push(diagnostic);
        }
        Some(Word {
            text: choice.tag_name().name().to_owned(),
            span: tag_span(self.source, choice),
            is_element: true,
            inner: plain_text(choice).trim().to_owned(),
        })
    }

    /// The value of a property that OMA's DDF writes as an empty element:
    /// `<Scope><Dynamic/></Scope>`.
    pub(super) fn choice<T>(
        &mut self,
        element: Element<'_, '_>,
        code: &'static Code,
        names: &[&'static str],
        synonyms: &[(&str, &'static str)],
        read: impl Fn(&Word) -> Option<T>,
    ) -> Option<T> {
        let word = self.word(element)?;
        if word.is_element {
            if let Some(value) = read(&word) {
                return Some(value);
            }
        }
        let Word {
            text,
            span,
            is_element,
            inner,
        } = word;
        let property = element.tag_name().name();
        let help = csp_source::help(&text, names, synonyms, code.help());
        let (message, help) = if !names.contains(&text.as_str()) {
            (format!("{} `{text}`", code.summary()), help)
        } else if is_element {
            let message = format!("`{text}` does not take `{inner}`");
            (message, code.help().to_owned())
        } else {
            (
                format!("`{property}` holds the text `{text}` and not an element"),
                format!("write `<{property}><{text}/></{property}>`"),
            )
        };
        let diagnostic = self.fault_at(code, span, message).with_help(help);
        self.push(diagnostic);
        None
    }

    /// The value of an extension that is written as a word, either way; an unknown one is kept.
    pub(super) fn extension_word<T>(
        &mut self,
        element: Element<'_, '_>,
        names: &[&'static str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let word = self.word(element)?;
        let value = read(&word.text);
        if value.is_none() {
            self.unknown_choice(element, word.span, &word.text, names);
        }
        value
    }

    /// Reports an unknown value of an extension and keeps the extension as it is written.
    pub(super) fn unknown_choice(
        &mut self,
        element: Element<'_, '_>,
        span: Range<usize>,
        word: &str,
        names: &[&'static str],
    ) {
        let property = element.tag_name().name();
        let help = format!(
            "the values are {}; {}",
            names.join(", "),
            codes::UNKNOWN_CHOICE.help()
        );
        let help = csp_source::help(word, names, &[], &help);
        let message = format!("unknown value `{word}` of `{property}`");
        let diagnostic = self
            .fault_at(&codes::UNKNOWN_CHOICE, span, message)
            .with_help(help);
        self.push(diagnostic);
        let extension = self.keep(element);
        self.extensions.push(extension);
    }
}
