//! Reads the definitions of Windows' configuration service providers (CSPs): OMA's Device
//! Description Framework (DDF) 1.2 with Microsoft's extensions.
//!
//! This is the room of whoever reads DDF files: authors of definitions who want to know what is wrong
//! with theirs, and tools that work from them. It knows neither messages nor generated code.
//!
//! ```text
//! bytes -> Source -> parse -> Document -> validate -> Model
//! ```
//!
//! An [`Overlay`] then changes the model, where a definition is wrong.
//!
//! [`parse`] reads one file, with the position of every fact; [`validate`] looks at all files
//! together. Nothing stops at the first fault: every diagnostic goes into one [`Report`], and
//! the [`Model`] holds the documents that have none of severity error.
//!
//! ```
//! let source = ddf::Source::new(
//!     "Lamp.xml",
//!     r#"<MgmtTree>
//!   <VerDTD>1.2</VerDTD>
//!   <Node>
//!     <NodeName>Lamp</NodeName>
//!     <Path>./Device/Vendor/Contoso</Path>
//!     <DFProperties>
//!       <AccessType><Get/></AccessType>
//!       <DFFormat><node/></DFFormat>
//!     </DFProperties>
//!     <Node>
//!       <NodeName>Brightness</NodeName>
//!       <DFProperties>
//!         <AccessType><Get/><Replace/></AccessType>
//!         <DFFormat><int/></DFFormat>
//!       </DFProperties>
//!     </Node>
//!   </Node>
//! </MgmtTree>"#,
//! );
//! let mut report = ddf::Report::new();
//! let document = ddf::parse(&source, &mut report);
//! let model = ddf::validate(document.into_iter().collect(), &mut report);
//! assert!(report.is_empty(), "{report}");
//! let uris: Vec<String> = model.nodes().map(|node| node.uri()).collect();
//! assert_eq!(uris, ["./Device/Vendor/Contoso/Lamp", "./Device/Vendor/Contoso/Lamp/Brightness"]);
//! ```
//!
//! # What is accepted
//!
//! Elements are matched by their local name and may come in any order. They may have no namespace
//! (as published), a prefix, or stand in a wrapper, as the `identity`/`cspDefinition` one around
//! Microsoft's LAPS. What a file leaves out has OMA's default: `Occurrence` One, `Scope` Dynamic.
//! An interior node without `DFFormat` or with an empty `AccessType` is read as `node` and `Get`,
//! with a warning: that is what every interior node of Windows has, while for a leaf either would
//! be a guess, and is an error.
//!
//! # Bounds
//!
//! No input can make this crate panic, or take memory or time out of proportion to its size:
//! [`MAX_BYTES`], [`MAX_DEPTH`], [`MAX_ELEMENTS`], [`MAX_ATTRIBUTES`], [`MAX_NAMESPACES`],
//! [`MAX_URI`] and [`MAX_FAULTS`] are its bounds, and an entity declaration is refused.

#![forbid(unsafe_code)]

mod codes;
mod kind;
mod model;
mod overlay;
mod parse;
mod validate;

pub use codes::{code, codes};
pub use csp_check::OsBuild;
pub use csp_source::{
    Code, Diagnostic, MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_FAULTS,
    MAX_NAMESPACES, Related, Report, Severity, Source,
};
pub use kind::{MICROSOFT, decode};
pub use model::{
    Access, AdmxBacking, AllowedValue, AllowedValues, Applicability, CaseSense, CommonErrorResult,
    ConflictResolution, Dependency, DependencyGroup, DependencyKind, Deprecated, Document,
    DynamicNodeNaming, Editions, Extension, Format, GpMapping, Interval, ListDelimiter, MAX_URI,
    Model, NameEntry, Named, Node, Occurrence, Operation, OsBuilds, Ranges, RebootBehavior,
    ReplaceBehavior, Scope, ValueType,
};
pub use overlay::Overlay;
pub use parse::parse;
pub use validate::validate;
