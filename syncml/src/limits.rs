//! The bounds of a message, so that no input can exhaust the reader; and what one end tells the other of its own.

use super::item::{Meta, MetaRest};
use super::message::Header;

/// The bounds of a message. What exceeds one is an [`Error`](super::Error) of its own kind.
///
/// No published document states numbers; the defaults are far above what management traffic
/// needs. There is no bound on the LocURI of an item here, because a device answers a long one with 414.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Limits {
    /// The bytes of the message, and in WBXML of the text in it, which repeats what stands once in its string table: 8 MiB; at most 4 GiB.
    pub message_bytes: usize,
    /// How deep elements may be nested, also inside of raw XML in a Data: 64; at most
    /// [`Limits::DEEPEST`].
    pub depth: usize,
    /// The elements of the message, also inside of raw XML in a Data: 100,000.
    pub elements: usize,
    /// The items of the message: 10,000.
    pub items: usize,
    /// The bytes of a SessionID, a MsgID or a CmdID: 256. A reply repeats them, the last two in every Status, so
    /// that a long one would grow a thousandfold. (Windows' SessionIDs have at most four bytes, MS-MDM; to a server
    /// they mean nothing.)
    pub id_bytes: usize,
    /// The bytes of a LocURI or a LocName in the header's Target and Source: 4,096. Every message to the other end repeats them.
    pub address_bytes: usize,
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
            address_bytes: 4096,
        }
    }
}

/// What one end says that it takes in a message's header; `None` where it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Sizes {
    /// `MaxMsgSize`: the bytes of a message.
    pub message: Option<u64>,
    /// `MaxObjSize`: the bytes of a value.
    pub object: Option<u64>,
}

impl Sizes {
    /// What a header says.
    pub fn of(header: &Header<'_>) -> Sizes {
        Sizes {
            message: header.meta.max_msg_size(),
            object: header.meta.max_obj_size(),
        }
    }

    /// The same, as a header says it.
    pub fn meta(self) -> Meta<'static> {
        if self == Sizes::default() {
            return Meta::default();
        }
        let text = |size: Option<u64>| size.map(|size| size.to_string().into());
        Meta {
            rest: Some(Box::new(MetaRest {
                max_msg_size: text(self.message),
                max_obj_size: text(self.object),
                ..MetaRest::default()
            })),
            ..Meta::default()
        }
    }
}
