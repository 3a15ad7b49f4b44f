//! What is known of elements that nobody reads: which of them may hold octets.

/// The elements that are open.
#[derive(Default)]
pub(super) struct Skipped<'a>(Vec<Frame<'a>>);

struct Frame<'a> {
    name: &'a str,
    /// The text, while it is one piece.
    text: Option<&'a str>,
    pieces: usize,
    /// Whether the Format that its Meta states is `bin`.
    is_bin: Option<bool>,
}

impl<'a> Skipped<'a> {
    pub(super) fn open(&mut self, name: &'a str) {
        self.0.push(Frame {
            name,
            text: None,
            pieces: 0,
            is_bin: None,
        });
    }

    pub(super) fn text(&mut self, text: &'a str) {
        if let Some(frame) = self.0.last_mut() {
            frame.text = Some(text).filter(|_| frame.pieces == 0);
            frame.pieces += 1;
        }
    }

    pub(super) fn close(&mut self) {
        let Some(frame) = self.0.pop() else { return };
        if frame.name == "Format" {
            let is_bin = frame.text.map(str::trim_ascii) == Some("bin");
            let around = self.0.iter_mut().rev();
            let mut around = around.skip_while(|frame| matches!(frame.name, "Meta" | "MetInf"));
            if let Some(frame) = around.next() {
                frame.is_bin = Some(is_bin);
            }
        }
    }

    /// Whether what stands here may be octets or a tree: elsewhere it is text.
    pub(super) fn is_value(&self) -> bool {
        let name = self.0.last().map(|frame| frame.name);
        matches!(name, Some("Data" | "NextNonce"))
    }

    /// Whether what stands here is octets: a nonce, or a Data whose Format is `bin`.
    pub(super) fn is_bin(&self) -> bool {
        match self.0.last().map(|frame| frame.name) {
            Some("NextNonce") => true,
            Some("Data") => self.0.iter().rev().find_map(|frame| frame.is_bin) == Some(true),
            _ => false,
        }
    }
}
