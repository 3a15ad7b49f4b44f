//! Which texts are values of a format, which match a pattern or a schema, which are secrets, which Windows they name, and which names are near to another.
//!
//! This is the room that the others share: the reader of definitions, the derives and the schemas ask here, so that what the first two accept is what a
//! device evaluates. It knows texts alone, no nodes.
//!
//! It is a crate below `ddf` and `csp-schema` because each stands alone: the reader tells with line and column what is wrong with a default, also to whoever
//! makes no rows of a definition; and a derive, which looks at attributes while it expands, does not wait for trees, LocURIs and XML.
//!
//! ```
//! assert_eq!(csp_check::parse_int("0x10"), Some(16));
//! assert!(csp_check::is_date("2026-02-28"));
//! assert!(!csp_check::is_date("2026-13-01"));
//! assert!(csp_check::is_secret_name("WlanPassword"));
//! ```
//!
//! # Features
//!
//! - `json`: JSON by the schema or the example of a definition.
//! - `regex`: regular expressions, as definitions write them.
//! - `xsd`: XML by the schema of a definition.

#![forbid(unsafe_code)]

mod base64;
mod evaluated;
#[cfg(feature = "json")]
mod json;
mod keyword;
mod nearest;
mod number;
mod os_build;
#[cfg(feature = "regex")]
mod pattern;
#[cfg(any(feature = "json", feature = "xsd"))]
mod place;
mod release;
mod sddl;
mod secret;
mod text;
mod time;
#[cfg(feature = "xsd")]
mod xsd;

pub use self::base64::{decode_base64, encode_base64};
pub use evaluated::{Evaluated, SchemaError, ValueError};
#[cfg(feature = "json")]
pub use json::JsonSchema;
pub use keyword::is_keyword;
pub use nearest::Nearest;
pub use number::{is_float, parse_bool, parse_float, parse_int};
pub use os_build::OsBuild;
#[cfg(feature = "regex")]
pub use pattern::{Pattern, PatternError, whole_pattern};
pub use release::{RELEASES, Release, UnknownRelease};
pub use sddl::check_sddl;
pub use secret::is_secret_name;
pub use text::{all_bytes, is_base64, is_same};
pub use time::{is_date, is_time};
#[cfg(feature = "xsd")]
pub use xsd::XmlSchema;
