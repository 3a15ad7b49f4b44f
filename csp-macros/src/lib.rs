//! csp-macros
#![forbid(unsafe_code)]
