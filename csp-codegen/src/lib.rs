//! Generates typed Rust modules from the definitions of Windows' configuration service providers (CSPs).
//!
//! ```text
//! DDF files -> parse -> validate -> lower -> emit -> write
//! ```
//!
//! [`Generator`] is the one door to it; `cargo xtask codegen`, the `csp` command, a build script and `csp_macros::ddf!` are thin fronts over it
//! and give the same items.
//!
//! ```
//! # let folder = std::env::temp_dir().join(format!("csp-codegen-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! # let path = folder.join("Lamp.xml");
//! # std::fs::write(&path, "<MgmtTree><VerDTD>1.2</VerDTD><Node><NodeName>Lamp</NodeName><Path>./Device/Vendor/Contoso</Path><DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties></Node></MgmtTree>")?;
//! let output = csp_codegen::Generator::new().file(&path).generate()?;
//! assert_eq!(output.files()[0].name(), "lamp.rs");
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod build_script;
mod codes;
pub mod emit;
mod error;
mod generator;
pub mod ident;
pub mod ir;
mod literal;
mod lock;
mod lower;
mod manifest;
mod others;
mod output;
mod own;
mod package;
mod parallel;
mod read;
mod replace;
mod write;

pub use error::Error;
pub use generator::Generator;
pub use lock::Lock;
pub use lower::lower;
pub use output::{File, Output, Summary};
pub use package::Package;
pub use write::Difference;
