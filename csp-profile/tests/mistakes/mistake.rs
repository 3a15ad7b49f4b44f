//! A mistake, the rule that finds it and what mends it.

/// A mistake that people were seen to make.
pub(crate) struct Mistake {
    /// Its row in the list of mistakes that people made, 1 to 61; `None` where no thread is known.
    pub(crate) row: Option<u8>,
    pub(crate) rule: &'static str,
    /// A file with the mistake between `⟦` and `⟧`; `None` where the rule's own example is the mistake.
    pub(crate) text: Option<String>,
    pub(crate) mended: Mended,
}

/// What mends a mistake.
pub(crate) enum Mended {
    /// A safe fix; this stands in the file then.
    Safely(&'static str),
    /// A fix that somebody has to look at.
    WithCare(&'static str),
    /// Somebody has to think.
    ByHand,
}

impl Mistake {
    pub(crate) fn new(row: u8, rule: &'static str, text: String, mended: Mended) -> Self {
        Self {
            row: Some(row),
            rule,
            text: Some(text),
            mended,
        }
    }

    pub(crate) fn example(row: u8, rule: &'static str, mended: Mended) -> Self {
        Self {
            row: Some(row),
            rule,
            text: None,
            mended,
        }
    }

    pub(crate) fn without_thread(rule: &'static str, text: String, mended: Mended) -> Self {
        Self {
            row: None,
            rule,
            text: Some(text),
            mended,
        }
    }
}
