//! What turning a document into its other encoding gives.

/// A document in its other encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcoded {
    /// The document.
    pub bytes: Vec<u8>,
    /// What of the original it cannot carry, a sentence each, in the order of the document.
    pub notes: Vec<String>,
}
