//! The bounds of a message, so that no input can exhaust the reader.

/// The bounds of a message. What exceeds one is an [`Error`](super::Error) of its own kind.
///
/// No published document states numbers; the defaults are far above what management traffic
/// needs. There is no bound on one LocURI here, because a device answers a long one with 414.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of the message: 8 MiB; at most 4 GiB.
    pub message_bytes: usize,
    /// How deep elements may be nested, also inside of raw XML in a Data: 64; at most
    /// [`Limits::DEEPEST`].
    pub depth: usize,
    /// The elements of the message, also inside of raw XML in a Data: 100,000.
    pub elements: usize,
    /// The items of the message: 10,000.
    pub items: usize,
    /// The bytes of a MsgID or a CmdID: 256. A reply repeats them in every Status, so that a long
    /// one would grow a thousandfold.
    pub id_bytes: usize,
}

impl Limits {
    /// The nesting that is read at most, whatever [`Limits::depth`] says: the reader is
    /// recursive, and a thread's stack is small.
    pub const DEEPEST: usize = 256;
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            message_bytes: 8 << 20,
            depth: 64,
            elements: 100_000,
            items: 10_000,
            id_bytes: 256,
        }
    }
}
