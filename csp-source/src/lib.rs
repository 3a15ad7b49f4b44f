//! Files as they were given: their text with lines and columns, what is wrong in it as rustc would say it, and their XML within bounds.
//!
//! This is the room of whoever writes a reader of files that people wrote; `ddf` and `admx` stand in it. It knows no kind of file: a [`Kind`] says
//! how one calls its faults.
//!
//! ```text
//! bytes -> decode -> Source -> checked_text -> tree
//!                       \_ Diagnostic -> Report -> render
//! ```
//!
//! ```
//! use csp_source::{Code, Diagnostic, Report, Severity, Source};
//!
//! static DARK: Code = Code::new("LAMP0001", Severity::Warning, "a lamp is off", "switch it on");
//!
//! let source = Source::new("lamp.xml", "<Lamp>off</Lamp>");
//! let mut report = Report::new();
//! report.push(Diagnostic::new(&DARK, &source, 6..9, "the lamp in the hall is off"));
//! assert_eq!(report.iter().next().unwrap().to_string(), "lamp.xml:1:7: warning[LAMP0001]: the lamp in the hall is off");
//! ```
//!
//! # Bounds
//!
//! No input can make this crate panic, or take memory or time out of proportion to its size: [`MAX_BYTES`], [`MAX_DEPTH`], [`MAX_ELEMENTS`],
//! [`MAX_ATTRIBUTES`], [`MAX_NAMESPACES`] and [`MAX_FAULTS`] are its bounds, and an entity declaration is refused.

#![forbid(unsafe_code)]

mod code;
mod decode;
mod diagnostic;
mod element;
mod faults;
mod kind;
mod render;
mod scan;
mod severity;
mod source;
mod suggest;
mod xml;

pub use code::Code;
pub use decode::decode;
pub use diagnostic::{Diagnostic, Related, Report};
pub use element::{plain_text, written_name};
pub use faults::{Faults, MAX_FAULTS};
pub use kind::{Codes, Kind};
pub use scan::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS, MAX_NAMESPACES};
pub use severity::Severity;
pub use source::{MAX_BYTES, Source};
pub use suggest::help;
pub use xml::{checked_text, tree};
