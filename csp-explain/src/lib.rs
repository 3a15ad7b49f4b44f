//! What the numbers mean that Windows answers with, and what of a command and a definition explains them.
//!
//! This is the room of whoever tells a person why a command failed: a server's outcomes, the command line, an editor. It knows neither requests
//! nor files.
//!
//! - [`table`] has every status, error and event, each with its causes and its source;
//! - [`Code`] reads a number as people write it;
//! - [`node`] says what a definition says of a node, [`policy`] what a template says of the policy behind it;
//! - [`rank`] puts the causes into order by what is known of the command, the node and the device.
//!
//! ```
//! use csp_explain::{Situation, rank};
//! use csp_schema::{Tree, Verb};
//! use syncml::StatusCode;
//!
//! let tree = Tree::load("csp Lamp\nroot ./Device/Vendor/Contoso\n0 0 Lamp\n  access Get\n1 1 Lit\n  format bool\n  access Get\n")?;
//! let situation = Situation {
//!     verb: Some(Verb::Replace),
//!     uri: "./Device/Vendor/Contoso/Lamp/Lit",
//!     node: tree.nodes().nth(1),
//!     ..Situation::default()
//! };
//! let causes = rank(Some(StatusCode::COMMAND_NOT_ALLOWED), &situation);
//! assert_eq!(causes[0].text, "the node permits Get only");
//! assert!(causes[0].is_shown);
//! # Ok::<(), csp_schema::TableError>(())
//! ```

#![forbid(unsafe_code)]

mod cause;
mod code;
pub mod node;
pub mod policy;
mod rank;
mod situation;
pub mod table;

pub use cause::Cause;
pub use code::Code;
pub use rank::{RankedCause, rank};
pub use situation::Situation;
