//! csp-runtime
#![forbid(unsafe_code)]

pub mod access;
mod address;
mod derive;
pub mod device;
pub mod reply;
pub mod request;
pub mod schema;
mod status;
mod store;
pub mod syncml;
pub mod uri;
pub mod value;

pub use address::{AccessOf, Addr, Csp, Kind, Leaf, MAX_NAMES, Node, ValueOf, loc_uri};
pub use derive::{CspNode, NodeValue, ReadError};
pub use device::{Alert, Context, Device, Exec, Failure, Mounted};
pub use reply::{Outcome, Reply, ReplyError};
pub use request::{Header, Request, RequestError, Ticket};
pub use schema::Tree;
pub use status::StatusCode;
pub use value::{NoData, Payload, Value};

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
