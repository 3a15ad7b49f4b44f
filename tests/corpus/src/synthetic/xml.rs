//! XML with indentation.

#[derive(Default)]
pub(super) struct Xml {
    pub(super) text: String,
    depth: usize,
}

impl Xml {
    pub(super) fn line(&mut self, line: &str) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// An element whose content `write` adds. `tag` may have attributes.
    pub(super) fn element(&mut self, tag: &str, write: impl FnOnce(&mut Self)) {
        self.line(&format!("<{tag}>"));
        self.depth += 1;
        write(self);
        self.depth -= 1;
        let name = tag.split(' ').next().unwrap_or(tag);
        self.line(&format!("</{name}>"));
    }

    /// An element with text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.line(&format!("<{name}>{text}</{name}>"));
    }

    pub(super) fn empty(&mut self, tag: &str) {
        self.line(&format!("<{tag} />"));
    }

    /// An element that holds one empty element.
    pub(super) fn choice(&mut self, name: &str, chosen: &str) {
        self.element(name, |xml| xml.empty(chosen));
    }
}
