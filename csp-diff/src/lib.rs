//! What changed between two sets of CSP definitions, and what that means for those who go by the old ones.
//!
//! This is the room of whoever takes the next drop of definitions, or tells people about it: models of `ddf` come in, differences go out. It reads no files
//! and writes none; `csp diff` shows them as text, JSON and Markdown, `csp site` as a page and as marks of nodes.
//!
//! [`compare`] matches nodes by their places and gives every difference, each with its [`Class`]. [`Groups`] gathers what is one edit, and [`parts`] makes
//! the lines of which a page consists, what matters more first.
//!
//! ```
//! use csp_diff::{Class, Kind, compare};
//!
//! let lamp = |access: &str| {
//!     let xml = format!("<MgmtTree><Node><NodeName>Lamp</NodeName><Path>./Vendor/Contoso</Path>
//!       <DFProperties><AccessType>{access}</AccessType><DFFormat><int/></DFFormat></DFProperties></Node></MgmtTree>");
//!     let mut report = ddf::Report::new();
//!     let document = ddf::parse(&ddf::Source::new("Lamp.xml", xml), &mut report);
//!     ddf::validate(document.into_iter().collect(), &mut report)
//! };
//! let (old, new) = (lamp("<Get/><Replace/>"), lamp("<Get/>"));
//! let comparison = compare(&old, &new);
//! assert_eq!(comparison.nodes.len(), 1);
//! let change = &comparison.nodes[0];
//! assert_eq!((change.class, change.change, change.uri.as_str()), (Class::Breaking, Kind::Changed, "./Vendor/Contoso/Lamp"));
//! ```

#![forbid(unsafe_code)]

mod change;
mod compare;
mod differences;
mod effect;
mod fact;
mod group;
mod page;

pub use change::{Class, Edit, FactChange, FileChange, Kind, NodeChange};
pub use compare::{Comparison, compare};
pub use differences::Differences;
pub use effect::{Effect, Effects};
pub use group::{Group, Groups};
pub use page::{Body, Heading, Line, Part, Section, Summary, Word, count, names, parts, told};
