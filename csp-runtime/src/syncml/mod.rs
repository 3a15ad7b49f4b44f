//! The SyncML codec: bytes to a message model and back, with bounds and positions.

mod message;
mod owned;

pub use message::{
    Address, Command, CommandRef, Commands, Cred, Data, Form, Header, Item, Message, Meta,
    MetaRest, Namespace, Response, Verb,
};
