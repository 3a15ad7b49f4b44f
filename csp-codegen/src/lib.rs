//! Generates typed Rust modules from the definitions of Windows' configuration service providers (CSPs).
//!
//! This is the room of whoever has a DDF file and builds with a script. [`Generator`] is the one door; `cargo xtask codegen`, the `csp` command,
//! [a build script](Generator::build_script) and `csp_macros::ddf!` are thin fronts over it and give the same items. What they give needs `csp-runtime`,
//! which this crate does not know.
//!
//! ```text
//! DDF files -> parse -> validate -> lower -> emit -> write
//! ```
//!
//! ```
//! let lamp = ddf::Source::new(
//!     "Lamp.xml",
//!     "<MgmtTree>
//!       <Node>
//!         <NodeName>Lamp</NodeName>
//!         <Path>./Device/Vendor/Contoso</Path>
//!         <DFProperties><AccessType><Get/></AccessType><DFFormat><node/></DFFormat></DFProperties>
//!       </Node>
//!     </MgmtTree>",
//! );
//! let output = csp_codegen::Generator::new().source(lamp).generate()?;
//! assert_eq!(output.files()[0].name(), "contoso_lamp.rs");
//! # Ok::<(), csp_codegen::Error>(())
//! ```

#![forbid(unsafe_code)]

mod build_script;
mod codes;
pub mod emit;
mod error;
mod field;
mod generator;
pub mod ident;
pub mod ir;
mod literal;
mod lock;
mod lower;
mod manifest;
mod others;
mod output;
mod overlay;
mod own;
mod package;
mod parallel;
mod read;
mod reads;
mod replace;
mod reserved;
mod words;
mod write;

pub use error::Error;
pub use generator::Generator;
pub use lock::{Effect, Followed, Lock};
pub use lower::{elements, lower, lower_keeping};
pub use output::{File, Output, Summary};
pub use package::Package;
pub use read::policies;
pub use replace::replace_by;
pub use write::Difference;
