//! What is kept in an item for when its words are asked for.

use serde::{Deserialize, Serialize};

/// What an item says of itself, for when its words are asked for.
#[derive(Serialize, Deserialize)]
pub(super) struct About {
    /// The file that it is for.
    pub(super) file: String,
    /// The node.
    pub(super) node: String,
}
