//! csp-runtime
#![forbid(unsafe_code)]

mod status;

pub use status::StatusCode;
