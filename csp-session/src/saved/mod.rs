//! Keeping sessions: what both ends have in common of it. What each part of a session is kept as stands beside the part.

pub(crate) mod bytes;
mod error;
pub(crate) mod form;
pub(crate) mod holes;
pub(crate) mod pairs;
mod secrets;

pub use error::ResumeError;
pub use secrets::Secrets;
