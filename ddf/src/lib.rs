//! ddf
#![forbid(unsafe_code)]
