//! What stands at a place of a file, also while somebody is typing there.
//!
//! This is the room of editors. [`Profile::spot`](crate::Profile::spot) finds the command and the part of it at a place of a file. Where a file is
//! half typed, [`closed`] makes one that can be read of what stands before the cursor; [`Tag`] says which element is being typed.

mod closed;
mod spot;
mod tag;

pub use closed::closed;
pub use spot::{Part, Spot};
pub use tag::{Begun, Tag};
