//! SyncML: messages, and the bare commands that profiles are; as devices read them, and as people get them wrong.

mod element;
mod item;
mod pretty;
mod read;
mod write;

pub(super) use item::parts_of;
pub(super) use pretty::pretty;
pub(super) use read::read;
pub(super) use write::{Commands, write};
