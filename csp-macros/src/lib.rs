//! `ddf!` for definitions that are files, `derive(CspNode)` and `derive(CspValue)` for definitions that are Rust.
#![forbid(unsafe_code)]

#[cfg(feature = "ddf")]
mod ddf;

/// Generates the typed modules of a DDF file where the macro stands: the same items that `csp codegen` and a build script give.
///
/// The path is a file, or a folder of `.xml` files, and is relative to the folder of the package's `Cargo.toml`. One CSP gives its items in place;
/// several give a module each. The crate is built again when a file changes. Faults of a file are compile errors at the path, each with the
/// line and column of the file; its warnings are shown by `csp check`.
///
/// ```ignore
/// pub mod contoso_agent {
///     csp_macros::ddf!("ddf/ContosoAgent.xml");
/// }
/// ```
///
/// Generated code names the runtime as `::csp_runtime`. For a runtime that is renamed or re-exported, say where it is:
///
/// ```ignore
/// csp_macros::ddf!("ddf/ContosoAgent.xml", runtime = ::contoso_prelude::csp_runtime);
/// ```
#[cfg(feature = "ddf")]
#[proc_macro]
pub fn ddf(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = syn::parse_macro_input!(input as ddf::Input);
    let items = ddf::expand(&input);
    items.unwrap_or_else(syn::Error::into_compile_error).into()
}
