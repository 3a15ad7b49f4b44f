//! csp-codegen
#![forbid(unsafe_code)]
