//! csp-windows
#![forbid(unsafe_code)]
