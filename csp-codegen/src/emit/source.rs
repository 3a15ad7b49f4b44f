//! The writer of Rust source: lines at the right depth, doc comments within the page, blocks that close.

use std::fmt::{Arguments, Write as _};

/// Doc text is broken before this column; what cannot be broken goes on.
const DOC_WIDTH: usize = 120;

/// Code is broken before this column.
const CODE_WIDTH: usize = 160;

/// Rust source on its way.
#[derive(Debug, Default)]
pub(super) struct SourceText {
    text: String,
    depth: usize,
}

impl SourceText {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            depth: 0,
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// A line at the depth of the block.
    pub(super) fn line(&mut self, line: Arguments<'_>) {
        self.indent();
        let _ = self.text.write_fmt(line);
        self.text.push('\n');
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Text as it is: whole lines that no block holds.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// `head {`, what `body` writes one level deeper, and `}`.
    pub(super) fn block(&mut self, head: Arguments<'_>, body: impl FnOnce(&mut Self)) {
        self.indent();
        let _ = self.text.write_fmt(head);
        self.text.push_str(" {\n");
        self.depth += 1;
        body(self);
        self.depth -= 1;
        self.line(format_args!("}}"));
    }

    /// `head{`, what `body` writes one level deeper, and `}tail`.
    pub(super) fn call(&mut self, head: &str, tail: &str, body: impl FnOnce(&mut Self)) {
        self.line(format_args!("{head}{{"));
        self.depth += 1;
        body(self);
        self.depth -= 1;
        self.line(format_args!("}}{tail}"));
    }

    /// A function: on one line what fits there, else a line for each parameter.
    pub(super) fn function(
        &mut self,
        name: &str,
        parameters: &[&str],
        returns: &str,
        body: impl FnOnce(&mut Self),
    ) {
        let on_one_line = parameters.join(", ");
        let length = "pub fn () -> ".len() + name.len() + on_one_line.len() + returns.len();
        if self.fits(length) {
            return self.block(
                format_args!("pub fn {name}({on_one_line}) -> {returns}"),
                body,
            );
        }
        self.line(format_args!("pub fn {name}("));
        self.depth += 1;
        for parameter in parameters {
            self.line(format_args!("{parameter},"));
        }
        self.depth -= 1;
        self.block(format_args!(") -> {returns}"), body);
    }

    /// `head = value;`, on two lines where it does not fit on one.
    pub(super) fn definition(&mut self, head: &str, value: &str) {
        if self.fits(head.len() + " = ".len() + value.len() + ";".len()) {
            return self.line(format_args!("{head} = {value};"));
        }
        self.line(format_args!("{head} ="));
        self.depth += 1;
        self.line(format_args!("{value};"));
        self.depth -= 1;
    }

    /// Whether code of this length fits on a line.
    fn fits(&self, length: usize) -> bool {
        4 * self.depth + length + " {".len() <= CODE_WIDTH
    }

    /// Doc comments, a paragraph or list item of Markdown for each line.
    pub(super) fn docs<L: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = L>) {
        for line in lines {
            self.doc(line.as_ref());
        }
    }

    /// Doc comments that stand as they are: code.
    pub(super) fn verbatim_docs(&mut self, lines: &str) {
        for line in lines.lines() {
            self.line(format_args!("{}", format!("/// {line}").trim_end()));
        }
    }

    /// A doc comment of one paragraph or list item.
    pub(super) fn doc(&mut self, line: &str) {
        let width = DOC_WIDTH.saturating_sub(4 * self.depth + "/// ".len());
        // What goes on below a list item belongs to it.
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_item = line[indent..].starts_with("- ");
        let below = if is_item { indent + 2 } else { 0 };
        let mut rest = line;
        let mut before = 0;
        loop {
            let cut = break_at(rest, width.saturating_sub(before).max(40));
            let (this, next) = rest.split_at(cut);
            self.indent();
            self.text
                .push_str(if this.is_empty() { "///" } else { "/// " });
            self.text.extend(std::iter::repeat_n(' ', before));
            self.text.push_str(this.trim_end_matches(' '));
            self.text.push('\n');
            rest = next.trim_start_matches(' ');
            before = below;
            if rest.is_empty() {
                break;
            }
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }
}

/// Where a line ends that shall have at most `width` characters: before the last word that goes beyond, or at the end.
fn break_at(line: &str, width: usize) -> usize {
    // As many bytes are no more characters.
    if line.len() <= width {
        return line.len();
    }
    let mut beyond = line.chars();
    let _ = width.checked_sub(1).and_then(|last| beyond.nth(last));
    let limit = line.len() - beyond.as_str().len();
    if limit == line.len() {
        return limit;
    }
    let indent = line.len() - line.trim_start_matches(' ').len();
    let fits = line[..limit].rmatch_indices(' ').map(|(at, _)| at);
    let beyond = line[limit..].match_indices(' ').map(|(at, _)| limit + at);
    let mut breaks = fits.chain(beyond);
    breaks
        .find(|at| *at > indent + 1 && !opens_a_block(line[*at..].trim_start_matches(' ')))
        .unwrap_or(line.len())
}

/// Whether Markdown would take a line that begins so for a heading, a list, a rule or a quotation.
fn opens_a_block(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.starts_with(['#', '-', '+', '*', '=', '>', '|', '~', '`'])
        || rest.starts_with("    ")
        || digits > 0 && rest[digits..].starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_stay_within_the_page_and_keep_what_they_say() {
        let words = "word ".repeat(60);
        let mut source = SourceText::default();
        source.block(format_args!("mod x"), |source| {
            source.docs([&*words, &format!("- {words}"), "", "short"]);
        });
        let text = source.into_text();
        assert!(text.lines().all(|line| line.len() <= DOC_WIDTH), "{text}");
        assert_eq!(text.matches("word").count(), 120);
        assert!(
            text.contains("\n    ///   word"),
            "a list item goes on indented: {text}"
        );
        assert!(text.contains("\n    ///\n    /// short\n}\n"), "{text}");
    }

    #[test]
    fn code_stays_within_the_page() {
        let (short, long) = ("x", "x".repeat(120));
        let mut source = SourceText::default();
        for name in [short, &long] {
            let parameters = ["self", "name: &'a str"];
            source.function(name, &parameters, "At<'a, Somewhere>", |_| {});
            source.definition(
                &format!("pub type {name}"),
                "Choice<fn() -> node::SomewhereElseInTheTree>",
            );
        }
        let text = source.into_text();
        assert!(text.lines().all(|line| line.len() <= CODE_WIDTH), "{text}");
        let kept = "pub fn x(self, name: &'a str) -> At<'a, Somewhere> {\n}\npub type x = Choice<fn() -> node::SomewhereElseInTheTree>;\n";
        assert!(text.starts_with(kept), "{text}");
        let broken = "(\n    self,\n    name: &'a str,\n) -> At<'a, Somewhere> {\n}\n";
        assert!(text.contains(broken), "{text}");
    }

    #[test]
    fn no_line_begins_with_what_opens_a_block() {
        let line = format!("{} - not a list 1. nor this # nor that", "x".repeat(115));
        let mut source = SourceText::default();
        source.doc(&line);
        for line in source.into_text().lines().skip(1) {
            assert!(!opens_a_block(&line[4..]), "{line}");
        }
    }
}
