//! The verdicts on a message's commands, gathered before any of the reply is written: an Atomic answers before its children, and its children's
//! statuses are known only when it is over.

use std::ops::Range;

use crate::StatusCode;
use crate::size;
use crate::target::Refusal;
use csp_runtime::HandlerError;
use csp_schema::Format;
use syncml::Message;

/// What became of one item.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub(crate) status: StatusCode,
    pub(crate) hresult: Option<u32>,
    /// How much of the item's LocURI names the parent that no schema knows.
    pub(crate) missing: Option<usize>,
    /// Which of [`Verdicts::results`] are the item's.
    pub(crate) results: Range<usize>,
}

impl Verdict {
    pub(crate) const fn of(status: StatusCode) -> Self {
        Self {
            status,
            hresult: None,
            missing: None,
            results: 0..0,
        }
    }
}

impl From<HandlerError> for Verdict {
    fn from(failure: HandlerError) -> Self {
        Self {
            hresult: failure.hresult(),
            ..Self::of(failure.status())
        }
    }
}

impl From<Refusal<'_>> for Verdict {
    fn from(refusal: Refusal<'_>) -> Self {
        Self {
            missing: refusal.missing.map(str::len),
            ..Self::from(refusal.failure)
        }
    }
}

/// One item of a Results.
#[derive(Debug, Clone)]
pub(crate) struct ResultItem {
    pub(crate) source: ItemSource,
    /// The format to state; `None` where it is the default.
    pub(crate) format: Option<Format>,
    /// Which part of [`Verdicts::text`] is the data.
    pub(crate) data: Option<Range<usize>>,
}

/// The LocURI of an item of a Results.
#[derive(Debug, Clone)]
pub(crate) enum ItemSource {
    /// As the requester wrote it.
    Target,
    /// As the requester wrote it, without the query.
    Path,
    /// A part of [`Verdicts::text`].
    Text(Range<usize>),
}

/// The verdicts on the commands and items of one message, by their indexes. Kept between messages for its memory.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    /// The status of a command as a whole; `None` where each item has its own.
    pub(crate) commands: Vec<Option<StatusCode>>,
    pub(crate) items: Vec<Verdict>,
    pub(crate) results: Vec<ResultItem>,
    /// What the results say, one after the other.
    pub(crate) text: String,
    /// How many bytes the reply has with what was gathered so far.
    pub(crate) bytes: usize,
    /// How many bytes were gathered in vain.
    pub(crate) discarded: usize,
}

/// How much was gathered at some time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ResultsLength {
    pub(crate) results: usize,
    text: usize,
    bytes: usize,
}

/// How much of each buffer is kept.
const KEPT: usize = 1 << 16;

impl Verdicts {
    /// Makes room for a message. Until something happens to an item, it is not executed.
    pub(crate) fn reset(&mut self, message: &Message<'_>) {
        self.commands.clear();
        self.commands.resize(message.commands.len(), None);
        self.items.clear();
        self.items
            .resize(message.items.len(), Verdict::of(StatusCode::NOT_EXECUTED));
        self.bytes = size::without_results(message);
        self.results.clear();
        self.text.clear();
        self.discarded = 0;
        // One message that asked for very much should not hold the memory for ever.
        self.results.shrink_to(KEPT);
        self.text.shrink_to(KEPT);
    }

    /// Adds an item of a Results. `target` is the LocURI that the requester wrote.
    pub(crate) fn push(&mut self, answer: ResultItem, target: &str) {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        let source = match &answer.source {
            ItemSource::Target | ItemSource::Path => target,
            ItemSource::Text(range) => text(range),
        };
        let data = answer.data.as_ref().map_or("", text);
        self.bytes += size::item(source, answer.format, data);
        self.results.push(answer);
    }

    /// How much there is, to go back to.
    pub(crate) fn length(&self) -> ResultsLength {
        ResultsLength {
            results: self.results.len(),
            text: self.text.len(),
            bytes: self.bytes,
        }
    }

    /// Forgets what was gathered since.
    pub(crate) fn go_back(&mut self, length: ResultsLength) {
        let text = self.text.len() - length.text;
        self.discarded += text.max(self.bytes - length.bytes);
        self.results.truncate(length.results);
        self.text.truncate(length.text);
        self.bytes = length.bytes;
    }

    pub(crate) fn set_command(&mut self, index: usize, status: StatusCode) {
        if let Some(slot) = self.commands.get_mut(index) {
            *slot = Some(status);
        }
    }

    pub(crate) fn set_item(&mut self, index: usize, verdict: Verdict) {
        if let Some(slot) = self.items.get_mut(index) {
            *slot = verdict;
        }
    }
}
