//! quick-xml's events to a [`Tree`]: what is wrong becomes a fault, and reading goes on where it can.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::errors::SyntaxError;
use quick_xml::events::Event;
use quick_xml::{Error, Reader};

use super::reference::{advice, resolve};
use super::{Child, Tree};
use crate::faults::Faults;
use crate::model::FaultKind;
use crate::text::Text;

/// Why there is no tree: where in the text, and what to do.
pub(crate) struct Refusal {
    pub(crate) at: usize,
    pub(crate) message: String,
}

/// Reads the elements of a text, from a byte of it.
pub(crate) fn parse<'t>(
    text: &'t Text,
    from: usize,
    faults: &mut Faults,
) -> Result<Tree<'t>, Refusal> {
    let mut builder = Builder {
        text,
        faults,
        tree: Tree {
            text,
            elements: Vec::new(),
            roots: Vec::new(),
            comments: Vec::new(),
            unclosed: Vec::new(),
        },
        open: Vec::new(),
        prefixes: BTreeMap::new(),
        is_broken: false,
    };
    builder.run(from)?;
    Ok(builder.tree)
}

pub(super) struct Builder<'t, 'f> {
    pub(super) text: &'t Text,
    faults: &'f mut Faults,
    pub(super) tree: Tree<'t>,
    /// The elements that are open, outermost first.
    pub(super) open: Vec<usize>,
    /// What each namespace prefix stands for, innermost last; the default namespace has none.
    pub(super) prefixes: BTreeMap<&'t str, Vec<Range<usize>>>,
    /// Whether an end tag was missing or wrong: what follows from that is not said too.
    is_broken: bool,
}

impl<'t> Builder<'t, '_> {
    fn run(&mut self, first: usize) -> Result<(), Refusal> {
        let mut next = Some(first);
        while let Some(from) = next {
            next = self.events(first, from)?;
        }
        self.tree.unclosed = self.open.clone();
        self.finish(self.text.as_str().len());
        Ok(())
    }

    /// Reads from a byte on; where it has to be taken up again.
    fn events(&mut self, first: usize, from: usize) -> Result<Option<usize>, Refusal> {
        let text: &'t str = self.text.as_str();
        let rest = text.get(from..).unwrap_or_default();
        // quick-xml leaves out a byte order mark that it begins with, and does not count it.
        if rest.starts_with('\u{FEFF}') {
            let end = from + '\u{FEFF}'.len_utf8();
            self.push(Child::Text(from..end));
            return Ok(Some(end));
        }
        let mut reader = Reader::from_str(rest);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let start = from + reader.buffer_position() as usize;
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = (from + reader.error_position() as usize).clamp(start, text.len());
                    let at = floor(text, at);
                    self.fault(
                        FaultKind::Xml,
                        at..at,
                        format!("{}: nothing is read from here", unreadable(&error)),
                    );
                    return Ok(None);
                }
            };
            let range = start..from + reader.buffer_position() as usize;
            match event {
                Event::Start(_) | Event::Empty(_) if !self.begins_element(&range) => {
                    return Ok(Some(range.start + 1));
                }
                Event::Start(tag) => self.start(&tag, range, false)?,
                Event::Empty(tag) => self.start(&tag, range, true)?,
                Event::End(tag) => {
                    let name = std::str::from_utf8(tag.name().into_inner()).unwrap_or_default();
                    self.end(name, range);
                }
                Event::Text(_) => self.characters(range),
                Event::CData(_) => {
                    let inner = range.start + "<![CDATA[".len()..range.end - "]]>".len();
                    self.push(Child::CData(inner));
                }
                Event::GeneralRef(_) => self.reference(range),
                Event::Comment(_) => {
                    let inner = range.start + "<!--".len()..range.end - "-->".len();
                    self.tree.comments.push(inner);
                }
                Event::Decl(_) if range.start == first => {}
                Event::Decl(_) | Event::PI(_) => self.instruction(range),
                Event::DocType(_) => {
                    let message =
                        "a document type declaration is not allowed: remove it".to_owned();
                    return Err(Refusal { at: start, message });
                }
                Event::Eof => return Ok(None),
            }
        }
    }

    fn characters(&mut self, range: Range<usize>) {
        let text: &'t str = self.text.as_str();
        let written = text.get(range.clone()).unwrap_or_default();
        for (at, _) in written.match_indices('&') {
            let at = range.start + at;
            self.fault(FaultKind::Xml, at..at + 1, advice(None));
        }
        self.push(Child::Text(range));
    }

    fn reference(&mut self, range: Range<usize>) {
        let text: &'t str = self.text.as_str();
        let written = text.get(range.clone()).unwrap_or_default();
        match resolve(written) {
            Some(c) => self.push(Child::Reference(range, c)),
            None => {
                self.fault(FaultKind::Xml, range.clone(), advice(Some(written)));
                self.push(Child::Text(range));
            }
        }
    }

    fn instruction(&mut self, range: Range<usize>) {
        let message = "`<?` does not belong inside of a file: remove it, or escape the document that it begins";
        self.fault(FaultKind::Instruction, range, message);
        self.push(Child::Instruction);
    }

    pub(super) fn push(&mut self, child: Child) {
        let open = self
            .open
            .last()
            .and_then(|index| self.tree.elements.get_mut(*index));
        match open {
            Some(element) => element.children.push(child),
            None => self.tree.roots.push(child),
        }
    }

    pub(super) fn name(&self, index: usize) -> &'t str {
        let text: &'t str = self.text.as_str();
        let element = self.tree.elements.get(index);
        element
            .and_then(|element| text.get(element.name.clone()))
            .unwrap_or_default()
    }

    /// The first tag that does not fit is the fault; others follow from it.
    pub(super) fn broken(&mut self, range: Range<usize>, message: String) {
        if !std::mem::replace(&mut self.is_broken, true) {
            self.fault(FaultKind::Xml, range, message);
        }
    }

    pub(super) fn fault(
        &mut self,
        kind: FaultKind,
        range: Range<usize>,
        message: impl Into<String>,
    ) {
        self.faults.push(kind, self.text.place_of(range), message);
    }
}

/// Why reading ends, and what to write.
fn unreadable(error: &Error) -> String {
    let what = match error {
        Error::Syntax(SyntaxError::UnclosedTag) => "a tag is not closed: write `>`",
        Error::Syntax(SyntaxError::UnclosedComment) => "a comment is not closed: write `-->`",
        Error::Syntax(SyntaxError::UnclosedCData) => "a CDATA section is not closed: write `]]>`",
        Error::Syntax(SyntaxError::UnclosedPIOrXmlDecl) => "a `<?` is not closed: write `?>`",
        Error::Syntax(SyntaxError::InvalidBangMarkup) => {
            "`<!` begins neither a comment nor a CDATA section: write `&lt;!`"
        }
        other => return other.to_string(),
    };
    what.to_owned()
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
