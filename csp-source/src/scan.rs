//! A first look at the text, before any tree is built: its size, its depth, its tags, its DOCTYPE.
//!
//! The tree builder behind this trusts its input not to be hostile: it takes memory for each
//! namespace in scope and compares every attribute of an element with every other. What could
//! exhaust it is refused here in one pass. So are tags that do not match, because only here are
//! both places at hand.

use std::ops::Range;
use std::sync::Arc;

use crate::code::Code;
use crate::decode;
use crate::diagnostic::Diagnostic;
use crate::kind::Kind;
use crate::source::{MAX_BYTES, Source};

/// How deeply elements may be nested. The deepest published DDF has 12 nodes and under 20
/// elements.
pub const MAX_DEPTH: usize = 256;

/// How many elements a file may have. All published DDFs of Windows together have about 120,000.
pub const MAX_ELEMENTS: usize = 500_000;

/// How many attributes one element may have. A policy of an ADMX file has seven.
pub const MAX_ATTRIBUTES: usize = 64;

/// How many namespace declarations a file may have. A published file has one.
pub const MAX_NAMESPACES: usize = 256;

/// Checks the bounds and the tags of `source`, and says where its DOCTYPE is.
pub(crate) fn check(source: &Arc<Source>, kind: &Kind) -> Result<Option<Range<usize>>, Diagnostic> {
    if source.text().len() > MAX_BYTES {
        return Err(decode::too_large(source, kind));
    }
    Scan {
        source,
        kind,
        text: source.text(),
        at: 0,
        open: Vec::new(),
        elements: 0,
        namespaces: 0,
        doctype: None,
        closed: None,
    }
    .run()
}

struct Scan<'a> {
    source: &'a Arc<Source>,
    kind: &'a Kind,
    text: &'a str,
    at: usize,
    /// The open elements: where the tag starts, and its name.
    open: Vec<(usize, &'a str)>,
    elements: usize,
    namespaces: usize,
    doctype: Option<Range<usize>>,
    /// The end tag of the root, once it was seen.
    closed: Option<Range<usize>>,
}

impl<'a> Scan<'a> {
    fn run(mut self) -> Result<Option<Range<usize>>, Diagnostic> {
        while let Some(found) = self.rest().find('<') {
            self.at += found;
            let rest = self.rest();
            let second = rest.as_bytes().get(1);
            if second == Some(&b'/') {
                self.end_tag()?;
            } else if !matches!(second, Some(b'!' | b'?')) {
                self.start_tag()?;
            } else if rest.starts_with("<!--") {
                self.skip_past("<!--", "-->", "a comment")?;
            } else if rest.starts_with("<![CDATA[") {
                self.skip_past("<![CDATA[", "]]>", "a CDATA section")?;
            } else if rest.starts_with("<?") {
                self.skip_past("<?", "?>", "a processing instruction")?;
            } else if rest.starts_with("<!DOCTYPE") {
                self.doctype()?;
            } else {
                self.start_tag()?;
            }
        }
        match (self.open.last(), self.elements) {
            (Some(&(start, name)), _) => Err(self.unclosed(start, name)),
            (None, 0) => Err(self.fault(
                self.kind.codes.not_xml,
                0..0,
                "there is no element in the file",
            )),
            _ => Ok(self.doctype),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn fault(
        &self,
        code: &'static Code,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, self.source, span, message)
    }

    fn end_of_text(&self) -> Range<usize> {
        let end = self.text.trim_end().len();
        end..end
    }

    fn skip_past(&mut self, open: &str, close: &str, what: &str) -> Result<(), Diagnostic> {
        let body = self.rest().get(open.len()..).unwrap_or("");
        let Some(end) = body.find(close) else {
            let start = self.at..self.at + open.len();
            return Err(self
                .fault(
                    self.kind.codes.unclosed,
                    self.end_of_text(),
                    format!("the file ends inside {what}"),
                )
                .with_label(format!("`{close}` is missing"))
                .with_related(self.source, start, "it begins here"));
        };
        self.at += open.len() + end + close.len();
        Ok(())
    }

    /// Passes a DOCTYPE. Its internal subset may hold comments, processing instructions and
    /// declarations, but none of an entity: that is the way to a document that expands without end.
    fn doctype(&mut self) -> Result<(), Diagnostic> {
        let start = self.at;
        self.at += "<!DOCTYPE".len();
        if self.doctype.is_some() || self.elements > 0 {
            let message = "a DOCTYPE stands behind another one or behind the root's start tag";
            let diagnostic = self.fault(self.kind.codes.ill_formed, start..self.at, message);
            return Err(diagnostic.with_help("remove it"));
        }
        let mut subset = false;
        while let Some(found) = self.rest().find(['"', '\'', '[', ']', '<', '>']) {
            self.at += found;
            let rest = self.rest();
            if rest.starts_with("<!ENTITY") {
                let span = self.at..self.at + "<!ENTITY".len();
                return Err(self.fault(
                    self.kind.codes.entity_declared,
                    span,
                    "the DOCTYPE declares an entity",
                ));
            } else if rest.starts_with("<!--") {
                self.skip_past("<!--", "-->", "a comment")?;
            } else if rest.starts_with("<?") {
                self.skip_past("<?", "?>", "a processing instruction")?;
            } else if rest.starts_with('"') {
                self.skip_past("\"", "\"", "a quoted text")?;
            } else if rest.starts_with('\'') {
                self.skip_past("'", "'", "a quoted text")?;
            } else {
                self.at += 1;
                match rest.as_bytes().first() {
                    Some(b'[') => subset = true,
                    Some(b']') => subset = false,
                    Some(b'>') if !subset => {
                        self.doctype = Some(start..self.at);
                        return Ok(());
                    }
                    _ => {}
                }
            }
        }
        let span = start..start + "<!DOCTYPE".len();
        Err(self
            .fault(
                self.kind.codes.unclosed,
                self.end_of_text(),
                "the file ends inside the DOCTYPE",
            )
            .with_related(self.source, span, "it begins here"))
    }

    fn start_tag(&mut self) -> Result<(), Diagnostic> {
        let start = self.at;
        let name = tag_name(self.rest().get(1..).unwrap_or(""));
        if name.is_empty() {
            let message = "`<` does not begin a tag";
            return Err(self
                .fault(self.kind.codes.ill_formed, start..start + 1, message)
                .with_help("write `&lt;` for the character itself"));
        }
        let span = start..start + 1 + name.len();
        if let Some(end) = self.closed.clone() {
            let message = format!("`<{name}>` stands after the end of the document");
            let root = self.text.get(end.clone()).unwrap_or("");
            let root = tag_name(root.trim_start_matches(['<', '/']));
            let help = (self.kind.second_root)(root);
            return Err(self
                .fault(self.kind.codes.ill_formed, span, message)
                .with_related(self.source, end, "the root element is closed here")
                .with_help(help));
        }
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            let message = format!("the file has more than {MAX_ELEMENTS} elements");
            return Err(self.fault(self.kind.codes.too_many, span, message));
        }
        if self.open.len() >= MAX_DEPTH {
            let message = format!("elements are nested more than {MAX_DEPTH} deep");
            return Err(self.fault(self.kind.codes.too_deep, span, message));
        }
        self.at = span.end;
        if self.attributes(&span, name)? {
            if self.open.is_empty() {
                self.closed = Some(span.start..self.at);
            }
        } else {
            self.open.push((start, name));
        }
        Ok(())
    }

    /// Passes the attributes and the end of a start tag; says whether the tag closes itself.
    fn attributes(&mut self, tag: &Range<usize>, name: &str) -> Result<bool, Diagnostic> {
        let mut count = 0;
        loop {
            let delimits = |byte: u8| matches!(byte, b'"' | b'\'' | b'<' | b'>');
            let Some(found) = self.rest().bytes().position(delimits) else {
                return Err(self.unclosed(tag.start, name));
            };
            let before = self.rest().get(..found).unwrap_or("");
            let delimiter = self.rest().as_bytes().get(found).copied();
            self.at += found;
            match delimiter {
                Some(b'>') => {
                    self.at += 1;
                    return Ok(before.ends_with('/'));
                }
                Some(b'<') => {
                    let message =
                        format!("the tag `<{name}` is not closed before the next one begins");
                    return Err(self
                        .fault(self.kind.codes.ill_formed, self.at..self.at + 1, message)
                        .with_related(self.source, tag.clone(), "this tag")
                        .with_help("add `>`, or write `&lt;` for the character itself"));
                }
                quote => {
                    count += 1;
                    self.namespaces += usize::from(before.contains("xmlns"));
                    if count > MAX_ATTRIBUTES || self.namespaces > MAX_NAMESPACES {
                        let message = if count > MAX_ATTRIBUTES {
                            format!("the element has more than {MAX_ATTRIBUTES} attributes")
                        } else {
                            format!(
                                "the file has more than {MAX_NAMESPACES} namespace declarations"
                            )
                        };
                        return Err(self.fault(self.kind.codes.too_many, tag.clone(), message));
                    }
                    let quote = if quote == Some(b'"') { "\"" } else { "'" };
                    self.skip_past(quote, quote, "an attribute")?;
                }
            }
        }
    }

    fn end_tag(&mut self) -> Result<(), Diagnostic> {
        let start = self.at;
        let name = tag_name(self.rest().get(2..).unwrap_or(""));
        self.at += "</".len() + name.len();
        let Some(length) = self.rest().find('>') else {
            return Err(self
                .fault(
                    self.kind.codes.unclosed,
                    self.end_of_text(),
                    format!("the file ends inside the tag `</{name}`"),
                )
                .with_related(self.source, start..self.at, "it begins here"));
        };
        self.at += length + 1;
        let span = start..self.at;
        match self.open.pop() {
            Some((_, open)) if open == name => {
                if self.open.is_empty() {
                    self.closed = Some(span);
                }
                Ok(())
            }
            Some((open_at, open)) => Err(self
                .fault(
                    self.kind.codes.mismatched_end,
                    span,
                    format!("`</{name}>` closes `<{open}>`"),
                )
                .with_label(format!("`</{open}>` is expected here"))
                .with_related(
                    self.source,
                    open_at..open_at + 1 + open.len(),
                    format!("`<{open}>` is opened here"),
                )),
            None => {
                let fault = self
                    .fault(
                        self.kind.codes.extra_end,
                        span,
                        format!("`</{name}>` closes nothing"),
                    )
                    .with_label("no element is open here");
                Err(match self.closed.clone() {
                    Some(end) => {
                        fault.with_related(self.source, end, "the root element is closed here")
                    }
                    None => fault,
                })
            }
        }
    }

    fn unclosed(&self, start: usize, name: &str) -> Diagnostic {
        self.fault(
            self.kind.codes.unclosed,
            self.end_of_text(),
            format!("the file ends before `<{name}>` is closed"),
        )
        .with_label("the file ends here")
        .with_related(
            self.source,
            start..start + 1 + name.len(),
            format!("`<{name}>` is opened here"),
        )
    }
}

/// The name at the start of a tag, up to what cannot belong to one.
fn tag_name(text: &str) -> &str {
    // None of them is greater than `>`, and nearly all that names are made of is.
    let ends = |byte: u8| {
        byte <= b'>'
            && (byte.is_ascii_whitespace()
                || matches!(byte, b'/' | b'>' | b'<' | b'=' | b'"' | b'\''))
    };
    let end = text.bytes().position(ends).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}
