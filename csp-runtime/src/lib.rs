//! csp-runtime
#![forbid(unsafe_code)]
