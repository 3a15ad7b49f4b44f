//! What a new crate for the modules is called, and where its runtime is had.

/// What the manifest of a new crate says.
#[derive(Debug, Clone, Copy)]
pub struct Package<'a> {
    /// The name of the crate.
    pub name: &'a str,
    /// Where the runtime is had: the value of `csp-runtime` in `[dependencies]`, as TOML (`"0.1.0"`, `{ path = "../csp-runtime" }`).
    pub runtime: &'a str,
}

impl<'a> Package<'a> {
    /// A crate with this name, for which the runtime is in a registry, in the version of this generator.
    pub fn new(name: &'a str) -> Self {
        let runtime = concat!("\"", env!("CARGO_PKG_VERSION"), "\"");
        Self { name, runtime }
    }
}
