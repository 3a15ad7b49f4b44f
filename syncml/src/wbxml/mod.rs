//! Messages as WBXML (W3C NOTE-wbxml-19990624; OMA "SyncML Representation Protocol" 1.2, "WBXML Definition"): the tokens of its code pages, a
//! reader of documents of any version and by any encoder, and the way to XML and back.

mod body;
mod content;
mod from_xml;
mod header;
mod markup;
mod opaque;
mod skipped;
pub(crate) mod tags;
mod to_xml;
mod token;
mod transcoded;
mod value;

pub(crate) use body::Decoder;
pub use from_xml::from_xml;
pub(crate) use header::{UTF_8_BYTE, mb_u32, public_id};
pub use to_xml::to_xml;
pub(crate) use token::{END, OPAQUE, STR_I, SWITCH_PAGE, WITH_CONTENT};
pub use transcoded::Transcoded;
